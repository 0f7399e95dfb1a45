using System.Diagnostics;
using System.Globalization;
using System.Text;
using Loyalty.Laws.Tests.Hosting;
using Loyalty.Laws.Tests.Model;

namespace Loyalty.Laws.Tests;

/// <summary>
/// Clients that reset most connections 0.1 to 2 ms after a write or a control was sent. Afterwards the emulator answers the same before and after a
/// <c>kill -9</c>: memory is never ahead of the store, nor behind it. ABORTS is the number of aborted requests; a run ends after five
/// minutes at the latest, a long one after thirty, and then fails.
/// </summary>
[Trait("Evidence", "documented: docs/architecture.md 1")]
public sealed class AbortLaws
{
    private const int Clients = 4;

    /// <summary>Few requests of a round go to the same world, so that most of their effects are still there when the worlds are compared.</summary>
    private const int WorldsOfClient = 15;

    private const int Customers = 4;

    private static readonly IReadOnlyList<string> Worlds = [.. Enumerable.Range(0, Clients * WorldsOfClient).Select(number => $"abort{number}")];

    private static readonly int Aborts = int.Parse(Environment.GetEnvironmentVariable("ABORTS") ?? "1500", CultureInfo.InvariantCulture);

    private static readonly bool IsLong = Aborts > 10_000;

    /// <summary>How many requests each client sends before the emulator is killed.</summary>
    private static readonly int RequestsOfRound = IsLong ? 500 : 125;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(IsLong ? 30 : 5);

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_aborted_writes_and_controls_memory_and_store_are_the_same()
    {
        var running = Stopwatch.StartNew();
        using var emulator = new KillableEmulator();
        await emulator.StartAsync();
        foreach (var world in Worlds)
        {
            (await emulator.SendAsync(HttpMethod.Post, "/_emulator/worlds", ManyCustomers.World(world, world, CustomersUpTo(Customers)))).Require(201);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var (sent, aborted) = (0, 0);
        while (sent < Aborts)
        {
            Assert.True(running.Elapsed < Limit, $"{sent} of {Aborts} requests were sent within {Limit}");
            var round = sent;
            aborted += (await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => AbortAsync(emulator, client, round)))).Sum();
            sent += Clients * RequestsOfRound;

            var before = await DescribeAsync(emulator);
            await emulator.KillAsync();
            await emulator.StartAsync();
            Assert.Equal(before, await DescribeAsync(emulator));
            seen.UnionWith(before);
            if (IsLong)
            {
                TestContext.Current.SendDiagnosticMessage($"{sent} of {Aborts} requests, {aborted} without an answer, {running.Elapsed}");
            }
        }

