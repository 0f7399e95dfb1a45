using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Targets.GroupChanges;
using static Loyalty.Api.Tests.Behaviour.Targets.TargetGroupWorld;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>What getTargets, createTargets, updateTarget and deactivateTarget do, and what they refuse.</summary>
public sealed class GroupTargetsTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Unified = "/v3/targetGroups/20/targets";

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.10")]
    public async Task All_targets_are_listed_with_ISO_dates_and_triggers_even_if_deactivated()
    {
        var world = await NewGroupsAsync(app);
        var old = Old.Replace("\"lastUpdatedOn\"", "\"createdOnISO\":\"2026-01-08T10:00:00Z\",\"lastUpdatedOn\"", StringComparison.Ordinal).Replace("\"lastUpdatedBy\"", "\"lastUpdatedOnISO\":\"2026-01-08T10:00:00Z\",\"lastUpdatedBy\"", StringComparison.Ordinal);

        var reply = await world.GetAsync(Unified);

        const string tail = ""","targetType":"SALES","targetEntity":"TRANSACTION","targetGroupId":20,"active":true,"expression":"true","expressionJson":"{}","enrolmentMethod":"TRANSACTION","defaultValues":""";
        Assert.Equal(
            Line($$$$"""
            {"data":[{"id":21,"attribution":{{{{old}}}},"name":"target 21"{{{{tail}}}}[{"id":521,"periodId":201,"defaultValue":300.000}],
            "targetPeriodDefaultValuesMap":{"201":{"id":521,"periodId":201,"defaultValue":300.000}},"targetMilestoneTriggers":[]},
            {"id":22,"attribution":{{{{old}}}},"name":"target 22"{{{{tail}}}}[],"targetPeriodDefaultValuesMap":{},"targetMilestoneTriggers":[]},
            {"id":23,"attribution":{{{{old}}}},"name":"target 23"{{{{tail.Replace("true", "false", StringComparison.Ordinal).Replace("\"expression\":\"false\"", "\"expression\":\"true\"", StringComparison.Ordinal)}}}}[],
            "targetPeriodDefaultValuesMap":{},"targetMilestoneTriggers":[]}],"errors":null,"warnings":null}
            """),
            reply.Body);
        Assert.Equal(200, reply.Status);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.11")]
    [Trait("Evidence", "observed: docs/contract/targets.md 2.11")]
    public async Task A_new_target_is_answered_with_generated_ids_and_the_group_of_the_path()
    {
        var world = await NewGroupsAsync(app, "Asia/Kolkata");

        var reply = await world.SendAsync("POST", Unified, """
            [{"name":"Levy tracker","targetEntity":"LINEITEM","targetGroupId":4,"targetType":"EXTENDED_FIELD","active":true,"description":"sum of levy","emfRuleSetId":0,"emfUnrolledRulesetId":0,"expression":"true",
              "expressionJson":"{\"arity\":\"literal\",\"value\":\"true\",\"type\":\"boolean:primitive\"}","filters":[{"entityIds":[3001],"entityType":"ZONE"}],"enrolmentMethod":"TRANSACTION",
              "defaultValues":[{"targetName":"Levy tracker","periodId":201,"defaultValue":35}],"extendedFieldInfo":{"name":"levy_amount","aggregateFunction":"SUM"}}]
            """);

        Assert.Equal(
            Line($$$$"""
            {"data":[{"id":42,"attribution":{{{{Attribution("2026-01-14T14:45:42.318+0530")}}}},"name":"Levy tracker","emfRuleSetId":10,"emfUnrolledRulesetId":0,"targetType":"EXTENDED_FIELD","targetEntity":"LINEITEM",
            "eventName":"TransactionAdd","targetGroupId":20,"description":"sum of levy","active":true,"expression":"true","expressionJson":"{\"arity\":\"literal\",\"value\":\"true\",\"type\":\"boolean:primitive\"}",
            "filters":[{"entityType":"ZONE","entityIds":[3001]}],"enrolmentMethod":"TRANSACTION","defaultValues":[{"id":522,"periodId":201,"defaultValue":35.000}],
            "targetPeriodDefaultValuesMap":{"201":{"id":522,"periodId":201,"defaultValue":35.000}},"extendedFieldInfo":{"name":"levy_amount","aggregateFunction":"SUM"}}],"errors":null,"warnings":null}
            """),
            world.Anonymous(reply.Body));
        Assert.Equal(200, reply.Status);
        Assert.Equal("(21 & 22 & 42)", await RuleExpressionAsync(world));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.11")]
    public async Task One_object_is_a_body_of_one_target_which_a_user_created_group_takes_if_it_is_enrolled_by_import()
    {
        var world = await NewGroupsAsync(app);

        var transaction = await world.SendAsync("POST", "/v3/targetGroups/50/targets", """{"name":"Mine","targetEntity":"TRANSACTION","targetType":"COUNT","enrolmentMethod":"TRANSACTION"}""");
        var import = await world.SendAsync("POST", "/v3/targetGroups/50/targets", """{"name":"Mine","targetEntity":"TRANSACTION","targetType":"COUNT"}""");
        var second = await world.SendAsync("POST", "/v3/targetGroups/50/targets", """{"name":"Two","targetEntity":"TRANSACTION","targetType":"COUNT"}""");

        Assert.Equal(Refusal(300004, "Invalid input. The enrolmentMethod of a user-created target is IMPORT."), transaction.Body);
        Assert.Equal((200, "IMPORT"), (import.Status, TestWorlds.ParseJson(import.Body).GetProperty("data")[0].GetProperty("enrolmentMethod").GetString()));
        Assert.Equal(Refusal(300004, "Invalid input. A user-created group has one target."), second.Body);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("POST")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.12")]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 14")]
    public async Task A_changed_target_is_answered_in_an_array_with_the_exact_instant(string method)
    {
        var world = await NewGroupsAsync(app);

        var reply = await world.SendAsync(method, "/v3/targetGroups/10/targets/1", """
            {"name":"target 1","targetType":"QUANTITY","targetEntity":"POINTS","active":false,"enrolmentMethod":"IMPORT","description":"edited","expression":"false","expressionJson":"[]",
             "filters":[{"entityIds":[3105],"entityType":"STORE"}],"defaultValues":[{"defaultValue":5},{"defaultValue":"2.5"}]}
            """);

        Assert.Equal(
            Line($$$$"""
            {"data":[{"id":1,"attribution":{{{{Changed("2026-01-14T09:15:42.318+0000")}}}},"name":"target 1","emfRuleSetId":9,"targetType":"SALES","targetEntity":"TRANSACTION","eventName":"TransactionAdd","targetGroupId":10,
            "description":"edited","active":true,"expression":"false","expressionJson":"[]","filters":[{"entityType":"STORE","entityIds":[3105]}],"enrolmentMethod":"TRANSACTION",
            "defaultValues":[{"id":501,"periodId":102,"defaultValue":2.500},{"id":522,"periodId":101,"defaultValue":5.000}],
            "targetPeriodDefaultValuesMap":{"102":{"id":501,"periodId":102,"defaultValue":2.500},"101":{"id":522,"periodId":101,"defaultValue":5.000}}}],"errors":null,"warnings":null}
            """),
            world.Anonymous(reply.Body));
        Assert.Equal(200, reply.Status);
        Assert.Contains("\"createdOn\":\"2026-01-14T09:15:42.000+0000\"", (await world.GetAsync("/v3/targetGroups/10/targets")).Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.2")]
    public async Task Of_the_target_of_a_streak_the_name_is_ignored()
    {
        var world = await NewGroupsAsync(app);

        var reply = await world.SendAsync("PUT", "/v3/targetGroups/30/targets/31", """[{"name":"Renamed","description":"ignored","expression":"false"}]""");

        Assert.Equal(200, reply.Status);
        Assert.Contains("\"name\":\"target 31\",\"targetType\"", reply.Body, StringComparison.Ordinal);
        Assert.Contains("\"expression\":\"false\"", reply.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("description\":\"ignored", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.13")]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.10")]
    public async Task A_deactivated_target_stays_in_the_list_leaves_the_rule_expression_and_takes_no_enrolment()
    {
        var world = await NewGroupsAsync(app);
        Assert.Equal("(21 & 22)", await RuleExpressionAsync(world));

        var reply = await world.SendAsync("DELETE", Unified + "/21");
        var again = await world.SendAsync("DELETE", Unified + "/21");

        Assert.Equal((200, """{"data":true,"errors":null,"warnings":null}"""), (reply.Status, reply.Body));
        Assert.Equal((400, Refusal(310018, "Target rule not found")), (again.Status, again.Body));
        Assert.Equal("(22)", await RuleExpressionAsync(world));
        Assert.Equal([false, true, false], (await world.DataAsync(Unified)).EnumerateArray().Select(target => target.GetProperty("active").GetBoolean()));
        Assert.Equal(Refusal(310018, "Target rule not found"), (await world.SendAsync("POST", Unified + "/21/enroll", """[{"customerId":1001}]""")).Body);
        Assert.Equal("""{"data":false,"errors":null,"warnings":null}""", (await world.SendAsync("POST", "/v3/targetGroups/isValidName", """{"type":"targetName","value":"TARGET 21"}""")).Body);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 1.2")]
    public async Task A_group_whose_target_is_deactivated_takes_another_one()
    {
        var world = await NewGroupsAsync(app);
        await world.SendAsync("DELETE", "/v3/targetGroups/10/targets/1");

        Assert.Equal("""{"data":[],"errors":null,"warnings":null}""", (await world.GetAsync("/v3/users/1001/enrolledTargets")).Body);
        Assert.Equal(200, (await world.SendAsync("POST", "/v3/targetGroups/10/targets", """{"name":"Next","targetEntity":"TRANSACTION","targetType":"COUNT"}""")).Status);
    }

    [Theory]
    [InlineData("""[{"name":"x","targetEntity":"POINTS","targetType":"SALES"}]""", 310033, "Invalid target entity and target type combination")]
    [InlineData("""[{"name":"x","targetEntity":"TRANSACTION","targetType":"EXTENDED_FIELD"}]""", 310094, "Target rule metadata is required in case of EXTENDED_FIELD/ALTERNATE_CURRENCIES target type")]
    [InlineData("""[{"name":"x","targetEntity":"TRANSACTION","targetType":"EXTENDED_FIELD","extendedFieldInfo":{"aggregateFunction":"SUM"}}]""", 310092, "Invalid extended field name/ invalid extended field datatype.")]
    [InlineData("""[{"name":"x","targetEntity":"ALTERNATE_CURRENCIES","targetType":"ALL","extendedFieldInfo":{"programId":1,"alternateCurrencyIdentifier":"M"}}]""", 310146, "Invalid program id")]
    [InlineData("""[{"name":"x","targetEntity":"ALTERNATE_CURRENCIES","targetType":"ALL","extendedFieldInfo":{"programId":469}}]""", 310147, "Invalid or null Alternate Currency Identifier for target rule")]
    [InlineData("""[{"name":"x","targetEntity":"TRANSACTION","targetType":"SALES","defaultValues":[{"periodId":101,"defaultValue":1}]}]""", 310019, "Target period not found")]
    [InlineData("""[{"name":"x","targetEntity":"TRANSACTION","targetType":"SALES","defaultValues":[{"defaultValue":1},{"defaultValue":2}]}]""", 300004, "Invalid input. A target has at most one default value for each period.")]
    [InlineData("""[{"name":"TARGET 1","targetEntity":"TRANSACTION","targetType":"SALES"}]""", 300004, "Invalid input. Another target of the organisation has this name, in any case.")]
    [InlineData("""[{"name":"x","targetEntity":"TRANSACTION","targetType":"SALES"},{"name":"X","targetEntity":"TRANSACTION","targetType":"SALES"}]""", 300004, "Invalid input. Two targets have the same name, in any case.")]
    [InlineData("""[{"targetEntity":"TRANSACTION","targetType":"SALES"}]""", 300004, "Invalid input. A target needs a name.")]
    [InlineData("""[{"name":"x","targetType":"SALES"}]""", 300004, "Invalid input. A target needs targetEntity.")]
    [InlineData("""[{"name":"x","targetEntity":"TRANSACTION"}]""", 300004, "Invalid input. A target needs targetType.")]
    [InlineData("[]", 300004, "Invalid input. The body accepts one or more targets.")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.11")]
    [Trait("Evidence", "documented: docs/contract/targets.md 4")]
    public async Task A_refused_target_has_its_code_and_is_not_stored(string body, int code, string message)
    {
        var world = await NewGroupsAsync(app);
        var before = await world.World.ExportAsync();

        var reply = await world.SendAsync("POST", Unified, body);
        var update = await world.SendAsync("PUT", "/v3/targetGroups/20/unifiedTargets", $$"""{"targets":{{body}}}""");

        Assert.Equal((400, Refusal(code, message)), (reply.Status, reply.Body));
        Assert.Equal(body.Length == 2 ? 200 : 400, update.Status);
        Assert.True(body.Length == 2 || string.Equals(update.Body, reply.Body, StringComparison.Ordinal), update.Body);
        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Theory]
    [InlineData("POST", "/v3/targetGroups/99/targets", """{"name":"x","targetEntity":"TRANSACTION","targetType":"SALES"}""", 310017, "Target group not found or deactivated")]
    [InlineData("PUT", "/v3/targetGroups/99/targets/1", "{}", 310017, "Target group not found or deactivated")]
    [InlineData("PUT", "/v3/targetGroups/40/targets/41", "{}", 310017, "Target group not found or deactivated")]
    [InlineData("PUT", "/v3/targetGroups/10/targets/21", "{}", 310018, "Target rule not found")]
    [InlineData("PUT", "/v3/targetGroups/20/targets/23", "{}", 310018, "Target rule not found")]
    [InlineData("PUT", "/v3/targetGroups/10/targets/x", "{}", 310018, "Target rule not found")]
    [InlineData("PUT", "/v3/targetGroups/10/targets/1", """{"defaultValues":[{"periodId":201,"defaultValue":1}]}""", 310019, "Target period not found")]
    [InlineData("PUT", "/v3/targetGroups/10/targets/1", """{"name":"target 22"}""", 300004, "Invalid input. Another target of the organisation has this name, in any case.")]
    [InlineData("PUT", "/v3/targetGroups/10/targets/1", """{"filters":[{"entityType":"CITY"}]}""", 300004, "Invalid input. filters.entityType accepts STORE, ZONE, CONCEPT.")]
    [InlineData("PUT", "/v3/targetGroups/10/targets/1", "[{},{}]", 300004, "Invalid input. The body accepts one target.")]
    [InlineData("DELETE", "/v3/targetGroups/99/targets/1", null, 310017, "Target group not found or deactivated")]
    [InlineData("DELETE", "/v3/targetGroups/10/targets/22", null, 310018, "Target rule not found")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.12")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.13")]
    public async Task A_refused_change_has_its_code_and_changes_nothing(string method, string path, string? body, int code, string message)
    {
        var world = await NewGroupsAsync(app);
        var before = await world.World.ExportAsync();

        var reply = await world.SendAsync(method, path, body);

        Assert.Equal((400, Refusal(code, message)), (reply.Status, reply.Body));
        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 4")]
    public async Task A_name_of_201_characters_is_310008()
    {
        var world = await NewGroupsAsync(app);
        var name = new string('n', 201);

        Assert.All(
            new[]
            {
                await world.SendAsync("POST", Unified, $$"""{"name":"{{name}}","targetEntity":"TRANSACTION","targetType":"SALES"}"""),
                await world.SendAsync("PUT", Unified + "/21", $$"""{"name":"{{name}}"}"""),
                await world.SendAsync("PUT", "/v3/targetGroups/20/unifiedTargets", $$"""{"targets":[{"id":21,"name":"{{name}}"}]}"""),
            },
            reply => Assert.Equal(Refusal(310008, "Length of Target rule name cannot exceed 200"), reply.Body));
    }

    internal static async Task<string?> RuleExpressionAsync(TargetGroupWorld world) =>
        (await world.DataAsync("/v3/targetGroups/20")).GetProperty("unifiedTargetExpression").GetProperty("ruleExpression").GetString();
}
