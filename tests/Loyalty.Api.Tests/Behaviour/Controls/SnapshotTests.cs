using System.Text.Json.Nodes;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Microsoft.Extensions.DependencyInjection;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>Snapshots of a world.</summary>
[Trait("Evidence", "documented: docs/architecture.md 5")]
public sealed class SnapshotTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Fact]
    public async Task Restoring_a_snapshot_restores_data_settings_and_clock()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1, ""","settings":{"isoAttribution":false}""")}}}""");
        await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"2031-01-01T00:00:00Z"}""");
        var before = await world.ExportAsync();
        var created = await world.ControlAsync(HttpMethod.Put, "/snapshots/before");
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(2));

        var restored = await world.ControlAsync(HttpMethod.Post, "/snapshots/before/restore");

        Assert.Equal(201, created.Status);
        Assert.Equal((204, ""), (restored.Status, restored.Body));
        Assert.Equal(before, await world.ExportAsync());
        Assert.Equal("""{"mode":"frozen","now":"2031-01-01T00:00:00Z"}""", await world.DoAsync(HttpMethod.Get, "/clock"));
        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);
    }

    [Fact]
    public async Task Faults_and_journal_are_not_part_of_a_snapshot()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.DoAsync(HttpMethod.Put, "/snapshots/without-faults");
        var faults = await world.FailAsync("""{"effect":{"status":503},"times":{"first":2}}""");
        Assert.Equal(503, (await world.AskAsync(TargetsOf(1))).Status);

        await world.DoAsync(HttpMethod.Post, "/snapshots/without-faults/restore");

        Assert.Equal(faults, await world.DoAsync(HttpMethod.Get, "/faults"));
        Assert.Single(await world.RequestsAsync());
        Assert.Equal(503, (await world.AskAsync(TargetsOf(1))).Status);
        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);
    }

    [Fact]
    public async Task Snapshots_are_listed_by_name_with_content_hash_and_the_machines_time()
    {
        var world = await app.NewWorldAsync();
        await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"2031-01-01T00:00:00Z"}""");
        var second = await world.DoAsync(HttpMethod.Put, "/snapshots/second");
        var first = await world.DoAsync(HttpMethod.Put, "/snapshots/first");

        Assert.Matches("""^\{"name":"first","content":"[0-9a-f]{64}","createdAt":"2026-03-15T12:00:00Z","keptAt":"2026-03-15T12:00:00Z"\}$""", first);
        Assert.Equal($$"""{"snapshots":[{{first}},{{second}}]}""", await world.DoAsync(HttpMethod.Get, "/snapshots"));
        Assert.Equal(ParseJson(first).GetProperty("content").GetString(), ParseJson(second).GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_snapshot_of_the_same_name_replaces_the_older_one()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.DoAsync(HttpMethod.Put, "/snapshots/s");
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(2));
        await world.DoAsync(HttpMethod.Put, "/snapshots/s");
        await world.DoAsync(HttpMethod.Post, "/reset");

        await world.DoAsync(HttpMethod.Post, "/snapshots/s/restore");

        Assert.Equal(200, (await world.AskAsync(TargetsOf(2))).Status);
        Assert.Single(ParseJson(await world.DoAsync(HttpMethod.Get, "/snapshots")).GetProperty("snapshots").EnumerateArray());
    }

    [Fact]
    public async Task A_deleted_or_unknown_snapshot_is_404_and_an_invalid_name_400()
    {
        var world = await app.NewWorldAsync("""{"name":"without-snapshots"}""");
        await world.DoAsync(HttpMethod.Put, "/snapshots/s");

        var deleted = await world.ControlAsync(HttpMethod.Delete, "/snapshots/s");

        Assert.Equal((204, ""), (deleted.Status, deleted.Body));
        Assert.Equal("World 'without-snapshots' has no snapshot 's'.", ProblemDetail(404, await world.ControlAsync(HttpMethod.Delete, "/snapshots/s")));
        Assert.Equal("World 'without-snapshots' has no snapshot 's'.", ProblemDetail(404, await world.ControlAsync(HttpMethod.Post, "/snapshots/s/restore")));
        Assert.Equal("""{"snapshots":[]}""", await world.DoAsync(HttpMethod.Get, "/snapshots"));
        Assert.Contains("name", ProblemDetail(400, await world.ControlAsync(HttpMethod.Put, "/snapshots/a%20b")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_belongs_to_its_world()
    {
        var world = await app.NewWorldAsync();
        var other = await app.NewWorldAsync();
        await world.DoAsync(HttpMethod.Put, "/snapshots/mine");

        Assert.Equal(404, (await other.ControlAsync(HttpMethod.Post, "/snapshots/mine/restore")).Status);
        Assert.Equal("""{"snapshots":[]}""", await other.DoAsync(HttpMethod.Get, "/snapshots"));
    }

    [Fact]
    public async Task Snapshots_with_the_same_content_share_one_stored_document()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        var fork = TestWorld.From(app, await world.DoAsync(HttpMethod.Post, "/fork"));
        var contents = new HashSet<string>(StringComparer.Ordinal);

        for (var number = 0; number < 5; number++)
        {
            contents.Add(ContentOf(await world.DoAsync(HttpMethod.Put, $"/snapshots/s{number}")));
            contents.Add(ContentOf(await fork.DoAsync(HttpMethod.Put, $"/snapshots/s{number}")));
        }

        Assert.Equal(1, CountStoredDocuments(Assert.Single(contents)));
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(2));
        var other = ContentOf(await world.DoAsync(HttpMethod.Put, "/snapshots/s0"));
        Assert.DoesNotContain(other, contents);
        Assert.Equal(1, CountStoredDocuments(other));
    }

    private static string ContentOf(string snapshot) => JsonNode.Parse(snapshot)!["content"]!.GetValue<string>();

    private int CountStoredDocuments(string content)
    {
        using var commands = RowCommands.Open(app.Services.GetRequiredService<IStoreDatabase>());
        return commands.Read<StoredDocument>(0, (nameof(StoredDocument.Hash), content)).Count;
    }
}
