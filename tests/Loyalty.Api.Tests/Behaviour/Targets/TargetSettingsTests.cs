using System.Globalization;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Targets.TargetGroupWorld;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>Readings of the documentation that a world chooses.</summary>
public sealed class TargetSettingsTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Default = """{"name":"One","trackingType":"DEFAULT","targets":[]}""";

    [Theory]
    [InlineData("", 200)]
    [InlineData("\"createdForPost\":false", 200)]
    [InlineData("\"createdForPost\":true", 201)]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 41")]
    public async Task Every_post_answers_201_only_in_a_world_that_says_so(string settings, int status)
    {
        var world = await NewAsync(app, settings: settings);
        var group = await world.CreatedAsync(Default);
        var path = string.Create(CultureInfo.InvariantCulture, $"{Groups}/{group}");

        var periods = await world.SendAsync(HttpMethod.Post, $"{path}/targetPeriods", """[{"refCode":"P","startDate":"2026-01-01","endDate":"2026-01-31","description":""}]""");
        Assert.True(periods.Status == status, periods.Body);
        var targets = await world.SendAsync(HttpMethod.Post, $"{path}/targets", """[{"name":"T","targetEntity":"TRANSACTION","targetType":"SALES"}]""");
        Assert.True(targets.Status == status, targets.Body);
        var target = Controls.TestWorlds.ParseJson(targets.Body).GetProperty("data")[0].GetProperty("id").GetInt64();
        Assert.Equal(status, (await world.SendAsync(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"{path}/targets/{target}/enroll"), """[{"customerId":1001}]""")).Status);
        Assert.Equal(status, (await world.SendAsync(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"{path}/targets/{target}/unEnroll"), """[{"customerId":1001}]""")).Status);
        Assert.Equal(200, (await world.GetAsync($"{path}/targets")).Status);
    }

    [Theory]
    [InlineData("", 50)]
    [InlineData("\"unifiedTargets\":3", 3)]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 34")]
    public async Task A_unified_group_has_as_many_targets_as_the_world_allows_and_no_more(string settings, int most)
    {
        var world = await NewAsync(app, settings: settings);

        var refused = await world.CreateAsync(Unified("Too many", most + 1));
        var group = await world.CreatedAsync(Unified("As many", most));
        var more = await world.SendAsync(HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"{Groups}/{group}/targets"), """[{"name":"More","targetEntity":"TRANSACTION","targetType":"SALES"}]""");

        Assert.Equal((400, true), (refused.Status, refused.Body.Contains("\"code\":300004", StringComparison.Ordinal)));
        Assert.Equal($"A unified group has 2 to {most} targets.", refused.Headers["X-Emulator-Reason"]);
        Assert.Equal((400, $"A unified group has at most {most} targets."), (more.Status, more.Headers["X-Emulator-Reason"]));
    }

    private static string Unified(string name, int targets) =>
        $$"""{"name":"{{name}}","trackingType":"UNIFIED","combinationType":"ALL","targets":[{{string.Join(',', Enumerable.Range(1, targets).Select(number => $$"""{"name":"{{name}} {{number}}","targetEntity":"TRANSACTION","targetType":"SALES"}"""))}}]}""";
}
