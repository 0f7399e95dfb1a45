using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>Forks: copies of a world with their own credentials.</summary>
[Trait("Evidence", "documented: docs/architecture.md 5")]
public sealed class ForkTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Fact]
    public async Task A_fork_has_the_same_content_and_new_credentials()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1, ""","clock":{"mode":"FROZEN","at":"2031-05-05T05:05:05Z"}""")}}}""");

        var reply = await world.ControlAsync(HttpMethod.Post, "/fork");
        var fork = TestWorld.From(app, reply.Body);

        Assert.Equal(201, reply.Status);
        Assert.Equal(["name", "orgId", "timeZone", "till", "authorization", "oauthClient", "links"], Keys(ParseJson(reply.Body)));
        Assert.Equal(fork.Path, reply.Headers["Location"]);
        Assert.NotEqual(world.Name, fork.Name);
        Assert.NotEqual(world.Authorization, fork.Authorization);
        Assert.NotEqual(world.ClientKey, fork.ClientKey);
        Assert.Equal(await world.ExportAsync(), await fork.ExportAsync());
        Assert.Equal(200, (await fork.AskAsync(TargetsOf(1))).Status);
        Assert.Equal(200, (await fork.TokenAsync()).Status);
        Assert.Equal("2031-05-05T05:05:05Z", await fork.NowAsync());
    }

    [Fact]
    public async Task A_fork_accepts_a_name_and_a_till_and_rejects_those_in_use()
    {
        var world = await app.NewWorldAsync("""{"name":"tree"}""");

        var fork = TestWorld.From(app, await world.DoAsync(HttpMethod.Post, "/fork", """{"name":"branch","till":{"username":"branch.till","password":"123"},"expiresAfter":"P1D"}"""));

        Assert.Equal(("branch", Tills.Of("branch.till")), (fork.Name, fork.Authorization));
        Assert.Equal("P1D", ParseJson(await fork.DoAsync(HttpMethod.Get, "")).GetProperty("expiresAfter").GetString());
        ProblemDetail(409, await world.ControlAsync(HttpMethod.Post, "/fork", """{"name":"tree"}"""));
        ProblemDetail(409, await world.ControlAsync(HttpMethod.Post, "/fork", """{"till":{"username":"branch.till","password":"1"}}"""));
        ProblemDetail(400, await world.ControlAsync(HttpMethod.Post, "/fork", """{"world":"empty"}"""));
    }

    [Fact]
    public async Task A_given_till_with_the_name_of_a_till_in_the_document_belongs_to_that_tills_org()
    {
        var world = await app.NewWorldAsync(
            """
            {"world":{"schemaVersion":1,"name":"w","timeZone":"UTC","orgs":[{"id":1,"name":"Parent","customers":[{"id":81}]},
              {"id":2,"name":"Child","parentId":1,"customers":[{"id":82}],"tills":[{"username":"child.till"}]}]}}
            """);

        var fork = TestWorld.From(app, await world.DoAsync(HttpMethod.Post, "/fork", """{"till":{"username":"child.till","password":"123"}}"""));

        Assert.Equal((200, 400), ((await fork.AskAsync(TargetsOf(82))).Status, (await fork.AskAsync(TargetsOf(81))).Status));
        Assert.Equal(await world.ExportAsync(), await fork.ExportAsync());
    }

    [Fact]
    public async Task A_fork_has_no_faults_no_journal_entries_and_no_snapshots()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.FailAsync("""{"effect":{"status":503}}""");
        await world.DoAsync(HttpMethod.Put, "/snapshots/s");
        Assert.Equal(503, (await world.AskAsync(TargetsOf(1))).Status);

        var fork = TestWorld.From(app, await world.DoAsync(HttpMethod.Post, "/fork"));

        Assert.Equal("""{"rules":[]}""", await fork.DoAsync(HttpMethod.Get, "/faults"));
        Assert.Empty(await fork.RequestsAsync());
        Assert.Equal("""{"snapshots":[]}""", await fork.DoAsync(HttpMethod.Get, "/snapshots"));
        Assert.Equal(200, (await fork.AskAsync(TargetsOf(1))).Status);
    }

    [Fact]
    public async Task A_reset_of_a_fork_restores_the_state_that_was_forked()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(2));
        var fork = TestWorld.From(app, await world.DoAsync(HttpMethod.Post, "/fork"));
        var copied = await fork.ExportAsync();
        await fork.DoAsync(HttpMethod.Put, "/document", WithCustomer(3));

        await fork.DoAsync(HttpMethod.Post, "/reset");

        Assert.Equal(copied, await fork.ExportAsync());
    }

    [Fact]
    public async Task Deleting_the_original_leaves_the_fork()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        var fork = TestWorld.From(app, await world.DoAsync(HttpMethod.Post, "/fork"));

        await world.DoAsync(HttpMethod.Delete, "");

        Assert.Equal(401, (await world.AskAsync(TargetsOf(1))).Status);
        Assert.Equal(200, (await fork.AskAsync(TargetsOf(1))).Status);
        await fork.DoAsync(HttpMethod.Post, "/reset");
        Assert.Equal(200, (await fork.AskAsync(TargetsOf(1))).Status);
    }
}
