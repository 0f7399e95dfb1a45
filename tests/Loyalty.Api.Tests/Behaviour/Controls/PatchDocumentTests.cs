using System.Globalization;
using System.Text.Json.Nodes;
using Loyalty.Api.Tests.Behaviour.Targets;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Store.State;
using Microsoft.Extensions.DependencyInjection;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;
using static Loyalty.Api.Tests.Behaviour.Targets.TargetWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>Partial changes of a world's document.</summary>
[Trait("Evidence", "documented: docs/architecture.md 5")]
public sealed class PatchDocumentTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private static readonly string[] References = ["enrolId", "issueId", "reversesId"];

    private static readonly string NewGroup = Group(60, Period(601, "2031-01-01", "2031-12-31"), Target(7));

    /// <summary>All other writes wait for the commit of a patch.</summary>
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_patch_that_changes_too_many_rows_is_refused_and_changes_nothing()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        var before = await world.ExportAsync();
        var customers = string.Join(',', Enumerable.Range(1_000_000, 100_001).Select(id => $$"""{"id":{{id}}}"""));

        var reply = await world.ControlAsync(HttpMethod.Patch, "/document", $$"""{"orgs":[{"id":1,"customers":[{{customers}}]}]}""");

        Assert.Equal("The patch changes 100001 rows; at most 100000 can change at once. Replace the document instead.", ProblemDetail(507, reply));
        Assert.Equal(before, await world.ExportAsync());
    }

    [Fact]
    public async Task Entries_are_added_and_read_at_once()
    {
        var world = await EnrolmentWorld.NewAsync(app);
        Assert.Equal(400, (await world.World.AskAsync(TargetsOf(1003))).Status);
        Assert.Empty(await world.ListedAsync());

        await PatchAsync(world.World, $$"""{"id":1,"customers":[{"id":1003}],"targetGroups":[{{NewGroup}}],"enrolments":[{{Enrolment(900, 7, 601)}}]}""");

        Assert.Equal(200, (await world.World.AskAsync(TargetsOf(1003))).Status);
        Assert.Equal([7L], await world.ListedAsync());
        Assert.Equal(200, (await world.EnrolAsync(target: 1)).Status);
        Assert.Equal([1L, 7L], await world.ListedAsync());
        await AssertMemoryIsTheDatabaseAsync(world.World);
    }

    [Fact]
    public async Task A_null_counts_as_absent()
    {
        var world = await EnrolmentWorld.NewAsync(app);

        await world.World.DoAsync(HttpMethod.Patch, "/document", """{"schemaVersion":null,"orgs":[{"id":1,"customers":[{"id":1003}],"programs":null,"remove":null}]}""");

        Assert.Equal(200, (await world.World.AskAsync(TargetsOf(1003))).Status);
    }

    [Fact]
    public async Task An_entry_with_a_known_id_replaces_the_whole_entry()
    {
        var world = await EnrolmentWorld.NewAsync(app);
        await world.EnrolAsync();
        var other = Target(1).Replace("target 1", "renamed", StringComparison.Ordinal);

        await PatchAsync(world.World, $$"""{"id":1,"targetGroups":[{{Group(10, Period(102, "2031-04-01", "2031-06-30"), other)}}]}""");

        Assert.Contains("renamed", (await world.World.AskAsync(TargetsOf(1001))).Body, StringComparison.Ordinal);
        var group = (await world.RowsAsync("targetGroups"))[0];
        Assert.Equal((1, 1), (group.GetProperty("periods").GetArrayLength(), group.GetProperty("targets").GetArrayLength()));
        await AssertMemoryIsTheDatabaseAsync(world.World);
    }

    [Fact]
    public async Task Removed_entries_are_gone_and_can_be_added_again()
    {
        var world = await EnrolmentWorld.NewAsync(app);
        await world.EnrolAsync();
        var before = await world.World.ExportAsync();
        var (customer, enrolment) = ("""{"id":1001}""", (await world.RowsAsync("enrolments"))[0].GetRawText());

        await PatchAsync(world.World, """{"id":1,"remove":{"customers":[1001],"enrolments":[1]}}""");
        Assert.Equal(400, (await world.World.AskAsync(TargetsOf(1001))).Status);
        await AssertMemoryIsTheDatabaseAsync(world.World);
        await PatchAsync(world.World, $$"""{"id":1,"customers":[{{customer}}],"enrolments":[{{enrolment}}]}""");

        Assert.Equal(before, await world.World.ExportAsync());
        Assert.Equal([1L], await world.ListedAsync());
    }

    [Fact]
    public async Task A_patch_equals_a_replacement_by_the_patched_document()
    {
        var patched = await app.NewWorldAsync("""{"world":"sample"}""");
        var replaced = await app.NewWorldAsync("""{"world":"sample"}""");
        var document = JsonNode.Parse(await patched.ExportAsync())!;
        var org = document["orgs"]![0]!;
        var promotion = org["promotions"]![0]!.DeepClone();
        promotion["name"] = "patched";
        var program = JsonNode.Parse("""{"id":999999,"name":"New program"}""")!;
        org["promotions"]![0] = promotion.DeepClone();
        org["programs"]!.AsArray().Add(program.DeepClone());
        var usage = org["usage"]!.AsArray();
        var removed = usage.First(entry => usage.All(other => !IsReference(other!, entry!["id"]!)))!;
        usage.Remove(removed);

        await PatchAsync(patched, $$"""{"id":100001,"promotions":[{{promotion.ToJsonString()}}],"programs":[{{program.ToJsonString()}}],"remove":{"usage":[{{removed["id"]}}] } }""");
        await replaced.DoAsync(HttpMethod.Put, "/document", document.ToJsonString());

        Assert.Equal(await replaced.ExportAsync(), await patched.ExportAsync());
        static bool IsReference(JsonNode entry, JsonNode id) =>
            References.Any(name => entry[name] is { } known && JsonNode.DeepEquals(known, id));
    }

    [Fact]
    public async Task A_removal_that_leaves_a_reference_behind_is_refused_with_the_path_of_the_reference()
    {
        var world = await EnrolmentWorld.NewAsync(app);
        await world.EnrolAsync();
        var before = await world.World.ExportAsync();

        var detail = ProblemDetail(400, await SendAsync(world.World, """{"orgs":[{"id":1,"remove":{"targetGroups":[10],"customers":[1001]}}]}"""));

        Assert.Equal(
            [
                "The patched world would be invalid. The paths are those of its export:",
                "$.orgs[0].enrolments[0].customerId: customer '1001' does not exist in org 1 of the document",
                "$.orgs[0].enrolments[0].targetId: target '1' does not exist in org 1 of the document",
                "$.orgs[0].enrolments[0].firstPeriodId: period '102' does not exist in org 1 of the document",
            ],
            detail.Split('\n'));
        Assert.Equal(before, await world.World.ExportAsync());
        Assert.Equal([1L], await world.ListedAsync());
    }

    [Theory]
    [InlineData("""{"orgs":[{"id":1,"color":"red"}]}""", "line 1: $.orgs[0].color: unknown property 'color'")]
    [InlineData("""{"orgs":[{"id":1,"customers":[{"id":1003,"age":1}]}]}""", "line 1: $.orgs[0].customers[0].age: unknown property 'age'")]
    [InlineData("""{"orgs":[{"id":1,"customers":[{"id":"x"}]}]}""", "line 1: $.orgs[0].customers[0].id: a 64-bit integer is expected here")]
    [InlineData("""{"orgs":[{"id":1,"customers":{}}]}""", "line 1: $.orgs[0].customers: an array is expected here")]
    [InlineData("""{"orgs":[{"id":1,"remove":{"customers":["1001"]}}]}""", "line 1: $.orgs[0].remove.customers[0]: a 64-bit integer is expected here")]
    [InlineData("""{"orgs":[{"id":1,"remove":{"periods":[101]}}]}""", "line 1: $.orgs[0].remove.periods: unknown property 'periods'")]
    [InlineData("""{"orgs":[{"customers":[]}]}""", "line 1: $.orgs[0]: missing 'id'")]
    [InlineData("""{"timeZone":"UTC","orgs":[]}""", "line 1: $.timeZone: unknown property 'timeZone'")]
    [InlineData("""{"schemaVersion":2,"orgs":[]}""", "line 1: $.schemaVersion: schema version 2 is not supported")]
    [InlineData("{}", "line 1: $: missing 'orgs'")]
    [InlineData("[]", "line 1: $: an object is expected here")]
    [InlineData("null", "line 1: $: an object is expected here")]
    [InlineData("", "line 1: $")]
    [InlineData("{\"orgs\":[", "line 1: $")]
    [InlineData("""{"orgs":[null]}""", "$.orgs[0]: null is not allowed in an array")]
    [InlineData("""{"orgs":[{"id":9}]}""", "$.orgs[0].id: org 9 does not exist in this world")]
    [InlineData("""{"orgs":[{"id":1},{"id":1}]}""", "$.orgs[1].id: org '1' already exists at $.orgs[0].id")]
    [InlineData("""{"orgs":[{"id":1,"customers":[null]}]}""", "$.orgs[0].customers[0]: null is not allowed in an array")]
    [InlineData("""{"orgs":[{"id":1,"customers":[{"id":5},{"id":5}]}]}""", "$.orgs[0].customers[1]: the patch already names '5', at $.orgs[0].customers[0]")]
    [InlineData("""{"orgs":[{"id":1,"customers":[{"id":1002}],"remove":{"customers":[1002]}}]}""", "$.orgs[0].customers[0]: the patch already names '1002', at $.orgs[0].remove.customers[0]")]
    [InlineData("""{"orgs":[{"id":1,"remove":{"customers":[7]}}]}""", "$.orgs[0].remove.customers[0]: '7' is not in the customers of org 1")]
    [InlineData("""{"orgs":[{"id":2,"remove":{"customers":[1001]}}]}""", "$.orgs[0].remove.customers[0]: '1001' is not in the customers of org 2")]
    [InlineData("""{"orgs":[{"id":1,"customers":[{"id":-5}]}]}""", "The patched world would be invalid. The paths are those of its export:\n$.orgs[0].customers[0].id: an id must be a positive number, not -5")]
    [InlineData("""{"orgs":[{"id":2,"customers":[{"id":1001}]}]}""", "The patched world would be invalid. The paths are those of its export:\n$.orgs[1].customers[0].id: customer '1001' already exists at $.orgs[0].customers[0].id")]
    public async Task An_invalid_patch_is_refused_with_a_path_and_nothing_changes(string patch, string expected)
    {
        var world = (await EnrolmentWorld.NewAsync(app)).World;
        var before = (await world.ExportAsync(), await world.DoAsync(HttpMethod.Get, ""));

        var detail = ProblemDetail(400, await SendAsync(world, patch));

        Assert.StartsWith(expected, detail, StringComparison.Ordinal);
        Assert.Equal(before, (await world.ExportAsync(), await world.DoAsync(HttpMethod.Get, "")));
    }

    [Fact]
    public async Task A_patch_of_an_unknown_world_is_404_and_of_another_media_type_415()
    {
        var world = await app.NewWorldAsync();

        ProblemDetail(404, await app.ControlAsync(HttpMethod.Patch, WorldsPath + "/nowhere/document", """{"orgs":[]}"""));
        ProblemDetail(415, await app.SendAsync(HttpMethod.Patch, world.Path + "/document", new StringContent("""{"orgs":[]}""")));
    }

    [Fact]
    public async Task One_patch_changes_two_orgs_or_none()
    {
        var world = (await EnrolmentWorld.NewAsync(app)).World;
        var before = await world.ExportAsync();

        ProblemDetail(400, await SendAsync(world, """{"orgs":[{"id":1,"customers":[{"id":1003}]},{"id":2,"customers":[{"id":0}]}]}"""));
        Assert.Equal(before, await world.ExportAsync());
        await world.DoAsync(HttpMethod.Patch, "/document", """{"orgs":[{"id":1,"remove":{"customers":[1002]}},{"id":2,"customers":[{"id":1002}]}]}""");

        var orgs = ParseJson(await world.ExportAsync()).GetProperty("orgs");
        Assert.Equal("""[{"id":1001}]""", Compact(orgs[0].GetProperty("customers")));
        Assert.Equal("""[{"id":1002},{"id":2001}]""", Compact(orgs[1].GetProperty("customers")));
        Assert.Equal(400, (await world.AskAsync(TargetsOf(1002))).Status);
        await AssertMemoryIsTheDatabaseAsync(world);
    }

    [Fact]
    public async Task A_till_gets_another_access_group_at_once_and_secrets_of_a_patch_are_ignored()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}},"till":{"username":"patched.till","password":"123"} }""");
        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);

        await PatchAsync(world, """
            {"id":1,"accessGroups":[{"name":"All","default":true,"otherResources":"WRITE"},{"name":"None","default":false,"otherResources":"NONE"}],
             "tills":[{"username":"patched.till","accessGroup":"None","password":"456"},{"username":"patched.second","password":"123"}]}
            """);

        Assert.Equal(403, (await world.AskAsync(TargetsOf(1))).Status);
        Assert.Equal(401, (await app.GetPlainAsync(TargetsOf(1), ("Authorization", Tills.Of("patched.second")))).Status);
        Assert.DoesNotContain("password", await world.ExportAsync(), StringComparison.OrdinalIgnoreCase);
        await PatchAsync(world, """{"id":1,"remove":{"tills":["patched.till","patched.second"],"accessGroups":["None"]}}""");
        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);
    }

    [Fact]
    public async Task The_revision_rises_by_one_and_faults_and_clock_stay()
    {
        var world = (await EnrolmentWorld.NewAsync(app)).World;
        var faults = await world.FailAsync("""{"match":{"operation":"generateToken"},"effect":{"status":503}}""");
        var (before, clock) = (await RevisionAsync(world), await world.DoAsync(HttpMethod.Get, "/clock"));

        await world.DoAsync(HttpMethod.Patch, "/document", """{"orgs":[]}""");
        await PatchAsync(world, """{"id":1,"customers":[{"id":1003}]}""");

        Assert.Equal((before + 2, faults, clock), (await RevisionAsync(world), await world.DoAsync(HttpMethod.Get, "/faults"), await world.DoAsync(HttpMethod.Get, "/clock")));
    }

    [Fact]
    public async Task New_ids_stay_above_the_ids_of_a_patch_also_in_a_copy_and_a_reset_returns_to_the_origin()
    {
        var world = await EnrolmentWorld.NewAsync(app);
        var origin = await world.World.ExportAsync();
        await PatchAsync(world.World, $$"""{"id":1,"enrolments":[{{Enrolment(900, 1, 103, customer: 1002)}}]}""");
        var fork = new EnrolmentWorld(TestWorld.From(app, await world.World.DoAsync(HttpMethod.Post, "/fork")));
        Assert.Equal(await world.World.ExportAsync(), await fork.World.ExportAsync());

        foreach (var copy in new[] { world, fork })
        {
            Assert.Equal(200, (await copy.EnrolAsync()).Status);
            Assert.Equal([900L, 901L], (await copy.RowsAsync("enrolments")).Select(row => row.GetProperty("id").GetInt64()));
        }

        await world.World.DoAsync(HttpMethod.Post, "/reset");
        Assert.Equal(origin, await world.World.ExportAsync());
        await world.EnrolAsync();
        Assert.Equal(1, (await world.RowsAsync("enrolments"))[0].GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task Relative_instants_of_a_patch_count_back_from_the_worlds_time()
    {
        var world = await EnrolmentWorld.NewAsync(app);
        var enrolment = Enrolment(1, 1, 101).Replace("2031-01-02T00:00:00Z", "-PT2H", StringComparison.Ordinal);

        await PatchAsync(world.World, $$"""{"id":1,"enrolments":[{{enrolment}}]}""");

        Assert.Equal("2031-06-15T10:00:00Z", (await world.RowsAsync("enrolments"))[0].GetProperty("enrolledAt").GetString());
    }

    [Fact]
    public async Task Enrolments_that_run_at_the_same_time_as_patches_are_all_kept()
    {
        var world = await EnrolmentWorld.NewAsync(app);
        var ids = Enumerable.Range(3001, 60).ToList();
        await PatchAsync(world.World, $$"""{"id":1,"customers":[{{string.Join(',', ids.Select(id => string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{id}}}""")))}}]}""");

        var enrolments = ids.Select(async id => Assert.Equal(200, (await world.SendAsync(EnrolmentWorld.Path(EnrolmentWorld.Enroll), $$"""[{"customerId":{{id}}}]""")).Status));
        var patches = Enumerable.Range(5001, 15).Select(id => PatchAsync(world.World, $$"""{"id":1,"customers":[{"id":{{id}}}]}"""));
        await Task.WhenAll([.. enrolments, .. patches]);

        var rows = await world.RowsAsync("enrolments");
        Assert.Equal(ids.Select(id => (long)id), rows.Select(row => row.GetProperty("customerId").GetInt64()).Order());
        Assert.Equal(rows.Count, rows.Select(row => row.GetProperty("id").GetInt64()).Distinct().Count());
        Assert.Equal(2 + 60 + 15, (await world.RowsAsync("customers")).Count);
        await AssertMemoryIsTheDatabaseAsync(world.World);
    }

    private static Task<Reply> SendAsync(TestWorld world, string patch) => world.ControlAsync(HttpMethod.Patch, "/document", patch);

    private static Task<string> PatchAsync(TestWorld world, string org) => world.DoAsync(HttpMethod.Patch, "/document", $$"""{"orgs":[{{org}}]}""");

    private static async Task<long> RevisionAsync(TestWorld world) => ParseJson(await world.DoAsync(HttpMethod.Get, "")).GetProperty("revision").GetInt64();

    private static string Compact(System.Text.Json.JsonElement json) => JsonNode.Parse(json.GetRawText())!.ToJsonString();

    /// <summary>Whether answers from memory equal those after everything was loaded again.</summary>
    private async Task AssertMemoryIsTheDatabaseAsync(TestWorld world)
    {
        foreach (var customer in new[] { 1001, 1002, 1003, 2001 })
        {
            var fromMemory = await world.AskAsync(TargetsOf(customer));
            app.Services.GetRequiredService<StateMemory>().EvictAll();
            Assert.Equal(fromMemory.Body, (await world.AskAsync(TargetsOf(customer))).Body);
        }
    }
}
