using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Targets.GroupChanges;
using static Loyalty.Api.Tests.Behaviour.Targets.TargetGroupWorld;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>What updateTargetGroup and deleteTargetGroup do, and what they refuse.</summary>
public sealed class UpdateTargetGroupTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Path = "/v3/targetGroups/editTargetGroup/";

    private static string Period102 => $$"""{"id":102,"attribution":{{Old}},"startDate":"2026-01-10","endDate":"2026-01-31","refCode":"p102","periodStatus":"RUNNING","targetGroupId":10,"description":"first","active":true}""";

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.3")]
    [Trait("Evidence", "observed: docs/contract/targets.md 3, row 20")]
    public async Task The_answer_is_the_whole_group_with_counted_periods_and_nameless_users()
    {
        var world = await NewGroupsAsync(app);

        var reply = await world.SendAsync("PUT", Path + "10", """{"id":10,"name":"Weekend visits","preferredTillId":1,"description":"weekend visits","toDate":"2030-01-01"}""");

        Assert.Equal(
            Line($$$$"""
            {"data":{"id":10,"attribution":{"createdOn":"2026-01-14T09:15:42.318+0000","lastUpdatedOn":"2026-01-14T09:15:42.318+0000","lastUpdatedBy":{"id":-1,"code":null,"description":null,"name":null,"type":null},
            "createdBy":{"id":4,"code":null,"description":null,"name":null,"type":null}},"name":"Weekend visits","fromDate":"2025-12-01","toDate":"2026-02-20","active":true,"periods":[
            {"id":101,"attribution":{{{{Old}}}},"startDate":"2025-12-01","endDate":"2025-12-31","refCode":"p101","periodStatus":"ENDED","targetGroupId":10,"active":true},{{{{Period102}}}},
            {"id":103,"attribution":{{{{Old}}}},"startDate":"2026-02-10","endDate":"2026-02-20","refCode":"p103","periodStatus":"NOT_STARTED","targetGroupId":10,"active":true}],"activePeriod":{{{{Period102}}}},
            "totalPeriods":3,"description":"weekend visits","targetEvaluationType":"FIXED_CALENDAR_WINDOW","recurringCycles":-1,"frequency":0,"targetCycleStartDate":"2025-12-01T00:00:00.000Z",
            "targetCycleEndDate":"2026-02-20T23:59:59.000Z","frequencyType":"CUSTOM","trackingType":"DEFAULT","createdOn":1768382142318,"targets":[{"id":1,"attribution":{{{{Old}}}},"name":"target 1","emfRuleSetId":9,
            "targetType":"SALES","targetEntity":"TRANSACTION","eventName":"TransactionAdd","targetGroupId":10,"active":true,"expression":"true","expressionJson":"{}","enrolmentMethod":"TRANSACTION",
            "defaultValues":[{"id":501,"periodId":102,"defaultValue":1.000}],"targetPeriodDefaultValuesMap":{"102":{"id":501,"periodId":102,"defaultValue":1.000}}}]},"errors":null,"warnings":null}
            """),
            reply.Body);
        Assert.Equal(200, reply.Status);
    }

    [Fact]
    [Trait("Evidence", "observed: docs/contract/targets.md 2.3")]
    public async Task The_levels_of_a_streak_show_the_update_with_the_user_in_full()
    {
        var world = await NewGroupsAsync(app, "Asia/Kolkata");

        var reply = await world.SendAsync("PUT", Path + "30", """{"description":"weekend visits"}""");

        Assert.Contains(
            $$""""streaks":[{"id":701,"attribution":{{Changed("2026-01-14T14:45:42.318+0530")}},"targetGroupId":30,"name":"Bronze","targetCountOfSequence":1}],"activePeriod":{"id":301,"""",
            world.Anonymous(reply.Body),
            StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 19")]
    public async Task Name_description_and_expressions_change_and_the_rest_is_ignored()
    {
        var world = await NewGroupsAsync(app);
        var before = await world.DataAsync("/v3/targetGroups/10?includePeriods=true");

        var reply = await world.SendAsync("PUT", Path + "10", """
            {"id":11,"name":"New name","active":false,"trackingType":"UNIFIED","frequencyType":"DAILY","frequency":3,"recurringCycles":2,"userCreated":true,"leaderboardEnabled":true,"periods":[],"totalPeriods":90,
             "targets":[{"id":1,"name":"ignored","targetType":"COUNT","active":false,"expression":false,"expressionJson":"[]","filters":[{"entityType":"STORE","entityIds":[1]}],"defaultValues":[{"defaultValue":9}]}]}
            """);

        Assert.Equal(200, reply.Status);
        var after = await world.DataAsync("/v3/targetGroups/10?includePeriods=true");
        var expected = before.GetRawText().Replace("\"name\":\"group 10\"", "\"name\":\"New name\"", StringComparison.Ordinal).Replace("\"totalPeriods\":7", "\"totalPeriods\":3", StringComparison.Ordinal)
            .Replace("\"expression\":\"true\",\"expressionJson\":\"{}\"", "\"expression\":\"false\",\"expressionJson\":\"[]\"", StringComparison.Ordinal)
            .Replace("\"createdOn\":1767866400000", "\"createdOn\":1768382142000", StringComparison.Ordinal);
        Assert.Equal(expected.Replace(Old, "{a}", StringComparison.Ordinal), world.Anonymous(after.GetRawText()).Replace(Changed("2026-01-14T09:15:42.000+0000"), "{a}", StringComparison.Ordinal).Replace(Old, "{a}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/v3/targetGroups/editTargetGroup/10", """{"name":"GROUP 20"}""", 310069, "Target group name already exists")]
    [InlineData("/v3/targetGroups/editTargetGroup/10", """{"name":"group 40"}""", 310069, "Target group name already exists")]
    [InlineData("/v3/targetGroups/editTargetGroup/99", """{"name":"x"}""", 310017, "Target group not found or deactivated")]
    [InlineData("/v3/targetGroups/editTargetGroup/40", """{"name":"x"}""", 310017, "Target group not found or deactivated")]
    [InlineData("/v3/targetGroups/editTargetGroup/x", """{"name":"x"}""", 310017, "Target group not found or deactivated")]
    [InlineData("/v3/targetGroups/editTargetGroup/10", """{"targets":[{"id":21,"expression":"true"}]}""", 310018, "Target rule not found")]
    [InlineData("/v3/targetGroups/editTargetGroup/10", """{"name":""}""", 300004, "Invalid input. Blanks at the beginning or the end, or nothing at all, are not accepted as the name of a target group.")]
    [InlineData("/v3/targetGroups/editTargetGroup/10", """{"name":" x"}""", 300004, "Invalid input. Blanks at the beginning or the end, or nothing at all, are not accepted as the name of a target group.")]
    [InlineData("/v3/targetGroups/editTargetGroup/10", """{"targets":[{"expression":"true"}]}""", 300004, "Invalid input. A target of the body needs id.")]
    [InlineData("/v3/targetGroups/editTargetGroup/10", """{"targets":[{"id":1},{"id":1}]}""", 300004, "Invalid input. A request names a target once.")]
    [InlineData("/v3/targetGroups/editTargetGroup/10", "null", 300004, "Invalid input. The body accepts a target group.")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.3")]
    [Trait("Evidence", "documented: docs/contract/targets.md 4")]
    public async Task A_refused_change_has_its_code_and_changes_nothing(string path, string body, int code, string message)
    {
        var world = await NewGroupsAsync(app);
        var before = await world.World.ExportAsync();

        var reply = await world.SendAsync("PUT", path, body);

        Assert.Equal((400, Refusal(code, message)), (reply.Status, reply.Body));
        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.3")]
    public async Task A_name_has_at_most_200_characters_and_a_description_255()
    {
        var world = await NewGroupsAsync(app);

        var tooLong = await world.SendAsync("PUT", Path + "10", $$"""{"name":"{{new string('n', 201)}}"}""");
        var fits = await world.SendAsync("PUT", Path + "10", $$"""{"name":"{{new string('n', 200)}}","description":"{{new string('d', 255)}}"}""");
        var described = await world.SendAsync("PUT", Path + "10", $$"""{"description":"{{new string('d', 256)}}"}""");

        Assert.Equal((400, Refusal(310008, "Length of Target rule name cannot exceed 200")), (tooLong.Status, tooLong.Body));
        Assert.Equal(200, fits.Status);
        Assert.Equal((400, Refusal(300004, "Invalid input. The description of a target group has at most 255 characters.")), (described.Status, described.Body));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 1.2")]
    public async Task Of_thirty_groups_that_take_one_name_at_the_same_time_one_gets_it()
    {
        var world = await NewGroupsAsync(app);
        var ids = new List<long>();
        for (var index = 0; index < 15; index++)
        {
            ids.Add(await world.CreatedAsync($$"""{"name":"before {{index}}","trackingType":"DEFAULT"}"""));
        }

        var replies = await Task.WhenAll(
        [
            .. ids.Select(id => world.SendAsync("PUT", Path + id, """{"name":"The one"}""")),
            .. Enumerable.Range(0, 15).Select(_ => world.CreateAsync("""{"name":"the ONE","trackingType":"DEFAULT"}""")),
        ]);

        Assert.Single(replies, reply => reply.Status is 200 or 201);
        Assert.All(replies.Where(reply => reply.Status == 400), reply => Assert.Equal(Refusal(310069, "Target group name already exists"), reply.Body));
        Assert.Equal(30, replies.Length);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.6")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.6")]
    public async Task A_deleted_group_is_deactivated_its_customers_have_no_target_and_its_name_stays_taken()
    {
        var world = await NewGroupsAsync(app);
        Assert.Contains("\"id\":1,", (await world.GetAsync("/v3/users/1001/enrolledTargets")).Body, StringComparison.Ordinal);

        var reply = await world.SendAsync("DELETE", "/v3/targetGroups/10");
        var again = await world.SendAsync("DELETE", "/v3/targetGroups/10");

        Assert.Equal((200, """{"data":true,"errors":null,"warnings":null}"""), (reply.Status, reply.Body));
        Assert.Equal((400, Refusal(310017, "Target group not found or deactivated")), (again.Status, again.Body));
        Assert.Equal("""{"data":[],"errors":null,"warnings":null}""", (await world.GetAsync("/v3/users/1001/enrolledTargets")).Body);
        Assert.False((await world.DataAsync("/v3/targetGroups/10")).GetProperty("active").GetBoolean());
        Assert.Equal("""{"data":false,"errors":null,"warnings":null}""", (await world.SendAsync("POST", "/v3/targetGroups/isValidName", """{"type":"targetGroupName","value":"Group 10"}""")).Body);
        var enrolled = await world.SendAsync("POST", "/v3/targetGroups/10/targets/1/enroll", """[{"customerId":1001}]""");
        Assert.Equal(Refusal(310017, "Target group not found or deactivated"), enrolled.Body);
    }

    [Theory]
    [InlineData("DELETE", "/v3/targetGroups/99")]
    [InlineData("DELETE", "/v3/targetGroups/40")]
    [InlineData("DELETE", "/v3/targetGroups/0")]
    [InlineData("DELETE", "/v3/targetGroups/9223372036854775808")]
    [InlineData("DELETE", "/v3/targetGroups/editTargetGroup")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.6")]
    public async Task An_unknown_or_deactivated_group_is_not_deleted(string method, string path)
    {
        var world = await NewGroupsAsync(app);

        Assert.Equal(Refusal(310017, "Target group not found or deactivated"), (await world.SendAsync(method, path)).Body);
    }
}
