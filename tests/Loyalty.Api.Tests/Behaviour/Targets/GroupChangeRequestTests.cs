using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Targets.GroupChanges;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>The requests that change target groups: bodies, access, dry runs, journal.</summary>
public sealed class GroupChangeRequestTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("\"x\"")]
    [InlineData("[1]")]
    [InlineData("[[]]")]
    [InlineData("{")]
    [InlineData("[{\"name\":1}]")]
    [InlineData("{\"name\":[],\"targets\":1}")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\",\"targets\":[],\"targets\":[]}")]
    [InlineData("[{\"name\":\"a\",\"name\":\"b\"}]")]
    [InlineData("{\"refCode\":{},\"targets\":3,\"name\":true}")]
    [InlineData("{\"targets\":[{\"id\":\"x\"}],\"id\":\"x\"}")]
    [InlineData("{\"targets\":[{\"id\":1e400}],\"id\":1e400}")]
    [InlineData("{\"targets\":[{\"defaultValues\":[{\"defaultValue\":-1}],\"id\":21}],\"defaultValues\":[{\"defaultValue\":-1}],\"name\":7}")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_malformed_body_is_300004_and_changes_nothing(string body)
    {
        var world = await NewGroupsAsync(app);
        var before = await world.World.ExportAsync();

        foreach (var (method, path) in Bodies)
        {
            var reply = await world.SendAsync(method, path, body);

            Assert.Equal((method, path, 400), (method, path, reply.Status));
            Assert.Contains("\"code\":300004,\"message\":\"Invalid input. ", reply.Body, StringComparison.Ordinal);
        }

        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_dry_run_answers_as_usual_and_changes_nothing()
    {
        var world = await NewGroupsAsync(app);
        var before = await world.World.ExportAsync();

        foreach (var (method, path, body) in Changes)
        {
            var reply = await world.World.App.ControlAsync(new HttpMethod(method), path, body, ("Authorization", world.World.Authorization), ("Prefer", "dry-run"));

            Assert.Equal((path, 200, "dry-run"), (path, reply.Status, reply.Headers.GetValueOrDefault("Preference-Applied")));
        }

        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 0.3")]
    public async Task A_caller_who_may_only_read_targets_is_403_and_reads()
    {
        const string document = """
            {"schemaVersion":1,"name":"readers","timeZone":"UTC","orgs":[{"id":1,"name":"One","accessGroups":[{"name":"Readers","default":true,"otherResources":"READ"}],
             "tills":[{"username":"reader","password":"123"}],"targetGroups":[{"id":10,"name":"G"}]}]}
            """;
        using var readers = new EmulatorApp(document);
        var till = ("Authorization", Tills.Of("reader"));

        foreach (var (method, path, body) in Changes)
        {
            Assert.Equal((path, 403), (path, (await readers.ControlAsync(new HttpMethod(method), path, body, till)).Status));
        }

        Assert.Equal("""{"data":[],"errors":null,"warnings":null}""", (await readers.GetPlainAsync("/v3/targetGroups/10/targets", till)).Body);
        Assert.Equal("""{"data":[],"errors":null,"warnings":null}""", (await readers.GetPlainAsync("/v3/targetGroups/10/targetPeriods", till)).Body);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task What_was_changed_is_in_the_journal_and_survives_an_export_and_a_fork()
    {
        var world = await NewGroupsAsync(app);
        foreach (var (method, path, body) in Changes)
        {
            var reply = await world.SendAsync(method, path, body);
            Assert.True(reply.Status == 200, reply.Body);
            var request = await world.World.LastRequestAsync();
            Assert.NotEqual(0, request.GetProperty("changes").GetArrayLength());
        }

        var document = await world.World.ExportAsync();
        await world.World.DoAsync(HttpMethod.Put, "/document", document);
        Assert.Equal(document, await world.World.ExportAsync());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.22")]
    public async Task Fixed_words_in_a_path_are_no_ids_of_groups()
    {
        var world = await NewGroupsAsync(app);

        Assert.Equal(501, (await world.GetAsync("/v3/targetGroups/channels")).Status);
        Assert.Equal(501, (await world.SendAsync("DELETE", "/v3/targetGroups/channels")).Status);
        Assert.Equal(200, (await world.SendAsync("POST", "/v3/targetGroups/isValidName", """{"type":"targetGroupName","value":"new"}""")).Status);
        Assert.Equal(200, (await world.SendAsync("PUT", "/v3/targetGroups/editTargetGroup/10", "{}")).Status);
    }

    /// <summary>One request of each operation that is carried out, in this order.</summary>
    private static IReadOnlyList<(string Method, string Path, string? Body)> Changes =>
    [
        ("PUT", "/v3/targetGroups/editTargetGroup/10", """{"description":"changed"}"""),
        ("POST", "/v3/targetGroups/10/targetPeriods", """{"refCode":"x","startDate":"2026-03-01","endDate":"2026-03-31","description":""}"""),
        ("PUT", "/v3/targetGroups/10/targetPeriods", """{"id":102,"refCode":"p102","startDate":"2026-01-10","endDate":"2026-01-30","description":""}"""),
        ("POST", "/v3/targetGroups/20/targets", """{"name":"x","targetEntity":"TRANSACTION","targetType":"SALES","targetMilestoneTriggers":[{"triggerName":"half","triggerValue":50}]}"""),
        ("PUT", "/v3/targetGroups/20/targets/21", """{"description":"changed"}"""),
        ("PUT", "/v3/targetGroups/20/unifiedTargets", """{"deactivateTargetIds":[22]}"""),
        ("DELETE", "/v3/targetGroups/20/targets/21", null),
        ("DELETE", "/v3/targetGroups/20", null),
    ];
}
