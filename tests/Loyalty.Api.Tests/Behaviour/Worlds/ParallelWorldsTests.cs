using System.Diagnostics;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Worlds;

[Trait("Evidence", "documented: docs/architecture.md 1")]
public sealed class ParallelWorldsTests(EmulatorApp app, ITestOutputHelper output) : IClassFixture<EmulatorApp>
{
    private const int WorldCount = 200;

    [Fact]
    public async Task Two_hundred_parallel_worlds_read_only_their_own_data_clocks_faults_and_journals()
    {
        var watch = Stopwatch.StartNew();

        var worlds = await Task.WhenAll(Enumerable.Range(1, WorldCount).Select(UseAsync));

        // After all worlds have written, each still has exactly its own state.
        await Task.WhenAll(worlds.Select((world, index) => CheckAsync(world, index + 1)));
        output.WriteLine($"{WorldCount} worlds in {watch.ElapsedMilliseconds} ms");
        Assert.Equal(WorldCount, worlds.Select(world => world.Authorization).Distinct(StringComparer.Ordinal).Count());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");
    }

    private static long Customer(int number) => 10_000 + number;

    private async Task<TestWorld> UseAsync(int number)
    {
        var world = await app.NewWorldAsync(number % 2 == 0 ? "{}" : $$"""{"name":"parallel-{{number}}"}""");
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(Customer(number)));
        await world.DoAsync(HttpMethod.Post, "/clock/advance", $$"""{"by":"P{{number}}D"}""");
        await world.FailAsync($$$"""{"effect":{"status":{{{500 + (number % 5)}}}},"times":{"first":1}}""");
        await world.DoAsync(HttpMethod.Put, "/snapshots/mine");

        Assert.Equal(500 + (number % 5), (await world.AskAsync(TargetsOf(Customer(number)))).Status);
        Assert.Equal(200, (await world.AskAsync(TargetsOf(Customer(number)))).Status);
        Assert.Equal(400, (await world.AskAsync(TargetsOf(Customer((number % WorldCount) + 1)))).Status);
        return world;
    }

    private static async Task CheckAsync(TestWorld world, int number)
    {
        Assert.Equal(
            (EmulatorApp.Noon + TimeSpan.FromDays(number)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            await world.NowAsync());
        var document = ParseJson(await world.ExportAsync());
        Assert.Equal($$"""[{"id":{{Customer(number)}}}]""", document.GetProperty("orgs")[0].GetProperty("customers").GetRawText().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(
            [TargetsOf(Customer((number % WorldCount) + 1)), TargetsOf(Customer(number)), TargetsOf(Customer(number))],
            (await world.RequestsAsync()).Select(entry => entry.GetProperty("path").GetString()));
        Assert.Single(ParseJson(await world.DoAsync(HttpMethod.Get, "/snapshots")).GetProperty("snapshots").EnumerateArray());
        await world.DoAsync(HttpMethod.Post, "/snapshots/mine/restore");
        Assert.Equal(200, (await world.AskAsync(TargetsOf(Customer(number)))).Status);
        await world.DoAsync(HttpMethod.Delete, "");
    }
}
