using System.Text;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>Creating, finding and deleting worlds.</summary>
[Trait("Evidence", "documented: docs/architecture.md 5")]
public sealed class WorldCreationTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Fact]
    public async Task A_world_can_be_created_with_a_name_a_till_and_a_time_zone()
    {
        var reply = await app.ControlAsync(
            HttpMethod.Post, WorldsPath, """{"name":"given","timeZone":"Asia/Kolkata","randomSeed":7,"till":{"username":"given.till","password":"123"},"expiresAfter":"PT1H"}""");

        var client = ParseJson(reply.Body).GetProperty("oauthClient");
        Assert.Equal(201, reply.Status);
        Assert.Equal("/_emulator/worlds/given", reply.Headers["Location"]);
        Assert.Equal(
            "{\"name\":\"given\",\"orgId\":100001,\"timeZone\":\"Asia/Kolkata\",\"till\":{\"username\":\"given.till\",\"password\":\"123\"},"
            + $"\"authorization\":\"{Tills.Of("given.till")}\","
            + $"\"oauthClient\":{{\"key\":\"{client.GetProperty("key").GetString()}\",\"secret\":\"{client.GetProperty("secret").GetString()}\"}},"
            + "\"links\":{\"self\":\"/_emulator/worlds/given\",\"document\":\"/_emulator/worlds/given/document\",\"reset\":\"/_emulator/worlds/given/reset\","
            + "\"snapshots\":\"/_emulator/worlds/given/snapshots\",\"fork\":\"/_emulator/worlds/given/fork\",\"clock\":\"/_emulator/worlds/given/clock\","
            + "\"faults\":\"/_emulator/worlds/given/faults\",\"barriers\":\"/_emulator/worlds/given/barriers\",\"requests\":\"/_emulator/worlds/given/requests\"}}",
            reply.Body);
        Assert.Equal(400, (await app.GetPlainAsync(TargetsOf(1), ("Authorization", Tills.Of("given.till")))).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"world":"empty"}""")]
    [InlineData("""{"world":null}""")]
    public async Task Omitted_values_are_generated_and_the_world_is_empty(string? body)
    {
        var first = await app.ControlAsync(HttpMethod.Post, WorldsPath, body);
        var world = TestWorld.From(app, first.Body);
        var other = await app.NewWorldAsync();

        Assert.Equal(201, first.Status);
        Assert.Equal(["name", "orgId", "timeZone", "till", "authorization", "oauthClient", "links"], Keys(ParseJson(first.Body)));
        Assert.NotEqual(world.Name, other.Name);
        Assert.NotEqual(world.Authorization, other.Authorization);
        Assert.NotEqual(world.ClientKey, other.ClientKey);
        Assert.NotEqual(world.ClientSecret, other.ClientSecret);
        Assert.Contains("310011", (await world.AskAsync(TargetsOf(565039506))).Body, StringComparison.Ordinal);
        Assert.Equal(["id", "name", "tills", "oauthClients"], Keys(ParseJson(await world.ExportAsync()).GetProperty("orgs")[0]));
    }

    [Fact]
    public async Task A_copy_of_the_sample_world_has_its_own_credentials()
    {
        var world = await app.NewWorldAsync("""{"world":"sample"}""");

        var own = await world.AskAsync(TargetsOf(565039506));

        Assert.Equal(200, own.Status);
        Assert.Equal((await app.GetAsync(TargetsOf(565039506))).Body, own.Body);
    }

    [Fact]
    public async Task The_sample_world_is_whole_again_if_it_is_deleted_and_created_under_its_name()
    {
        Assert.Equal(204, (await app.ControlAsync(HttpMethod.Delete, $"{WorldsPath}/docs")).Status);
        Assert.Equal(401, (await app.GetAsync(TargetsOf(565039506))).Status);

        var created = await app.NewWorldAsync("""{"name":"docs","world":"sample"}""");

        Assert.Equal(200, (await app.GetAsync(TargetsOf(565039506))).Status);
        Assert.Equal(403, (await app.GetPlainAsync("/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=1&offset=0&sourceType=USER_CREATED", ("Authorization", Tills.Limited))).Status);
        Assert.Equal(200, (await (created with { ClientKey = "docs-key", ClientSecret = "docs-secret" }).TokenAsync()).Status);
        Assert.Equal(200, (await (created with { ClientKey = "docs-limited-key", ClientSecret = "docs-limited-secret" }).TokenAsync()).Status);
    }

    [Fact]
    public async Task The_tills_and_clients_of_the_document_can_authenticate()
    {
        var world = await app.NewWorldAsync(
            """
            {"world":{"schemaVersion":1,"name":"brought","timeZone":"UTC","orgs":[{"id":5,"name":"Five","customers":[{"id":77}],
              "tills":[{"username":"brought.till","password":"123"}],"oauthClients":[{"key":"brought-key","name":"Client","secret":"brought-secret"}]}]}}
            """);

        Assert.Equal(200, (await world.AskAsync(TargetsOf(77))).Status);
        Assert.Equal(200, (await app.GetPlainAsync(TargetsOf(77), ("Authorization", Tills.Of("brought.till")))).Status);
        Assert.Equal(200, (await (world with { ClientKey = "brought-key", ClientSecret = "brought-secret" }).TokenAsync()).Status);
        var document = await world.ExportAsync();
        Assert.DoesNotContain("brought-secret", document, StringComparison.Ordinal);
        Assert.DoesNotContain("202cb962ac59075b964b07152d234b70", document, StringComparison.Ordinal);
        Assert.DoesNotContain(world.ClientSecret, document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_worlds_client_gets_tokens_for_the_world()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(31)}}}""");

        var token = ParseJson((await world.TokenAsync()).Body).GetProperty("data").GetProperty("accessToken").GetString()!;

        Assert.Equal(200, (await app.GetPlainAsync(TargetsOf(31), ("X-CAP-API-OAUTH-TOKEN", token))).Status);
    }

    [Fact]
    public async Task A_world_a_till_or_a_client_with_a_name_in_use_is_409()
    {
        await app.NewWorldAsync("""{"name":"taken","till":{"username":"taken.till","password":"123"}}""");

        Assert.Contains("'taken'", ProblemDetail(409, await app.ControlAsync(HttpMethod.Post, WorldsPath, """{"name":"taken"}""")), StringComparison.Ordinal);
        ProblemDetail(409, await app.ControlAsync(HttpMethod.Post, WorldsPath, """{"name":"free","till":{"username":"taken.till","password":"x"}}"""));
        ProblemDetail(409, await app.ControlAsync(
            HttpMethod.Post, WorldsPath, """{"name":"free","world":{"schemaVersion":1,"name":"w","timeZone":"UTC","orgs":[{"id":1,"name":"O","oauthClients":[{"key":"docs-key","name":"x","secret":"x"}]}]}}"""));
        Assert.Equal(404, (await app.ControlAsync(HttpMethod.Get, WorldsPath + "/free")).Status);
    }

    [Theory]
    [InlineData("""{"name":"a/b"}""", "$.name")]
    [InlineData("""{"name":""}""", "$.name")]
    [InlineData("""{"name":".."}""", "$.name")]
    [InlineData("""{"timeZone":"Mars/Olympus"}""", "$.timeZone")]
    [InlineData("""{"timeZone":"posixrules"}""", "$.timeZone")]
    [InlineData("""{"timeZone":"localtime"}""", "$.timeZone")]
    [InlineData("""{"timeZone":"/etc/localtime"}""", "$.timeZone")]
    [InlineData("""{"timeZone":"India Standard Time"}""", "$.timeZone")]
    [InlineData("""{"expiresAfter":"P1M"}""", "$.expiresAfter")]
    [InlineData("""{"expiresAfter":"PT0S"}""", "$.expiresAfter")]
    [InlineData("""{"expiresAfter":"-PT1H"}""", "$.expiresAfter")]
    [InlineData("""{"till":{"username":"a:b","password":"x"}}""", "$.till")]
    [InlineData("""{"till":{"username":"a"}}""", "$.till")]
    [InlineData("""{"world":"full"}""", "$.world")]
    [InlineData("""{"world":[]}""", "$.world")]
    [InlineData("""{"world":{"schemaVersion":1,"name":"w","timeZone":"UTC","orgs":[{"id":1,"name":"O","shoeSize":4}]}}""", "$.world.orgs[0]")]
    [InlineData("""{"wrold":"empty"}""", "unknown property 'wrold'")]
    [InlineData("""{"randomSeed":"7"}""", "$.randomSeed")]
    [InlineData("[]", "$")]
    [InlineData("{", "$")]
    public async Task An_invalid_request_is_rejected_with_a_JSON_path(string body, string path)
    {
        Assert.Contains(path, ProblemDetail(400, await app.ControlAsync(HttpMethod.Post, WorldsPath, body)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Etc/GMT+1")]
    [InlineData("America/Argentina/Buenos_Aires")]
    [InlineData("America/Port-au-Prince")]
    [InlineData("EST5EDT")]
    [InlineData("Asia/Calcutta")]
    public async Task An_IANA_name_is_a_valid_time_zone(string zone)
    {
        var world = await app.NewWorldAsync($$"""{"timeZone":"{{zone}}"}""");

        Assert.Equal(zone, ParseJson(await world.DoAsync(HttpMethod.Get, "")).GetProperty("timeZone").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","password":"456" """)]
    public async Task A_given_till_replaces_the_documents_till_of_that_name(string secret)
    {
        var world = await app.NewWorldAsync(
            $$"""
            {"till":{"username":"same.till","password":"123"},"world":{"schemaVersion":1,"name":"w","timeZone":"UTC","orgs":[{"id":1,"name":"Parent","customers":[{"id":81}]},
              {"id":2,"name":"Child","parentId":1,"customers":[{"id":82}],"tills":[{"username":"same.till","accessGroup":"Staff"{{secret}} }],
               "accessGroups":[{"name":"Staff","default":false,"otherResources":"WRITE"},{"name":"Nobody","default":true,"otherResources":"NONE"}]}] } }
            """);

        Assert.Equal(Tills.Of("same.till"), world.Authorization);
        Assert.Equal((200, 400), ((await world.AskAsync(TargetsOf(82))).Status, (await world.AskAsync(TargetsOf(81))).Status));
        Assert.Equal(401, (await app.GetPlainAsync(TargetsOf(82), ("Authorization", Tills.Of("same.till", "250cf8b51c773f3f8dc8b4be867a9a02")))).Status);
        Assert.Single(ParseJson(await world.ExportAsync()).GetProperty("orgs").EnumerateArray().SelectMany(org => org.TryGetProperty("tills", out var tills) ? tills.EnumerateArray() : []));
        await world.DoAsync(HttpMethod.Post, "/reset");
        Assert.Equal(200, (await world.AskAsync(TargetsOf(82))).Status);
        await world.DoAsync(HttpMethod.Delete, "");
    }

    [Fact]
    public async Task A_world_recreated_from_its_export_has_its_till_and_lists_its_old_client()
    {
        var world = await app.NewWorldAsync($$"""{"till":{"username":"again.till","password":"123"},"world":{{WithCustomer(83)}}}""");
        var export = await world.ExportAsync();
        await world.DoAsync(HttpMethod.Delete, "");

        var again = await app.NewWorldAsync($$"""{"till":{"username":"again.till","password":"123"},"world":{{export}} }""");

        Assert.Equal(200, (await again.AskAsync(TargetsOf(83))).Status);
        Assert.Equal(200, (await again.TokenAsync()).Status);
        Assert.Equal(
            new[] { world.ClientKey, again.ClientKey }.Order(StringComparer.Ordinal),
            ParseJson(await again.ExportAsync()).GetProperty("orgs")[0].GetProperty("oauthClients").EnumerateArray().Select(client => client.GetProperty("key").GetString()));
    }

    [Fact]
    public async Task Comments_in_JSON_are_ignored()
    {
        var world = await app.NewWorldAsync($$"""/* a */{"world":/* b */{{WithCustomer(84, "/* c */")}} /* d */ }""");

        Assert.Equal(200, (await world.AskAsync(TargetsOf(84))).Status);
    }

    [Fact]
    public async Task A_world_lists_the_tills_that_can_authenticate_not_those_of_its_document()
    {
        var world = await app.NewWorldAsync(
            """
            {"till":{"username":"in.till","password":"123"},"world":{"schemaVersion":1,"name":"w","timeZone":"UTC","orgs":[{"id":1,"name":"O",
              "tills":[{"username":"out.till"},{"username":"also.till","password":"123"}]}]}}
            """);
        var fork = TestWorld.From(app, await world.DoAsync(HttpMethod.Post, "/fork", """{"till":{"username":"fork.till","password":"123"}}"""));
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(1));

        Assert.Equal("""["also.till","in.till"]""", ParseJson(await world.DoAsync(HttpMethod.Get, "")).GetProperty("tills").GetRawText());
        Assert.Equal("""["fork.till"]""", ParseJson(await fork.DoAsync(HttpMethod.Get, "")).GetProperty("tills").GetRawText());
        Assert.Contains("""["fork.till"]""", (await app.ControlAsync(HttpMethod.Get, WorldsPath)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_whose_media_type_is_not_JSON_is_415()
    {
        using var form = new StringContent("name=x", Encoding.UTF8, "application/x-www-form-urlencoded");

        Assert.Contains("application/json", ProblemDetail(415, await app.SendAsync(HttpMethod.Post, WorldsPath, form)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_world_can_be_read_and_is_in_the_list()
    {
        var world = await app.NewWorldAsync("""{"name":"shown","till":{"username":"shown.till","password":"1"},"expiresAfter":"PT1H"}""");

        var one = await world.DoAsync(HttpMethod.Get, "");
        var list = ParseJson((await app.ControlAsync(HttpMethod.Get, WorldsPath)).Body).GetProperty("worlds").EnumerateArray().ToList();

        Assert.Equal(["name", "orgId", "timeZone", "revision", "clock", "tills", "expiresAfter", "createdAt", "links"], Keys(ParseJson(one)));
        Assert.StartsWith(
            """{"name":"shown","orgId":100001,"timeZone":"UTC","revision":1,"clock":{"mode":"following","now":"2026-03-15T12:00:00Z"},"tills":["shown.till"],"expiresAfter":"PT1H","createdAt":"2026-03-15T12:00:00Z","links":{""",
            one,
            StringComparison.Ordinal);
        Assert.Equal(one, Assert.Single(list, listed => string.Equals(listed.GetProperty("name").GetString(), "shown", StringComparison.Ordinal)).GetRawText());
        Assert.Contains(list, listed => string.Equals(listed.GetProperty("name").GetString(), "docs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deleting_a_world_deletes_its_credentials_and_frees_its_name()
    {
        var world = await app.NewWorldAsync($$"""{"name":"passing","world":{{WithCustomer(41)}}}""");
        var token = ParseJson((await world.TokenAsync()).Body).GetProperty("data").GetProperty("accessToken").GetString()!;

        var deleted = await world.ControlAsync(HttpMethod.Delete, "");

        Assert.Equal((204, ""), (deleted.Status, deleted.Body));
        Assert.Equal(401, (await world.AskAsync(TargetsOf(41))).Status);
        Assert.Equal(401, (await app.GetPlainAsync(TargetsOf(41), ("X-CAP-API-OAUTH-TOKEN", token))).Status);
        Assert.Contains("'passing'", ProblemDetail(404, await world.ControlAsync(HttpMethod.Delete, "")), StringComparison.Ordinal);
        await app.NewWorldAsync("""{"name":"passing"}""");
        Assert.Equal(401, (await world.AskAsync(TargetsOf(41))).Status);
    }

    [Fact]
    public async Task An_unknown_world_is_404_for_every_control()
    {
        var details = new List<string>();
        foreach (var (method, subpath) in new[]
        {
            ("GET", ""), ("DELETE", ""), ("GET", "/document"), ("PUT", "/document"), ("POST", "/reset"), ("POST", "/fork"), ("GET", "/snapshots"), ("PUT", "/snapshots/a"),
            ("DELETE", "/snapshots/a"), ("POST", "/snapshots/a/restore"), ("GET", "/clock"), ("PUT", "/clock"), ("POST", "/clock/advance"), ("GET", "/faults"), ("PUT", "/faults"),
            ("DELETE", "/faults"), ("GET", "/requests"), ("GET", "/requests/count"), ("POST", "/requests/verify"), ("DELETE", "/requests"),
        })
        {
            details.Add(ProblemDetail(404, await app.ControlAsync(new HttpMethod(method), $"{WorldsPath}/nowhere{subpath}", method is "GET" or "DELETE" ? null : "{}")));
        }

        Assert.All(details, detail => Assert.Equal("There is no world 'nowhere'.", detail));
    }

    [Fact]
    public async Task Names_and_credentials_are_unique_even_with_the_same_random_seed()
    {
        var one = await app.NewWorldAsync("""{"randomSeed":7}""");
        var two = await app.NewWorldAsync("""{"randomSeed":7}""");

        Assert.NotEqual((one.Name, one.Authorization), (two.Name, two.Authorization));
    }
}
