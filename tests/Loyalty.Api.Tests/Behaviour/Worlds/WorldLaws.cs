using System.Globalization;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Tests;
using Loyalty.Store.Tests.Generated;
using Loyalty.Store.WorldDocuments;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Worlds;

/// <summary>What holds for every world, over random documents and random steps.</summary>
[Trait("Evidence", "documented: docs/architecture.md 3")]
public sealed class WorldLaws(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private static string Document(RandomData random) => System.Text.Encoding.UTF8.GetString(WorldDocumentJson.Write(RandomWorld.Of(random)));

    [Fact]
    public void A_document_that_was_put_is_exported_byte_for_byte() => Law.Holds(Document, async document =>
    {
        var world = await app.NewWorldAsync();

        await world.DoAsync(HttpMethod.Put, "/document", document);

        Assert.Equal(document, await world.ExportAsync());
        await world.DoAsync(HttpMethod.Delete, "");
    }, times: 15);

    [Fact]
    public void Restoring_a_snapshot_is_the_identity() => Law.Holds(random => (First: Document(random), Second: Document(random)), async given =>
    {
        var world = await app.NewWorldAsync($$"""{"world":{{given.First}}}""");
        var before = await world.ExportAsync();
        await world.DoAsync(HttpMethod.Put, "/snapshots/s");
        await world.DoAsync(HttpMethod.Put, "/document", given.Second);
        await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"1999-01-01T00:00:00Z"}""");
        Assert.NotEqual(before, await world.ExportAsync());

        await world.DoAsync(HttpMethod.Post, "/snapshots/s/restore");
        Assert.Equal(before, await world.ExportAsync());
        await world.DoAsync(HttpMethod.Post, "/reset");
        Assert.Equal(before, await world.ExportAsync());
        await world.DoAsync(HttpMethod.Delete, "");
    }, times: 15);

    [Fact]
    public void A_fork_and_its_original_never_see_each_others_steps() => Law.Holds(ForkSteps.Of, async given =>
    {
        var original = await app.NewWorldAsync($$"""{"world":{{given.Document}}}""");
        await original.DoAsync(HttpMethod.Put, "/snapshots/common");
        var fork = TestWorld.From(app, await original.DoAsync(HttpMethod.Post, "/fork"));
        await fork.DoAsync(HttpMethod.Put, "/snapshots/common");
        foreach (var step in given.Steps)
        {
            var (moved, other) = step.InFork ? (fork, original) : (original, fork);
            var before = await EverythingAsync(other);

            await step.DoAsync(moved);

            Assert.Equal(before, await EverythingAsync(other));
        }

        await original.DoAsync(HttpMethod.Delete, "");
        Assert.Equal(204, (await fork.ControlAsync(HttpMethod.Post, "/reset")).Status);
        await fork.DoAsync(HttpMethod.Delete, "");
    }, times: 10);

    [Fact]
    public async Task Thirty_days_are_thirty_times_one_day()
    {
        var atOnce = await app.NewWorldAsync();
        var slowly = await app.NewWorldAsync();

        await atOnce.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"P30D"}""");
        for (var day = 0; day < 30; day++)
        {
            await slowly.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"P1D"}""");
        }

        Assert.Equal("2026-04-14T12:00:00Z", await slowly.NowAsync());
        Assert.Equal(await atOnce.DoAsync(HttpMethod.Get, "/clock"), await slowly.DoAsync(HttpMethod.Get, "/clock"));
        Assert.Equal(ParseJson(await atOnce.ExportAsync()).GetProperty("clock").GetRawText(), ParseJson(await slowly.ExportAsync()).GetProperty("clock").GetRawText());
    }

    [Fact]
    public void Advancing_is_additive_from_any_clock_in_any_steps() => Law.Holds(ClockSteps.Of, async given =>
    {
        var (clock, steps) = given;
        var one = await app.NewWorldAsync();
        var other = await app.NewWorldAsync();
        await one.DoAsync(HttpMethod.Put, "/clock", clock);
        await other.DoAsync(HttpMethod.Put, "/clock", clock);

        foreach (var step in steps)
        {
            await one.DoAsync(HttpMethod.Post, "/clock/advance", $$"""{"by":"{{IsoDuration.Format(step)}}"}""");
        }

        await other.DoAsync(HttpMethod.Post, "/clock/advance", $$"""{"by":"{{IsoDuration.Format(steps.Sum())}}"}""");
        Assert.Equal(await other.DoAsync(HttpMethod.Get, "/clock"), await one.DoAsync(HttpMethod.Get, "/clock"));
    }, times: 15);

    [Fact]
    public void A_seeded_fault_fires_on_the_same_requests_in_two_runs() => Law.Holds(FaultRequests.Of, async given =>
    {
        var rate = (given.Percent / 100.0).ToString("0.00", CultureInfo.InvariantCulture);
        var rule = $$$"""{"match":{"query":{"targetRuleIds":"*"}},"effect":{"status":503},"times":{"rate":{{{rate}}},"seed":{{{given.Seed}}}}}""";
        var runs = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            // The worlds differ in seed and time; the rule names its own.
            var world = await app.NewWorldAsync($$"""{"randomSeed":{{run}},"world":{{WithCustomer(1)}}}""");
            await world.DoAsync(HttpMethod.Post, "/clock/advance", $$"""{"by":"P{{run}}D"}""");
            await world.FailAsync(rule);
            var statuses = new List<int>();
            foreach (var request in given.Requests)
            {
                statuses.Add((await world.AskAsync(request)).Status);
            }

            runs.Add(string.Join(' ', statuses));
        }

        Assert.Equal(runs[0], runs[1]);
    }, times: 8);

    private static async Task<(string, string, string, string, string)> EverythingAsync(TestWorld world) => (
        await world.ExportAsync(),
        await world.DoAsync(HttpMethod.Get, ""),
        await world.DoAsync(HttpMethod.Get, "/faults"),
        await world.DoAsync(HttpMethod.Get, "/snapshots"),
        await world.DoAsync(HttpMethod.Get, "/requests"));

    private sealed record ForkSteps(string Document, IReadOnlyList<ForkStep> Steps)
    {
        public static ForkSteps Of(RandomData random) => new(WorldLaws.Document(random), random.List(6, 6, () => ForkStep.Of(random)));

        public override string ToString() => $"{string.Join('\n', Steps)}\n{Document}";
    }

    /// <summary>A control request or, where the path is not below the world's own, an emulated one.</summary>
    private sealed record ForkStep(bool InFork, HttpMethod Method, string Path, string? Body = null)
    {
        private const string Advance = "/clock/advance";

        public static ForkStep Of(RandomData random)
        {
            var inFork = random.Evenly();
            return random.Below(7) switch
            {
                0 => new(inFork, HttpMethod.Post, "/reset"),
                1 => new(inFork, HttpMethod.Post, Advance),
                2 => new(inFork, HttpMethod.Put, "/faults", """{"rules":[{"effect":{"status":503}}]}"""),
                3 => new(inFork, HttpMethod.Put, "/snapshots/common"),
                4 => new(inFork, HttpMethod.Post, "/snapshots/common/restore"),
                5 => new(inFork, HttpMethod.Put, "/document", Document(random)),
                _ => new(inFork, HttpMethod.Get, TargetsOf(random.Below(5))),
            };
        }

        public Task DoAsync(TestWorld world) => Path switch
        {
            Advance => AdvanceAsync(world),
            ['/', 'v', ..] => world.AskAsync(Path),
            _ => world.DoAsync(Method, Path, Body),
        };

        /// <summary>A day back; a clock at the first instant there is goes ahead, because going back would be refused.</summary>
        private static async Task AdvanceAsync(TestWorld world)
        {
            var isFirstDay = (await world.NowAsync()).StartsWith("0001-01-01", StringComparison.Ordinal);
            await world.DoAsync(HttpMethod.Post, Advance, isFirstDay ? """{"by":"P1D"}""" : """{"by":"-P1D"}""");
        }
    }

    private sealed record ClockSteps(string Clock, IReadOnlyList<long> Steps)
    {
        public static ClockSteps Of(RandomData random) => new(
            random.Part(() => random.Below(3) switch
            {
                0 => """{"mode":"following"}""",
                1 => """{"mode":"frozen","at":"2031-01-01T00:00:00Z"}""",
                _ => $$"""{"mode":"shifted","by":"{{IsoDuration.Format(random.Around(1_000_000_000))}}"}""",
            }),
            random.List(1, 5, () => random.Around(40L * 86_400_000)));

        public override string ToString() => $"{Clock}, then {string.Join(", ", Steps)}";
    }

    private sealed record FaultRequests(int Seed, int Percent, IReadOnlyList<string> Requests)
    {
        public static FaultRequests Of(RandomData random) => new(
            random.Below(int.MaxValue),
            random.Between(10, 90),
            random.List(25, 25, () => random.OneIn(3) ? TargetsOf(1) : $"{TargetsOf(1)}?targetRuleIds={random.Below(100)}"));

        public override string ToString() => $"Seed {Seed}, {Percent} %: {string.Join(", ", Requests)}";
    }
}
