using System.Collections.Concurrent;
using System.Text.Json;
using Loyalty.Laws.Tests.Hosting;
using Loyalty.Laws.Tests.Model;

namespace Loyalty.Laws.Tests;

/// <summary>64 clients write to eight worlds, beside controls: four worlds are only forked and saved, two are reset and restored, two are deleted and made again.</summary>
[Trait("Evidence", "documented: docs/architecture.md 1")]
public sealed class ConcurrentWriteLaws(Emulator app) : IClassFixture<Emulator>
{
    private const int Clients = 64;
    private const int Worlds = 8;
    private const int WritesOfClient = 25;

    /// <summary>Customers that all clients of a world write.</summary>
    private static readonly long[] Shared = [1, 2];

    private readonly ConcurrentDictionary<(string World, long Customer, int Target), (int Enrolled, int Ended)> _answered = new();
    private volatile bool _isOver;

    private enum Treatment
    {
        Kept,
        Reset,
        Deleted,
    }

    [Fact]
    public async Task Every_acknowledged_write_of_a_world_that_was_not_reset_is_there_once()
    {
        await Task.WhenAll(Enumerable.Range(0, Worlds).Select(CreateAsync));

        var writes = Task.WhenAll(Enumerable.Range(0, Clients).Select(WriteAsync));
        var controls = Task.WhenAll([.. Enumerable.Range(0, Worlds).Select(ControlAsync), EvictAsync()]);
        await Task.WhenAny(writes, controls);
        _isOver = true;
        await Task.WhenAll(writes, controls);

        for (var world = 0; world < Worlds; world++)
        {
            var exported = await ExportAsync(NameOf(world));
            if (TreatmentOf(world) == Treatment.Kept)
            {
                Assert.True(exported.Count > WritesOfClient, $"only {exported.Count} enrolments of {NameOf(world)} were exported");
                AssertAcknowledged(exported, NameOf(world), Answered(NameOf(world)), mayHaveMore: false);
            }

            await AssertReadAsExportedAsync(NameOf(world), exported);
        }

        app.Memory.EvictAll();
        Assert.Equal(0, app.Memory.Used);
        TestContext.Current.TestOutputHelper?.WriteLine($"{_answered.Values.Sum(counts => counts.Enrolled + counts.Ended)} acknowledged writes");
    }

    private static string NameOf(int world) => $"w{world}";

    private static Treatment TreatmentOf(int world) => world < 4 ? Treatment.Kept : world < 6 ? Treatment.Reset : Treatment.Deleted;

    private static long CustomerOf(int client, int number) => (1000L * (client + 1)) + number;

    private Task CreateAsync(int world)
    {
        var own = Enumerable.Range(0, Clients).Where(client => client % Worlds == world).SelectMany(client => Enumerable.Range(0, WritesOfClient).Select(number => CustomerOf(client, number)));
        return app.ControlAsync(HttpMethod.Post, "", ManyCustomers.World(NameOf(world), NameOf(world), [.. Shared, .. own]));
    }

    /// <summary>Enrols the client's own customers, some of them again and again with others' ones.</summary>
    private async Task WriteAsync(int client)
    {
        var world = client % Worlds;
        var random = new Random(client);
        for (var number = 0; number < WritesOfClient; number++)
        {
            await WriteAsync(world, CustomerOf(client, number), number % 2, isEnd: false, 5);
            if (number % 5 == 4)
            {
                await WriteAsync(world, CustomerOf(client, number), number % 2, isEnd: true, null);
            }

            await WriteAsync(world, Shared[random.Next(Shared.Length)], random.Next(2), random.Next(2) == 0, null);
        }
    }

    private async Task WriteAsync(int world, long customer, int target, bool isEnd, long? balance)
    {
        var name = NameOf(world);
        var reply = await app.SendAsync(HttpMethod.Post, ManyCustomers.Path(ManyCustomers.Targets[target], isEnd), ManyCustomers.Body(customer, isEnd ? null : balance), Till.Header(name));
        switch (reply.Status, CodeOf(reply))
        {
            case (200, null):
                Assert.Equal($$"""{"data":{{customer}},"errors":null,"warnings":null}""", reply.Body);
                _answered.AddOrUpdate((name, customer, target), isEnd ? (0, 1) : (1, 0), (_, counts) => isEnd ? (counts.Enrolled, counts.Ended + 1) : (counts.Enrolled + 1, counts.Ended));
                break;
            case (400, 310119) when !isEnd:
            case (500, 310126) when isEnd:
                // Only where others write the same customer, or where a reset took the enrolment away.
                Assert.True(Shared.Contains(customer) || (isEnd && TreatmentOf(world) != Treatment.Kept), $"{name}: {customer} has no other writer: {reply.Body}");
                break;
            case (401, 401):
                Assert.Equal(Treatment.Deleted, TreatmentOf(world));
                break;
            default:
                Assert.Fail($"{name}, customer {customer}: {reply.Status} {reply.Body}");
                break;
        }
    }

