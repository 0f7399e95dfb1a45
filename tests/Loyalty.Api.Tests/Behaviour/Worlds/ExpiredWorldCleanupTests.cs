using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Api.Worlds;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Worlds;

/// <summary>Worlds that go by themselves, and what is swept up after worlds. The machine's clock stands still unless a test moves it.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class ExpiredWorldCleanupTests : IDisposable
{
    private readonly EmulatorApp _app = new(null, NoSeed);

    private ExpiredWorldCleanup ExpiredWorldCleanup => _app.Services.GetServices<IHostedService>().OfType<ExpiredWorldCleanup>().Single();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_world_goes_when_it_was_not_used_for_as_long_as_it_may_live()
    {
        var world = await _app.NewWorldAsync($$"""{"expiresAfter":"PT1H","world":{{WithCustomer(1)}}}""");
        var lasting = await _app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");

        await LaterAsync(TimeSpan.FromMinutes(59));
        Assert.Contains(world.Name, await NamesAsync(), StringComparison.Ordinal);
        await LaterAsync(TimeSpan.FromMinutes(1));

        Assert.DoesNotContain(world.Name, await NamesAsync(), StringComparison.Ordinal);
        Assert.Equal(401, (await world.AskAsync(TargetsOf(1))).Status);
        Assert.Equal(404, (await world.ControlAsync(HttpMethod.Get, "")).Status);
        Assert.Equal(200, (await lasting.AskAsync(TargetsOf(1))).Status);
    }

    [Theory]
    [InlineData("request")]
    [InlineData("token")]
    [InlineData("control")]
    public async Task Whatever_uses_a_world_puts_its_end_off(string use)
    {
        var world = await _app.NewWorldAsync($$"""{"expiresAfter":"PT1H","world":{{WithCustomer(1)}}}""");
        for (var time = 0; time < 3; time++)
        {
            await LaterAsync(TimeSpan.FromMinutes(40));
            _ = use switch
            {
                "request" => (await world.AskAsync(TargetsOf(1))).Body,
                "token" => (await world.TokenAsync()).Body,
                _ => await world.DoAsync(HttpMethod.Get, "/clock"),
            };
        }

        Assert.Contains(world.Name, await NamesAsync(), StringComparison.Ordinal);
        await LaterAsync(TimeSpan.FromMinutes(60));
        Assert.DoesNotContain(world.Name, await NamesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lifetime_is_the_machines_time_not_the_worlds()
    {
        var world = await _app.NewWorldAsync("""{"expiresAfter":"PT1H"}""");
        await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"P365D"}""");

        await LaterAsync(TimeSpan.FromMinutes(59));

        Assert.Contains(world.Name, await NamesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_replaced_and_deleted_worlds_are_swept_and_nothing_else()
    {
        var kept = await _app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        var gone = await _app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        var before = await kept.ExportAsync();
        await RemoveOrphansAsync();
        var rows = await RowsAsync();
        await kept.DoAsync(HttpMethod.Put, "/document", WithCustomer(2));
        await kept.DoAsync(HttpMethod.Put, "/document", before);
        await kept.DoAsync(HttpMethod.Post, "/reset");
        Assert.Equal(rows[0].Value + 3, (await RowsAsync())[0].Value);

        await RemoveOrphansAsync();
        Assert.Equal(rows, await RowsAsync());
        await gone.DoAsync(HttpMethod.Delete, "");
        await RemoveOrphansAsync();

        Assert.All(await RowsAsync(), row => Assert.Equal(1, row.Value));
        Assert.Equal(before, await kept.ExportAsync());
        Assert.Equal(200, (await kept.AskAsync(TargetsOf(1))).Status);
    }

    [Fact]
    public async Task Documents_that_nothing_refers_to_go_with_the_rows()
    {
        var world = await _app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        Assert.Equal(1, await DocumentsAsync());
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(2));
        await world.DoAsync(HttpMethod.Put, "/snapshots/s");
        await RemoveOrphansAsync();
        Assert.Equal(2, await DocumentsAsync());

        await world.DoAsync(HttpMethod.Delete, "/snapshots/s");
        await world.DoAsync(HttpMethod.Post, "/reset");
        await RemoveOrphansAsync();
        Assert.Equal(1, await DocumentsAsync());
        await world.DoAsync(HttpMethod.Post, "/reset");
        await world.DoAsync(HttpMethod.Delete, "");
        await RemoveOrphansAsync();

        Assert.Equal(0, await DocumentsAsync());
    }

    [Fact]
    public async Task A_dropped_or_overwritten_snapshot_takes_its_document_along_unless_another_needs_it()
    {
        var world = await _app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(2));
        await world.DoAsync(HttpMethod.Put, "/snapshots/a");
        await world.DoAsync(HttpMethod.Put, "/snapshots/a");
        await world.DoAsync(HttpMethod.Put, "/snapshots/b");
        Assert.Equal(2, await DocumentsAsync());

        await world.DoAsync(HttpMethod.Delete, "/snapshots/b");
        Assert.Equal(2, await DocumentsAsync());
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(3));
        await world.DoAsync(HttpMethod.Put, "/snapshots/a");
        Assert.Equal(2, await DocumentsAsync());
        await world.DoAsync(HttpMethod.Delete, "/snapshots/a");
        Assert.Equal(1, await DocumentsAsync());
    }

    private async Task LaterAsync(TimeSpan span)
    {
        _app.Clock.Now += span;
        await ExpiredWorldCleanup.ExpireAsync(TestContext.Current.CancellationToken);
    }

    private async Task RemoveOrphansAsync() =>
        await ExpiredWorldCleanup.RemoveOrphansAsync(await ExpiredWorldCleanup.OrphansAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

    private async Task<string> NamesAsync() => (await _app.ControlAsync(HttpMethod.Get, WorldsPath)).Body;

    private async Task<int> DocumentsAsync()
    {
        await using var db = await NewContextAsync();
        return await db.StoredDocuments.CountAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>How many rows each table of worlds holds, the worlds' own table first.</summary>
    private async Task<IReadOnlyList<KeyValuePair<string, int>>> RowsAsync()
    {
        await using var db = await NewContextAsync();
        return
        [
            KeyValuePair.Create("WorldStates", await db.WorldStates.IgnoreQueryFilters().CountAsync(TestContext.Current.CancellationToken)),
            KeyValuePair.Create("Orgs", await db.Orgs.IgnoreQueryFilters().CountAsync(TestContext.Current.CancellationToken)),
            KeyValuePair.Create("Tills", await db.Tills.IgnoreQueryFilters().CountAsync(TestContext.Current.CancellationToken)),
            KeyValuePair.Create("OAuthClients", await db.OAuthClients.IgnoreQueryFilters().CountAsync(TestContext.Current.CancellationToken)),
            KeyValuePair.Create("Customers", await db.Customers.IgnoreQueryFilters().CountAsync(TestContext.Current.CancellationToken)),
        ];
    }

    private Task<LoyaltyContext> NewContextAsync() =>
        _app.Services.GetRequiredService<IDbContextFactory<LoyaltyContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
}
