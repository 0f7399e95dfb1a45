using Loyalty.Api.Tests.Behaviour.Targets;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.WorldDocuments;
using Loyalty.Store.Worlds;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>How origins and snapshots are stored: as rows, and as JSON where rows would not do.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class OriginTests : IDisposable
{
    private readonly EmulatorApp _app = new(null, NoSeed);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task After_a_reset_or_restore_the_same_calls_give_the_same_ids()
    {
        var world = await EnrolmentWorld.NewAsync(_app);
        await world.EnrolAsync();
        await world.World.DoAsync(HttpMethod.Put, "/snapshots/s");
        await world.EnrolAsync(target: 4, group: 30);
        var before = await world.World.ExportAsync();

        await world.World.DoAsync(HttpMethod.Post, "/snapshots/s/restore");
        await world.EnrolAsync(target: 4, group: 30);
        Assert.Equal(before, await world.World.ExportAsync());
        await world.World.DoAsync(HttpMethod.Post, "/reset");
        await world.EnrolAsync();
        await world.EnrolAsync(target: 4, group: 30);

        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Fact]
    public async Task Relative_instants_of_an_origin_count_back_from_the_time_of_each_reset()
    {
        var world = await _app.NewWorldAsync($$"""{"world":{{WithUsage("-PT2H")}}}""");
        Assert.Contains("2026-03-15T10:00:00Z", await world.ExportAsync(), StringComparison.Ordinal);
        Assert.Equal([(false, true)], Stored());
        _app.Clock.Now += TimeSpan.FromHours(5);

        await world.DoAsync(HttpMethod.Post, "/reset");

        Assert.Contains("2026-03-15T15:00:00Z", await world.ExportAsync(), StringComparison.Ordinal);
        Assert.Equal([(false, true)], Stored());
    }

    [Fact]
    public async Task An_origin_of_an_older_release_gets_rows_when_it_is_first_used()
    {
        var world = await _app.NewWorldAsync($$"""{"world":{{WithUsage("2026-01-01T00:00:00Z")}}}""");
        var origin = await world.ExportAsync();
        Assert.Equal([(true, false)], Stored());
        using (var commands = NewCommands())
        {
            var body = WorldDocumentJson.Write(WorldRows.Read(commands, _app.Services.GetRequiredService<WorldRegistry>().Require(world.Name).View.WorldId));
            commands.Update(new StoredDocument { Hash = commands.Read<StoredDocument>(0).Single().Hash, Body = body }, 0);
        }

        for (var time = 0; time < 2; time++)
        {
            await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(2));
            await world.DoAsync(HttpMethod.Post, "/reset");

            Assert.Equal(origin, await world.ExportAsync());
            Assert.Equal([(true, false)], Stored());
        }
    }

    [Fact]
    public async Task Worlds_with_the_same_origin_share_it_and_do_not_see_each_others_changes()
    {
        var world = await _app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        var first = TestWorld.From(_app, await world.DoAsync(HttpMethod.Post, "/fork"));
        var second = TestWorld.From(_app, await first.DoAsync(HttpMethod.Post, "/fork"));
        Assert.Single(Stored());

        await first.DoAsync(HttpMethod.Patch, "/document", """{"orgs":[{"id":1,"customers":[{"id":2}]}]}""");
        await world.DoAsync(HttpMethod.Delete, "");
        await second.DoAsync(HttpMethod.Post, "/reset");

        Assert.Equal(400, (await second.AskAsync(TargetsOf(2))).Status);
        Assert.Equal(200, (await second.AskAsync(TargetsOf(1))).Status);
        await first.DoAsync(HttpMethod.Post, "/reset");
        Assert.Equal(await second.ExportAsync(), await first.ExportAsync());
    }

    [Fact]
    public async Task Rows_of_a_copy_that_did_not_finish_are_orphans_only_after_it()
    {
        var registry = _app.Services.GetRequiredService<WorldRegistry>();
        var cleanup = _app.Services.GetServices<IHostedService>().OfType<ExpiredWorldCleanup>().Single();
        var copies = _app.Services.GetRequiredService<WorldCopies>();
        var world = await _app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        long copy;
        using (var rows = copies.Begin())
        {
            copy = rows.WorldId;
            await copies.CopyAsync(registry.Require(world.Name).View.WorldId, rows);
            Assert.Empty(await cleanup.OrphansAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal([copy], await cleanup.OrphansAsync(TestContext.Current.CancellationToken));
        await cleanup.RemoveOrphansAsync([copy], TestContext.Current.CancellationToken);
        Assert.Empty(await cleanup.OrphansAsync(TestContext.Current.CancellationToken));
        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);
    }

    private static string WithUsage(string at) => $$"""
        {"schemaVersion":1,"name":"own","timeZone":"UTC","orgs":[{"id":1,"name":"Own","customers":[{"id":1}],"programs":[{"id":11,"name":"Rewards"}],
        "promotions":[{"id":81,"programId":11,"name":"Summer","identifier":"S","sourceType":"UI","eventName":"TransactionAdd","startDate":"2025-01-01T00:00:00Z",
        "endDate":"2027-01-01T00:00:00Z","pointsOfferType":"GENERIC","lastUpdateDate":"2025-01-01T00:00:00Z"}],
        "usage":[{"id":91,"promotionId":81,"customerId":1,"kind":"REDEEM","at":"{{at}}"}]}]}
        """;

    /// <summary>Whether each stored document has rows, and whether it has JSON.</summary>
    private IReadOnlyList<(bool, bool)> Stored()
    {
        using var commands = NewCommands();
        return [.. commands.Read<StoredDocument>(0).Select(stored => (stored.WorldId is not null, stored.Body is not null))];
    }

    private RowCommands NewCommands() => RowCommands.Open(_app.Services.GetRequiredService<IStoreDatabase>());
}
