using System.Globalization;
using System.Text;
using Loyalty.Api.Controls;
using Loyalty.Api.Faults;
using Loyalty.Api.Journal;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Api.Worlds;
using Loyalty.Store.WorldDocuments;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>Each bound of the controls at its edge and one past it. Past it, the answer is a sentence, and nothing has changed.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class BoundTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Fact]
    public async Task There_are_at_most_so_many_worlds()
    {
        using var bounded = EmulatorApp.With(new WorldBounds { Worlds = 2 });
        var first = await bounded.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        var second = await bounded.NewWorldAsync();

        const string refusal = "The emulator has 2 worlds and keeps no more.";
        Assert.StartsWith(refusal, ProblemDetail(507, await bounded.ControlAsync(HttpMethod.Post, WorldsPath, "{}")), StringComparison.Ordinal);
        Assert.StartsWith(refusal, ProblemDetail(507, await first.ControlAsync(HttpMethod.Post, "/fork", "{}")), StringComparison.Ordinal);
        Assert.Equal((2, 2), await UseOfAsync(bounded, "worlds"));
        Assert.Equal(200, (await first.AskAsync(TargetsOf(1))).Status);

        await second.DoAsync(HttpMethod.Delete, "");
        await bounded.NewWorldAsync();
    }

    [Fact]
    public async Task A_world_has_at_most_so_many_snapshots()
    {
        using var bounded = EmulatorApp.With(new WorldBounds { SnapshotsOfWorld = 2 });
        var world = await bounded.NewWorldAsync();
        await world.DoAsync(HttpMethod.Put, "/snapshots/a");
        await world.DoAsync(HttpMethod.Put, "/snapshots/b");

        Assert.Equal(
            $"World '{world.Name}' has 2 snapshots and keeps no more. Delete some, or replace one by using its name.",
            ProblemDetail(507, await world.ControlAsync(HttpMethod.Put, "/snapshots/c")));
        Assert.Equal(2, ParseJson(await world.DoAsync(HttpMethod.Get, "/snapshots")).GetProperty("snapshots").GetArrayLength());

        await world.DoAsync(HttpMethod.Put, "/snapshots/a");
        await world.DoAsync(HttpMethod.Delete, "/snapshots/a");
        await world.DoAsync(HttpMethod.Put, "/snapshots/c");
    }

    [Fact]
    public async Task What_of_all_worlds_is_always_in_memory_is_bounded()
    {
        using var bounded = EmulatorApp.With(new WorldBounds { Bytes = 60_000 });
        var world = await bounded.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        var before = await world.ExportAsync();
        var (used, _) = await UseOfAsync(bounded, "worldHeads");
        var many = List(100, Till);
        var tills = $$"""{"schemaVersion":1,"name":"tills","timeZone":"UTC","orgs":[{"id":1,"name":"Tills","tills":[{{many}}]}]}""";
        var rules = $$"""{"rules":[{"effect":{"status":503,"body":"{{new string('x', 30_000)}}"} }]}""";

        const string refusal = "The tills, clients, access groups and fault rules of all worlds would take more than 60000 bytes.";
        Assert.StartsWith(refusal, ProblemDetail(507, await bounded.ControlAsync(HttpMethod.Post, WorldsPath, $$"""{"world":{{tills}}}""")), StringComparison.Ordinal);
        Assert.StartsWith(refusal, ProblemDetail(507, await world.ControlAsync(HttpMethod.Put, "/document", tills)), StringComparison.Ordinal);
        Assert.StartsWith(refusal, ProblemDetail(507, await world.ControlAsync(HttpMethod.Patch, "/document", $$"""{"orgs":[{"id":1,"tills":[{{many}}]}]}""")), StringComparison.Ordinal);
        Assert.StartsWith(refusal, ProblemDetail(507, await world.ControlAsync(HttpMethod.Put, "/faults", rules)), StringComparison.Ordinal);

        Assert.Equal(before, await world.ExportAsync());
        Assert.Equal((used, 60_000), await UseOfAsync(bounded, "worldHeads"));
        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);
        await world.FailAsync("""{"effect":{"status":503}}""");
        await world.DoAsync(HttpMethod.Post, "/reset");
        Assert.Equal((used, 60_000), await UseOfAsync(bounded, "worldHeads"));
        await world.DoAsync(HttpMethod.Delete, "");
        Assert.Equal((0, 60_000), await UseOfAsync(bounded, "worldHeads"));
    }

    [Fact]
    public async Task World_documents_that_are_read_at_the_same_time_are_bounded()
    {
        using var bounded = EmulatorApp.With(new WorldBounds { DocumentBytes = 100_000 });
        var document = $$"""{"world":{{WithCustomer(1)}} {{new string(' ', 80_000)}} }""";
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(bounded.Address.Host, bounded.Address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {WorldsPath} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {document.Length}\r\n\r\n{document[..60_000]}"), TestContext.Current.CancellationToken);
        while ((await UseOfAsync(bounded, "documents")).Used < 60_000)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        var refused = await bounded.ControlAsync(HttpMethod.Post, WorldsPath, document);
        Assert.Equal("The emulator is busy: other controls are reading large bodies. Send the request again later.", ProblemDetail(503, refused));
        Assert.Equal("1", refused.Headers["Retry-After"]);
        Assert.Equal(0, (await UseOfAsync(bounded, "worlds")).Used);

        await stream.WriteAsync(Encoding.ASCII.GetBytes(document[60_000..]), TestContext.Current.CancellationToken);
        var answer = new byte[12];
        await stream.ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
        Assert.Equal("HTTP/1.1 201", Encoding.ASCII.GetString(answer));
        await bounded.NewWorldAsync(document);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "$.match: a match has at most 100 conditions on query, headers and body.")]
    public Task A_match_has_at_most_so_many_conditions(int more, string? refusal) => VerifyAsync(
        $$"""{"match":{"query":{ {{Names(RequestMatch.MaxConditions - 1 + more)}} },"headers":{"a":"*"} } }""", refusal);

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "$.sequence: a sequence has at most 100 steps.")]
    public Task A_sequence_has_at_most_so_many_steps(int more, string? refusal) => VerifyAsync($$"""{"sequence":[{{List(VerifyRequests.MaxSteps + more, _ => "{}")}}]}""", refusal);

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "$.match.path: a path has at most 1000 characters.")]
    public Task A_path_has_at_most_so_many_characters(int more, string? refusal) => VerifyAsync($$"""{"match":{"path":"{{new string('/', MatchValidation.LongestPath + more)}}"} }""", refusal);

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "$.rules[0].match.query: a rule has at most 100 conditions on the query.")]
    public Task A_fault_rule_has_at_most_so_many_conditions(int more, string? refusal) =>
        SetFaultsAsync($$"""{"match":{"query":{ {{Names(FaultRuleCheck.MaxConditions + more)}} } },"effect":{"status":503} }""", refusal);

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "$.rules: a fault plan has at most 100 rules.")]
    public Task A_fault_plan_has_at_most_so_many_rules(int more, string? refusal) => SetFaultsAsync(List(FaultControls.MaxRules + more, _ => """{"effect":{"status":503}}"""), refusal);

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "$.world.orgs: a world must have at most 10000 tills and OAuth clients, with the till and the client that are created with it.")]
    [InlineData(3, "line 1: $.world.orgs: a world must have at most 10000 tills and OAuth clients")]
    public async Task A_world_has_at_most_so_many_tills(int more, string? refusal)
    {
        var tills = List(WorldDocument.MaxCredentials - 2 + more, Till);

        var reply = await app.ControlAsync(HttpMethod.Post, WorldsPath, $$"""{"world":{"schemaVersion":1,"name":"t","timeZone":"UTC","orgs":[{"id":1,"name":"T","tills":[{{tills}}]}]} }""");

        AssertRefusal(201, reply, refusal);
    }

    [Fact]
    public async Task Usage_shows_each_part_below_its_bound()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.AskAsync(TargetsOf(1));

        var parts = ParseJson((await app.ControlAsync(HttpMethod.Get, "/_emulator/usage")).Body).GetProperty("parts").EnumerateArray().ToList();

        Assert.Equal(["worlds", "worldHeads", "documents", "state", "journal", "bodies", "unreadAnswers", "waitingRequests", "waitingBodies", "log", "database", "managedMemory", "process"], parts.Select(part => part.GetProperty("name").GetString()));
        Assert.All(parts, part => Assert.InRange(part.GetProperty("used").GetInt64(), 0, part.TryGetProperty("bound", out var bound) ? bound.GetInt64() : long.MaxValue));
        Assert.All(["worlds", "worldHeads", "state", "journal", "database", "process"], name => Assert.True(parts.Single(part => part.GetProperty("name").ValueEquals(name)).GetProperty("used").GetInt64() > 0, name));
    }

    private static string List(int count, Func<int, string> entry) => string.Join(',', Enumerable.Range(0, count).Select(entry));

    private static string Till(int number) => string.Create(CultureInfo.InvariantCulture, $$"""{"username":"{{number}}"}""");

    private static string Names(int count) => List(count, number => string.Create(CultureInfo.InvariantCulture, $"\"{number}\":\"*\""));

    private static async Task<(long Used, long Bound)> UseOfAsync(EmulatorApp app, string name)
    {
        var part = ParseJson((await app.ControlAsync(HttpMethod.Get, "/_emulator/usage")).Body).GetProperty("parts").EnumerateArray().Single(one => one.GetProperty("name").ValueEquals(name));
        return (part.GetProperty("used").GetInt64(), part.GetProperty("bound").GetInt64());
    }

    private static void AssertRefusal(int status, Reply reply, string? refusal)
    {
        if (refusal is null)
        {
            Assert.True(status == reply.Status, reply.Body);
        }
        else
        {
            Assert.Equal(refusal, ProblemDetail(400, reply));
        }
    }

    private async Task VerifyAsync(string expectation, string? refusal)
    {
        var world = await app.NewWorldAsync();

        AssertRefusal(409, await world.ControlAsync(HttpMethod.Post, "/requests/verify", expectation), refusal);
    }

    private async Task SetFaultsAsync(string rules, string? refusal)
    {
        var world = await app.NewWorldAsync();

        AssertRefusal(200, await world.ControlAsync(HttpMethod.Put, "/faults", $$"""{"rules":[{{rules}}]}"""), refusal);
    }
}
