using System.Text;
using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Worlds;

/// <summary>One document with secrets for many worlds: taken names are refused with the remedy, and the remedy works in parallel.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class FreshCredentialsTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Fact]
    public async Task The_same_document_makes_any_number_of_worlds_at_the_same_time()
    {
        var document = Document("parallel");

        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => app.ControlAsync(HttpMethod.Post, WorldsPath, $$"""{"freshCredentials":true,"world":{{document}}}""")));

        Assert.All(replies, reply => Assert.Equal(201, reply.Status));
        var names = new List<string>();
        foreach (var created in replies.Select(reply => ParseJson(reply.Body)))
        {
            var tills = created.GetProperty("documentTills").EnumerateArray().ToList();
            var clients = created.GetProperty("documentClients").EnumerateArray().ToList();
            Assert.Equal(["parallel.full", "parallel.limited", "parallel.mute"], tills.Select(till => till.GetProperty("documentUsername").GetString()));
            Assert.Equal(["parallel-key", "parallel-mute"], clients.Select(client => client.GetProperty("documentKey").GetString()));
            Assert.Equal("parallel-secret", clients[0].GetProperty("secret").GetString());
            names.AddRange(tills.Select(till => till.GetProperty("username").GetString()!));
            names.AddRange(clients.Select(client => client.GetProperty("key").GetString()!));

            // Each till keeps its access group: the limited one may not read targets.
            var answers = await Task.WhenAll(tills.Select(till => app.GetPlainAsync(TargetsOf(77), ("Authorization", till.GetProperty("authorization").GetString()!))));
            Assert.Equal([200, 403, 200], answers.Select(answer => answer.Status));
            foreach (var client in clients)
            {
                var world = TestWorld.From(app, created.GetRawText()) with { ClientKey = client.GetProperty("key").GetString()!, ClientSecret = client.GetProperty("secret").GetString()! };
                Assert.Equal(200, (await world.TokenAsync()).Status);
            }
        }

        Assert.Equal(12 * 5, names.Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(names, name => name.StartsWith("parallel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fresh_credentials_keep_the_passwords_of_the_document_and_are_exported_without_secrets()
    {
        var reply = await app.ControlAsync(HttpMethod.Post, WorldsPath, $$"""{"freshCredentials":true,"world":{{Document("kept")}}}""");

        var tills = ParseJson(reply.Body).GetProperty("documentTills");
        Assert.Equal(["documentUsername", "username", "authorization"], Keys(tills[0]));
        Assert.Equal(Tills.Of(tills[0].GetProperty("username").GetString()!), tills[0].GetProperty("authorization").GetString());
        Assert.Equal(Tills.Of(tills[1].GetProperty("username").GetString()!), tills[1].GetProperty("authorization").GetString());
        var exported = await TestWorld.From(app, reply.Body).ExportAsync();
        Assert.Contains(tills[0].GetProperty("username").GetString()!, exported, StringComparison.Ordinal);
        Assert.DoesNotContain("202cb962ac59075b964b07152d234b70", exported, StringComparison.Ordinal);
        Assert.DoesNotContain("kept-secret", exported, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sample_world_has_its_tills_and_clients_too()
    {
        var created = ParseJson((await app.ControlAsync(HttpMethod.Post, WorldsPath, """{"world":"sample","freshCredentials":true}""")).Body);

        Assert.Equal(["docs.till", "docs.limited"], created.GetProperty("documentTills").EnumerateArray().Select(till => till.GetProperty("documentUsername").GetString()));
        Assert.Equal(2, created.GetProperty("documentClients").GetArrayLength());
        Assert.Equal(403, (await app.GetPlainAsync("/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=1&offset=0&sourceType=USER_CREATED", ("Authorization", created.GetProperty("documentTills")[1].GetProperty("authorization").GetString()!))).Status);
    }

    [Fact]
    public async Task The_till_of_the_request_keeps_its_name_and_its_access_group()
    {
        var created = ParseJson((await app.ControlAsync(
            HttpMethod.Post, WorldsPath, $$"""{"freshCredentials":true,"till":{"username":"own.limited","password":"new"},"world":{{Document("own")}}}""")).Body);

        Assert.Equal("own.limited", created.GetProperty("till").GetProperty("username").GetString());
        Assert.Equal(["own.full", "own.mute"], created.GetProperty("documentTills").EnumerateArray().Select(till => till.GetProperty("documentUsername").GetString()));
        Assert.Equal(403, (await app.GetPlainAsync(TargetsOf(77), ("Authorization", created.GetProperty("authorization").GetString()!))).Status);
    }

    [Fact]
    public async Task A_taken_name_is_refused_with_the_name_and_the_remedy_and_changes_nothing()
    {
        await app.NewWorldAsync($$"""{"world":{{Document("twice")}}}""");
        var before = (await app.ControlAsync(HttpMethod.Get, WorldsPath)).Body;

        Assert.Equal(
            "These names of the document exist in another world: till 'twice.full', till 'twice.limited', OAuth client 'twice-key'. "
            + "Send \"freshCredentials\": true to get a fresh name for each till and client of the document.",
            ProblemDetail(409, await app.ControlAsync(HttpMethod.Post, WorldsPath, $$"""{"world":{{Document("twice")}}}""")));
        Assert.Equal(before, (await app.ControlAsync(HttpMethod.Get, WorldsPath)).Body);
        await app.NewWorldAsync($$"""{"freshCredentials":true,"world":{{Document("twice")}}}""");
    }

    [Fact]
    public async Task A_taken_world_name_or_till_of_the_request_has_its_own_remedy()
    {
        await app.NewWorldAsync("""{"name":"used","till":{"username":"used.till","password":"123"}}""");

        Assert.Equal(
            "The world name 'used' is taken. Send another \"name\", or leave it out to get a fresh one. The till 'used.till' exists in another world. Send another \"till\", or leave it out to get a fresh one.",
            ProblemDetail(409, await app.ControlAsync(HttpMethod.Post, WorldsPath, """{"name":"used","till":{"username":"used.till","password":"1"}}""")));
        Assert.Equal(
            "The till 'used.till' exists in another world. Send another \"till\", or leave it out to get a fresh one.",
            ProblemDetail(409, await app.ControlAsync(HttpMethod.Post, WorldsPath + "/used/fork", """{"till":{"username":"used.till","password":"1"}}""")));
    }

    [Theory]
    [InlineData("\"true\"")]
    [InlineData("1")]
    [InlineData("[]")]
    public async Task Fresh_credentials_are_true_or_false(string value) => Assert.StartsWith(
        "$.freshCredentials: true or false is expected here", ProblemDetail(400, await app.ControlAsync(HttpMethod.Post, WorldsPath, $$"""{"freshCredentials":{{value}}}""")), StringComparison.Ordinal);

    /// <summary>Generated clients send null for a property that is not set.</summary>
    [Theory]
    [InlineData("null")]
    [InlineData("false")]
    public async Task Without_fresh_credentials_the_document_keeps_its_names(string value)
    {
        var document = Document("keeps-" + value);

        var created = ParseJson((await app.ControlAsync(HttpMethod.Post, WorldsPath, $$"""{"freshCredentials":{{value}},"world":{{document}}}""")).Body);

        Assert.False(created.TryGetProperty("documentTills", out _));
        Assert.Equal(200, (await app.GetPlainAsync(TargetsOf(77), ("Authorization", Tills.Of($"keeps-{value}.full")))).Status);
    }

    [Fact]
    public async Task A_refused_document_has_all_findings_with_the_lines_of_the_body()
    {
        const string body = """
            {
              "name": "refused",
              "world": {
                "schemaVersion": 1, "name": "w", "timeZone": "UTC",
                "orgs": [{"id": 1, "name": "One", "color": "red",
                  "programs": [{"id": 1, "name": "P"}],
                  "promotions": [{"id": 1, "programId": 2, "name": "A", "identifier": "a", "sourceType": "UI", "eventName": "NewBill",
                    "startDate": "2031-02-01T00:00:00Z", "endDate": "2031-01-01T00:00:00Z", "lastUpdateDate": "-P1D", "pointsOfferType": "GENERIC"}]}]
              }
            }
            """;

        var lines = ProblemDetail(400, await app.ControlAsync(HttpMethod.Post, WorldsPath, body)).Split('\n');

        Assert.Equal(3, lines.Length);
        Assert.StartsWith("line 5: $.world.orgs[0].color: unknown property 'color'; the known properties are id, name, parentId, ", lines[0], StringComparison.Ordinal);
        Assert.Equal("line 7: $.world.orgs[0].promotions[0].programId: program '2' does not exist in org 1 of the document", lines[1]);
        Assert.Equal("line 8: warning: $.world.orgs[0].promotions[0].endDate: the promotion ends before it starts (2031-02-01T00:00:00Z)", lines[2]);
        Assert.Equal(404, (await app.ControlAsync(HttpMethod.Get, WorldsPath + "/refused")).Status);
    }

    [Theory]
    [InlineData("utf-16", "the text is encoded as UTF-16; JSON must be encoded as UTF-8")]
    [InlineData("iso-8859-1", "the text is not UTF-8: it contains the byte 0xF6, probably because it is encoded as Latin-1 or Windows-1252; JSON must be encoded as UTF-8")]
    public async Task A_document_in_another_encoding_gets_a_sentence(string encoding, string sentence)
    {
        var world = await app.NewWorldAsync();
        var document = WithCustomer(1).Replace("Own", "K\u00f6ln", StringComparison.Ordinal);

        Assert.EndsWith(sentence, ProblemDetail(400, await SendAsync(HttpMethod.Put, world.Path + "/document", document)), StringComparison.Ordinal);
        Assert.EndsWith(sentence, ProblemDetail(400, await SendAsync(HttpMethod.Post, WorldsPath, $$"""{"world":{{document}}}""")), StringComparison.Ordinal);

        async Task<Reply> SendAsync(HttpMethod method, string path, string json)
        {
            using var body = new ByteArrayContent(Encoding.GetEncoding(encoding).GetBytes(json));
            body.Headers.ContentType = new("application/json");
            return await app.SendAsync(method, path, body);
        }
    }

    /// <summary>Three tills, the last without a secret, and two clients, the last without a secret. Passwords are 123.</summary>
    private static string Document(string prefix) => JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(
        $$$"""
        {"schemaVersion":1,"name":"w","timeZone":"UTC","orgs":[{"id":5,"name":"Five","customers":[{"id":77}],
          "accessGroups":[{"name":"All","default":true,"otherResources":"WRITE"},{"name":"Limited","default":false,"otherResources":"WRITE","permissions":{"Target Loyalty":"NONE"}}],
          "tills":[{"username":"{{{prefix}}}.full","password":"123"},{"username":"{{{prefix}}}.limited","accessGroup":"Limited","passwordMd5":"202CB962AC59075B964B07152D234B70"},{"username":"{{{prefix}}}.mute"}],
          "oauthClients":[{"key":"{{{prefix}}}-key","name":"Client","secret":"{{{prefix}}}-secret"},{"key":"{{{prefix}}}-mute","name":"Mute"}]}]}
        """));
}
