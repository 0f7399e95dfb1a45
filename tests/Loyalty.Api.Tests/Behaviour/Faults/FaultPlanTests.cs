using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Faults;

/// <summary>Which requests a plan touches and how often, and what a plan may not say.</summary>
[Trait("Evidence", "documented: docs/architecture.md 5")]
public sealed class FaultPlanTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Own = "/v3/users/1/enrolledTargets";

    [Theory]
    [InlineData("""{"first":2}""", "503 503 200 200 200 200")]
    [InlineData("""{"first":0}""", "200 200 200 200 200 200")]
    [InlineData("""{"every":3}""", "200 200 503 200 200 503")]
    [InlineData("""{"every":2,"first":2}""", "200 503 200 200 200 200")]
    [InlineData("""{"rate":1}""", "503 503 503 503 503 503")]
    [InlineData("""{"rate":0}""", "200 200 200 200 200 200")]
    [InlineData("{}", "503 503 503 503 503 503")]
    [InlineData("null", "503 503 503 503 503 503")]
    public async Task Times_say_which_of_the_fitting_requests_fail(string times, string expected)
    {
        var world = await NewWorldAsync($$"""{"effect":{"status":503},"times":{{times}}}""");

        Assert.Equal(expected, await StatusesAsync(world, 6));
    }

    [Fact]
    public async Task Until_is_an_instant_of_the_world()
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
    public async Task A_rate_takes_the_worlds_seed_where_it_names_none()
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
    [InlineData("""{"operation":"getEnrolledTargets"}""", Own, true)]
    [InlineData("""{"operation":"getPromotionsV2"}""", Own, false)]
    [InlineData("""{"method":"get"}""", Own, true)]
    [InlineData("""{"method":"POST"}""", Own, false)]
    [InlineData("""{"path":"/v3/users/1/enrolledTargets"}""", Own, true)]
    [InlineData("""{"path":"/v3/*"}""", Own, true)]
    [InlineData("""{"path":"*/enrolledTargets"}""", Own, true)]
    [InlineData("""{"path":"/v3*Targets"}""", Own, true)]
    [InlineData("""{"path":"*users*1*"}""", Own, true)]
    [InlineData("""{"path":"/v3/users/2/*"}""", Own, false)]
    [InlineData("""{"path":"/V3/*"}""", Own, false)]
    [InlineData("""{"query":{"trackingDate":"*"}}""", Own, false)]
    [InlineData("""{"query":{"trackingDate":"*"}}""", Own + "?trackingDate=2031-01-01", true)]
    [InlineData("""{"query":{"trackingDate":"2031-*"}}""", Own + "?trackingDate=2031-01-01", true)]
    [InlineData("""{"query":{"trackingDate":"2032-*"}}""", Own + "?trackingDate=2031-01-01", false)]
    [InlineData("""{"query":{"trackingDate":"2031-*","enrollmentType":"IMPORT"}}""", Own + "?trackingDate=2031-01-01", false)]
    [InlineData("""{"query":{"targetRuleIds":"1,2"}}""", Own + "?targetRuleIds=1%2C2", true)]
    [InlineData("""{"operation":"getEnrolledTargets","method":"GET","path":"/v3/*","query":{"targetRuleIds":"*"}}""", Own + "?targetRuleIds=1", true)]
    public async Task A_match_fits_when_all_of_it_fits(string match, string path, bool fails)
    {
        var world = await NewWorldAsync($$"""{"match":{{match}},"effect":{"status":503} }""");

        Assert.Equal(fails ? 503 : 200, (await world.AskAsync(path)).Status);
    }

    [Fact]
    public async Task The_first_rule_that_fits_and_fires_wins()
    {
        var world = await NewWorldAsync(
            """{"effect":{"status":500},"times":{"first":1}},{"effect":{"status":502},"times":{"every":2}},{"match":{"path":"/v3/*"},"effect":{"status":504},"times":{"first":2}}""");

        // The second rule counts only what the first let pass, the third what both let pass.
        Assert.Equal("500 504 502 504 502 200", await StatusesAsync(world, 6));
    }

    [Fact]
    public async Task A_plan_is_read_back_as_written_and_can_be_removed()
    {
        var world = await NewWorldAsync("""{"effect":{"status":500}}""");
        const string plan =
            """{"rules":[{"effect":{"code":310011,"delay":5,"connection":"resetMidBody"},"match":{"operation":"getEnrolledTargets","method":"GET","path":"/v3/*","query":{"a":"b*"}}"""
            + ""","times":{"first":3,"every":2,"rate":0.25,"seed":9,"until":"2031-01-01T00:00:00Z"}},{"effect":{"delay":{"min":1,"max":2}},"match":{}}]}""";


        Assert.Equal(plan, await world.DoAsync(HttpMethod.Put, "/faults", plan));
        Assert.Equal(plan, await world.DoAsync(HttpMethod.Get, "/faults"));
        Assert.Equal(204, (await world.ControlAsync(HttpMethod.Delete, "/faults")).Status);
        Assert.Equal("""{"rules":[]}""", await world.DoAsync(HttpMethod.Get, "/faults"));
        Assert.Equal("200", await StatusesAsync(world, 1));
    }

    [Fact]
    public async Task A_plan_written_again_counts_from_the_start()
    {
        var world = await NewWorldAsync("""{"effect":{"status":503},"times":{"first":1}}""");
        Assert.Equal("503 200", await StatusesAsync(world, 2));

        await world.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"P1D"}""");
        Assert.Equal("200", await StatusesAsync(world, 1));
        await world.FailAsync("""{"effect":{"status":503},"times":{"first":1}}""");
        Assert.Equal("503 200", await StatusesAsync(world, 2));
    }

    [Theory]
    [InlineData("""{"match":{"operation":"getSomething"},"effect":{"status":503}}""", "$.rules[1].match.operation: unknown operation 'getSomething'; accepted operations: getEnrolledTargets, getPromotionsV2")]
    [InlineData("""{"match":{"operation":"getEnrolledTargets"},"effect":{"code":4055}}""", "$.rules[1].effect.code: no matching operation documents the code 4055; documented codes: 400,")]
    [InlineData("""{"match":{"operation":"getEnrolledTargets","method":"POST"},"effect":{"code":310011}}""", "$.rules[1].match: no emulated operation matches, so the rule would never fire; emulated operations: getEnrolledTargets (GET /v3/users/{userId}/enrolledTargets), ")]
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
    [InlineData("""{"effect":{"status":503},"times":{"first":-1}}""", "$.rules[1].times.first")]
    [InlineData("""{"effect":{"status":503},"times":{"every":0}}""", "$.rules[1].times.every")]
    [InlineData("""{"effect":{"status":503},"times":{"rate":1.5}}""", "$.rules[1].times.rate")]
    [InlineData("""{"effect":{"status":503},"times":{"until":"-PT2H"}}""", "$.rules[1].times.until")]
    [InlineData("""{"effect":{"status":503},"times":{"never":true}}""", "unknown property 'never'")]
    [InlineData("""{"match":{"path":"*"}}""", "effect")]
    [InlineData("null", "$.rules[1]: a rule must be an object.")]
    public async Task A_rule_that_could_never_do_what_it_says_is_refused_and_the_old_plan_stays(string rule, string reason)
    {
        var world = await NewWorldAsync("""{"effect":{"status":502}}""");

        var refused = await world.ControlAsync(HttpMethod.Put, "/faults", $$"""{"rules":[{"effect":{"status":500} },{{rule}}]}""");

        Assert.Contains(reason, Detail(400, refused), StringComparison.Ordinal);
        Assert.Equal("502", await StatusesAsync(world, 1));
    }

    [Theory]
    [InlineData("/v3/users/1/enrolledTargets/", "/v3/users/*/enrolledTargets/")]
    [InlineData("/V3/USERS/1/enrolledtargets", "/V3/U*/enrolledtargets")]
    public async Task What_the_routes_let_through_a_rule_can_name(string path, string pattern)
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
            statuses.Add((await world.AskAsync(Own)).Status);
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
