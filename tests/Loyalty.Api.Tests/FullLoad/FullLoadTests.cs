using System.Diagnostics;
using System.Globalization;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Behaviour.Hosting;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Laws.Tests.Hosting;

namespace Loyalty.Api.Tests.FullLoad;

/// <summary>
/// The emulator as a process under all kinds of clients at the same time. Nothing acknowledged is lost, no answer is a 5xx that no bound explains, and the process stays within
/// the memory that docs/limits.md states. SOAK_SECONDS is the length; before and after it the test takes some minutes at most.
/// </summary>
[Collection(nameof(OneAtATime))]
[Trait("Evidence", "documented: docs/architecture.md 1")]
public sealed class FullLoadTests
{
    private const string Worlds = "/_emulator/worlds";

    private const string ProbeWorld = "probe";

    private const int Writers = 8;

    private const long Megabyte = 1024 * 1024;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("SOAK_SECONDS") ?? "5", CultureInfo.InvariantCulture));

    private static readonly TimeSpan LongestSettling = TimeSpan.FromMinutes(5);

    /// <summary>In a short run, the cleanup of the disk would take longer than the run.</summary>
    private static readonly bool IsLong = Length > TimeSpan.FromMinutes(1);

    /// <summary>A load that is refused or idle proves nothing.</summary>
    private static readonly IReadOnlyList<string> Needed =
    [
        "writes 200", "reads 200", "reads of own writes 200", "crowd 200", "worlds 201", "large worlds 201", "journals 400", "controls 200", "hostile 200", "framing 200", "aborted 0", "waiting 200",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Under_full_load_nothing_is_lost_and_every_bound_holds()
    {
        using var emulator = new KillableEmulator();
        await emulator.StartAsync();
        (await emulator.SendAsync(HttpMethod.Post, Worlds, """{"name":"docs","world":"sample"}""")).Require(201);
        (await emulator.SendAsync(HttpMethod.Post, Worlds, WritingClient.World(ProbeWorld, Writers))).Require(201);
        (await emulator.SendAsync(HttpMethod.Post, Worlds, WritingClient.World(HostileClients.AbortedWorld, 1))).Require(201);
        var sample = await ReadAsync(emulator, $"{Worlds}/docs/document");
        var disk = (await Usage.ReadAsync(emulator)).DatabaseBytes;

        using var load = new Load(emulator.Client.BaseAddress!, Length, Needed);
        var peak = new Usage();
        var writers = Enumerable.Range(0, Writers).Select(number => new WritingClient(load, ProbeWorld, 1 + (number * WritingClient.Customers))).ToList();
        await Task.WhenAll([.. Clients(load).Concat(writers.Select(writer => load.RepeatAsync("writes", writer.WriteAsync))), WatchAsync(load, emulator, peak)]);

        await CheckWorldsAsync(emulator, load, writers, sample);
        var settled = await SettleAsync(emulator, load, disk);
        var before = await DescribeSettledAsync(emulator);
        var output = emulator.Output.ToList();
        await emulator.KillAsync();
        await emulator.StartAsync();
        var after = await DescribeAsync(emulator);
        await CheckWorldsAsync(emulator, load, writers, sample);

        TestContext.Current.SendDiagnosticMessage($"{load.Total} answers and connections, {writers.Sum(writer => writer.Acknowledged)} acknowledged writes in {Length}; peak: {peak}; at the end: {settled}\n{load.Counts}");
        output.FindAll(line => line.Contains("\"Level\":\"Error\"", StringComparison.Ordinal) || line.Contains("\"Level\":\"Fatal\"", StringComparison.Ordinal)).ForEach(load.Violate);
        Assert.Empty(load.Violations);
        Assert.Equal(before, after);
        Assert.InRange(peak.ProcessBytes, 1, peak.LargestProcess);
        Assert.All(Needed, seen => Assert.Contains(seen + ":", load.Counts, StringComparison.Ordinal));
    }

    private static IEnumerable<Task> Clients(Load load)
    {
        var worlds = new WorldClients(load);
        var hostile = new HostileClients(load);
        IEnumerable<Task> Many(int count, string name, Func<int, Func<Task>> client) => Enumerable.Range(0, count).Select(number => load.RepeatAsync(name, client(number)));
        return
        [
            .. Many(4, "reads", number => ReadsOf(load, new Random(number))),
            .. Many(3, "worlds", _ => worlds.LiveAsync),
            .. Many(2, "large worlds", number => With(new Random(number), random => worlds.LoadLargeAsync(random, IsLong ? 40 : 2))),
            .. Many(1, "crowd", _ => () => worlds.ReadCrowdAsync(IsLong ? 30 : 1)),
            .. Many(1, "journals", _ => () => worlds.FillJournalsAsync(IsLong ? 300 : 10)),
            .. Many(2, "hostile", _ => hostile.SendHostileAsync),
            .. Many(2, "framing", _ => hostile.SendFramingAsync),
            .. Many(2, "aborted", number => With(new Random(number), hostile.AbortAsync)),
            .. Many(1, "slow", _ => () => IsLong ? hostile.BeSlowAsync(10) : Task.Delay(100, Cancellation)),
            .. Many(1, "waiting", _ => () => hostile.WaitAsync(IsLong ? 1200 : 50)),
            .. Many(1, "controls", _ => () => ControlAsync(load)),
        ];
    }

    private static Func<Task> With(Random random, Func<Random, Task> run) => () => run(random);

    /// <summary>Reads of the sample world.</summary>
    private static Func<Task> ReadsOf(Load load, Random random) => () => random.Next(4) switch
    {
        0 => load.SendAsync("reads", HttpMethod.Get, OAuth.TargetsPath, null, Tills.Sample, expected: 200),
        1 => load.SendAsync("reads", HttpMethod.Get, OAuth.PromotionsPath, null, Tills.Sample, expected: 200),
        2 => load.SendAsync("reads", HttpMethod.Get, "/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=100&offset=0&sourceType=USER_CREATED", null, Tills.Sample, expected: 200),
        _ => load.SendAsync("reads", HttpMethod.Post, OAuth.TokenPath, OAuth.SampleClient, expected: 200),
    };

    /// <summary>Controls that look at everything.</summary>
    private static async Task ControlAsync(Load load)
    {
        await load.SendAsync("controls", HttpMethod.Get, Worlds, expected: 200);
        await load.SendAsync("controls", HttpMethod.Get, $"{Worlds}/docs/requests", expected: 200);
        await load.SendAsync("controls", HttpMethod.Get, $"{Worlds}/docs/requests/count?path=%2Fv3%2F*", expected: 200);
        await load.SendAsync("controls", HttpMethod.Get, "/_emulator/usage", expected: 200);
        await load.SendAsync("controls", HttpMethod.Get, $"{Worlds}/{ProbeWorld}/document", expected: 200);
        await load.SendAsync("controls", HttpMethod.Put, $"{Worlds}/{ProbeWorld}/snapshots/s", expected: 201);
        await load.SendAsync("controls", HttpMethod.Get, "/health/ready", expected: 200);
        await Task.Delay(200, Cancellation);
    }

    /// <summary>Keeps the largest use of each part.</summary>
    private static async Task WatchAsync(Load load, KillableEmulator emulator, Usage peak)
    {
        var told = TimeSpan.Zero;
        while (!load.IsOver)
        {
            await Task.Delay(500, Cancellation);
            var usage = await Usage.ReadAsync(emulator);
            peak.Include(usage);
            if (usage.OverBound() is { } part)
            {
                load.Violate($"above its bound: {part}");
            }

            if (load.Elapsed - told > TimeSpan.FromSeconds(30))
            {
                told = load.Elapsed;
                TestContext.Current.SendDiagnosticMessage($"{load.Elapsed}: {load.Total} answers; now: {usage}; peak: {peak}");
            }
        }
    }

    /// <summary>The acknowledged writes are in the export, no other is, and the sample world is as it was.</summary>
    private static async Task CheckWorldsAsync(KillableEmulator emulator, Load load, List<WritingClient> writers, string sample)
    {
        var expected = writers.SelectMany(writer => writer.Expected()).Order(StringComparer.Ordinal).ToList();
        var exported = WritingClient.Exported(await ReadAsync(emulator, $"{Worlds}/{ProbeWorld}/document")).Order(StringComparer.Ordinal).ToList();
        if (!expected.SequenceEqual(exported, StringComparer.Ordinal))
        {
            load.Violate($"missing: {string.Join(' ', expected.Except(exported, StringComparer.Ordinal))}; not acknowledged: {string.Join(' ', exported.Except(expected, StringComparer.Ordinal))}");
        }

        if (!sample.Equals(await ReadAsync(emulator, $"{Worlds}/docs/document"), StringComparison.Ordinal))
        {
            load.Violate("the sample world has changed");
        }
    }

    /// <summary>Deletes the worlds of the load, and waits until memory and disk are given back.</summary>
    private static async Task<Usage> SettleAsync(KillableEmulator emulator, Load load, long disk)
    {
        foreach (var pattern in (string[])["life*", "large*", "journal*"])
        {
            (await emulator.SendAsync(HttpMethod.Delete, $"{Worlds}?name={pattern}", null)).Require(200);
        }

        await emulator.SendAsync(HttpMethod.Delete, $"{Worlds}/{ProbeWorld}/snapshots/s", null);
        var settling = Stopwatch.StartNew();
        while (true)
        {
            var usage = await Usage.ReadAsync(emulator);
            var isSettled = usage.Of("documents") == 0 && usage.Of("waitingRequests") == 0 && usage.Of("worlds") <= 3 && usage.Of("state") < 16 * Megabyte && usage.Of("journal") < 16 * Megabyte;
            if (isSettled && (!IsLong || usage.DatabaseBytes < disk + (32 * Megabyte)))
            {
                return usage;
            }

            if (settling.Elapsed > LongestSettling)
            {
                load.Violate($"not settled after {settling.Elapsed}: {usage}, the database had {disk} bytes");
                return usage;
            }

            await Task.Delay(500, Cancellation);
        }
    }

    /// <summary>The last of the aborted writes may still be running when the clients have ended.</summary>
    private static async Task<IReadOnlyList<string>> DescribeSettledAsync(KillableEmulator emulator)
    {
        var settling = Stopwatch.StartNew();
        IReadOnlyList<string> last = [];
        while (settling.Elapsed < LongestSettling)
        {
            // A control of the world waits for its turn, after those of the aborted requests.
            await emulator.SendAsync(HttpMethod.Delete, $"{Worlds}/{HostileClients.AbortedWorld}/snapshots/none", null);
            var now = await DescribeAsync(emulator);
            if (now.SequenceEqual(last, StringComparer.Ordinal))
            {
                break;
            }

            last = now;
            await Task.Delay(500, Cancellation);
        }

        return last;
    }

    /// <summary>What the emulator answers about the worlds that stay.</summary>
    private static async Task<IReadOnlyList<string>> DescribeAsync(KillableEmulator emulator)
    {
        var answers = new List<string>();
        foreach (var world in (string[])[ProbeWorld, HostileClients.AbortedWorld])
        {
            foreach (var part in (string[])["/document", "/faults", "/snapshots", "/clock"])
            {
                answers.Add(await ReadAsync(emulator, $"{Worlds}/{world}{part}"));
            }
        }

        for (var customer = 1; customer <= WritingClient.Customers; customer++)
        {
            foreach (var world in (string[])[ProbeWorld, HostileClients.AbortedWorld])
            {
                answers.Add((await emulator.SendAsync(HttpMethod.Get, TestWorlds.TargetsOf(customer), null, ("Authorization", Tills.Of(world)))).Body);
            }
        }

        return answers;
    }

    private static async Task<string> ReadAsync(KillableEmulator emulator, string path) => (await emulator.SendAsync(HttpMethod.Get, path, null)).Require(200).Body;
}
