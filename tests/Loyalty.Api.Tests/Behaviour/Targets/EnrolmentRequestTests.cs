using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Targets.EnrolmentWorld;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>The requests of enroll and unEnroll: bodies, headers, access, faults, journal, worlds.</summary>
public sealed class EnrolmentRequestTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private static readonly string[] Operations = [Enroll, UnEnroll];

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[null]")]
    [InlineData("[1]")]
    [InlineData("""[{"customerId":1001},{"customerId":1002}]""")]
    [InlineData("""[{"customerId":1001}""")]
    [InlineData("""[{"customerId":true}]""")]
    [InlineData("""[{"customerId":[1001]}]""")]
    [InlineData("""[{"customerId":1001,"customerId":1002}]""")]
    [InlineData("{\"customerId\":1001}")]
    [Trait("Evidence", "documented: docs/contract/targets.md 4")]
    public async Task A_body_that_is_not_an_array_of_one_customer_is_300004_and_changes_nothing(string body)
    {
        var world = await NewAsync(app);

        foreach (var path in Operations.SelectMany(operation => Prefixes.Select(prefix => Path(operation, prefix: prefix))))
        {
            var reply = await world.SendAsync(path, body);

            Assert.Equal(400, reply.Status);
            Assert.Contains("\"code\":300004,\"message\":\"Invalid input. ", reply.Body, StringComparison.Ordinal);
        }

        Assert.Empty(await world.RowsAsync("enrolments"));
    }

    [Theory]
    [InlineData(""", "periodName":102""")]
    [InlineData(""", "periodName":["p102"]""")]
    [InlineData(""", "initialBalance":"x" """)]
    [InlineData(""", "initialBalance":-1""")]
    [InlineData(""", "initialBalance":0.0000001""")]
    [InlineData(""", "initialBalance":9223372036855""")]
    [InlineData(""", "initialBalance":1e400""")]
    [InlineData(""", "initialBalance":true""")]
    [InlineData(""", "resetStreakStatus":"yes" """)]
    [InlineData(""", "resetStreakStatus":1""")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_field_of_another_type_or_range_is_300004_and_changes_nothing(string more)
    {
        var world = await NewAsync(app);

        var reply = await world.EnrolAsync(more);

        Assert.Equal(400, reply.Status);
        Assert.Contains("\"code\":300004,", reply.Body, StringComparison.Ordinal);
        Assert.Empty(await world.RowsAsync("enrolments"));
    }

    [Theory]
    [InlineData("/v3/targetGroups/x/targets/1/", 310017)]
    [InlineData("/v3/targetGroups/-10/targets/1/", 310017)]
    [InlineData("/v3/targetGroups/9223372036854775808/targets/1/", 310017)]
    [InlineData("/v3/targetGroups/10/targets/1.0/", 310018)]
    [InlineData("/v3/targetGroups/10/targets/%31%20/", 310018)]
    [Trait("Evidence", "inferred: docs/contract/targets.md 4")]
    public async Task A_malformed_id_in_the_path_has_the_code_of_an_unknown_one(string path, int code)
    {
        var world = await NewAsync(app);

        foreach (var operation in Operations)
        {
            var reply = await world.SendAsync(path + operation, """[{"customerId":1001}]""");

            Assert.Equal(400, reply.Status);
            Assert.Contains($"\"code\":{code},", reply.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/v3.1")]
    [InlineData("/api_gateway/intouch-api-v3/v3.1")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.19")]
    public async Task DataScope_ALL_is_310141_and_headers_that_name_no_connected_organisation_are_310144(string prefix)
    {
        var world = await NewAsync(app);

        foreach (var operation in Operations)
        {
            var path = Path(operation, prefix: prefix);
            const string body = """[{"customerId":1001}]""";
            Refused(400, 310141, "Datascope 'ALL' is not supported for this 'API'", await world.SendAsync(path, body, ("DATA-SCOPE", "ALL")));
            foreach (var (scope, orgs) in new[] { ("OTHER", ""), ("OTHER", "1"), ("OTHER", "3"), ("OTHER", "2,3"), ("OTHER", "2,2,2"), ("OTHER", "x"), ("OTHER", "2,"), ("self", "2"), ("", "2") })
            {
                Refused(400, 310144, "Connected Orgs not set properly in Headers.", await world.SendAsync(path, body, ("DATA-SCOPE", scope), ("DATA-SCOPE-ORG", orgs)));
            }
        }
    }

    [Theory]
    [InlineData("DATA-SCOPE-ORG", "/v3.1")]
    [InlineData("DATA-SCOPE-ORGS", "/api_gateway/intouch-api-v3/v3.1")]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 47")]
    public async Task DataScope_OTHER_enrols_the_customer_of_a_child_organisation(string header, string prefix)
    {
        var child = $$""", "targetGroups":[ {{TargetWorlds.Group(60, TargetWorlds.Period(601, "2031-01-01", "2031-12-31"), TargetWorlds.Target(7))}} ]""";
        var world = await NewAsync(app, more: child);

        var reply = await world.SendAsync(Path(Enroll, 7, 60, prefix), """[{"customerId":2001}]""", ("DATA-SCOPE", "OTHER"), (header, "2"));

        Assert.Equal("""{"data":2001,"errors":null,"warnings":null}""", reply.Body);
        Assert.Empty(await world.RowsAsync("enrolments"));
        var orgs = TestWorlds.ParseJson(await world.World.ExportAsync()).GetProperty("orgs");
        Assert.Equal(2001, orgs[1].GetProperty("enrolments")[0].GetProperty("customerId").GetInt64());
        Refused(400, 310017, "Target group not found or deactivated", await world.SendAsync(Path(Enroll, 7, 60, prefix), """[{"customerId":2001}]"""));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.19")]
    public async Task The_headers_for_connected_organisations_do_nothing_before_v3_1()
    {
        var world = await NewAsync(app);

        Assert.Equal(200, (await world.SendAsync(Path(Enroll), """[{"customerId":1001}]""", ("DATA-SCOPE", "ALL"))).Status);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task All_spellings_are_one_operation_for_faults_and_the_journal()
    {
        var world = await NewAsync(app);
        await world.World.FailAsync("""{"match":{"operation":"enroll"},"effect":{"code":310019}}""");

        foreach (var prefix in Prefixes)
        {
            Refused(400, 310019, "Target period not found", await world.EnrolAsync(prefix: prefix));
        }

        Assert.All(await world.World.RequestsAsync(), request => Assert.Equal("enroll", request.GetProperty("operation").GetString()));
        Assert.Empty(await world.RowsAsync("enrolments"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task After_timeoutAfterCommit_the_customer_is_enrolled_and_the_retry_is_refused_as_documented()
    {
        var world = await NewAsync(app);
        await world.World.FailAsync("""{"match":{"operation":"enroll"},"effect":{"connection":"timeoutAfterCommit"},"times":{"first":1}}""");
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        using var client = new HttpClient { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, Path(Enroll)) { Content = new StringContent("""[{"customerId":1001}]""", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", world.World.Authorization);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.SendAsync(request, timeout.Token));

        Assert.Equal([1], await world.ListedAsync());
        Refused(400, 310119, "User already enrolled for the target", await world.EnrolAsync());
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_dry_run_decides_and_changes_nothing()
    {
        var world = await NewAsync(app);
        var before = await world.World.ExportAsync();

        var dry = await world.SendAsync(Path(Enroll), """[{"customerId":1001}]""", ("Prefer", "dry-run"));

        Assert.Equal((200, """{"data":1001,"errors":null,"warnings":null}""", "dry-run"), (dry.Status, dry.Body, dry.Headers["Preference-Applied"]));
        Assert.Equal(before, await world.World.ExportAsync());
        Assert.Empty(await world.ListedAsync());
        Assert.Equal(310126, TestWorlds.ParseJson((await world.SendAsync(Path(UnEnroll), """[{"customerId":1001}]""", ("Prefer", "dry-run"))).Body).GetProperty("errors")[0].GetProperty("code").GetInt32());
        await world.EnrolAsync();
        Assert.Equal(1, Assert.Single(await world.RowsAsync("enrolments")).GetProperty("id").GetInt64());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 0.3")]
    public async Task A_caller_who_may_only_read_targets_is_403()
    {
        const string world = """
            {"schemaVersion":1,"name":"readers","timeZone":"UTC","orgs":[{"id":1,"name":"One","accessGroups":[{"name":"Readers","default":true,"otherResources":"READ"}],
             "tills":[{"username":"reader","password":"123"}],"customers":[{"id":1001}]}]}
            """;
        using var readers = new EmulatorApp(world);

        var reply = await readers.ControlAsync(HttpMethod.Post, Path(Enroll), """[{"customerId":1001}]""", ("Authorization", Tills.Of("reader")));

        Assert.Equal(403, reply.Status);
        Assert.Equal(200, (await readers.GetPlainAsync(TestWorlds.TargetsOf(1001), ("Authorization", Tills.Of("reader")))).Status);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task Ids_start_above_those_of_the_document_and_a_fork_gives_the_same_ones()
    {
        var world = await NewAsync(app);
        await world.EnrolAsync();
        var fork = new EnrolmentWorld(TestWorld.From(app, await world.World.DoAsync(HttpMethod.Post, "/fork", "{}")));

        await world.EnrolAsync(target: 6, group: 50);
        await fork.EnrolAsync(target: 6, group: 50);

        var ids = (await world.RowsAsync("enrolments")).Select(enrolment => enrolment.GetProperty("id").GetInt64());
        Assert.Equal([1, 2], ids);
        Assert.Equal(ids, (await fork.RowsAsync("enrolments")).Select(enrolment => enrolment.GetProperty("id").GetInt64()));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_reset_forgets_enrolments_and_a_snapshot_keeps_them()
    {
        var world = await NewAsync(app);
        await world.EnrolAsync();
        await world.World.DoAsync(HttpMethod.Put, "/snapshots/enrolled");

        await world.World.DoAsync(HttpMethod.Post, "/reset");
        Assert.Empty(await world.ListedAsync());
        await world.World.DoAsync(HttpMethod.Post, "/snapshots/enrolled/restore");

        Assert.Equal([1], await world.ListedAsync());
    }
}