        // Otherwise the aborts came too late or too early, and nothing was shown.
        Assert.InRange(aborted, sent / 4, sent);
        Assert.Contains(seen, answer => answer.Contains("/faults ", StringComparison.Ordinal) && answer.Contains("\"never\"", StringComparison.Ordinal));
        Assert.Contains(seen, answer => answer.Contains("/snapshots ", StringComparison.Ordinal) && answer.Contains("\"s0\"", StringComparison.Ordinal));
        Assert.Contains(seen, answer => answer.Contains("/enrolledTargets ", StringComparison.Ordinal) && answer.Contains(" 200 {\"data\":[{", StringComparison.Ordinal));
        Assert.Contains(seen, answer => answer.Contains("-copy ", StringComparison.Ordinal));
    }

    /// <summary>Sends one client's requests and resets each connection. Returns how many were not answered before.</summary>
    private static async Task<int> AbortAsync(KillableEmulator emulator, int client, int round)
    {
        var random = new Random((20260315 * (client + 1)) + round);
        var unanswered = 0;
        for (var number = 0; number < RequestsOfRound; number++)
        {
            var (method, path, body, till) = Draw(random, Worlds[(client * WorldsOfClient) + random.Next(WorldsOfClient)], round + number);
            var head = $"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{(till is null ? "" : $"Authorization: {Till.Header(till).Value}\r\n")}";
            var bytes = Encoding.ASCII.GetBytes(body is null ? $"{head}\r\n" : $"{head}Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");

            // One of four requests is answered, so that on a slow machine the worlds change, too.
            var after = random.Next(4) == 0 ? LongestAnswer : TimeSpan.FromMilliseconds(0.1 + (random.NextDouble() * 1.9));
            unanswered += await ResettingClient.SendAsync(emulator.Client.BaseAddress!, bytes, after) ? 0 : 1;
        }

        return unanswered;
    }

    /// <summary>Every write and every control that changes something.</summary>
    private static (string Method, string Path, string? Body, string? Till) Draw(Random random, string world, int number)
    {
        var control = $"/_emulator/worlds/{world}";
        var customer = random.Next(1, Customers + 1);
        var target = ManyCustomers.Targets[random.Next(2)];
        var other = $"{world}-copy";
        return random.Next(17) switch
        {
            0 or 1 or 2 => ("POST", ManyCustomers.Path(target, isEnd: false), ManyCustomers.Body(customer, random.Next(17)), world),
            3 or 4 => ("POST", ManyCustomers.Path(target, isEnd: true), ManyCustomers.Body(customer), world),
            5 => ("PUT", $"{control}/faults", $$$"""{"rules":[{"match":{"query":{"never":"{{{number}}}"}},"effect":{"status":503}}]}""", null),
            6 => ("DELETE", $"{control}/faults", null, null),
            7 => ("PUT", $"{control}/clock", $$"""{"mode":"frozen","at":"2026-03-{{random.Next(10, 28)}}T12:00:00Z"}""", null),
            8 => ("POST", $"{control}/clock/advance", """{"by":"PT1S"}""", null),
            9 => ("PUT", $"{control}/snapshots/s{random.Next(2)}", null, null),
            10 => ("DELETE", $"{control}/snapshots/s{random.Next(2)}", null, null),
            11 => ("POST", $"{control}/snapshots/s{random.Next(2)}/restore", null, null),
            12 => ("POST", $"{control}/reset", null, null),
            13 => ("PATCH", $"{control}/document", $$$"""{"orgs":[{"id":1,"customers":[{"id":{{{1000 + number}}}}]}]}""", null),
            14 => ("POST", $"{control}/fork", $$"""{"name":"{{other}}","till":{"username":"{{other}}","password":"{{Till.Password}}"} }""", null),
            15 => ("DELETE", $"/_emulator/worlds/{other}", null, null),
            _ => ("PUT", $"{control}/document", ManyCustomers.Document(world, CustomersUpTo(random.Next(2, Customers + 1)), withPasswords: false), null),
        };
    }

    private static IEnumerable<long> CustomersUpTo(int last) => Enumerable.Range(1, last).Select(number => (long)number);

    /// <summary>What every read and every control answers about every world.</summary>
    private static async Task<IReadOnlyList<string>> DescribeAsync(KillableEmulator emulator)
    {
        await QuietAsync(emulator);
        var answers = new List<string>();
        var list = await ReadAsync(emulator, "/_emulator/worlds");
        foreach (var world in System.Text.Json.JsonElement.Parse(list).GetProperty("worlds").EnumerateArray().Select(world => world.GetProperty("name").GetString()!))
        {
            foreach (var part in (string[])["", "/document", "/faults", "/clock", "/snapshots"])
            {
                var path = $"/_emulator/worlds/{world}{part}";
                answers.Add($"{path} {await ReadAsync(emulator, path)}");
            }

            for (var customer = 1; customer <= Customers; customer++)
            {
                var path = $"/v3/users/{customer}/enrolledTargets";
                var reply = await emulator.SendAsync(HttpMethod.Get, path, null, Till.Header(world));
                answers.Add($"{world} {path} {reply.Status} {reply.Body}");
            }
        }

        return answers;
    }

    /// <summary>Waits until the last aborted request is done: until every world has had its turn, and no world changes for a while.</summary>
    private static async Task QuietAsync(KillableEmulator emulator)
    {
        foreach (var world in Worlds)
        {
            await emulator.SendAsync(HttpMethod.Delete, $"/_emulator/worlds/{world}/snapshots/none", null);
        }

        var (worlds, since) = ("", Stopwatch.StartNew());
        while (since.Elapsed < TimeSpan.FromMilliseconds(500))
        {
            await Task.Delay(50, Cancellation);
            var now = await ReadAsync(emulator, "/_emulator/worlds");
            if (!now.Equals(worlds, StringComparison.Ordinal))
            {
                (worlds, since) = (now, Stopwatch.StartNew());
            }
        }
    }

    private static async Task<string> ReadAsync(KillableEmulator emulator, string path) => (await emulator.SendAsync(HttpMethod.Get, path, null)).Require(200).Body;
}
