using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Hosting;

/// <summary>Pages of other origins (CORS), which a setting lets in.</summary>
[Trait("Evidence", "inferred: docs/reading-the-documentation.md, row B-8")]
public sealed class CrossOriginTests
{
    private const string Setting = "Emulator:CorsOrigins";

    private const string Shop = "https://shop.example";

    private static readonly HttpMethod[] Preflighted = [HttpMethod.Get, HttpMethod.Post];

    [Fact]
    public async Task Without_the_setting_OPTIONS_is_405_in_the_envelope_and_no_answer_names_an_origin()
    {
        using var app = new EmulatorApp();

        var preflight = await PreflightAsync(app, OAuth.TargetsPath, Shop);
        var read = await app.GetAsync(OAuth.TargetsPath, ("Origin", Shop));

        Assert.Equal((405, OAuth.V3Error(405, "The operation is not supported for the resource.")), (preflight.Status, preflight.Body));
        Assert.All(new[] { preflight, read }, reply => Assert.DoesNotContain(reply.Headers.Keys, name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("*", Shop, "*")]
    [InlineData(Shop, Shop, Shop)]
    [InlineData("http://localhost:3000, https://SHOP.example", Shop, Shop)]
    public async Task A_page_of_a_named_origin_may_send_its_request_and_read_every_answer(string setting, string origin, string allowed)
    {
        using var app = new EmulatorApp(null, (Setting, setting));

        foreach (var method in Preflighted)
        {
            var preflight = await PreflightAsync(app, OAuth.TargetsPath, origin, method);

            Assert.Equal((204, ""), (preflight.Status, preflight.Body));
            Assert.Equal(allowed, preflight.Headers["Access-Control-Allow-Origin"]);
            Assert.Equal("authorization,prefer", preflight.Headers["Access-Control-Allow-Headers"]);
            Assert.Contains("X-Cap-Requestid", preflight.Headers.Keys);
        }

        var read = await app.GetAsync(OAuth.TargetsPath, ("Origin", origin));
        var anonymous = await app.GetPlainAsync(OAuth.TargetsPath, ("Origin", origin));
        var unknown = await app.GetPlainAsync("/v3/nothing", ("Origin", origin));
        Assert.Equal([200, 401, 404], new[] { read.Status, anonymous.Status, unknown.Status });
        Assert.All(new[] { read, anonymous, unknown }, reply => Assert.Equal(allowed, reply.Headers["Access-Control-Allow-Origin"]));
        Assert.Contains("ETag", read.Headers["Access-Control-Expose-Headers"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_origin_is_named_in_no_answer()
    {
        using var app = new EmulatorApp(null, (Setting, Shop));

        var preflight = await PreflightAsync(app, OAuth.TargetsPath, "https://evil.example");
        var read = await app.GetAsync(OAuth.TargetsPath, ("Origin", "https://evil.example"));

        Assert.DoesNotContain("Access-Control-Allow-Origin", preflight.Headers.Keys);
        Assert.DoesNotContain("Access-Control-Allow-Origin", read.Headers.Keys);
    }

    [Fact]
    public async Task The_journal_has_no_preflight_requests()
    {
        using var app = new EmulatorApp(null, (Setting, "*"));

        await PreflightAsync(app, OAuth.TargetsPath, Shop);

        var unassigned = await app.ControlAsync(HttpMethod.Get, "/_emulator/requests");
        Assert.Equal("""{"requests":[]}""", unassigned.Body);
    }

    [Fact]
    public async Task Controls_need_their_key_from_a_page_of_another_origin_all_the_same()
    {
        using var app = new EmulatorApp(null, (Setting, "*"), ("Emulator:ControlKey", "0123456789abcdef"));

        Assert.Equal(403, (await app.GetPlainAsync(WorldsPath, ("Origin", Shop))).Status);
        Assert.Equal(200, (await app.GetPlainAsync(WorldsPath, ("Origin", Shop), ("X-Emulator-Key", "0123456789abcdef"))).Status);
    }

    private static Task<Reply> PreflightAsync(EmulatorApp app, string path, string origin, HttpMethod? method = null) => app.SendAsync(
        HttpMethod.Options, path, null, ("Origin", origin), ("Access-Control-Request-Method", (method ?? HttpMethod.Get).Method), ("Access-Control-Request-Headers", "authorization,prefer"));
}
