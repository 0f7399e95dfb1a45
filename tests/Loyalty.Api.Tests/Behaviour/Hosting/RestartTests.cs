using Loyalty.Api.Hosting;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Api.Worlds;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Hosting;

/// <summary>What a restarted app finds in its store.</summary>
[Trait("Evidence", "documented: docs/architecture.md 1")]
public sealed class RestartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loyalty-restart-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Worlds_keep_their_data_clocks_faults_snapshots_and_credentials()
    {
        TestWorld world;
        string description, document, faults, snapshots, token;
        using (var first = NewApp())
        {
            world = await first.NewWorldAsync($$"""{"name":"lasting","randomSeed":5,"expiresAfter":"P1D","world":{{WithCustomer(1)}}}""");
            token = ParseJson((await world.TokenAsync()).Body).GetProperty("data").GetProperty("accessToken").GetString()!;
            await world.DoAsync(HttpMethod.Put, "/snapshots/origin");
            await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(2));
            await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"PT10M"}""");
            faults = await world.FailAsync("""{"match":{"path":"*"},"effect":{"status":503},"times":{"first":1}}""");
            description = await world.DoAsync(HttpMethod.Get, "");
            document = await world.ExportAsync();
            snapshots = await world.DoAsync(HttpMethod.Get, "/snapshots");
            Assert.Equal(503, (await world.AskAsync(TargetsOf(2))).Status);
            Assert.Equal(200, (await world.AskAsync(TargetsOf(2))).Status);
        }

        using var second = NewApp();
        world = world.InApp(second);

        Assert.Equal(description, await world.DoAsync(HttpMethod.Get, ""));
        Assert.Equal(document, await world.ExportAsync());
        Assert.Equal(faults, await world.DoAsync(HttpMethod.Get, "/faults"));
        Assert.Equal(snapshots, await world.DoAsync(HttpMethod.Get, "/snapshots"));
        Assert.Equal("2026-03-15T12:10:00Z", await world.NowAsync());
        Assert.Equal(503, (await world.AskAsync(TargetsOf(2))).Status);
        Assert.Equal(200, (await second.GetPlainAsync(TargetsOf(2), ("X-CAP-API-OAUTH-TOKEN", token))).Status);
        await world.DoAsync(HttpMethod.Post, "/snapshots/origin/restore");
        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);
        await world.DoAsync(HttpMethod.Post, "/reset");
        Assert.Equal("""{"mode":"following","now":"2026-03-15T12:00:00Z"}""", await world.DoAsync(HttpMethod.Get, "/clock"));
        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);
        Assert.Equal(409, (await second.ControlAsync(HttpMethod.Post, WorldsPath, """{"name":"lasting"}""")).Status);
    }

    [Fact]
    public async Task The_journal_starts_empty_and_a_deleted_world_stays_deleted()
    {
        TestWorld world, deleted;
        using (var first = NewApp())
        {
            world = await first.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
            deleted = await first.NewWorldAsync();
            await world.AskAsync(TargetsOf(1));
            await deleted.DoAsync(HttpMethod.Delete, "");
        }

        using var second = NewApp();

        Assert.Empty(await world.InApp(second).RequestsAsync());
        Assert.Equal(404, (await deleted.InApp(second).ControlAsync(HttpMethod.Get, "")).Status);
        Assert.Equal(401, (await deleted.InApp(second).AskAsync(TargetsOf(1))).Status);
    }

    [Fact]
    public async Task The_seed_is_not_read_again_after_all_worlds_were_deleted()
    {
        using (var first = NewApp("sample"))
        {
            Assert.Equal(204, (await first.ControlAsync(HttpMethod.Delete, WorldsPath + "/docs")).Status);
            await RemoveOrphansAsync(first);
        }

        using (var second = NewApp("sample"))
        {
            Assert.Equal("""{"worlds":[]}""", (await second.ControlAsync(HttpMethod.Get, WorldsPath)).Body);
            Assert.Equal("is not new; its worlds were deleted", await second.Services.OpenWorldsAsync());
            await second.NewWorldAsync();
        }
    }

    [Fact]
    public async Task A_store_that_never_held_a_world_reads_the_seed_at_a_later_start()
    {
        using (var first = NewApp())
        {
            Assert.Equal("""{"worlds":[]}""", (await first.ControlAsync(HttpMethod.Get, WorldsPath)).Body);
        }

        using var second = NewApp("sample");

        Assert.Equal(200, (await second.GetAsync(TargetsOf(565039506))).Status);
    }

    /// <summary>Removes all rows of deleted worlds.</summary>
    private static async Task RemoveOrphansAsync(EmulatorApp app)
    {
        var cleanup = app.Services.GetServices<IHostedService>().OfType<ExpiredWorldCleanup>().Single();
        await cleanup.RemoveOrphansAsync(await cleanup.OrphansAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
    }

    private EmulatorApp NewApp(string seed = "none") =>
        new(null, ("Emulator:Seed", seed), ("ConnectionStrings:Loyalty", $"Data Source={Path.Combine(_folder.FullName, "loyalty.db")}"));
}
