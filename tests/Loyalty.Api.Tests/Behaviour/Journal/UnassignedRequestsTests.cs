using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hostile;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Journal;

/// <summary>Unassigned requests: those that no credential assigns to a world, with the recorded reason.</summary>
[Trait("Evidence", "documented: docs/architecture.md 4")]
public sealed class UnassignedRequestsTests(EmulatorApp app) : IClassFixture<EmulatorApp>, IAsyncLifetime
{
    private const string UnassignedPath = "/_emulator/requests";

    public async ValueTask InitializeAsync() => await app.ControlAsync(HttpMethod.Delete, UnassignedPath);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(null, "no Authorization header")]
    [InlineData("Bearer abc", "the Authorization scheme is not Basic")]
    [InlineData("Basic ???", "the Basic value is not base64")]
    [InlineData("Basic bm9jb2xvbg==", "the Basic value has no colon between user and hash")]
    [InlineData("Basic bm9ib2R5OjIwMmNiOTYyYWM1OTA3NWI5NjRiMDcxNTJkMjM0Yjcw", "unknown till")]
    [InlineData("Basic ZG9jcy50aWxsOjEyMw==", "the password was sent in plain text instead of its MD5 hash in hex")]
    [InlineData("Basic ZG9jcy50aWxsOmFiYw==", "wrong password hash")]
    public async Task The_reason_for_a_rejected_Authorization_header_is_recorded(string? header, string reason)
    {
        var reply = await app.GetPlainAsync(TargetsOf(1), header is null ? [] : [("Authorization", header)]);

        var entry = await SingleEntryAsync();
        Assert.Equal(401, reply.Status);
        Assert.Equal((401, reason), (entry.GetProperty("status").GetInt32(), entry.GetProperty("reason").GetString()));
        Assert.Equal("getEnrolledTargets", entry.GetProperty("operation").GetString());
        Assert.DoesNotContain(reason, reply.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(header ?? "\u0000", entry.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-CAP-API-OAUTH-TOKEN", "", "the token header is empty")]
    [InlineData("X-CAP-API-OAUTH-TOKEN", "a.b.c", "the token was not issued by this installation")]
    [InlineData("CAP-API-ACCESS-TOKEN", "nonsense", "the token was not issued by this installation")]
    public async Task The_reason_for_a_rejected_token_is_recorded(string header, string value, string reason)
    {
        Assert.Equal(401, (await app.GetPlainAsync(TargetsOf(1), (header, value))).Status);

        Assert.Equal(reason, (await SingleEntryAsync()).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task The_reasons_for_an_expired_token_and_a_token_of_a_deleted_client_are_recorded()
    {
        var world = await app.NewWorldAsync();
        var token = ParseJson((await world.TokenAsync()).Body).GetProperty("data").GetProperty("accessToken").GetString()!;
        await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"P365D"}""");
        await app.GetPlainAsync(TargetsOf(1), ("X-CAP-API-OAUTH-TOKEN", token));
        await world.DoAsync(HttpMethod.Delete, "");
        await app.GetPlainAsync(TargetsOf(1), ("X-CAP-API-OAUTH-TOKEN", token));

        Assert.Equal(["the client of the token was deleted", "token expired"], (await EntriesAsync()).Select(entry => entry.GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData("nobody", "docs-secret", "unknown client")]
    [InlineData("docs-key", "guess", "wrong client secret")]
    public async Task The_reason_for_a_rejected_client_is_recorded_without_its_secret(string key, string secret, string reason)
    {
        Assert.Equal(400, (await app.ControlAsync(HttpMethod.Post, "/v3/oauth/token/generate", $$"""{"key":"{{key}}","secret":"{{secret}}"}""")).Status);

        var entry = await SingleEntryAsync();
        Assert.Equal(reason, entry.GetProperty("reason").GetString());
        Assert.Equal("""{"key":"***","secret":"***"}""", entry.GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("GET", "/v3/nothing", 404)]
    [InlineData("GET", "/v2/nothing", 404)]
    [InlineData("GET", "/v3/*", 404)]
    [InlineData("DELETE", "/v3/users/1/enrolledTargets", 405, "getEnrolledTargets", "method not supported: getEnrolledTargets accepts GET and HEAD")]
    [InlineData("GET", "/v3/oauth/token/generate", 405, "generateToken", "method not supported: generateToken accepts POST")]
    public async Task A_request_that_is_not_emulated_is_recorded(string method, string path, int status, string? operation = null, string reason = "no emulated operation has this path")
    {
        var reply = await app.ControlAsync(new HttpMethod(method), path, null, ("Authorization", Tills.Of("docs.till", "guess")));

        Assert.Equal(status, reply.Status);
        var entry = await SingleEntryAsync();
        Assert.Equal(
            (status, operation, reason), (entry.GetProperty("status").GetInt32(), entry.GetProperty("operation").GetString(), entry.GetProperty("reason").GetString()));
        Assert.Equal(path, entry.GetProperty("path").GetString());
    }

    [Theory]
    [InlineData("GET", "/v3/users/5/enroledTargets", 404, null, "no emulated operation has this path")]
    [InlineData("DELETE", "/v3/users/5/enrolledTargets", 405, "getEnrolledTargets", "method not supported: getEnrolledTargets accepts GET and HEAD")]
    [InlineData("POST", "/api_gateway/loyalty/v1/programs/1/promotionsV2", 405, "getPromotionsV2", "method not supported: getPromotionsV2 accepts GET and HEAD; curl sends POST where --data is given, even an empty one")]
    public async Task A_request_that_is_not_emulated_is_recorded_in_the_world_of_its_credential(string method, string path, int status, string? operation, string reason)
    {
        var world = await app.NewWorldAsync();
        var token = ParseJson((await world.TokenAsync()).Body).GetProperty("data").GetProperty("accessToken").GetString()!;

        foreach (var header in new[] { ("Authorization", world.Authorization), ("X-CAP-API-OAUTH-TOKEN", token) })
        {
            Assert.Equal(status, (await app.SendAsync(new HttpMethod(method), path, null, header)).Status);

            var entry = await world.LastRequestAsync();
            Assert.Equal(
                (status, operation, reason), (entry.GetProperty("status").GetInt32(), entry.GetProperty("operation").GetString(), entry.GetProperty("reason").GetString()));
        }

        Assert.Empty(await EntriesAsync());
        await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"P365D"}""");
        await app.SendAsync(new HttpMethod(method), path, null, ("X-CAP-API-OAUTH-TOKEN", token));
        Assert.Equal(reason, (await SingleEntryAsync()).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_request_whose_body_is_too_large_is_recorded_in_the_world_of_its_credential()
    {
        var world = await app.NewWorldAsync();

        var reply = await RawConnection.SendAsync(
            app.Address, $"GET {TargetsOf(1)} HTTP/1.1\r\nHost: x\r\nAuthorization: {world.Authorization}\r\nContent-Length: 1100000\r\n\r\n");

        Assert.Equal(413, reply.Status);
        var entry = await world.LastRequestAsync();
        Assert.Equal(("getEnrolledTargets", "the body is too large"), (entry.GetProperty("operation").GetString(), entry.GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData("", "application/json", null, 400, "malformed token request")]
    [InlineData("{", "application/json", null, 400, "malformed token request")]
    [InlineData("[1]", "application/json", null, 400, "malformed token request")]
    [InlineData("{\"key\":\"docs-key\"}", "application/json", null, 400, "malformed token request")]
    [InlineData("{\"key\":1,\"secret\":2}", "application/json", null, 400, "malformed token request")]
    [InlineData("key=docs-key", "application/x-www-form-urlencoded", null, 415, "the body's media type is not JSON")]
    [InlineData("{\"key\":\"nobody\",\"secret\":\"x\"}", "application/json", "code=429", 429, "unknown client")]
    [InlineData("{\"key\":\"docs-key\",\"secret\":\"x\"}", "application/json", "code=429", 429, "wrong client secret")]
    [InlineData("[]", "application/json", "code=498", 400, "malformed token request")]
    public async Task The_reason_for_a_rejected_token_request_is_recorded(string body, string mediaType, string? prefer, int status, string reason)
    {
        var reply = await app.SendAsync(
            HttpMethod.Post, "/v3/oauth/token/generate", Access.OAuth.Body(body, mediaType), prefer is null ? [] : [("Prefer", prefer)]);

        Assert.Equal(status, reply.Status);
        await AssertReasonAsync(status, reason);
    }

    [Theory]
    [InlineData("Content-Length: 1048577\r\n\r\n", 0)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n100001\r\n", 1_048_577)]
    public async Task The_reason_for_a_token_request_that_is_too_large_is_recorded_with_or_without_Content_Length(string head, int sent)
    {
        var reply = await RawConnection.SendAsync(
            app.Address,
            $"POST /v3/oauth/token/generate HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n{head}{new string(' ', sent)}");

        Assert.Equal(413, reply.Status);
        await AssertReasonAsync(413, "the body is too large");
    }

    [Fact]
    public async Task The_list_can_be_filtered_and_cleared()
    {
        await app.GetPlainAsync(TargetsOf(1));
        await app.GetPlainAsync("/v2/nothing");

        Assert.Single(await EntriesAsync("?status=401"));
        Assert.Single(await EntriesAsync("?path=/v2/*"));
        Assert.Equal(204, (await app.ControlAsync(HttpMethod.Delete, UnassignedPath)).Status);
        Assert.Empty(await EntriesAsync());
    }

    [Fact]
    public async Task Requests_of_worlds_and_paths_outside_the_API_are_not_listed()
    {
        await app.GetAsync(TargetsOf(565039506));
        await app.GetPlainAsync("/favicon.ico");
        await app.GetPlainAsync("/health/live");

        Assert.Empty(await EntriesAsync());
    }

    private async Task AssertReasonAsync(int status, string reason)
    {
        var entry = await SingleEntryAsync();
        Assert.Equal(
            (status, "generateToken", reason), (entry.GetProperty("status").GetInt32(), entry.GetProperty("operation").GetString(), entry.GetProperty("reason").GetString()));
    }

    private async Task<JsonElement> SingleEntryAsync() => Assert.Single(await EntriesAsync());

    private async Task<IReadOnlyList<JsonElement>> EntriesAsync(string filter = "") =>
        [.. ParseJson((await app.ControlAsync(HttpMethod.Get, UnassignedPath + filter)).Body).GetProperty("requests").EnumerateArray()];
}
