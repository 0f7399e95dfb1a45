using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Api.Worlds;
using Loyalty.Store.Database;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Worlds;

/// <summary>Deletion of expired worlds, and removal of the rows and stored documents that no world uses. The machine's clock stands still unless a test moves it.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class ExpiredWorldCleanupTests : IDisposable
{
    private static readonly string[] CountedTables = ["WorldStates", "Orgs", "Tills", "OAuthClients", "Customers"];

    private readonly EmulatorApp _app = new(null, NoSeed);

    private ExpiredWorldCleanup Cleanup => _app.Services.GetServices<IHostedService>().OfType<ExpiredWorldCleanup>().Single();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_world_that_is_unused_for_its_lifetime_is_deleted()
    {
        var world = await _app.NewWorldAsync($$"""{"expiresAfter":"PT1H","world":{{WithCustomer(1)}}}""");
        var withoutLifetime = await _app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");

        await AdvanceAndExpireAsync(TimeSpan.FromMinutes(59));
        Assert.Contains(world.Name, await WorldListAsync(), StringComparison.Ordinal);
        await AdvanceAndExpireAsync(TimeSpan.FromMinutes(1));

        Assert.DoesNotContain(world.Name, await WorldListAsync(), StringComparison.Ordinal);
        Assert.Equal(401, (await world.AskAsync(TargetsOf(1))).Status);
        Assert.Equal(404, (await world.ControlAsync(HttpMethod.Get, "")).Status);
        Assert.Equal(200, (await withoutLifetime.AskAsync(TargetsOf(1))).Status);
    }

    [Theory]
    [InlineData("request")]
    [InlineData("token")]
    [InlineData("control")]
    public async Task Every_use_of_a_world_restarts_its_lifetime(string use)
    {
        var world = await _app.NewWorldAsync($$"""{"expiresAfter":"PT1H","world":{{WithCustomer(1)}}}""");
        for (var time = 0; time < 3; time++)
        {
            await AdvanceAndExpireAsync(TimeSpan.FromMinutes(40));
            _ = use switch
            {
                "request" => (await world.AskAsync(TargetsOf(1))).Body,
                "token" => (await world.TokenAsync()).Body,
                _ => await world.DoAsync(HttpMethod.Get, "/clock"),
            };
        }

        Assert.Contains(world.Name, await WorldListAsync(), StringComparison.Ordinal);
        await AdvanceAndExpireAsync(TimeSpan.FromMinutes(60));
        Assert.DoesNotContain(world.Name, await WorldListAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lifetime_is_measured_in_the_machines_time_not_the_worlds()
    {
        var world = await _app.NewWorldAsync("""{"expiresAfter":"PT1H"}""");
        await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"P365D"}""");

        await AdvanceAndExpireAsync(TimeSpan.FromMinutes(59));

        Assert.Contains(world.Name, await WorldListAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_rows_of_replaced_and_deleted_worlds_are_removed()
    {
        var replaced = await _app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        var deleted = await _app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        var before = await replaced.ExportAsync();
        await RemoveOrphansAsync();
        var rows = CountRows();
        await replaced.DoAsync(HttpMethod.Put, "/document", WithCustomer(2));
        await replaced.DoAsync(HttpMethod.Put, "/document", before);
        await replaced.DoAsync(HttpMethod.Post, "/reset");
        Assert.Equal(rows[0].Value + 3, (CountRows())[0].Value);

        await RemoveOrphansAsync();
        Assert.Equal(rows, CountRows());
        await deleted.DoAsync(HttpMethod.Delete, "");

        // The rows of its origin are orphans after the origin is removed with the world's rows.
        await RemoveOrphansAsync();
        await RemoveOrphansAsync();

        Assert.All(CountRows(), row => Assert.Equal(2, row.Value));
        Assert.Equal(before, await replaced.ExportAsync());
        Assert.Equal(200, (await replaced.AskAsync(TargetsOf(1))).Status);
    }

    [Fact]
    public async Task Stored_documents_that_nothing_refers_to_are_removed_with_the_rows()
    {
        var world = await _app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        Assert.Equal(1, CountStoredDocuments());
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(2));
        await world.DoAsync(HttpMethod.Put, "/snapshots/s");
        await RemoveOrphansAsync();
        Assert.Equal(2, CountStoredDocuments());

        await world.DoAsync(HttpMethod.Delete, "/snapshots/s");
        await world.DoAsync(HttpMethod.Post, "/reset");
        await RemoveOrphansAsync();
        Assert.Equal(1, CountStoredDocuments());
        await world.DoAsync(HttpMethod.Post, "/reset");
        await world.DoAsync(HttpMethod.Delete, "");
        await RemoveOrphansAsync();

        Assert.Equal(0, CountStoredDocuments());
    }

    [Fact]
    public async Task Deleting_or_replacing_a_snapshot_removes_its_stored_document_unless_another_snapshot_uses_it()
    {
        var world = await _app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(2));
        await world.DoAsync(HttpMethod.Put, "/snapshots/a");
        await world.DoAsync(HttpMethod.Put, "/snapshots/a");
        await world.DoAsync(HttpMethod.Put, "/snapshots/b");
        Assert.Equal(2, CountStoredDocuments());

        await world.DoAsync(HttpMethod.Delete, "/snapshots/b");
        Assert.Equal(2, CountStoredDocuments());
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(3));
        await world.DoAsync(HttpMethod.Put, "/snapshots/a");
        Assert.Equal(2, CountStoredDocuments());
        await world.DoAsync(HttpMethod.Delete, "/snapshots/a");
        Assert.Equal(1, CountStoredDocuments());
    }

    private async Task AdvanceAndExpireAsync(TimeSpan span)
    {
        _app.Clock.Now += span;
        await Cleanup.ExpireAsync(TestContext.Current.CancellationToken);
    }

    private async Task RemoveOrphansAsync() =>
        await Cleanup.RemoveOrphansAsync(await Cleanup.OrphansAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

    private async Task<string> WorldListAsync() => (await _app.ControlAsync(HttpMethod.Get, WorldsPath)).Body;

    private int CountStoredDocuments() => Count("StoredDocuments");

    /// <summary>The numbers of rows in WorldStates, which has one row for each world and one for its origin, and in four other tables.</summary>
    private IReadOnlyList<KeyValuePair<string, int>> CountRows() =>
        [.. CountedTables.Select(table => KeyValuePair.Create(table, Count(table)))];

    private int Count(string table)
    {
        using var commands = RowCommands.Open(_app.Services.GetRequiredService<IStoreDatabase>());
        return (int)commands.ReadNumbers($"SELECT COUNT(*) FROM \"{table}\"")[0];
    }
}
