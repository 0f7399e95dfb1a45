using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Microsoft.Data.Sqlite;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Hosting;

/// <summary>A world that cannot be read: the others start, its callers get a sentence, and it can be exported and deleted.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class UnreadableWorldTests : IDisposable
{
    private const string OfBad = """WHERE "WorldId" = (SELECT "WorldId" FROM "Worlds" WHERE "Name" = 'bad')""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loyalty-unreadable-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData($"""UPDATE "WorldStates" SET "TimeZone" = 'Mars/Olympus' {OfBad}""", "'Mars/Olympus' is not a time zone of this machine; use an IANA name such as \"Asia/Kolkata\".", "\"timeZone\":\"Mars/Olympus\"")]
    [InlineData($"""DELETE FROM "WorldStates" {OfBad}""", "its row of WorldStates is missing.", "\"customers\":[{\"id\":1}]")]
    [InlineData($"""DELETE FROM "Orgs" {OfBad}""", "its organisation is missing.", "\"orgs\":[]")]
    [InlineData($"""UPDATE "WorldStates" SET "Settings" = 'true' {OfBad}""", "the column Settings of a row of WorldStates cannot be read: ", "\"customers\":[{\"id\":1}]")]
    [InlineData($"""UPDATE "WorldStates" SET "ClockMode" = 'BACKWARDS' {OfBad}""", "the column ClockMode of a row of WorldStates cannot be read: ", "\"customers\":[{\"id\":1}]")]
    [InlineData("""UPDATE "Worlds" SET "Faults" = '[{' WHERE "Name" = 'bad'""", "the column Faults of a row of Worlds cannot be read: ", "\"customers\":[{\"id\":1}]")]
    [InlineData("""UPDATE "Worlds" SET "Faults" = 'null' WHERE "Name" = 'bad'""", "the column Faults of a row of Worlds cannot be read: ", "\"customers\":[{\"id\":1}]")]
    public async Task The_others_start_and_it_is_named_exported_and_deleted(string damage, string problem, string exported)
    {
        TestWorld good, bad;
        string token;
        using (var first = NewApp())
        {
            good = await first.NewWorldAsync($$"""{"name":"good","world":{{WithCustomer(1)}}}""");
            bad = await first.NewWorldAsync($$"""{"name":"bad","expiresAfter":"PT1H","world":{{WithCustomer(1)}}}""");
            token = ParseJson((await bad.TokenAsync()).Body).GetProperty("data").GetProperty("accessToken").GetString()!;
        }

        await DamageAsync(damage);
        using var app = NewApp();
        (good, bad) = (good.InApp(app), bad.InApp(app));

        Assert.Equal(200, (await good.AskAsync(TargetsOf(1))).Status);
        var refused = await bad.AskAsync(TargetsOf(1));
        var sentence = ParseJson(refused.Body).GetProperty("errors")[0].GetProperty("message").GetString()!;
        Assert.StartsWith($"Service Unavailable. World 'bad' cannot be read: {problem}", sentence, StringComparison.Ordinal);
        Assert.EndsWith(" It can be exported and deleted.", sentence, StringComparison.Ordinal);
        Assert.Equal((503, OAuth.V3Error(503, Escaped(sentence))), (refused.Status, refused.Body));
        Assert.Equal((503, refused.Body), Answer(await app.GetPlainAsync(TargetsOf(1), ("X-CAP-API-OAUTH-TOKEN", token))));
        Assert.Equal((503, OAuth.GatewayError(503, "Service Unavailable", 503, Escaped(sentence))), Answer(await bad.AskAsync(OAuth.PromotionsPath)));
        Assert.Equal(503, (await bad.TokenAsync()).Status);

        // Refused before authentication; the journal asks for the world then.
        Assert.Equal(405, (await app.SendAsync(HttpMethod.Delete, TargetsOf(1), null, ("Authorization", bad.Authorization))).Status);

        var worlds = ParseJson((await app.ControlAsync(HttpMethod.Get, WorldsPath)).Body);
        Assert.Equal(["good"], worlds.GetProperty("worlds").EnumerateArray().Select(world => world.GetProperty("name").GetString()));
        var listed = Assert.Single(worlds.GetProperty("unreadable").EnumerateArray());
        Assert.Equal("bad", listed.GetProperty("name").GetString());
        Assert.StartsWith(problem, listed.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Contains(app.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains($"World 'bad' cannot be read, its callers are answered with 503: {problem}", StringComparison.Ordinal));
        foreach (var (method, path, body) in (IEnumerable<(HttpMethod, string, string?)>)
            [(HttpMethod.Get, "", null), (HttpMethod.Post, "/reset", null), (HttpMethod.Put, "/document", WithCustomer(2)), (HttpMethod.Put, "/snapshots/s", null), (HttpMethod.Post, "/fork", "{}"), (HttpMethod.Get, "/clock", null)])
        {
            Assert.StartsWith($"World 'bad' cannot be read: {problem}", ProblemDetail(503, await bad.ControlAsync(method, path, body)), StringComparison.Ordinal);
        }

        Assert.Contains(exported, JsonSerializer.Serialize(ParseJson(await bad.ExportAsync())), StringComparison.Ordinal);
        Assert.Equal(409, (await app.ControlAsync(HttpMethod.Post, WorldsPath, """{"name":"bad"}""")).Status);
        Assert.Equal("""{"deleted":["bad"]}""", (await app.ControlAsync(HttpMethod.Delete, WorldsPath + "?name=bad")).Body);
        Assert.Equal(401, (await bad.AskAsync(TargetsOf(1))).Status);
        bad = await app.NewWorldAsync($$"""{"name":"bad","world":{{WithCustomer(3)}}}""");
        Assert.Equal((200, 200), ((await bad.AskAsync(TargetsOf(3))).Status, (await good.AskAsync(TargetsOf(1))).Status));
        Assert.Equal(200, (await app.GetPlainAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task A_value_that_is_found_unreadable_later_is_answered_with_a_sentence_and_left_out_of_the_export()
    {
        TestWorld good, bad;
        using (var first = NewApp())
        {
            good = await first.NewWorldAsync($$"""{"name":"good","world":"sample"}""");
            bad = await first.NewWorldAsync($$"""{"name":"bad","world":"sample"}""");
        }

        await DamageAsync($"""UPDATE "Targets" SET "Filters" = '[' {OfBad}""");
        using var app = NewApp();
        (good, bad) = (good.InApp(app), bad.InApp(app));

        var refused = await bad.AskAsync(OAuth.TargetsPath);

        const string problem = "the column Filters of a row of Targets cannot be read: ";
        Assert.Equal(503, refused.Status);
        Assert.StartsWith($"Service Unavailable. {problem}", ParseJson(refused.Body).GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, (await good.AskAsync(OAuth.TargetsPath)).Status);
        var worlds = ParseJson((await app.ControlAsync(HttpMethod.Get, WorldsPath)).Body);
        Assert.StartsWith(problem, Assert.Single(worlds.GetProperty("unreadable").EnumerateArray()).GetProperty("problem").GetString(), StringComparison.Ordinal);
        var export = await bad.ControlAsync(HttpMethod.Get, "/document");
        Assert.StartsWith($"Left out: {problem}", export.Headers["X-Emulator-Reason"], StringComparison.Ordinal);
        var org = ParseJson(export.Body).GetProperty("orgs")[0];
        Assert.NotEqual(0, org.GetProperty("promotions").GetArrayLength());
        Assert.All(org.GetProperty("targetGroups").EnumerateArray(), group => Assert.False(group.TryGetProperty("targets", out _)));
        Assert.Equal(503, (await bad.ControlAsync(HttpMethod.Post, "/fork", "{}")).Status);
        Assert.Equal(204, (await bad.ControlAsync(HttpMethod.Delete, "")).Status);
    }

    private static string Escaped(string text) => text.Replace("\"", "\\\"", StringComparison.Ordinal);

    private static (int, string) Answer(Reply reply) => (reply.Status, reply.Body);

    private async Task DamageAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "loyalty.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }

    private EmulatorApp NewApp() => new(null, NoSeed, ("ConnectionStrings:Loyalty", $"Data Source={Path.Combine(_folder.FullName, "loyalty.db")}"));
}
