using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Targets.TargetGroupWorld;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>What createTargetGroup stores and answers, and what it refuses.</summary>
public sealed class CreateTargetGroupTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Invalid = "Invalid input, check all values and ensure they are correct.";

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.2")]
    public async Task A_group_on_a_behavioural_event_is_answered_as_documented()
    {
        var world = await NewAsync(app);

        var reply = await world.CreateAsync("""
            {"name":"Winter Basket","active":true,"preferredTillId":60020002,"description":"Spend in January","trackingType":"DEFAULT","totalPeriods":1,"recurringCycles":1,"frequency":1,"frequencyType":"MONTHLY",
             "periods":[{"startDate":"2026-01-10T00:00:00.000Z","endDate":"2026-01-31T23:59:59.000Z","refCode":"Cycle_1","description":"","active":true,"periodStatus":"ENDED"}],
             "targets":[{"name":"Winter Basket 250","description":"","targetEntity":"EVENT","eventName":"basketShared","targetType":"EVENT_ATTRIBUTE","expression":true,
               "expressionJson":"{\"arity\":\"literal\",\"value\":\"true\",\"type\":\"boolean:primitive\"}","filters":[],"defaultValues":[{"defaultValue":"250"}],"extendedFieldInfo":{"name":"shares","aggregateFunction":"SUM"}}]}
            """);

        Assert.Equal(
            $$$"""
            {"data":{"id":1,"name":"Winter Basket","active":true,"preferredTillId":60020002,"periods":[{"id":1,"attribution":{{{Attribution("2026-01-14T09:15:42.000+0000")}}},"startDate":"2026-01-10","endDate":"2026-01-31",
            "refCode":"Cycle_1","periodStatus":"RUNNING","targetGroupId":1,"description":"","active":true}],"totalPeriods":1,"description":"Spend in January","targetEvaluationType":"FIXED_CALENDAR_WINDOW","recurringCycles":1,
            "frequency":1,"targetCycleStartDate":"2026-01-10T00:00:00.000Z","targetCycleEndDate":"2026-01-31T23:59:59.000Z","frequencyType":"MONTHLY","trackingType":"DEFAULT","targets":[{"id":1,
            "attribution":{{{Attribution("2026-01-14T09:15:42.318+0000")}}},"name":"Winter Basket 250","emfRuleSetId":1,"targetType":"EVENT_ATTRIBUTE","targetEntity":"EVENT","eventName":"basketShared","targetGroupId":1,"description":"",
            "active":true,"expression":"true","expressionJson":"{\"arity\":\"literal\",\"value\":\"true\",\"type\":\"boolean:primitive\"}","filters":[],"enrolmentMethod":"IMPORT","defaultValues":[{"id":1,"periodId":1,
            "defaultValue":250.000}],"targetPeriodDefaultValuesMap":{"1":{"id":1,"periodId":1,"defaultValue":250.000}},"extendedFieldInfo":{"name":"shares","aggregateFunction":"SUM"}}],"leaderboardEnabled":false,
            "userCreated":false},"errors":null,"warnings":null}
            """.Replace("\n", "", StringComparison.Ordinal),
            world.Anonymous(reply.Body));
        Assert.Equal(201, reply.Status);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.2")]
    [Trait("Evidence", "observed: docs/contract/targets.md 1.10")]
    public async Task A_unified_group_prints_how_its_targets_combine()
    {
        var world = await NewAsync(app);
        const string targets = """[{"name":"A","targetEntity":"TRANSACTION","targetType":"SALES"},{"name":"B","targetEntity":"TRANSACTION","targetType":"COUNT"}]""";

        var all = await world.CreateAsync($$"""{"name":"All","trackingType":"UNIFIED","combinationType":"ALL","unifiedTargetExpression":{"aggregation":"SUM","thresholdValue":900},"targets":{{targets}}}""");
        var any = await world.CreateAsync($$"""{"name":"Any","trackingType":"UNIFIED","combinationType":"ANY","targets":{{targets.Replace("\"A\"", "\"C\"", StringComparison.Ordinal).Replace("\"B\"", "\"D\"", StringComparison.Ordinal)}}}""");

        Assert.EndsWith(
            """],"combinationType":"ALL","unifiedTargetExpression":{"aggregation":"SUM","thresholdValue":900,"ruleExpression":"(1 & 2)"},"leaderboardEnabled":false,"userCreated":false},"errors":null,"warnings":null}""",
            all.Body,
            StringComparison.Ordinal);
        Assert.Contains(""""combinationType":"ANY","unifiedTargetExpression":{"aggregation":null,"thresholdValue":null,"ruleExpression":"(3 | 4)"}"""", any.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.2")]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 9")]
    public async Task A_streak_prints_its_levels_after_its_periods()
    {
        var world = await NewAsync(app, "Asia/Kolkata");

        var reply = await world.CreateAsync("""
            {"name":"Weekend Streak","trackingType":"STREAK","fromDate":"2026-01-10T00:00:00+05:30","toDate":"2026-01-31","recurringCycles":2,"streaks":[{"name":"Bronze","targetCountOfSequence":1},{"name":"Silver","targetCountOfSequence":2}],
             "targets":[{"name":"Weekend visit","targetEntity":"TRANSACTION","targetType":"COUNT","enrolmentMethod":"TRANSACTION"}]}
            """);

        var attribution = Attribution("2026-01-14T14:45:42.318+0530");
        Assert.StartsWith(
            $$"""{"data":{"id":1,"name":"Weekend Streak","fromDate":"2026-01-10","toDate":"2026-01-31","active":true,"periods":[],"streaks":[{"id":1,"attribution":{{attribution}},"targetGroupId":1,"name":"Bronze","targetCountOfSequence":1},{"id":2,"attribution":{{attribution}},"targetGroupId":1,"name":"Silver","targetCountOfSequence":2}],"totalPeriods":0,"targetEvaluationType":"FIXED_CALENDAR_WINDOW","recurringCycles":2,"targetCycleStartDate":"2026-01-14T09:15:42.318Z","targetCycleEndDate":"2031-01-14T09:15:42.318Z","frequencyType":"CUSTOM","trackingType":"STREAKS",""",
            world.Anonymous(reply.Body),
            StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "observed: docs/contract/targets.md 1.7")]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 53")]
    public async Task The_dates_of_the_cycle_are_answered_as_they_were_sent_and_read_in_UTC_in_whole_seconds()
    {
        var world = await NewAsync(app, "Asia/Kolkata");

        var id = await world.CreatedAsync("""{"name":"Sent","trackingType":"DEFAULT","targetCycleStartDate":"2026-01-10T00:00:00.250+05:30","targetCycleEndDate":"2026-01-31T23:59:59.999","timeZoneName":"Asia/Kolkata"}""");
        var created = (await world.CreateAsync("""{"name":"Again","trackingType":"DEFAULT","targetCycleStartDate":"2026-01-10T00:00:00.250+05:30"}""")).Body;
        var read = await world.DataAsync($"{Groups}/{id}");

        Assert.Contains(""""targetCycleStartDate":"2026-01-10T00:00:00.250+05:30"""", created, StringComparison.Ordinal);
        Assert.Equal(
            ("2026-01-09T18:30:00.000Z", "2026-01-31T18:29:59.000Z", "Asia/Kolkata"),
            (read.GetProperty("targetCycleStartDate").GetString(), read.GetProperty("targetCycleEndDate").GetString(), read.GetProperty("timeZoneName").GetString()));
    }

    /// <summary>East of UTC, the first day of year 1 begins before the first instant that can be printed; west of it, the last one ends after the last.</summary>
    [Theory]
    [InlineData("Asia/Kolkata", "0001-01-01", 400)]
    [InlineData("Asia/Kolkata", "0001-01-02", 201)]
    [InlineData("America/New_York", "9999-12-31T23:59:59", 400)]
    [InlineData("America/New_York", "9999-12-30T23:59:59", 201)]
    [Trait("Evidence", "inferred: docs/contract/targets.md 5.2")]
    public async Task A_cycle_begins_and_ends_at_instants_that_can_be_printed(string zone, string date, int status)
    {
        var world = await NewAsync(app, zone);

        var reply = await world.CreateAsync($$"""{"name":"Dates","trackingType":"DEFAULT","targetCycleStartDate":"{{date}}"}""");

        Assert.True(reply.Status == status, reply.Body);
        Assert.Equal(200, (await world.GetAsync(Groups)).Status);
    }

    [Theory]
    [InlineData("9994-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    [InlineData("9995-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z")]
    [InlineData("9999-12-31T23:00:00.000Z", "9999-12-31T23:59:59.999Z")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 1.7")]
    public async Task The_cycle_without_dates_ends_at_the_latest_with_the_last_instant_that_can_be_printed(string now, string end)
    {
        var world = await NewAsync(app);
        await world.World.DoAsync(HttpMethod.Put, "/clock", $$"""{"mode":"frozen","at":"{{now}}"}""");

        var reply = await world.CreateAsync("""{"name":"Late","trackingType":"DEFAULT"}""");

        Assert.Contains($"\"targetCycleEndDate\":\"{end}\"", reply.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await world.GetAsync("/v3/milestones")).Status);
    }

    [Theory]
    [InlineData("2026-01-10", "2026-01-10")]
    [InlineData("2026-01-10T00:00:00.000", "2026-01-10")]
    [InlineData("2026-01-10T23:59:59.000+05:30", "2026-01-10")]
    [InlineData("2026-01-10T20:00:00.000Z", "2026-01-11")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.2")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 5.2")]
    public async Task A_date_without_a_zone_has_the_servers_and_others_are_converted_to_it(string sent, string day)
    {
        var world = await NewAsync(app, "Asia/Kolkata");

        var reply = await world.CreateAsync($$"""{"name":"Dates","trackingType":"DEFAULT","periods":[{"refCode":7,"startDate":"{{sent}}","endDate":"2026-02-28"}]}""");

        Assert.Contains($$""""startDate":"{{day}}","endDate":"2026-02-28","refCode":"7"""", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "observed: docs/contract/targets.md 1.5")]
    public async Task A_period_without_a_name_gets_one_of_the_system_with_the_id_of_the_group_and_its_number()
    {
        var world = await NewAsync(app);
        var id = await world.CreatedAsync("""
            {"name":"Named","trackingType":"DEFAULT","periods":[{"startDate":"2026-01-01","endDate":"2026-01-31"},{"startDate":"2026-02-01","endDate":"2026-02-28","refCode":"Feb"},
             {"startDate":"2026-03-01","endDate":"2026-03-31","refCode":null}]}
            """);

        var periods = await world.DataAsync($"{Groups}/{id}/targetPeriods");

        Assert.Equal([$"PERIOD_G_{id}_1", "Feb", $"PERIOD_G_{id}_3"], periods.EnumerateArray().Select(period => period.GetProperty("refCode").GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"triggerType\":\"SYSTEM_TRIGGER\"")]
    [Trait("Evidence", "observed: docs/contract/targets.md 1.3")]
    public async Task A_milestone_trigger_is_one_of_the_system(string type)
    {
        var world = await NewAsync(app);

        var reply = await world.CreateAsync($$"""{"name":"T","trackingType":"DEFAULT","targets":[{"name":"T","targetEntity":"TRANSACTION","targetType":"SALES","targetMilestoneTriggers":[{"triggerName":"half","triggerValue":50{{type}}}]}]}""");

        Assert.Contains(
            """
            "targetMilestoneTriggers":[{"id":1,"triggerName":"half","isActive":true,"triggerType":"SYSTEM_TRIGGER","triggerValueType":"PERCENTAGE","triggerValue":50.0,"targetRuleId":1}]
            """, reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "{\"arity\":\"literal\",\"value\":\"true\",\"type\":\"boolean:primitive\"}")]
    [InlineData(",\"expression\":true", "{\"arity\":\"literal\",\"value\":\"true\",\"type\":\"boolean:primitive\"}")]
    [InlineData(",\"expression\":\"a > 1\"", "")]
    [InlineData(",\"expressionJson\":\"\\n{}\"", "\n{}")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 1.16")]
    public async Task The_expression_true_has_its_json_text_also_if_only_the_expression_was_sent_or_nothing(string sent, string json)
    {
        var world = await NewAsync(app);

        var id = await world.CreatedAsync($$"""{"name":"E","trackingType":"DEFAULT","targets":[{"name":"E","targetEntity":"TRANSACTION","targetType":"SALES"{{sent}}}]}""");

        Assert.Equal(json, (await world.DataAsync($"{Groups}/{id}/targets"))[0].GetProperty("expressionJson").GetString());
    }

    [Theory]
    [InlineData("\"targetEntity\":\"POINTS\",\"targetType\":\"ALL_POINTS\"", "DEFAULT", false, "TransactionAdd")]
    [InlineData("\"targetEntity\":\"REWARDS\",\"targetType\":\"REGULAR_POINTS\"", "CAPPING", false, "TransactionAdd")]
    [InlineData("\"targetEntity\":\"ALTERNATE_CURRENCIES\",\"targetType\":\"ALL\",\"extendedFieldInfo\":{\"programId\":469,\"alternateCurrencyIdentifier\":\"MILES\"}", "DEFAULT", false, "TransactionAdd")]
    [InlineData("\"targetEntity\":\"EVENT\",\"eventName\":\"CustomerRegistration\",\"targetType\":\"COUNT\"", "DEFAULT", true, "CustomerRegistration")]
    [InlineData("\"targetEntity\":\"EVENT\",\"eventName\":\"walk\",\"targetType\":\"SUM\",\"extendedFieldInfo\":{\"name\":\"steps\",\"aggregateFunction\":\"SUM\"}", "DEFAULT", true, "walk")]
    [InlineData("\"targetEntity\":\"LINEITEM\",\"targetType\":\"GROSS_SALES\"", "DEFAULT", true, "TransactionAdd")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.2")]
    [Trait("Evidence", "observed: docs/contract/targets.md 1.4")]
    [Trait("Evidence", "observed: docs/contract/targets.md 1.7")]
    public async Task Every_kind_of_target_is_created(string measure, string tracking, bool hasRuleSet, string eventName)
    {
        var world = await NewAsync(app);

        var reply = await world.CreateAsync($$"""{"name":"Kind","trackingType":"{{tracking}}","targets":[{"name":"Kind",{{measure}}}]}""");

        Assert.True(reply.Status == 201, reply.Body);
        var target = TestWorlds.ParseJson(reply.Body).GetProperty("data").GetProperty("targets")[0];
        Assert.Equal((hasRuleSet, eventName), (target.TryGetProperty("emfRuleSetId", out _), target.GetProperty("eventName").GetString()));
        Assert.NotEqual("SUM", target.GetProperty("targetType").GetString());
        Assert.NotEqual("REWARDS", target.GetProperty("targetEntity").GetString());
    }

    [Theory]
    [InlineData("\"targetEntity\":\"POINTS\",\"targetType\":\"SALES\"", 310033, "Invalid target entity and target type combination")]
    [InlineData("\"targetEntity\":\"EVENT\",\"eventName\":\"ReturnBill\",\"targetType\":\"EVENT_ATTRIBUTE\",\"extendedFieldInfo\":{\"name\":\"a\",\"aggregateFunction\":\"SUM\"}", 310033, "Invalid target entity and target type combination")]
    [InlineData("\"targetEntity\":\"TRANSACTION\",\"targetType\":\"EXTENDED_FIELD\"", 310094, "Target rule metadata is required in case of EXTENDED_FIELD/ALTERNATE_CURRENCIES target type")]
    [InlineData("\"targetEntity\":\"ALTERNATE_CURRENCIES\",\"targetType\":\"ALL\"", 310094, "Target rule metadata is required in case of EXTENDED_FIELD/ALTERNATE_CURRENCIES target type")]
    [InlineData("\"targetEntity\":\"TRANSACTION\",\"targetType\":\"EXTENDED_FIELD\",\"extendedFieldInfo\":{\"name\":\" \"}", 310092, "Invalid extended field name/ invalid extended field datatype.")]
    [InlineData("\"targetEntity\":\"ALTERNATE_CURRENCIES\",\"targetType\":\"ALL\",\"extendedFieldInfo\":{\"programId\":1,\"alternateCurrencyIdentifier\":\"M\"}", 310146, "Invalid program id")]
    [InlineData("\"targetEntity\":\"ALTERNATE_CURRENCIES\",\"targetType\":\"ALL\",\"extendedFieldInfo\":{\"programId\":469}", 310147, "Invalid or null Alternate Currency Identifier for target rule")]
    [InlineData("\"targetEntity\":\"EVENT\",\"targetType\":\"COUNT\"", 300004, Invalid)]
    [InlineData("\"targetEntity\":\"EVENT\",\"eventName\":\"walk\",\"targetType\":\"EVENT_ATTRIBUTE\"", 300004, Invalid)]
    [InlineData("\"targetType\":\"SALES\"", 300004, Invalid)]
    [InlineData("\"targetEntity\":\"TRANSACTION\"", 300004, Invalid)]
    [InlineData("\"targetEntity\":\"transaction\",\"targetType\":\"SALES\"", 300004, Invalid)]
    [InlineData("\"targetEntity\":\"TRANSACTION\",\"targetType\":\"SALES\",\"defaultValues\":[{\"defaultValue\":1}]", 300004, Invalid)]
    [InlineData("\"targetEntity\":\"TRANSACTION\",\"targetType\":\"SALES\",\"defaultValues\":[{}]", 300004, Invalid)]
    [InlineData("\"targetEntity\":\"TRANSACTION\",\"targetType\":\"SALES\",\"filters\":[{}]", 300004, Invalid)]
    [InlineData("\"targetEntity\":\"TRANSACTION\",\"targetType\":\"SALES\",\"filters\":[{\"entityType\":\"CITY\"}]", 300004, Invalid)]
    [InlineData("\"targetEntity\":\"TRANSACTION\",\"targetType\":\"SALES\",\"enrolmentMethod\":\"MANUAL\"", 300004, Invalid)]
    [Trait("Evidence", "documented: docs/contract/targets.md 4")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 1.4")]
    public async Task A_target_is_refused(string measure, int code, string message)
    {
        var world = await NewAsync(app);

        var reply = await world.CreateAsync($$"""{"name":"Refused","trackingType":"DEFAULT","targets":[{"name":"Refused",{{measure}}}]}""");

        Assert.Equal((400, Refusal(code, message)), (reply.Status, reply.Body));
        Assert.NotEmpty(reply.Headers["X-Emulator-Reason"]);
        await AssertEmptyAsync(world);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"trackingType":"DEFAULT"}""")]
    [InlineData("""{"name":"N"}""")]
    [InlineData("""{"name":"","trackingType":"DEFAULT"}""")]
    [InlineData("""{"name":" N","trackingType":"DEFAULT"}""")]
    [InlineData("""{"name":"N","trackingType":"default"}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","combinationType":"ALL"}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","streaks":[{"name":"L","targetCountOfSequence":1}]}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","totalPeriods":101}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","recurringCycles":101}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","totalPeriods":-1}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","fromDate":"10-01-2026"}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","timeZoneName":"Asia/Nowhere"}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","periods":[null]}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","periods":[{"refCode":"P","startDate":"2026-01-01"}]}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","fromDate":"2026-01-02","periods":[{"refCode":"P","startDate":"2026-01-01","endDate":"2026-01-31"}]}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","toDate":"2026-01-30","periods":[{"refCode":"P","startDate":"2026-01-01","endDate":"2026-01-31"}]}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","targets":[{"name":"A","targetEntity":"TRANSACTION","targetType":"SALES"},{"name":"B","targetEntity":"TRANSACTION","targetType":"SALES"}]}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","userCreated":true,"targets":[{"name":"A","targetEntity":"TRANSACTION","targetType":"SALES","enrolmentMethod":"TRANSACTION"}]}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","targets":[{"name":"A","targetEntity":"TRANSACTION","targetType":"SALES","targetMilestoneTriggers":[null]}]}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","targets":[{"name":"A","targetEntity":"TRANSACTION","targetType":"SALES","targetMilestoneTriggers":[{"triggerName":"T"}]}]}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","targets":[{"name":"A","targetEntity":"TRANSACTION","targetType":"SALES","targetMilestoneTriggers":[{"triggerName":"T","triggerValue":1,"triggerType":"USER_TRIGGER"}]}]}""")]
    [InlineData("""{"name":"N","trackingType":"UNIFIED"}""")]
    [InlineData("""{"name":"N","trackingType":"UNIFIED","combinationType":"ANY","unifiedTargetExpression":{"aggregation":"SUM","thresholdValue":1}}""")]
    [InlineData("""{"name":"N","trackingType":"UNIFIED","combinationType":"ALL","unifiedTargetExpression":{"aggregation":"SUM"}}""")]
    [InlineData("""{"name":"N","trackingType":"UNIFIED","combinationType":"ALL","targetEvaluationType":"CYCLIC_WINDOW"}""")]
    [InlineData("""{"name":"N","trackingType":"UNIFIED","combinationType":"ALL","targets":[{"name":"A","targetEntity":"TRANSACTION","targetType":"SALES"}]}""")]
    [InlineData("""{"name":"N","trackingType":"UNIFIED","combinationType":"ALL","targets":[{"name":"A","targetEntity":"TRANSACTION","targetType":"SALES"},{"name":"a","targetEntity":"TRANSACTION","targetType":"SALES"}]}""")]
    [InlineData("""{"name":"N","trackingType":"STREAKS"}""")]
    [InlineData("""{"name":"N","trackingType":"STREAKS","streaks":[{"name":"L"}]}""")]
    [InlineData("""{"name":"N","trackingType":"STREAKS","streaks":[{"name":"L","targetCountOfSequence":2},{"name":"M","targetCountOfSequence":2}]}""")]
    [InlineData("""{"name":"N","trackingType":"STREAKS","recurringCycles":2,"streaks":[{"name":"L","targetCountOfSequence":3}]}""")]
    [InlineData("""{"name":"N","trackingType":"STREAKS","streaks":[{"name":"L","targetCountOfSequence":1},{"name":"l","targetCountOfSequence":2}]}""")]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.2")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.2")]
    public async Task A_group_is_refused(string body)
    {
        var world = await NewAsync(app);

        var reply = await world.CreateAsync(body);

        Assert.Equal((400, Refusal(300004, Invalid)), (reply.Status, reply.Body));
        Assert.NotEmpty(reply.Headers["X-Emulator-Reason"]);
        await AssertEmptyAsync(world);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"name":1,"trackingType":"DEFAULT"}""")]
    [InlineData("""{"name":"N","name":"M","trackingType":"DEFAULT"}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","totalPeriods":99999999999}""")]
    [InlineData("""{"name":"N","trackingType":"DEFAULT","targets":[{"name":"A","targetEntity":"TRANSACTION","targetType":"SALES","defaultValues":[{"defaultValue":"much"}]}]}""")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 0.5")]
    public async Task A_body_that_cannot_be_read_is_refused(string body)
    {
        var world = await NewAsync(app);

        var reply = await world.CreateAsync(body);

        Assert.Equal(400, reply.Status);
        Assert.StartsWith("""{"data":null,"errors":[{"code":300004,"message":"Invalid input.""", reply.Body, StringComparison.Ordinal);
        await AssertEmptyAsync(world);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 4")]
    public async Task A_name_is_at_most_200_characters_long()
    {
        var world = await NewAsync(app);
        var longest = new string('n', 200);

        Assert.Equal(201, (await world.CreateAsync($$"""{"name":"{{longest}}","trackingType":"DEFAULT","targets":[{"name":"{{longest}}","targetEntity":"TRANSACTION","targetType":"SALES"}]}""")).Status);
        foreach (var body in new[] { $$"""{"name":"{{longest}}o","trackingType":"DEFAULT"}""", $$"""{"name":"N","trackingType":"DEFAULT","targets":[{"name":"{{longest}}o","targetEntity":"TRANSACTION","targetType":"SALES"}]}""" })
        {
            var reply = await world.CreateAsync(body);
            Assert.Equal((400, Refusal(310008, "Length of Target rule name cannot exceed 200")), (reply.Status, reply.Body));
        }
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 4")]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.2")]
    public async Task Thirty_parallel_requests_with_one_name_in_different_cases_create_one_group()
    {
        var world = await NewAsync(app);

        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(index => world.CreateAsync($$"""{"name":"{{(index % 2 == 0 ? "Same" : "SAME")}}","trackingType":"DEFAULT"}""")));

        Assert.Single(replies, reply => reply.Status == 201);
        Assert.All(replies.Where(reply => reply.Status != 201), reply => Assert.Equal((400, Refusal(310069, "Target group name already exists")), (reply.Status, reply.Body)));
        Assert.Equal(1, (await world.DataAsync(Groups)).GetArrayLength());
    }

    [Theory]
    [InlineData("", "", 310133, "Leaderboard is not enabled for the org")]
    [InlineData("\"leaderboards\":true", ",\"targetEvaluationType\":\"CYCLIC_WINDOW\"", 310132, "Target evaluation type not supported for leaderboard, currently only FIXED_CALENDER_WINDOW is supported")]
    [InlineData("\"leaderboards\":true", ",\"userCreated\":false", 0, "")]
    [Trait("Evidence", "documented: docs/contract/targets.md 4")]
    public async Task A_leaderboard_needs_an_organisation_with_leaderboards_and_a_calendar_window(string settings, string more, int code, string message)
    {
        var world = await NewAsync(app, settings: settings);

        var reply = await world.CreateAsync($$"""{"name":"Leaders","trackingType":"DEFAULT","leaderboardEnabled":true{{more}}}""");

        if (code == 0)
        {
            Assert.Contains("\"leaderboardEnabled\":true", reply.Body, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal((400, Refusal(code, message)), (reply.Status, reply.Body));
        }
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_dry_run_answers_but_creates_nothing()
    {
        var world = await NewAsync(app);

        var reply = await world.World.App.ControlAsync(
            HttpMethod.Post, Groups, """{"name":"Dry","trackingType":"DEFAULT"}""", ("Authorization", world.World.Authorization), ("Prefer", "dry-run"));

        Assert.Equal((201, "dry-run"), (reply.Status, reply.Headers["Preference-Applied"]));
        await AssertEmptyAsync(world);
    }

    private static async Task AssertEmptyAsync(TargetGroupWorld world) => Assert.Equal("""{"data":[],"errors":null,"warnings":null}""", (await world.GetAsync(Groups)).Body);
}
