using System.Text.Json;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Emulator.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Emulator;

/// <summary>Requests that no credential places in a world, and why.</summary>
[Trait("Evidence", "documented: DESIGN.md 4")]
public sealed class LooseRequestsTests : IDisposable
{
    private const string Loose = "/_emulator/requests";

    private readonly EmulatorApp _app = new();

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData(null, "no Authorization header")]
    [InlineData("Bearer abc", "the Authorization scheme is not Basic")]
    [InlineData("Basic ???", "the Basic value is not base64")]
    [InlineData("Basic bm9jb2xvbg==", "the Basic value has no colon between user and hash")]
    [InlineData("Basic bm9ib2R5OjIwMmNiOTYyYWM1OTA3NWI5NjRiMDcxNTJkMjM0Yjcw", "unknown till")]
    [InlineData("Basic ZG9jcy50aWxsOjEyMw==", "the password was sent in plain, not as the hex MD5")]
    [InlineData("Basic ZG9jcy50aWxsOmFiYw==", "wrong password hash")]
    public async Task A_refused_header_is_explained(string? header, string reason)
    {
        var reply = await _app.GetPlainAsync(TargetsOf(1), header is null ? [] : [("Authorization", header)]);

        var entry = await OnlyAsync();
        Assert.Equal(401, reply.Status);
        Assert.Equal((401, reason), (entry.GetProperty("status").GetInt32(), entry.GetProperty("reason").GetString()));
        Assert.Equal("getEnrolledTargets", entry.GetProperty("operation").GetString());
        Assert.DoesNotContain(reason, reply.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(header ?? "\u0000", entry.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-CAP-API-OAUTH-TOKEN", "", "the token header is empty")]
    [InlineData("X-CAP-API-OAUTH-TOKEN", "a.b.c", "not a token of this installation")]
    [InlineData("CAP-API-ACCESS-TOKEN", "nonsense", "not a token of this installation")]
    public async Task A_refused_token_is_explained(string header, string value, string reason)
    {
        Assert.Equal(401, (await _app.GetPlainAsync(TargetsOf(1), (header, value))).Status);

        Assert.Equal(reason, (await OnlyAsync()).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task An_expired_token_and_one_of_a_client_that_is_gone_are_explained()
    {
        var world = await _app.NewWorldAsync();
        var token = Json((await world.TokenAsync()).Body).GetProperty("data").GetProperty("accessToken").GetString()!;
        await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"P365D"}""");
        await _app.GetPlainAsync(TargetsOf(1), ("X-CAP-API-OAUTH-TOKEN", token));
        await world.DoAsync(HttpMethod.Delete, "");
        await _app.GetPlainAsync(TargetsOf(1), ("X-CAP-API-OAUTH-TOKEN", token));

        Assert.Equal(["the token's client is gone", "token expired"], (await ListAsync()).Select(entry => entry.GetProperty("reason").GetString()));
    }

    [Theory]
    [InlineData("nobody", "docs-secret", "unknown client")]
    [InlineData("docs-key", "guess", "wrong client secret")]
    public async Task A_refused_client_is_explained_without_its_secret(string key, string secret, string reason)
    {
        Assert.Equal(400, (await _app.ControlAsync(HttpMethod.Post, "/v3/oauth/token/generate", $$"""{"key":"{{key}}","secret":"{{secret}}"}""")).Status);

        var entry = await OnlyAsync();
        Assert.Equal(reason, entry.GetProperty("reason").GetString());
        Assert.Equal("""{"key":"***","secret":"***"}""", entry.GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("GET", "/v3/nothing", 404)]
    [InlineData("GET", "/v2/nothing", 404)]
    [InlineData("DELETE", "/v3/users/1/enrolledTargets", 405)]
    public async Task What_is_not_emulated_is_kept_too(string method, string path, int status)
    {
        await _app.ControlAsync(new HttpMethod(method), path, null, ("Authorization", Tills.Sample));

        var entry = await OnlyAsync();
        Assert.Equal((status, "no emulated operation"), (entry.GetProperty("status").GetInt32(), entry.GetProperty("reason").GetString()));
        Assert.Equal(path, entry.GetProperty("path").GetString());
    }

    [Fact]
    public async Task Filters_work_here_too_and_the_list_can_be_emptied()
    {
        await _app.GetPlainAsync(TargetsOf(1));
        await _app.GetPlainAsync("/v2/nothing");

        Assert.Single(await ListAsync("?status=401"));
        Assert.Single(await ListAsync("?path=/v2/*"));
        Assert.Equal(204, (await _app.ControlAsync(HttpMethod.Delete, Loose)).Status);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Requests_of_worlds_and_paths_outside_the_api_are_not_kept_here()
    {
        await _app.GetAsync(TargetsOf(565039506));
        await _app.GetPlainAsync("/favicon.ico");
        await _app.GetPlainAsync("/health/live");

        Assert.Empty(await ListAsync());
    }

    private async Task<JsonElement> OnlyAsync() => Assert.Single(await ListAsync());

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string filter = "") =>
        [.. Json((await _app.ControlAsync(HttpMethod.Get, Loose + filter)).Body).GetProperty("requests").EnumerateArray()];
}
