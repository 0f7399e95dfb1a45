using System.Text;
using System.Text.Json;
using Loyalty.Api.Tests.Hostile;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Access;

/// <summary>POST /v3/oauth/token/generate: tokens and errors.</summary>
public sealed class GenerateTokenTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string KeyMessage = "Invalid input. key accepts the client key.";

    private const string SecretMessage = "Invalid input. secret accepts the client secret.";

    private const string InvalidJsonMessage = "Invalid input. The body is invalid at ";

    private const string MissingBodyMessage = "Invalid input. The body is missing or cannot be read.";

    private const int OneMebibyte = 1024 * 1024;

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 2.1")]
    public async Task A_success_has_the_documented_body_without_warnings()
    {
        var reply = await OAuth.RequestTokenAsync(app, OAuth.SampleClient);

        Assert.Equal(200, reply.Status);
        Assert.Equal("application/json", reply.ContentType);
        Assert.Matches("""^\{"data":\{"accessToken":"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+","ttlSeconds":3600\},"errors":null\}$""", reply.Body);
        Assert.Contains("X-Cap-Requestid", reply.Headers.Keys);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.4")]
    public async Task The_token_is_a_JWT_signed_with_RS256_and_the_key_k1()
    {
        var token = Jwt.Read(await OAuth.TokenAsync(app));

        Assert.Equal("RS256", token.Header["alg"]!.GetValue<string>());
        Assert.Equal("k1", token.Header["kid"]!.GetValue<string>());
        using var key = Jwt.SigningKeyOf(app);
        Assert.Equal(token.Signature, token.SignedWith(key).Signature);
        Assert.True(key.KeySize >= 2048, $"the key has only {key.KeySize} bits");
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.4")]
    public async Task The_token_has_all_documented_claims_with_their_types_and_no_others()
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
    public async Task Every_client_has_its_own_client_id() =>
        Assert.NotEqual(
            Jwt.Read(await OAuth.TokenAsync(app)).Claims["client_id"]!.GetValue<long>(),
            Jwt.Read(await OAuth.TokenAsync(app, OAuth.LimitedClient)).Claims["client_id"]!.GetValue<long>());

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(3600)]
    [InlineData(2_592_000)]
    [Trait("Evidence", "documented: docs/contract/access.md 1.4")]
    public async Task A_token_is_valid_for_the_tokenSeconds_of_its_client(int seconds)
    {
        using var own = new EmulatorApp($$"""
            {"schemaVersion":1, "name":"shop", "timeZone":"UTC", "orgs":[{"id":1, "name":"Shop", "oauthClients":[{"key":"k", "name":"c", "secret":"s", "tokenSeconds":{{seconds}}}]}]}
            """);

        var reply = await OAuth.RequestTokenAsync(own, """{"key":"k","secret":"s"}""");

        using var json = JsonDocument.Parse(reply.Body);
        var data = json.RootElement.GetProperty("data");
        var claims = Jwt.Read(data.GetProperty("accessToken").GetString()!).Claims;
        Assert.Equal(seconds, data.GetProperty("ttlSeconds").GetInt32());
        Assert.Equal(seconds, claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>());
        Assert.Equal(EmulatorApp.Noon.ToUnixTimeSeconds(), claims["iat"]!.GetValue<long>());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.4")]
    public async Task Every_request_returns_a_new_token_and_older_tokens_stay_valid()
    {
        var first = await OAuth.TokenAsync(app);
        var second = await OAuth.TokenAsync(app);

        Assert.NotEqual(first, second);
        Assert.NotEqual(Jwt.Read(first).Claims["jti"]!.GetValue<string>(), Jwt.Read(second).Claims["jti"]!.GetValue<string>());
        Assert.Equal(200, (await app.GetPlainAsync(OAuth.TargetsPath, (OAuth.TokenHeader, first))).Status);
        Assert.Equal(200, (await app.GetPlainAsync(OAuth.TargetsPath, (OAuth.TokenHeader, second))).Status);
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
    public async Task A_wrong_key_or_secret_is_error_320001(string key, string secret)
    {
        var reply = await OAuth.RequestTokenAsync(app, $$"""{"key":"{{key}}","secret":"{{secret}}"}""");

        Assert.Equal(400, reply.Status);
        Assert.Equal(OAuth.TokenError(320001, "Invalid client key and secret"), reply.Body);
    }

    public static TheoryData<string, string, string?, int, int, string> InvalidBodies => new()
    {
        { "no fields", "{}", "application/json", 400, 300004, KeyMessage },
        { "no secret", """{"key":"docs-key"}""", "application/json", 400, 300004, SecretMessage },
        { "key and secret in another case", """{"KEY":"docs-key","Secret":"docs-secret"}""", "application/json", 400, 300004, KeyMessage },
        { "the secret in another case", """{"key":"docs-key","Secret":"docs-secret"}""", "application/json", 400, 300004, SecretMessage },
        { "two keys", """{"key":"nobody","secret":"docs-secret","key":"docs-key"}""", "application/json", 400, 300004, InvalidJsonMessage + "$.key." },
        { "the same secret twice", """{"key":"docs-key","secret":"docs-secret","secret":"docs-secret"}""", "application/json", 400, 300004, InvalidJsonMessage + "$.secret." },
        { "an empty key", """{"key":"","secret":"docs-secret"}""", "application/json", 400, 300004, KeyMessage },
        { "an empty secret", """{"key":"docs-key","secret":""}""", "application/json", 400, 300004, SecretMessage },
        { "a null key", """{"key":null,"secret":"docs-secret"}""", "application/json", 400, 300004, KeyMessage },
        { "a number for the key", """{"key":1,"secret":"docs-secret"}""", "application/json", 400, 300004, InvalidJsonMessage + "$.key." },
        { "an object for the secret", """{"key":"docs-key","secret":{}}""", "application/json", 400, 300004, InvalidJsonMessage + "$.secret." },
        { "an array for the secret", """{"key":"docs-key","secret":["docs-secret"]}""", "application/json", 400, 300004, InvalidJsonMessage + "$.secret." },
        { "a lone surrogate in the key", "{\"key\":\"\\ud800\",\"secret\":\"docs-secret\"}", "application/json", 400, 300004, InvalidJsonMessage + "$.key." },
        { "a lone surrogate in a property name", "{\"\\ud800\":1}", "application/json", 400, 300004, InvalidJsonMessage + "$." },
        { "null", "null", "application/json", 400, 300004, MissingBodyMessage },
        { "an array", "[]", "application/json", 400, 300004, InvalidJsonMessage + "$." },
        { "a string", "\"docs-key\"", "application/json", 400, 300004, InvalidJsonMessage + "$." },
        { "an empty body", "", "application/json", 400, 300004, MissingBodyMessage },
        { "broken JSON", "{\"key\":", "application/json", 400, 300004, InvalidJsonMessage + "$.key." },
        { "two JSON documents", OAuth.SampleClient + OAuth.SampleClient, "application/json", 400, 300004, InvalidJsonMessage + "$." },
        { "a comment", "/**/" + OAuth.SampleClient, "application/json", 400, 300004, InvalidJsonMessage + "$." },
        { "text that is not JSON", "key=docs-key", "application/json", 400, 300004, InvalidJsonMessage + "$." },
        { "a form", "key=docs-key&secret=docs-secret", "application/x-www-form-urlencoded", 415, 415, "Unsupported media type." },
        { "plain text", OAuth.SampleClient, "text/plain", 415, 415, "Unsupported media type." },
        { "XML", "<key/>", "application/xml", 415, 415, "Unsupported media type." },
        { "no media type", OAuth.SampleClient, null, 415, 415, "Unsupported media type." },
        { "an invalid media type", OAuth.SampleClient, "json", 415, 415, "Unsupported media type." },
        { "a lone surrogate in a value", "{\"a\":\"\\udc00\"}", "application/json", 400, 300004, KeyMessage },
        { "an unknown charset", OAuth.SampleClient, "application/json; charset=klingon", 415, 415, "Unsupported media type." },
        { "an unknown encoding in quotes", OAuth.SampleClient, "application/json; charset=\"klingon\"", 415, 415, "Unsupported media type." },
        { "an empty encoding in quotes", OAuth.SampleClient, "application/json; charset=\"\"", 415, 415, "Unsupported media type." },
        { "an encoding that ends within its quotes", OAuth.SampleClient, "application/json; charset=\"utf-8", 415, 415, "Unsupported media type." },
        { "a charset other than the body's", OAuth.SampleClient, "application/json; charset=utf-16", 400, 300004, InvalidJsonMessage + "$." },
    };

    [Theory]
    [MemberData(nameof(InvalidBodies))]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    [Trait("Evidence", "documented: docs/contract/access.md 4")]
    public async Task A_body_without_a_valid_key_and_secret_is_rejected_with_a_reason(string description, string body, string? mediaType, int status, int code, string message)
    {
        var reply = await OAuth.RequestTokenAsync(app, body, mediaType);

        Assert.True(status == reply.Status, $"{description}: {reply.Status} {reply.Body}");
        Assert.Equal(OAuth.TokenError(code, message), reply.Body);
        Assert.Equal("application/json", reply.ContentType);
    }

    [Theory]
    [InlineData("""{"key":"docs-key","secret":"docs-secret","grant":"client_credentials"}""", "application/json")]
    [InlineData("""{"Key":"nobody","secret":"docs-secret","key":"docs-key"}""", "application/json")]
    [InlineData("""  {"secret":"docs-secret","key":"docs-key"}  """, "application/json; charset=UTF-8")]
    [InlineData(OAuth.SampleClient, "application/json; charset=\"utf-8\"")]
    [InlineData(OAuth.SampleClient, "application/json;charset=\"UTF-8\"")]
    [InlineData(OAuth.SampleClient, "application/json; charset=UTF8")]
    [InlineData(OAuth.SampleClient, "application/json; charset=\"utf8\"")]
    [InlineData(OAuth.SampleClient, "application/vnd.brand+json; charset=\"utf-8\"; v=1")]
    [InlineData("""{"key":"docs\u002dkey","secret":"docs-secret"}""", "application/vnd.brand+json")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task Unknown_properties_are_ignored_and_every_JSON_media_type_is_accepted(string body, string mediaType) =>
        Assert.Equal(200, (await OAuth.RequestTokenAsync(app, body, mediaType)).Status);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("\"utf-16\"")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_body_is_read_in_the_charset_of_its_media_type(string charset)
    {
        using var body = new ByteArrayContent(Encoding.Unicode.GetBytes(OAuth.SampleClient));
        body.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");

        Assert.Equal(200, (await app.SendAsync(HttpMethod.Post, OAuth.TokenPath, body)).Status);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_body_larger_than_1_MiB_is_413_with_or_without_Content_Length()
    {
        const string head = $"POST {OAuth.TokenPath} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n";
        var largestAllowed = OAuth.SampleClient + new string(' ', OneMebibyte - OAuth.SampleClient.Length);

        var withLength = await RawConnection.SendAsync(app.Address, $"{head}Content-Length: {OneMebibyte + 1}\r\n\r\n");
        var chunked = await RawConnection.SendAsync(app.Address, $"{head}Transfer-Encoding: chunked\r\n\r\n100001\r\n{largestAllowed} ");

        var error = OAuth.TokenError(413, "The request body is larger than this emulator accepts.");
        Assert.Equal((413, error), (withLength.Status, withLength.Body));
        Assert.Equal((413, error), (chunked.Status, chunked.Body));
        Assert.All(new[] { withLength, chunked }, reply => Assert.Contains("X-Cap-Requestid", reply.Headers.Keys));
        Assert.Equal(200, (await OAuth.RequestTokenAsync(app, largestAllowed)).Status);
    }

    [Theory]
    [InlineData("zz\r\n{}\r\n")]
    [InlineData("2\r\n{}zz")]
    [Trait("Evidence", "documented: docs/architecture.md 1")]
    public async Task A_body_with_malformed_chunks_is_400_in_the_envelope(string chunks)
    {
        var reply = await RawConnection.SendAsync(
            app.Address, $"POST {OAuth.TokenPath} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}");

        Assert.Equal((400, OAuth.TokenError(300004, MissingBodyMessage)), (reply.Status, reply.Body));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [Trait("Evidence", "documented: docs/contract/access.md 4")]
    public async Task Every_other_method_is_405_in_the_token_envelope(string method)
    {
        var reply = await app.SendAsync(new HttpMethod(method), OAuth.TokenPath, null);

        Assert.Equal((405, OAuth.TokenError(405, "The operation is not supported for the resource.")), (reply.Status, reply.Body));
    }

    [Theory]
    [InlineData("/v3/oauth/token/generate/")]
    [InlineData("/V3/OAuth/Token/Generate")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task The_path_is_case_insensitive_and_may_end_with_a_slash(string path)
    {
        var post = await app.SendAsync(HttpMethod.Post, path, OAuth.Body(OAuth.SampleClient, "application/json"));
        var get = await app.GetPlainAsync(path);

        Assert.Equal(200, post.Status);
        Assert.Equal((405, OAuth.TokenError(405, "The operation is not supported for the resource.")), (get.Status, get.Body));
    }
}
