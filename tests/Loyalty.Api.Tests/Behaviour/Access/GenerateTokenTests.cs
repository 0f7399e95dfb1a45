using System.Text;
using System.Text.Json;
using Loyalty.Api.Tests.Hostile;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Access;

/// <summary>POST /v3/oauth/token/generate: what comes back, and what is refused.</summary>
public sealed class GenerateTokenTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Key = "Invalid input. key accepts the client key.";

    private const string Secret = "Invalid input. secret accepts the client secret.";

    private const string NotRead = "Invalid input. The body is no JSON that this operation reads, at ";

    private const string Missing = "Invalid input. The body is missing or cannot be read.";

    private const int Megabyte = 1024 * 1024;

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 2.1")]
    public async Task A_success_is_the_documented_body_without_warnings()
    {
        var reply = await OAuth.AskAsync(app, OAuth.Sample);

        Assert.Equal(200, reply.Status);
        Assert.Equal("application/json", reply.ContentType);
        Assert.Matches("""^\{"data":\{"accessToken":"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+","ttlSeconds":3600\},"errors":null\}$""", reply.Body);
        Assert.Contains("X-Cap-Requestid", reply.Headers.Keys);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.4")]
    public async Task The_token_is_a_JWT_signed_with_RS256_under_the_key_k1()
    {
        var token = Jwt.Read(await OAuth.TokenAsync(app));

        Assert.Equal("RS256", token.Head["alg"]!.GetValue<string>());
        Assert.Equal("k1", token.Head["kid"]!.GetValue<string>());
        using var key = Jwt.KeyOf(app);
        Assert.Equal(token.Signature, token.SignedBy(key).Signature);
        Assert.True(key.KeySize >= 2048, "a key that nobody guesses");
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.4")]
    public async Task The_token_carries_every_documented_claim_in_its_type_and_no_other()
    {
        var claims = Jwt.Read(await OAuth.TokenAsync(app)).Claims;

        Assert.Equal(
            [
                "client_id Number", "client_key String", "default_till Number", "exp Number", "has_psi_access False", "iat Number", "iss String", "jti String",
                "org_id Number", "scopes String", "sub String", "token_use String",
            ],
            claims.Select(claim => $"{claim.Key} {claim.Value!.GetValueKind()}").Order(StringComparer.Ordinal));
        Assert.Equal("Capillary", claims["iss"]!.GetValue<string>());
        Assert.Equal("token_access", claims["token_use"]!.GetValue<string>());
        Assert.Equal("docs", claims["sub"]!.GetValue<string>());
        Assert.Equal("docs-key", claims["client_key"]!.GetValue<string>());
        Assert.Equal(100001, claims["org_id"]!.GetValue<long>());
        Assert.Equal("[]", claims["scopes"]!.GetValue<string>());
        Assert.NotEmpty(claims["jti"]!.GetValue<string>());
    }

    [Fact]
    [Trait("Evidence", "observed: docs/contract/access.md 1.4")]
    public async Task Every_client_has_a_number_of_its_own() =>
        Assert.NotEqual(
            Jwt.Read(await OAuth.TokenAsync(app)).Claims["client_id"]!.GetValue<long>(),
            Jwt.Read(await OAuth.TokenAsync(app, OAuth.Limited)).Claims["client_id"]!.GetValue<long>());

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(3600)]
    [InlineData(2_592_000)]
    [Trait("Evidence", "documented: docs/contract/access.md 1.4")]
    public async Task A_token_lives_as_long_as_its_clients_tokens_do(int seconds)
    {
        using var own = new EmulatorApp($$"""
            {"schemaVersion":1, "name":"shop", "timeZone":"UTC", "orgs":[{"id":1, "name":"Shop", "oauthClients":[{"key":"k", "name":"c", "secret":"s", "tokenSeconds":{{seconds}}}]}]}
            """);

        var reply = await OAuth.AskAsync(own, """{"key":"k","secret":"s"}""");

        using var json = JsonDocument.Parse(reply.Body);
        var data = json.RootElement.GetProperty("data");
        var claims = Jwt.Read(data.GetProperty("accessToken").GetString()!).Claims;
        Assert.Equal(seconds, data.GetProperty("ttlSeconds").GetInt32());
        Assert.Equal(seconds, claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>());
        Assert.Equal(EmulatorApp.Noon.ToUnixTimeSeconds(), claims["iat"]!.GetValue<long>());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.4")]
    public async Task Every_call_returns_a_new_token_and_the_old_one_goes_on_working()
    {
        var first = await OAuth.TokenAsync(app);
        var second = await OAuth.TokenAsync(app);

        Assert.NotEqual(first, second);
        Assert.NotEqual(Jwt.Read(first).Claims["jti"]!.GetValue<string>(), Jwt.Read(second).Claims["jti"]!.GetValue<string>());
        Assert.Equal(200, (await app.GetPlainAsync(OAuth.Targets, (OAuth.Header, first))).Status);
        Assert.Equal(200, (await app.GetPlainAsync(OAuth.Targets, (OAuth.Header, second))).Status);
    }

    [Theory]
    [InlineData("docs-key", "docs-secre")]
    [InlineData("docs-key", "docs-secret ")]
    [InlineData("docs-key", "DOCS-SECRET")]
    [InlineData("docs-key", "docs-limited-secret")]
    [InlineData("nobody", "docs-secret")]
    [InlineData("DOCS-KEY", "docs-secret")]
    [InlineData("docs", "docs-secret")]
    [InlineData("docs-secret", "docs-key")]
    [InlineData("docs.till", "202cb962ac59075b964b07152d234b70")]
    [InlineData("docs.till", "123")]
    [Trait("Evidence", "documented: docs/contract/access.md 2.1")]
    public async Task A_wrong_key_or_secret_is_320001(string key, string secret)
    {
        var reply = await OAuth.AskAsync(app, $$"""{"key":"{{key}}","secret":"{{secret}}"}""");

        Assert.Equal(400, reply.Status);
        Assert.Equal(OAuth.Refusal(320001, "Invalid client key and secret"), reply.Body);
    }

    public static TheoryData<string, string, string?, int, int, string> BadBodies => new()
    {
        { "no fields", "{}", "application/json", 400, 300004, Key },
        { "no secret", """{"key":"docs-key"}""", "application/json", 400, 300004, Secret },
        { "other names for key and secret", """{"KEY":"docs-key","Secret":"docs-secret"}""", "application/json", 400, 300004, Key },
        { "another name for the secret", """{"key":"docs-key","Secret":"docs-secret"}""", "application/json", 400, 300004, Secret },
        { "two keys", """{"key":"nobody","secret":"docs-secret","key":"docs-key"}""", "application/json", 400, 300004, NotRead + "$.key." },
        { "the same secret twice", """{"key":"docs-key","secret":"docs-secret","secret":"docs-secret"}""", "application/json", 400, 300004, NotRead + "$.secret." },
        { "an empty key", """{"key":"","secret":"docs-secret"}""", "application/json", 400, 300004, Key },
        { "an empty secret", """{"key":"docs-key","secret":""}""", "application/json", 400, 300004, Secret },
        { "a null key", """{"key":null,"secret":"docs-secret"}""", "application/json", 400, 300004, Key },
        { "a number for the key", """{"key":1,"secret":"docs-secret"}""", "application/json", 400, 300004, NotRead + "$.key." },
        { "an object for the secret", """{"key":"docs-key","secret":{}}""", "application/json", 400, 300004, NotRead + "$.secret." },
        { "a list for the secret", """{"key":"docs-key","secret":["docs-secret"]}""", "application/json", 400, 300004, NotRead + "$.secret." },
        { "half a surrogate pair for the key", "{\"key\":\"\\ud800\",\"secret\":\"docs-secret\"}", "application/json", 400, 300004, NotRead + "$.key." },
        { "half a surrogate pair for a name", "{\"\\ud800\":1}", "application/json", 400, 300004, NotRead + "$." },
        { "null", "null", "application/json", 400, 300004, Missing },
        { "an array", "[]", "application/json", 400, 300004, NotRead + "$." },
        { "a text", "\"docs-key\"", "application/json", 400, 300004, NotRead + "$." },
        { "nothing", "", "application/json", 400, 300004, Missing },
        { "broken JSON", "{\"key\":", "application/json", 400, 300004, NotRead + "$.key." },
        { "two documents", OAuth.Sample + OAuth.Sample, "application/json", 400, 300004, NotRead + "$." },
        { "a comment", "/**/" + OAuth.Sample, "application/json", 400, 300004, NotRead + "$." },
        { "no JSON at all", "key=docs-key", "application/json", 400, 300004, NotRead + "$." },
        { "a form", "key=docs-key&secret=docs-secret", "application/x-www-form-urlencoded", 415, 415, "Unsupported media type." },
        { "plain text", OAuth.Sample, "text/plain", 415, 415, "Unsupported media type." },
        { "XML", "<key/>", "application/xml", 415, 415, "Unsupported media type." },
        { "no media type", OAuth.Sample, null, 415, 415, "Unsupported media type." },
        { "a media type that is none", OAuth.Sample, "json", 415, 415, "Unsupported media type." },
        { "half a surrogate pair for a value", "{\"a\":\"\\udc00\"}", "application/json", 400, 300004, Key },
        { "an encoding that nobody knows", OAuth.Sample, "application/json; charset=klingon", 415, 415, "Unsupported media type." },
        { "an unknown encoding in quotes", OAuth.Sample, "application/json; charset=\"klingon\"", 415, 415, "Unsupported media type." },
        { "an empty encoding in quotes", OAuth.Sample, "application/json; charset=\"\"", 415, 415, "Unsupported media type." },
        { "an encoding that ends within its quotes", OAuth.Sample, "application/json; charset=\"utf-8", 415, 415, "Unsupported media type." },
        { "another encoding than it says", OAuth.Sample, "application/json; charset=utf-16", 400, 300004, NotRead + "$." },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    [Trait("Evidence", "documented: docs/contract/access.md 4")]
    public async Task A_body_that_holds_no_key_and_secret_is_refused_in_words(string what, string body, string? mediaType, int status, int code, string message)
    {
        var reply = await OAuth.AskAsync(app, body, mediaType);

        Assert.True(status == reply.Status, $"{what}: {reply.Status} {reply.Body}");
        Assert.Equal(OAuth.Refusal(code, message), reply.Body);
        Assert.Equal("application/json", reply.ContentType);
    }

    [Theory]
    [InlineData("""{"key":"docs-key","secret":"docs-secret","grant":"client_credentials"}""", "application/json")]
    [InlineData("""{"Key":"nobody","secret":"docs-secret","key":"docs-key"}""", "application/json")]
    [InlineData("""  {"secret":"docs-secret","key":"docs-key"}  """, "application/json; charset=UTF-8")]
    [InlineData(OAuth.Sample, "application/json; charset=\"utf-8\"")]
    [InlineData(OAuth.Sample, "application/json;charset=\"UTF-8\"")]
    [InlineData(OAuth.Sample, "application/json; charset=UTF8")]
    [InlineData(OAuth.Sample, "application/json; charset=\"utf8\"")]
    [InlineData(OAuth.Sample, "application/vnd.brand+json; charset=\"utf-8\"; v=1")]
    [InlineData("""{"key":"docs\u002dkey","secret":"docs-secret"}""", "application/vnd.brand+json")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task What_it_does_not_know_it_overlooks(string body, string mediaType) =>
        Assert.Equal(200, (await OAuth.AskAsync(app, body, mediaType)).Status);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("\"utf-16\"")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_body_in_the_encoding_that_it_names_is_read(string charset)
    {
        using var body = new ByteArrayContent(Encoding.Unicode.GetBytes(OAuth.Sample));
        body.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");

        Assert.Equal(200, (await app.SendAsync(HttpMethod.Post, OAuth.Generate, body)).Status);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_body_of_more_than_a_megabyte_is_413_announced_or_not()
    {
        const string head = $"POST {OAuth.Generate} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n";
        var fitting = OAuth.Sample + new string(' ', Megabyte - OAuth.Sample.Length);

        var announced = await RawConnection.SendAsync(app.Address, $"{head}Content-Length: {Megabyte + 1}\r\n\r\n");
        var unannounced = await RawConnection.SendAsync(app.Address, $"{head}Transfer-Encoding: chunked\r\n\r\n100001\r\n{fitting} ");

        var refusal = OAuth.Refusal(413, "The request body is larger than this emulator accepts.");
        Assert.Equal((413, refusal), (announced.Status, announced.Body));
        Assert.Equal((413, refusal), (unannounced.Status, unannounced.Body));
        Assert.All(new[] { announced, unannounced }, reply => Assert.Contains("X-Cap-Requestid", reply.Headers.Keys));
        Assert.Equal(200, (await OAuth.AskAsync(app, fitting)).Status);
    }

    [Theory]
    [InlineData("zz\r\n{}\r\n")]
    [InlineData("2\r\n{}zz")]
    [Trait("Evidence", "documented: docs/architecture.md 1")]
    public async Task A_body_whose_chunks_break_is_400_in_the_envelope(string chunks)
    {
        var reply = await RawConnection.SendAsync(
            app.Address, $"POST {OAuth.Generate} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}");

        Assert.Equal((400, OAuth.Refusal(300004, Missing)), (reply.Status, reply.Body));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [Trait("Evidence", "documented: docs/contract/access.md 4")]
    public async Task Another_method_is_405_in_the_token_envelope(string method)
    {
        var reply = await app.SendAsync(new HttpMethod(method), OAuth.Generate, null);

        Assert.Equal((405, OAuth.Refusal(405, "The operation is not supported for the resource.")), (reply.Status, reply.Body));
    }

    [Theory]
    [InlineData("/v3/oauth/token/generate/")]
    [InlineData("/V3/OAuth/Token/Generate")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task Its_path_is_read_without_case_and_with_a_slash_behind(string path)
    {
        var right = await app.SendAsync(HttpMethod.Post, path, OAuth.Body(OAuth.Sample, "application/json"));
        var wrong = await app.GetPlainAsync(path);

        Assert.Equal(200, right.Status);
        Assert.Equal((405, OAuth.Refusal(405, "The operation is not supported for the resource.")), (wrong.Status, wrong.Body));
    }
}
