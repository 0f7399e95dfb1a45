using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Faults;

/// <summary>Which requests a fault plan affects and how often, and which plans are invalid.</summary>
[Trait("Evidence", "documented: docs/architecture.md 5")]
public sealed class FaultPlanTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string OwnTargets = "/v3/users/1/enrolledTargets";

    [Theory]
    [InlineData("""{"first":2}""", "503 503 200 200 200 200")]
    [InlineData("""{"first":0}""", "200 200 200 200 200 200")]
    [InlineData("""{"every":3}""", "200 200 503 200 200 503")]
    [InlineData("""{"every":2,"first":2}""", "200 503 200 200 200 200")]
    [InlineData("""{"rate":1}""", "503 503 503 503 503 503")]
    [InlineData("""{"rate":0}""", "200 200 200 200 200 200")]
    [InlineData("{}", "503 503 503 503 503 503")]
    [InlineData("null", "503 503 503 503 503 503")]
    public async Task Times_determines_which_of_the_matching_requests_fail(string times, string expected)
    {
        var world = await NewWorldAsync($$"""{"effect":{"status":503},"times":{{times}}}""");

        Assert.Equal(expected, await StatusesAsync(world, 6));
    }

    [Fact]
    public async Task Until_is_in_the_worlds_time()
    {
        var world = await NewWorldAsync("""{"effect":{"status":503},"times":{"until":"2031-01-01T00:00:00Z"}}""");

        Assert.Equal("503", await StatusesAsync(world, 1));
        await world.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"2030-12-31T23:59:59.999Z"}""");
        Assert.Equal("503", await StatusesAsync(world, 1));
        await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"PT0.001S"}""");
        Assert.Equal("200", await StatusesAsync(world, 1));
        await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"-P1D"}""");
        Assert.Equal("503", await StatusesAsync(world, 1));
    }

    [Fact]
    public async Task A_rate_without_a_seed_uses_the_worlds_seed()
    {
        const string rule = """{"effect":{"status":503},"times":{"rate":0.5}}""";
        var runs = new List<string>();
        foreach (var seed in new[] { 7, 7, 8 })
        {
            var world = await app.NewWorldAsync($$"""{"randomSeed":{{seed}},"world":{{WithCustomer(1)}}}""");
            await world.FailAsync(rule);
            runs.Add(await StatusesAsync(world, 30));
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(runs[0], runs[2]);
        Assert.Contains("200", runs[0], StringComparison.Ordinal);
        Assert.Contains("503", runs[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"operation":"getEnrolledTargets"}""", OwnTargets, true)]
    [InlineData("""{"operation":"getPromotionsV2"}""", OwnTargets, false)]
    [InlineData("""{"method":"get"}""", OwnTargets, true)]
    [InlineData("""{"method":"POST"}""", OwnTargets, false)]
    [InlineData("""{"path":"/v3/users/1/enrolledTargets"}""", OwnTargets, true)]
    [InlineData("""{"path":"/v3/*"}""", OwnTargets, true)]
    [InlineData("""{"path":"*/enrolledTargets"}""", OwnTargets, true)]
    [InlineData("""{"path":"/v3*Targets"}""", OwnTargets, true)]
    [InlineData("""{"path":"*users*1*"}""", OwnTargets, true)]
    [InlineData("""{"path":"/v3/users/2/*"}""", OwnTargets, false)]
    [InlineData("""{"path":"/V3/*"}""", OwnTargets, false)]
    [InlineData("""{"query":{"trackingDate":"*"}}""", OwnTargets, false)]
    [InlineData("""{"query":{"trackingDate":"*"}}""", OwnTargets + "?trackingDate=2031-01-01", true)]
    [InlineData("""{"query":{"trackingDate":"2031-*"}}""", OwnTargets + "?trackingDate=2031-01-01", true)]
    [InlineData("""{"query":{"trackingDate":"2032-*"}}""", OwnTargets + "?trackingDate=2031-01-01", false)]
    [InlineData("""{"query":{"trackingDate":"2031-*","enrollmentType":"IMPORT"}}""", OwnTargets + "?trackingDate=2031-01-01", false)]
    [InlineData("""{"query":{"targetRuleIds":"1,2"}}""", OwnTargets + "?targetRuleIds=1%2C2", true)]
    [InlineData("""{"operation":"getEnrolledTargets","method":"GET","path":"/v3/*","query":{"targetRuleIds":"*"}}""", OwnTargets + "?targetRuleIds=1", true)]
    public async Task A_rule_matches_if_all_of_its_conditions_match(string match, string path, bool fails)
    {
        var world = await NewWorldAsync($$"""{"match":{{match}},"effect":{"status":503} }""");

        Assert.Equal(fails ? 503 : 200, (await world.AskAsync(path)).Status);
    }

    [Fact]
    public async Task The_first_matching_rule_that_fires_determines_the_response()
    {
        var world = await NewWorldAsync(
            """{"effect":{"status":500},"times":{"first":1}},{"effect":{"status":502},"times":{"every":2}},{"match":{"path":"/v3/*"},"effect":{"status":504},"times":{"first":2}}""");

        // A rule counts only requests for which no earlier rule fired.
        Assert.Equal("500 504 502 504 502 200", await StatusesAsync(world, 6));
    }

    [Fact]
    public async Task A_plan_is_returned_as_written_and_can_be_deleted()
    {
        var world = await NewWorldAsync("""{"effect":{"status":500}}""");
        const string plan =
            """{"rules":[{"effect":{"code":310011,"delay":5,"connection":"resetMidBody"},"match":{"operation":"getEnrolledTargets","method":"GET","path":"/v3/*","query":{"a":"b*"}}"""
            + ""","times":{"first":3,"every":2,"rate":0.25,"seed":9,"until":"2031-01-01T00:00:00Z"}},{"effect":{"delay":{"min":1,"max":2}},"match":{}}"""
            + """,{"effect":{"status":503,"retryAfter":5,"headers":{"X-A":"b"},"content":"html","barrier":"b"},"match":{},"times":{"nth":4}},{"effect":{"body":"x"},"match":{}}]}""";

        Assert.Equal(plan, await world.DoAsync(HttpMethod.Put, "/faults", plan));
        Assert.Equal(plan, await world.DoAsync(HttpMethod.Get, "/faults"));
        Assert.Equal(204, (await world.ControlAsync(HttpMethod.Delete, "/faults")).Status);
        Assert.Equal("""{"rules":[]}""", await world.DoAsync(HttpMethod.Get, "/faults"));
        Assert.Equal("200", await StatusesAsync(world, 1));
    }

    [Fact]
    public async Task A_replaced_plan_counts_from_zero()
    {
        var world = await NewWorldAsync("""{"effect":{"status":503},"times":{"first":1}}""");
        Assert.Equal("503 200", await StatusesAsync(world, 2));

        await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"P1D"}""");
        Assert.Equal("200", await StatusesAsync(world, 1));
        await world.FailAsync("""{"effect":{"status":503},"times":{"first":1}}""");
        Assert.Equal("503 200", await StatusesAsync(world, 2));
    }

    [Theory]
    [InlineData("""{"match":{"operation":"getSomething"},"effect":{"status":503}}""", "$.rules[1].match.operation: unknown operation 'getSomething'; accepted operations: changePromotionStatus, createPromotion, ")]
    [InlineData("""{"match":{"operation":"getEnrolledTargets"},"effect":{"code":4055}}""", "$.rules[1].effect.code: no matching operation documents the code 4055; documented codes: 400,")]
    [InlineData("""{"match":{"operation":"getEnrolledTargets","method":"POST"},"effect":{"code":310011}}""", "$.rules[1].match: no emulated operation matches, so the rule would never fire; emulated operations: changePromotionStatus (PUT ")]
    [InlineData("""{"match":{"operation":"getEnrolledTargets","path":"/v2/*"},"effect":{"status":503}}""", "$.rules[1].match: no emulated operation matches")]
    [InlineData("""{"match":{"method":"BREW"},"effect":{"delay":1}}""", "$.rules[1].match: no emulated operation matches")]
    [InlineData("""{"match":{"path":"/nowhere"},"effect":{"code":4055}}""", "$.rules[1].match: no emulated operation matches")]
    [InlineData("""{"match":{"path":"/v3/users"},"effect":{"status":503}}""", "$.rules[1].match: no emulated operation matches")]
    [InlineData("""{"match":{"path":"/v3/users/*/enrolledTargets"},"effect":{"code":4055}}""", "$.rules[1].effect.code: no matching operation documents the code 4055; documented codes: 400,")]
    [InlineData("""{"match":{"path":"/v3/oauth/*"},"effect":{"code":498}}""", "$.rules[1].effect.code")]
    [InlineData("""{"match":{"path":""},"effect":{"status":503}}""", "$.rules[1].match.path: a path must not be empty")]
    [InlineData("""{"match":{"method":""},"effect":{"status":503}}""", "$.rules[1].match.method: a method must not be empty")]
    [InlineData("""{"match":{"operation":""},"effect":{"status":503}}""", "$.rules[1].match.operation: unknown operation ''")]
    [InlineData("""{"match":{"query":{"a":null}},"effect":{"status":503}}""", "$.rules[1].match.query.a: a value must be a string")]
    [InlineData("""{"match":{"query":{"a":"b","c.d":null}},"effect":{"status":503}}""", "$.rules[1].match.query['c.d']: a value must be a string")]
    [InlineData("""{"effect":{"code":123456}}""", "$.rules[1].effect.code")]
    [InlineData("""{"effect":{"status":200}}""", "$.rules[1].effect.status")]
    [InlineData("""{"effect":{"status":600}}""", "$.rules[1].effect.status")]
    [InlineData("""{"effect":{"status":503,"code":310011}}""", "$.rules[1].effect")]
    [InlineData("""{"effect":{}}""", "$.rules[1].effect")]
    [InlineData("""{"effect":{"delay":-1}}""", "$.rules[1].effect.delay")]
    [InlineData("""{"effect":{"delay":600001}}""", "$.rules[1].effect.delay")]
    [InlineData("""{"effect":{"delay":{"min":2,"max":1}}}""", "$.rules[1].effect.delay")]
    [InlineData("""{"effect":{"delay":{"min":2}}}""", "$.rules[1].effect.delay: a delay is a number")]
    [InlineData("""{"effect":{"delay":"250"}}""", "$.rules[1].effect.delay")]
    [InlineData("""{"effect":{"connection":"cut"}}""", "$.rules[1].effect.connection: a connection is one of reset, resetMidBody, timeoutAfterCommit.")]
    [InlineData("""{"effect":{"retryAfter":5}}""", "$.rules[1].effect: an effect has a code, a status, headers,")]
    [InlineData("""{"effect":{"delay":1,"retryAfter":5}}""", "$.rules[1].effect.retryAfter: retryAfter needs a code or a status.")]
    [InlineData("""{"effect":{"status":503,"retryAfter":-1}}""", "$.rules[1].effect.retryAfter: retryAfter is 0 or more seconds.")]
    [InlineData("""{"effect":{"status":503,"retryAfter":99999999999}}""", "$.rules[1].effect.retryAfter")]
    [InlineData("""{"effect":{"status":503,"retryAfter":"5"}}""", "$.rules[1].effect.retryAfter")]
    [InlineData("""{"effect":{"status":503,"retryAfter":5,"headers":{"retry-after":"6"}}}""", "$.rules[1].effect.headers['retry-after']: give retryAfter or this header, not both.")]
    [InlineData("""{"effect":{"headers":{}}}""", "$.rules[1].effect.headers: headers must contain a header.")]
    [InlineData("""{"effect":{"headers":{"":"x"}}}""", "$.rules[1].effect.headers['']: a header's name has letters")]
    [InlineData("""{"effect":{"headers":{"X Y":"x"}}}""", "$.rules[1].effect.headers['X Y']: a header's name has letters")]
    [InlineData("""{"effect":{"headers":{"content-length":"5"}}}""", "$.rules[1].effect.headers['content-length']: the server writes this header itself.")]
    [InlineData("""{"effect":{"headers":{"X":null}}}""", "$.rules[1].effect.headers.X: a header's value is printable ASCII text.")]
    [InlineData("""{"effect":{"headers":{"X":"a\r\nSet-Cookie: b"}}}""", "$.rules[1].effect.headers.X: a header's value is printable ASCII text.")]
    [InlineData("""{"effect":{"headers":{"X":"ü"}}}""", "$.rules[1].effect.headers.X: a header's value is printable ASCII text.")]
    [InlineData("""{"effect":{"headers":["X"]}}""", "$.rules[1].effect.headers")]
    [InlineData("""{"effect":{"body":{"data":1}}}""", "$.rules[1].effect.body")]
    [InlineData("""{"effect":{"body":"x","content":"empty"}}""", "$.rules[1].effect: an effect has at most one of code, body and content")]
    [InlineData("""{"effect":{"code":310011,"body":"x"}}""", "$.rules[1].effect: an effect has at most one of code, body and content")]
    [InlineData("""{"effect":{"code":310011,"content":"malformedJson"}}""", "$.rules[1].effect: an effect has at most one of code, body and content")]
    [InlineData("""{"effect":{"content":"Empty"}}""", "$.rules[1].effect.content: a content is one of empty, malformedJson, html.")]
    [InlineData("""{"effect":{"content":"html"}}""", "$.rules[1].effect.content: html is the error page of a gateway and needs a status, such as 502.")]
    [InlineData("""{"effect":{"barrier":""}}""", "$.rules[1].effect.barrier: a name has 1 to 100 letters")]
    [InlineData("""{"effect":{"barrier":"a/b"}}""", "$.rules[1].effect.barrier: a name has 1 to 100 letters")]
    [InlineData("""{"effect":{"barrier":2}}""", "$.rules[1].effect.barrier")]
    [InlineData("""{"effect":{"status":503},"times":{"nth":0}}""", "$.rules[1].times.nth: nth is 1 or more.")]
    [InlineData("""{"effect":{"status":503},"times":{"first":-1}}""", "$.rules[1].times.first")]
    [InlineData("""{"effect":{"status":503},"times":{"every":0}}""", "$.rules[1].times.every")]
    [InlineData("""{"effect":{"status":503},"times":{"rate":1.5}}""", "$.rules[1].times.rate")]
    [InlineData("""{"effect":{"status":503},"times":{"until":"-PT2H"}}""", "$.rules[1].times.until")]
    [InlineData("""{"effect":{"status":503},"times":{"never":true}}""", "unknown property 'never'")]
    [InlineData("""{"match":{"path":"*"}}""", "effect")]
    [InlineData("null", "$.rules[1]: a rule must be an object.")]
    public async Task An_invalid_rule_is_rejected_and_the_old_plan_stays(string rule, string reason)
    {
        var world = await NewWorldAsync("""{"effect":{"status":502}}""");

        var reply = await world.ControlAsync(HttpMethod.Put, "/faults", $$"""{"rules":[{"effect":{"status":500} },{{rule}}]}""");

        Assert.Contains(reason, ProblemDetail(400, reply), StringComparison.Ordinal);
        Assert.Equal("502", await StatusesAsync(world, 1));
    }

    [Theory]
    [InlineData("/v3/users/1/enrolledTargets/", "/v3/users/*/enrolledTargets/")]
    [InlineData("/V3/USERS/1/enrolledtargets", "/V3/U*/enrolledtargets")]
    public async Task A_rule_can_match_every_spelling_of_a_path_that_the_routes_accept(string path, string pattern)
    {
        var world = await NewWorldAsync($$"""{"match":{"path":"{{pattern}}"},"effect":{"code":310130} }""");

        Assert.Equal(400, (await world.AskAsync(path)).Status);
        Assert.Equal(404, (await world.AskAsync("/v3/users//enrolledTargets")).Status);
    }

    private static async Task<string> StatusesAsync(TestWorld world, int count)
    {
        var statuses = new List<int>();
        for (var time = 0; time < count; time++)
        {
            statuses.Add((await world.AskAsync(OwnTargets)).Status);
        }

        return string.Join(' ', statuses);
    }

    private async Task<TestWorld> NewWorldAsync(string rules)
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.FailAsync(rules);
        return world;
    }
}
