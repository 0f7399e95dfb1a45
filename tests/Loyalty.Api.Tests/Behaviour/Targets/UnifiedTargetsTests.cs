using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Targets.GroupChanges;
using static Loyalty.Api.Tests.Behaviour.Targets.TargetGroupWorld;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>What updateUnifiedTargets does, and what it refuses.</summary>
public sealed class UnifiedTargetsTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Path = "/v3/targetGroups/20/unifiedTargets";

    [Theory]
    [InlineData("PUT")]
    [InlineData("POST")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.14")]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 14")]
    public async Task The_answer_has_the_targets_of_the_request_and_the_ids_as_they_were_sent(string method)
    {
        var world = await NewGroupsAsync(app);

        var reply = await world.SendAsync(method, Path, """
            {"unifiedTargetExpression":{"aggregation":"COUNT","thresholdValue":900,"ruleExpression":"(21)"},
             "targets":[{"name":"Part C","targetEntity":"TRANSACTION","targetType":"COUNT","defaultValues":[{"defaultValue":2}]},
                        {"id":21,"name":"Part A","targetType":"COUNT","targetEntity":"TRANSACTION","description":"part a","filters":[{"entityType":"STORE","entityIds":[3105,3106]}],"defaultValues":[{"id":521,"periodId":201,"defaultValue":400}]}],
             "deactivateTargetIds":[22]}
            """);

        Assert.Equal(
            Line($$$$"""
            {"data":{"unifiedTargetExpression":{"aggregation":"SUM","thresholdValue":900,"ruleExpression":"(21 & 42)"},"targets":[
            {"id":42,"attribution":{{{{Attribution("2026-01-14T09:15:42.000+0000")}}}},"name":"Part C","emfRuleSetId":10,"targetType":"COUNT","targetEntity":"TRANSACTION","eventName":"TransactionAdd","targetGroupId":20,"active":true,
            "expression":"true","expressionJson":"{\"arity\":\"literal\",\"value\":\"true\",\"type\":\"boolean:primitive\"}","enrolmentMethod":"IMPORT","defaultValues":[{"id":522,"periodId":201,"defaultValue":2.000}],"targetPeriodDefaultValuesMap":{"201":{"id":522,"periodId":201,"defaultValue":2.000}}},
            {"id":21,"attribution":{{{{Changed("2026-01-14T09:15:42.000+0000")}}}},"name":"Part A","targetType":"SALES","targetEntity":"TRANSACTION","targetGroupId":20,"description":"part a","active":true,"expression":"true","expressionJson":"{}",
            "filters":[{"entityType":"STORE","entityIds":[3105,3106]}],"enrolmentMethod":"TRANSACTION","defaultValues":[{"id":521,"periodId":201,"defaultValue":400.000}],
            "targetPeriodDefaultValuesMap":{"201":{"id":521,"periodId":201,"defaultValue":400.000}}}],"deactivateTargetIds":[22]},"errors":null,"warnings":null}
            """),
            world.Anonymous(reply.Body));
        Assert.Equal(200, reply.Status);
        Assert.Equal("(21 & 42)", await GroupTargetsTests.RuleExpressionAsync(world));
        Assert.Equal([true, false, false, true], (await world.DataAsync("/v3/targetGroups/20/targets")).EnumerateArray().Select(target => target.GetProperty("active").GetBoolean()));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.14")]
    public async Task A_request_without_changes_answers_the_present_expression()
    {
        var world = await NewGroupsAsync(app);
        var before = await world.World.ExportAsync();

        var reply = await world.SendAsync("PUT", Path, "{}");

        Assert.Equal("""{"data":{"unifiedTargetExpression":{"aggregation":"SUM","thresholdValue":800,"ruleExpression":"(21 & 22)"},"targets":[]},"errors":null,"warnings":null}""", reply.Body);
        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.2")]
    public async Task A_threshold_needs_the_combination_ALL_and_at_first_an_aggregation()
    {
        var world = await NewGroupsAsync(app);
        static string Group(string name, string combination) =>
            $$"""{"name":"{{name}}","trackingType":"UNIFIED","combinationType":"{{combination}}"}""";
        var (all, any) = (await world.CreatedAsync(Group("All", "ALL")), await world.CreatedAsync(Group("Any", "ANY")));
        const string value = """{"unifiedTargetExpression":{"thresholdValue":5}}""";

        Assert.Equal(Refusal(300004, "Invalid input. The first unifiedTargetExpression of a group needs aggregation."), (await world.SendAsync("PUT", $"/v3/targetGroups/{all}/unifiedTargets", value)).Body);
        Assert.Equal(Refusal(300004, "Invalid input. unifiedTargetExpression needs the combinationType ALL."), (await world.SendAsync("PUT", $"/v3/targetGroups/{any}/unifiedTargets", value)).Body);
        Assert.Contains(
            """"unifiedTargetExpression":{"aggregation":"COUNT","thresholdValue":5,"ruleExpression":null}"""",
            (await world.SendAsync("PUT", $"/v3/targetGroups/{all}/unifiedTargets", """{"unifiedTargetExpression":{"aggregation":"COUNT","thresholdValue":5}}""")).Body,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("20", """{"deactivateTargetIds":[1]}""", 310018, "Target rule not found")]
    [InlineData("20", """{"deactivateTargetIds":[23]}""", 310018, "Target rule not found")]
    [InlineData("20", """{"targets":[{"id":23}]}""", 310018, "Target rule not found")]
    [InlineData("20", """{"targets":[{"id":1}]}""", 310018, "Target rule not found")]
    [InlineData("20", """{"targets":[{"id":21},{"id":21}]}""", 300004, "Invalid input. A request names a target once.")]
    [InlineData("20", """{"deactivateTargetIds":[21,21]}""", 300004, "Invalid input. A request names a target once.")]
    [InlineData("20", """{"targets":[{"id":21,"name":"target 22"}]}""", 300004, "Invalid input. Another target of the organisation has this name, in any case.")]
    [InlineData("20", """{"targets":[{"id":21,"name":"new"},{"id":22,"name":"NEW"}]}""", 300004, "Invalid input. Two targets have the same name, in any case.")]
    [InlineData("20", """{"targets":[null]}""", 300004, "Invalid input. A target needs a name.")]
    [InlineData("20", """{"unifiedTargetExpression":{"aggregation":"AVG"}}""", 300004, "Invalid input. unifiedTargetExpression.aggregation accepts SUM, COUNT.")]
    [InlineData("20", "null", 300004, "Invalid input. The body accepts an object with unifiedTargetExpression, targets and deactivateTargetIds.")]
    [InlineData("10", "{}", 300004, "Invalid input. unifiedTargets accepts groups with the trackingType UNIFIED.")]
    [InlineData("99", "{}", 310017, "Target group not found or deactivated")]
    [InlineData("x", "{}", 310017, "Target group not found or deactivated")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.14")]
    public async Task A_refused_change_has_its_code_and_changes_nothing(string group, string body, int code, string message)
    {
        var world = await NewGroupsAsync(app);
        var before = await world.World.ExportAsync();

        var reply = await world.SendAsync("PUT", $"/v3/targetGroups/{group}/unifiedTargets", body);

        Assert.Equal((400, Refusal(code, message)), (reply.Status, reply.Body));
        Assert.Equal(before, await world.World.ExportAsync());
    }
}
