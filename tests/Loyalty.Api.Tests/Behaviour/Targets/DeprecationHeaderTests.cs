using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>The deprecation headers of enrolledTargets.</summary>
public sealed class DeprecationHeaderTests
{
    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 0.6")]
    public async Task A_response_has_a_Deprecation_header_and_a_Link_to_the_successor()
    {
        using var world = new FilteredTargets();

        var reply = await world.AskAsync("");

        Assert.Equal("@1762819200", reply.Headers["Deprecation"]);
        Assert.Equal(new DateTimeOffset(2025, 11, 11, 0, 0, 0, TimeSpan.Zero), DateTimeOffset.FromUnixTimeSeconds(1762819200));
        Assert.Equal("</v3/promotions>; rel=\"successor-version\"", reply.Headers["Link"]);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 0.6")]
    public async Task One_setting_of_the_world_turns_both_headers_off()
    {
        using var world = new FilteredTargets("\"deprecationHeaders\":false");

        var reply = await world.AskAsync("");

        Assert.Equal(200, reply.Status);
        Assert.DoesNotContain("Deprecation", reply.Headers.Keys);
        Assert.DoesNotContain("Link", reply.Headers.Keys);
    }

    [Theory]
    [InlineData(200, "t.one", "/v3/users/1001/enrolledTargets")]
    [InlineData(304, "t.one", "/v3/users/1001/enrolledTargets", "If-None-Match", "*")]
    [InlineData(400, "t.one", "/v3/users/first/enrolledTargets")]
    [InlineData(400, "t.one", "/v3/users/9/enrolledTargets")]
    [InlineData(400, "t.one", "/v3/users/1001/enrolledTargets?enrollmentType=MANUAL&enrollmentType=IMPORT")]
    [InlineData(403, "t.shut", "/v3/users/1001/enrolledTargets")]
    [InlineData(429, "t.one", "/v3/users/1001/enrolledTargets", "Prefer", "code=429")]
    [InlineData(400, "t.one", "/v3/users/1001/enrolledTargets", "Prefer", "code=1")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 0.6")]
    public async Task Every_response_to_an_authenticated_caller_has_both_headers_unless_the_world_turns_them_off(int status, string till, string path, string header = "Accept", string value = "*/*")
    {
        foreach (var enabled in new[] { true, false })
        {
            using var app = new EmulatorApp(World(enabled));

            var first = await app.GetPlainAsync(path, ("Authorization", Tills.Of(till)), (header, value));
            var second = await app.GetPlainAsync(path, ("Authorization", Tills.Of(till)), (header, value));

            Assert.All(new[] { first, second }, reply =>
            {
                Assert.Equal(status, reply.Status);
                Assert.Equal(enabled ? "@1762819200" : null, reply.Headers.GetValueOrDefault("Deprecation"));
                Assert.Equal(enabled ? "</v3/promotions>; rel=\"successor-version\"" : null, reply.Headers.GetValueOrDefault("Link"));
            });
        }
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 0.6")]
    public async Task Responses_without_a_world_or_of_another_operation_have_neither_header()
    {
        using var app = new EmulatorApp(World(enabled: true));
        var replies = new[]
        {
            await app.GetPlainAsync("/v3/users/1001/enrolledTargets"),
            await app.GetPlainAsync("/v3/users/1001/enrolledTargets", ("Authorization", Tills.Of("nobody"))),
            await app.SendAsync(HttpMethod.Post, "/v3/users/1001/enrolledTargets", null, ("Authorization", Tills.Of("t.one"))),
            await app.GetPlainAsync("/api_gateway/loyalty/v1/programs/1/promotionsV2", ("Authorization", Tills.Of("t.one"))),
        };

        Assert.Equal([401, 401, 405, 400], replies.Select(reply => reply.Status));
        Assert.All(replies, reply => Assert.DoesNotContain("Deprecation", reply.Headers.Keys));
        Assert.All(replies, reply => Assert.DoesNotContain("Link", reply.Headers.Keys));
    }

    private static string World(bool enabled) => $$"""
        {
          "schemaVersion":1, "name":"deprecation", "timeZone":"UTC", "settings":{"deprecationHeaders":{{(enabled ? "true" : "false")}}},
          "orgs":[{
            "id":1, "name":"One", "customers":[{"id":1001}],
            "accessGroups":[{"name":"Open", "default":true, "otherResources":"WRITE"}, {"name":"Shut", "default":false, "otherResources":"NONE"}],
            "tills":[{"username":"t.one", "password":"123"}, {"username":"t.shut", "password":"123", "accessGroup":"Shut"}]
          }]
        }
        """;

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.16")]
    public async Task The_successor_is_emulated()
    {
        using var app = new EmulatorApp();

        Assert.Equal(200, (await app.GetAsync("/v3/promotions")).Status);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task One_option_turns_both_headers_off_for_worlds_without_the_setting()
    {
        using var app = new EmulatorApp(null, ("Targets:DeprecationHeaders", "false"));

        var reply = await app.GetAsync("/v3/users/565039506/enrolledTargets");

        Assert.Equal(200, reply.Status);
        Assert.DoesNotContain("Deprecation", reply.Headers.Keys);
        Assert.DoesNotContain("Link", reply.Headers.Keys);
    }
}
