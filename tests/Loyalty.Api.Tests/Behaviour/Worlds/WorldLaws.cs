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
    private static string Document(int seed) => System.Text.Encoding.UTF8.GetString(WorldDocumentJson.Write(RandomWorld.Of(seed)));

    [Fact]
    public void A_document_that_was_put_is_exported_byte_for_byte() => Law.Holds(15, async seed =>
    {
        var world = await app.NewWorldAsync();

        await world.DoAsync(HttpMethod.Put, "/document", Document(seed));

        Assert.Equal(Document(seed), await world.ExportAsync());
        await world.DoAsync(HttpMethod.Delete, "");
    });

    [Fact]
    public void Restoring_a_snapshot_is_the_identity() => Law.Holds(15, async seed =>
    {
        var world = await app.NewWorldAsync($$"""{"world":{{Document(seed)}}}""");
        var before = await world.ExportAsync();
        await world.DoAsync(HttpMethod.Put, "/snapshots/s");
        await world.DoAsync(HttpMethod.Put, "/document", Document(seed ^ 1));
        await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"1999-01-01T00:00:00Z"}""");
        Assert.NotEqual(before, await world.ExportAsync());

        await world.DoAsync(HttpMethod.Post, "/snapshots/s/restore");
        Assert.Equal(before, await world.ExportAsync());
        await world.DoAsync(HttpMethod.Post, "/reset");
        Assert.Equal(before, await world.ExportAsync());
        await world.DoAsync(HttpMethod.Delete, "");
    });

    [Fact]
    public void A_fork_and_its_original_never_see_each_others_steps() => Law.Holds(10, async seed =>
    {
        var random = new Random(seed);
        var original = await app.NewWorldAsync($$"""{"world":{{Document(seed)}}}""");
        await original.DoAsync(HttpMethod.Put, "/snapshots/common");
        var fork = TestWorld.From(app, await original.DoAsync(HttpMethod.Post, "/fork"));
        await fork.DoAsync(HttpMethod.Put, "/snapshots/common");
        for (var step = 0; step < 6; step++)
        {
            var (moved, other) = random.Next(2) == 0 ? (original, fork) : (fork, original);
            var before = await EverythingAsync(other);

            await StepAsync(moved, random);

            Assert.Equal(before, await EverythingAsync(other));
        }

        await original.DoAsync(HttpMethod.Delete, "");
        Assert.Equal(204, (await fork.ControlAsync(HttpMethod.Post, "/reset")).Status);
        await fork.DoAsync(HttpMethod.Delete, "");
    });

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
    public void Advancing_is_additive_from_any_clock_in_any_steps() => Law.Holds(15, async seed =>
    {
        var random = new Random(seed);
        var steps = Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.NextInt64(-40L * 86_400_000, 40L * 86_400_000)).ToList();
        var clock = random.Next(3) switch
        {
            0 => """{"mode":"following"}""",
            1 => """{"mode":"frozen","at":"2031-01-01T00:00:00Z"}""",
            _ => $$"""{"mode":"shifted","by":"{{IsoDuration.Format(random.NextInt64(-1_000_000_000, 1_000_000_000))}}"}""",
        };
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
    });

    [Fact]
    public void A_seeded_fault_fires_on_the_same_requests_in_two_runs() => Law.Holds(8, async seed =>
    {
        var random = new Random(seed);
        var requests = Enumerable.Range(0, 25).Select(_ => random.Next(3) == 0 ? TargetsOf(1) : $"{TargetsOf(1)}?targetRuleIds={random.Next(100)}").ToList();
        var rate = (0.1 + (random.NextDouble() * 0.8)).ToString("0.00", CultureInfo.InvariantCulture);
        var rule = $$$"""{"match":{"query":{"targetRuleIds":"*"}},"effect":{"status":503},"times":{"rate":{{{rate}}},"seed":{{{seed}}}}}""";
        var runs = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            // The worlds differ in seed and time; the rule names its own.
            var world = await app.NewWorldAsync($$"""{"randomSeed":{{run}},"world":{{WithCustomer(1)}}}""");
            await world.DoAsync(HttpMethod.Post, "/clock/advance", $$"""{"by":"P{{run}}D"}""");
            await world.FailAsync(rule);
            var statuses = new List<int>();
            foreach (var request in requests)
            {
                statuses.Add((await world.AskAsync(request)).Status);
            }

            runs.Add(string.Join(' ', statuses));
        }

        Assert.Equal(runs[0], runs[1]);
    });

    private static async Task<(string, string, string, string, string)> EverythingAsync(TestWorld world) => (
        await world.ExportAsync(),
        await world.DoAsync(HttpMethod.Get, ""),
        await world.DoAsync(HttpMethod.Get, "/faults"),
        await world.DoAsync(HttpMethod.Get, "/snapshots"),
        await world.DoAsync(HttpMethod.Get, "/requests"));

    private static async Task StepAsync(TestWorld world, Random random)
    {
        switch (random.Next(7))
        {
            case 0:
                await world.DoAsync(HttpMethod.Put, "/document", Document(random.Next()));
                break;
            case 1:
                await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"-P1D"}""");
                break;
            case 2:
                await world.FailAsync("""{"effect":{"status":503}}""");
                break;
            case 3:
                await world.DoAsync(HttpMethod.Put, "/snapshots/common");
                break;
            case 4:
                await world.DoAsync(HttpMethod.Post, "/snapshots/common/restore");
                break;
            case 5:
                await world.DoAsync(HttpMethod.Post, "/reset");
                break;
            default:
                await world.AskAsync(TargetsOf(random.Next(5)));
                break;
        }
    }
}