    private async Task ControlAsync(int world)
    {
        var name = NameOf(world);
        for (var round = 0; !_isOver; round++)
        {
            switch (TreatmentOf(world))
            {
                case Treatment.Kept:
                    await ForkAsync(name, round);
                    break;
                case Treatment.Reset:
                    await app.ControlAsync(HttpMethod.Put, $"/{name}/snapshots/s");
                    await app.ControlAsync(HttpMethod.Post, $"/{name}/reset");
                    await Task.Delay(20, TestContext.Current.CancellationToken);
                    await app.ControlAsync(HttpMethod.Post, $"/{name}/snapshots/s/restore");
                    await ExportAsync(name);
                    break;
                default:
                    await Task.Delay(100, TestContext.Current.CancellationToken);
                    await app.ControlAsync(HttpMethod.Delete, $"/{name}");
                    await CreateAsync(world);
                    break;
            }
        }
    }

    /// <summary>A fork is a state that was: with everything that was acknowledged before it, and nothing twice.</summary>
    private async Task ForkAsync(string name, int round)
    {
        var before = Answered(name);
        var fork = $"{name}-fork{round}";
        await app.ControlAsync(HttpMethod.Post, $"/{name}/fork", $$"""{"name":"{{fork}}","till":{"username":"{{fork}}","password":"{{Till.Password}}"} }""");
        AssertAcknowledged(await ExportAsync(fork), name, before, mayHaveMore: true);
        await app.ControlAsync(HttpMethod.Delete, $"/{fork}");
    }

    private async Task EvictAsync()
    {
        while (!_isOver)
        {
            app.Memory.EvictAll();
            await Task.Delay(3, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Enrolments and their ends are acknowledged in turn, so their difference is the state.</summary>
    private static void AssertAcknowledged(Exported exported, string name, IReadOnlyList<(long Customer, int Target, int Enrolled, int Ended)> answered, bool mayHaveMore)
    {
        foreach (var (customer, target, enrolled, ended) in answered)
        {
            var isShared = Shared.Contains(customer);
            if (mayHaveMore && (isShared || ended > 0 || customer % 5 == 4))
            {
                continue;
            }

            var id = ManyCustomers.Targets[target].Target;
            Assert.True(enrolled - ended == (exported.IsEnrolled(customer, id) ? 1 : 0), $"{name}: customer {customer} in target {id}: {enrolled} enrolments and {ended} ends were acknowledged; enrolled: {exported.IsEnrolled(customer, id)}");
            Assert.True(isShared || exported.ProgressOf(customer, id) == 5, $"{name}: customer {customer} in target {id} has the progress {exported.ProgressOf(customer, id)}");
        }
    }

    private async Task AssertReadAsExportedAsync(string name, Exported exported)
    {
        foreach (var customer in Shared)
        {
            var reply = (await app.SendAsync(HttpMethod.Get, $"/v3/users/{customer}/enrolledTargets", null, Till.Header(name))).Require(200);
            Assert.All(ManyCustomers.Targets, target => Assert.Equal(exported.IsEnrolled(customer, target.Target), reply.Body.Contains($"\"id\":{target.Target},", StringComparison.Ordinal)));
        }
    }

    private List<(long Customer, int Target, int Enrolled, int Ended)> Answered(string name) =>
        [.. _answered.ToArray().Where(row => row.Key.World.Equals(name, StringComparison.Ordinal)).Select(row => (row.Key.Customer, row.Key.Target, row.Value.Enrolled, row.Value.Ended))];

    private async Task<Exported> ExportAsync(string name) => new(await app.ControlAsync(HttpMethod.Get, $"/{name}/document"));

    private static int? CodeOf(Reply reply) =>
        reply.Status == 0 ? null
        : JsonDocument.Parse(reply.Body).RootElement.GetProperty("errors") is { ValueKind: JsonValueKind.Array } errors ? errors[0].GetProperty("code").GetInt32()
        : null;
}
