using System.Globalization;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Operations;

/// <summary>ETag and If-None-Match on both reads.</summary>
public sealed class ETagTests(EmulatorApp shared) : IClassFixture<EmulatorApp>
{
    private const string Page = "/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=2&offset=0&sourceType=USER_CREATED";

    public static TheoryData<string> Reads => [OAuth.TargetsPath, Page];

    [Theory]
    [MemberData(nameof(Reads))]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task The_same_response_has_the_same_strong_ETag_in_every_process(string path)
    {
        using var other = new EmulatorApp();

        var first = await shared.GetAsync(path);
        var second = await shared.GetAsync(path);
        var elsewhere = await other.GetAsync(path);

        Assert.Matches("^\"[^\"]+\"$", first.Headers["ETag"]);
        Assert.Equal(first.Headers["ETag"], second.Headers["ETag"]);
        Assert.Equal(first.Headers["ETag"], elsewhere.Headers["ETag"]);
        Assert.Equal(first.Body, elsewhere.Body);
    }

    [Theory]
    [MemberData(nameof(Reads))]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_matching_ETag_in_any_valid_form_is_304_without_a_body(string path)
    {
        var full = await shared.GetAsync(path);
        var tag = full.Headers["ETag"];

        foreach (var header in new[] { tag, "*", "W/" + tag, $"\"other\", {tag}", $"\"other\",{tag},\"more\"", $" {tag} ", $"W/\"other\", W/{tag}" })
        {
            var reply = await shared.GetAsync(path, ("If-None-Match", header));

            Assert.Equal((header, 304, ""), (header, reply.Status, reply.Body));
            Assert.Equal(tag, reply.Headers["ETag"]);
            Assert.Null(reply.ContentType);
            Assert.Contains("X-Cap-Requestid", reply.Headers.Keys);
            Assert.Equal(full.Headers.GetValueOrDefault("Deprecation"), reply.Headers.GetValueOrDefault("Deprecation"));
        }
    }

    [Theory]
    [MemberData(nameof(Reads))]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_different_or_malformed_ETag_gets_the_full_response(string path)
    {
        var full = await shared.GetAsync(path);
        var tag = full.Headers["ETag"];

        foreach (var header in new[] { "\"other\"", "W/\"other\"", tag.Trim('"'), tag.ToUpperInvariant() + "x", "", ",", "\"*\"", "\"" + tag + "\"" })
        {
            var reply = await shared.GetAsync(path, ("If-None-Match", header));

            Assert.Equal((header, 200, full.Body), (header, reply.Status, reply.Body));
        }
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task The_ETags_of_two_If_None_Match_headers_are_both_compared()
    {
        var tag = (await shared.GetAsync(OAuth.TargetsPath)).Headers["ETag"];

        var reply = await Hostile.RawConnection.SendAsync(
            shared.Address, $"GET {OAuth.TargetsPath} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: {Tills.Sample}\r\nIf-None-Match: \"other\"\r\nIf-None-Match: {tag}\r\n\r\n");

        Assert.Equal((304, ""), (reply.Status, reply.Body));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task An_error_has_no_ETag_and_is_never_304()
    {
        foreach (var (path, status) in new[] { ("/v3/users/1/enrolledTargets", 400), (Page + "&eventName=", 400), ("/v3/nothing", 404) })
        {
            var reply = await shared.GetAsync(path, ("If-None-Match", "*"));

            Assert.Equal(status, reply.Status);
            Assert.DoesNotContain("ETag", reply.Headers.Keys);
        }

        Assert.Equal(401, (await shared.GetPlainAsync(OAuth.TargetsPath, ("If-None-Match", "*"))).Status);
        Assert.Equal(403, (await shared.GetPlainAsync(Page, ("If-None-Match", "*"), ("Authorization", Tills.Limited))).Status);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 3, row C-1")]
    public async Task Every_representation_has_its_own_ETag()
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var representation in new[] { "Documented", "Gateway", "Customer" })
        {
            var reply = await shared.GetAsync(Page, ("Prefer", "representation=" + representation));
            tags[representation] = reply.Headers["ETag"];
            Assert.Equal(304, (await shared.GetAsync(Page, ("Prefer", "representation=" + representation), ("If-None-Match", tags[representation]))).Status);
        }

        Assert.Equal(3, tags.Values.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(tags["Documented"], (await shared.GetAsync(Page)).Headers["ETag"]);
        Assert.Equal(200, (await shared.GetAsync(Page, ("Prefer", "representation=Gateway"), ("If-None-Match", tags["Customer"]))).Status);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task The_ETag_changes_only_if_time_or_a_document_changes_the_response()
    {
        using var app = new EmulatorApp("""
            {"schemaVersion":1, "name":"one-promotion", "timeZone":"UTC", "clock":{"mode":"FROZEN", "at":"2031-03-31T23:59:59.998Z"}, "orgs":[{"id":1, "name":"One",
             "tills":[{"username":"t", "password":"123"}], "programs":[{"id":469, "name":"P"}],
             "promotions":[{"id":1, "programId":469, "name":"n", "identifier":"i", "sourceType":"USER_CREATED", "eventName":"TransactionAdd", "startDate":"2031-03-01T00:00:00Z", "endDate":"2031-03-31T23:59:59.999Z",
              "pointsOfferType":"GENERIC", "lastUpdateDate":"2031-01-01T00:00:00Z"}]}]}
            """);
        var world = new MadeWorld(app, "one-promotion", "", "");
        async Task<string> TagAsync() => (await app.GetPlainAsync(Page, ("Authorization", Tills.Of("t")))).Headers["ETag"];
        var live = await TagAsync();

        await world.FreezeAsync("2031-03-31T23:59:59.999Z");
        Assert.Equal(live, await TagAsync());
        await world.FreezeAsync("2031-04-01T00:00:00Z");
        var completed = await TagAsync();
        Assert.NotEqual(live, completed);
        await world.FreezeAsync("2031-03-01T00:00:00Z");
        Assert.Equal(live, await TagAsync());
        await world.PutAsync("document", (await world.ExportAsync()).Replace("\"n\"", "\"renamed\"", StringComparison.Ordinal));
        Assert.NotEqual(live, await TagAsync());
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task An_ETag_stays_valid_after_midnight_if_the_response_is_the_same()
    {
        using var own = new EmulatorApp();
        var tag = (await own.GetAsync(OAuth.TargetsPath)).Headers["ETag"];

        own.Clock.Now = DateTimeOffset.Parse("2026-03-16T00:00:00Z", CultureInfo.InvariantCulture);

        Assert.Equal(304, (await own.GetAsync(OAuth.TargetsPath, ("If-None-Match", tag))).Status);
        Assert.Equal(200, (await own.GetAsync(OAuth.TargetsPath)).Status);
    }
}
