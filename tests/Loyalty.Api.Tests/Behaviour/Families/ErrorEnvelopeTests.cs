using System.Text;
using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Promotions;
using Loyalty.Api.Tests.Hostile;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Families;

/// <summary>Unknown routes, wrong methods, wrong media types and large bodies get the error envelope of the path's family.</summary>
public sealed class ErrorEnvelopeTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Targets = "/v3/users/565039506/enrolledTargets";

    private const string Promotions = "/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=1&offset=0&sourceType=UI";

    private const string NotFound = "Incorrect resource or resource not found.";

    private const string NotAllowed = "The operation is not supported for the resource.";

    private const string Unsupported = "Unsupported media type.";

    private const string TooLarge = "The request body is larger than this emulator accepts.";

    private const int OneByteTooMany = (1024 * 1024) + 1;

    [Theory]
    [InlineData("/v3")]
    [InlineData("/v3/nothing")]
    [InlineData("/v3/users/1/enrolledTargets/more")]
    [InlineData("/v3/users//enrolledTargets")]
    [InlineData("/v3/oauth")]
    [InlineData("/v3/oauth/anything-else")]
    [InlineData("/v3/oauth/token/generate/more")]
    [InlineData("/v3/oauth/token/generated")]
    [InlineData("/V3/Nothing")]
    [InlineData("/v3.1/users/1/enrolledTargets")]
    [InlineData("/api_gateway/intouch-api-v3/v3.1/nothing")]
    [InlineData("/targetGroups/1/nothing")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task An_unknown_v3_path_is_404_in_the_v3_envelope_even_without_credentials(string path)
    {
        var reply = await app.GetPlainAsync(path);

        Assert.Equal(404, reply.Status);
        Assert.Equal("application/json", reply.ContentType);
        Assert.Equal($$"""{"data":null,"errors":[{"code":404,"message":"{{NotFound}}"}],"warnings":null}""", reply.Body);
    }

    [Theory]
    [InlineData("/v2/customers/nothing")]
    [InlineData("/v2.1/nothing")]
    [InlineData("/v2")]
    [Trait("Evidence", "inferred: docs/contract/access.md 1.10")]
    [Trait("Evidence", "inferred: docs/contract/access.md 3, row A-8")]
    public async Task An_unknown_v2_path_is_404_in_the_v2_envelope(string path)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch })
        {
            var reply = await app.SendAsync(method, path, null);

            Assert.Equal(404, reply.Status);
            Assert.Equal($$"""{"warnings":[],"errors":[{"status":false,"code":404,"message":"{{NotFound}}"}]}""", reply.Body);
        }
    }

    [Theory]
    [InlineData("/v2/customers/lookup/nothing")]
    [InlineData("/v2.1/customers/lookup/nothing")]
    [Trait("Evidence", "documented: docs/contract/access.md 1.10, v2 lookup / read")]
    public async Task An_unknown_path_below_the_customer_lookup_is_404_with_errors_only(string path) =>
        Assert.Equal($$"""{"errors":[{"status":false,"code":404,"message":"{{NotFound}}"}]}""", (await app.GetPlainAsync(path)).Body);

    [Theory]
    [InlineData("/api_gateway/v1/promotions")]
    [InlineData("/v1.1/customer/get")]
    [InlineData("/v30/users")]
    [InlineData("/v4")]
    [InlineData("/users/1/enrolledTargets")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task Any_other_path_is_404_as_problem_json_which_names_the_emulated_prefixes(string path)
    {
        var reply = await app.GetPlainAsync(path);

        Assert.Equal(404, reply.Status);
        Assert.Equal("application/problem+json", reply.ContentType);
        using var problem = JsonDocument.Parse(reply.Body);
        Assert.Equal(["type", "title", "status", "detail"], problem.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(404, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal("Not Found", problem.RootElement.GetProperty("title").GetString());
        var detail = problem.RootElement.GetProperty("detail").GetString()!;
        Assert.Equal(
            $"{path} is not emulated. Emulated paths start with /v3, /v3.1, /api_gateway/intouch-api-v3, /targetGroups, /api_gateway/loyalty, /api_gateway/rewards, /v2, /v2.1; the Swagger page is at /swagger.",
            detail);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("PURGE")]
    [Trait("Evidence", "documented: docs/contract/access.md 4")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_wrong_method_is_405_even_without_credentials(string method)
    {
        var v3 = await app.SendAsync(new HttpMethod(method), Targets, null);
        var gateway = await app.SendAsync(new HttpMethod(method), Promotions, null);

        Assert.Equal((405, $$"""{"data":null,"errors":[{"code":405,"message":"{{NotAllowed}}"}],"warnings":null}"""), (v3.Status, v3.Body));
        Assert.Equal((405, SamplePromotions.Error(405, "Method Not Allowed", 405, NotAllowed)), (gateway.Status, gateway.Body));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/json")]
    [InlineData(null)]
    [Trait("Evidence", "documented: docs/contract/access.md 4")]
    public async Task A_body_whose_media_type_is_not_JSON_is_415(string? mediaType)
    {
        var v3 = await app.SendAsync(HttpMethod.Get, Targets, Body("{}", mediaType), ("Authorization", Tills.Sample));
        var gateway = await app.SendAsync(HttpMethod.Get, Promotions, Body("{}", mediaType), ("Authorization", Tills.Sample));

        Assert.Equal((415, $$"""{"data":null,"errors":[{"code":415,"message":"{{Unsupported}}"}],"warnings":null}"""), (v3.Status, v3.Body));
        Assert.Equal((415, SamplePromotions.Error(415, "Unsupported Media Type", 415, Unsupported)), (gateway.Status, gateway.Body));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json; charset=UTF8")]
    [InlineData("application/vnd.brand+json")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.1, --data ''")]
    public async Task A_GET_ignores_a_body_whose_media_type_is_JSON(string mediaType) =>
        Assert.Equal(200, (await app.SendAsync(HttpMethod.Get, Targets, Body("not json", mediaType), ("Authorization", Tills.Sample))).Status);

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.1, --header 'Content-Type: application/json'")]
    public async Task The_documented_curl_command_with_a_content_type_a_cookie_and_no_body_succeeds()
    {
        using var socket = new RawRequest(app.Address);

        var response = await socket.SendAsync(
            $"GET {Targets} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nAuthorization: {Tills.Sample}\r\nCookie: _cfuvid=H_OUDqs\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", response, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_body_larger_than_1_MiB_is_413()
    {
        var v3 = await SendWithoutBodyAsync(Targets, OneByteTooMany);
        var gateway = await SendWithoutBodyAsync(Promotions, OneByteTooMany);
        var largestAllowed = await app.SendAsync(HttpMethod.Get, Targets, Body(new string(' ', OneByteTooMany - 1), "application/json"), ("Authorization", Tills.Sample));

        Assert.StartsWith("HTTP/1.1 413 Payload Too Large\r\n", v3, StringComparison.Ordinal);
        Assert.EndsWith($$"""{"data":null,"errors":[{"code":413,"message":"{{TooLarge}}"}],"warnings":null}""", v3, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 413 Payload Too Large\r\n", gateway, StringComparison.Ordinal);
        Assert.EndsWith(SamplePromotions.Error(413, "Payload Too Large", 413, TooLarge), gateway, StringComparison.Ordinal);
        Assert.Equal(200, largestAllowed.Status);
    }

    [Theory]
    [InlineData(1, 1024, 200)]
    [InlineData(1000, 1024, 200)]
    [InlineData(2048, 1024, 413)]
    [InlineData(1, OneByteTooMany, 413)]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task The_size_limit_applies_to_chunked_bodies_too(int chunks, int bytes, int status)
    {
        var chunk = $"{bytes:x}\r\n{new string(' ', bytes)}\r\n";
        var body = string.Concat(Enumerable.Repeat(chunk, chunks)) + "0\r\n\r\n";

        var v3 = await ChunkedAsync(Targets, body);
        var gateway = await ChunkedAsync(Promotions, body);

        Assert.Equal((status, status), (v3.Status, gateway.Status));
        Assert.Equal(status == 413, v3.Body.Equals($$"""{"data":null,"errors":[{"code":413,"message":"{{TooLarge}}"}],"warnings":null}""", StringComparison.Ordinal));
        Assert.Equal(status == 413, gateway.Body.Equals(SamplePromotions.Error(413, "Payload Too Large", 413, TooLarge), StringComparison.Ordinal));
    }

    private Task<RawReply> ChunkedAsync(string path, string body) => RawConnection.SendAsync(
        app.Address,
        $"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nAuthorization: {Tills.Sample}\r\n\r\n{body}");

    /// <summary>Sends a request with this Content-Length but without its body, and returns the response.</summary>
    private async Task<string> SendWithoutBodyAsync(string path, int length)
    {
        using var socket = new RawRequest(app.Address);
        return await socket.SendAsync(
            $"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nAuthorization: {Tills.Sample}\r\n\r\n");
    }

    [Theory]
    [InlineData("GET", "/api_gateway/loyalty/v1/nothing", null, null, 404)]
    [InlineData("GET", "/api_gateway/loyalty", null, null, 404)]
    [InlineData("POST", Promotions, null, null, 405)]
    [InlineData("GET", Promotions, null, null, 401)]
    [InlineData("GET", Promotions, "docs.limited", null, 403)]
    [InlineData("GET", Promotions, "docs.till", "text/plain", 415)]
    [InlineData("GET", "/api_gateway/loyalty/v1/programs/469/promotionsV2", "docs.till", null, 400)]
    [InlineData("GET", "/api_gateway/loyalty/v1/programs/1/promotionsV2?limit=1&offset=0&sourceType=UI", "docs.till", null, 400)]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.1")]
    [Trait("Evidence", "inferred: docs/contract/access.md 1.10")]
    public async Task Every_error_of_the_gateway_has_exactly_one_entry(string method, string path, string? till, string? mediaType, int status)
    {
        var reply = await app.SendAsync(
            new HttpMethod(method), path, mediaType is null ? null : Body("{}", mediaType), till is null ? [] : [("Authorization", Tills.Of(till))]);

        Assert.Equal(status, reply.Status);
        using var body = JsonDocument.Parse(reply.Body);
        Assert.Equal(["status", "validationErrors", "data"], body.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(status, body.RootElement.GetProperty("status").GetProperty("code").GetInt32());
        Assert.Equal(JsonValueKind.Null, body.RootElement.GetProperty("data").ValueKind);
        var entry = Assert.Single(body.RootElement.GetProperty("validationErrors").GetProperty("otherErrors").GetProperty("data").EnumerateArray());
        Assert.Equal(["status", "responseCode", "responseMessage", "valid"], entry.EnumerateObject().Select(property => property.Name));
        Assert.False(entry.GetProperty("status").GetBoolean());
        Assert.False(entry.GetProperty("valid").GetBoolean());
        Assert.NotEmpty(entry.GetProperty("responseMessage").GetString()!);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.6")]
    public async Task Every_emulated_response_has_its_own_request_id()
    {
        string[] paths = [Targets, Promotions, "/v3/nothing", "/api_gateway/loyalty/nothing", "/v2/nothing", "/v3/users/x/enrolledTargets"];
        var ids = new List<string>();
        foreach (var path in paths)
        {
            ids.Add((await app.GetAsync(path)).Headers["X-Cap-Requestid"]);
            ids.Add((await app.GetPlainAsync(path)).Headers["X-Cap-Requestid"]);
        }

        Assert.All(ids, Assert.NotEmpty);
        Assert.Equal(2 * paths.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain("X-Cap-Requestid", (await app.GetPlainAsync("/health/live")).Headers.Keys);
    }

    private static ByteArrayContent Body(string text, string? mediaType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return content;
    }
}
