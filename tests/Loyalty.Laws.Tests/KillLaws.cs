using System.Diagnostics;
using System.Globalization;
using Loyalty.Laws.Tests.Hosting;
using Loyalty.Laws.Tests.Model;

namespace Loyalty.Laws.Tests;

/// <summary>What survives <c>kill -9</c>. KILL_ROUNDS is the number of rounds; a run ends after ten minutes at the latest, and then fails.</summary>
[Trait("Evidence", "documented: docs/architecture.md 1")]
public sealed class KillLaws
{
    /// <summary>Most of a round is the start of a process, so two run at the same time.</summary>
    private const int Emulators = 2;

    private const int Clients = 6;
    private const int CustomersOfClient = 150;

    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("KILL_ROUNDS") ?? "30", CultureInfo.InvariantCulture);

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task After_a_kill_every_acknowledged_write_is_there_once_and_no_other_is_there_half()
    {
        var running = Stopwatch.StartNew();

        var acknowledged = (await Task.WhenAll(Enumerable.Range(0, Emulators).Select(number => RunAsync(number, running)))).Sum();

        // Otherwise the kills hit an idle process, and nothing was shown.
        Assert.True(acknowledged > 20 * Rounds, $"only {acknowledged} writes were acknowledged in {Rounds} rounds");
        TestContext.Current.TestOutputHelper?.WriteLine($"{Rounds} rounds, {acknowledged} acknowledged writes, {running.Elapsed}");
    }

    /// <summary>Runs one emulator's share of the rounds. Returns the number of acknowledged writes.</summary>
    private static async Task<int> RunAsync(int number, Stopwatch running)
    {
        using var emulator = new KillableEmulator();
        await emulator.StartAsync();
        var random = new Random(20260315 + number);
        var acknowledged = 0;
        for (var round = number; round < Rounds; round += Emulators)
        {
            Assert.True(running.Elapsed < Limit, $"round {round} of {Rounds} did not begin within {Limit}");
            var world = $"round{round}";
            await CreateAsync(emulator, world);
            var first = new TaskCompletionSource();
            var writes = Enumerable.Range(0, Clients).Select(client => WriteAsync(emulator, world, client, first)).ToList();

            // The first request of a process takes long, so most kills wait for its end.
            await Task.WhenAny(random.Next(8) == 0 ? Task.CompletedTask : first.Task, Task.WhenAll(writes));
            await Task.Delay(random.Next(200), TestContext.Current.CancellationToken);
            await emulator.KillAsync();
            var counts = await Task.WhenAll(writes);

            await emulator.StartAsync();
            await CheckAsync(emulator, world, counts);
            acknowledged += counts.Sum();
            (await emulator.SendAsync(HttpMethod.Delete, $"/_emulator/worlds/{world}", null)).Require(204);
        }

        return acknowledged;
    }

    private static async Task CreateAsync(KillableEmulator emulator, string world)
    {
        var customers = Enumerable.Range(0, Clients).SelectMany(client => Enumerable.Range(0, CustomersOfClient).Select(number => CustomerOf(client, number)));
        (await emulator.SendAsync(HttpMethod.Post, "/_emulator/worlds", ManyCustomers.World(world, world, customers))).Require(201);
    }

    /// <summary>Sends the client's writes in their order until the connection breaks. Returns how many were acknowledged.</summary>
    private static async Task<int> WriteAsync(KillableEmulator emulator, string world, int client, TaskCompletionSource first)
    {
        var writes = WritesOf(client).ToList();
        for (var number = 0; number < writes.Count; number++)
        {
            var (customer, target, isEnd) = writes[number];
            var reply = await emulator.SendAsync(
                HttpMethod.Post, ManyCustomers.Path(ManyCustomers.Targets[target], isEnd), ManyCustomers.Body(customer, isEnd ? null : BalanceOf(customer)), Till.Header(world));
            if (reply == Reply.Broken)
            {
                return number;
            }

            reply.Require(200);
            first.TrySetResult();
        }

        return writes.Count;
    }

    private static async Task CheckAsync(KillableEmulator emulator, string world, int[] counts)
    {
        var exported = new Exported((await emulator.SendAsync(HttpMethod.Get, $"/_emulator/worlds/{world}/document", null)).Require(200).Body);
        for (var client = 0; client < Clients; client++)
        {
            // The write that was not acknowledged may have been carried out, but as a whole.
            var actual = StateIn(exported, client);
            var (without, with) = (StateAfter(client, counts[client]), StateAfter(client, counts[client] + 1));
            Assert.True(
                actual.SequenceEqual(without) || actual.SequenceEqual(with),
                $"{world}, client {client}: after {counts[client]} acknowledged writes:\n{string.Join(' ', without)}\nor\n{string.Join(' ', with)}\nbut not\n{string.Join(' ', actual)}");
        }

        var customer = CustomerOf(0, 0);
        var targets = (await emulator.SendAsync(HttpMethod.Get, $"/v3/users/{customer}/enrolledTargets", null, Till.Header(world))).Require(200).Body;
        Assert.All(ManyCustomers.Targets, target => Assert.Equal(exported.IsEnrolled(customer, target.Target), targets.Contains($"\"id\":{target.Target},", StringComparison.Ordinal)));

        // The sequences go on above the ids that were given.
        (await emulator.SendAsync(HttpMethod.Post, ManyCustomers.Path((20, 21), false), ManyCustomers.Body(CustomerOf(0, CustomersOfClient - 1), 7), Till.Header(world))).Require(200);
        _ = new Exported((await emulator.SendAsync(HttpMethod.Get, $"/_emulator/worlds/{world}/document", null)).Require(200).Body);
    }

    /// <summary>Enrols one customer after the other in one of two targets; every third write ends the enrolment before.</summary>
    private static IEnumerable<(long Customer, int Target, bool IsEnd)> WritesOf(int client)
    {
        for (var number = 0; number < CustomersOfClient - 1; number++)
        {
            yield return (CustomerOf(client, number), number % 2, false);
            if (number % 2 == 1)
            {
                yield return (CustomerOf(client, number), number % 2, true);
            }
        }
    }

    private static List<string> StateAfter(int client, int count)
    {
        var state = new SortedDictionary<long, string>();
        foreach (var (customer, target, isEnd) in WritesOf(client).Take(count))
        {
            state[customer] = Line(customer, target, !isEnd, BalanceOf(customer));
        }

        return [.. state.Values];
    }

    private static List<string> StateIn(Exported exported, int client)
    {
        var lines = new List<string>();
        foreach (var (customer, target, _) in WritesOf(client).Where(write => !write.IsEnd))
        {
            var id = ManyCustomers.Targets[target].Target;
            var (isEnrolled, progress) = (exported.IsEnrolled(customer, id), exported.ProgressOf(customer, id));
            if (isEnrolled || progress is not null)
            {
                lines.Add(Line(customer, target, isEnrolled, progress));
            }
        }

        return lines;
    }

    /// <summary>Progress stays after the end of an enrolment.</summary>
    private static string Line(long customer, int target, bool isEnrolled, decimal? progress) => $"{customer}/{target}/{isEnrolled}/{progress}";

    private static long CustomerOf(int client, int number) => ((client + 1) * 1000) + number;

    private static long BalanceOf(long customer) => customer % 17;
}
