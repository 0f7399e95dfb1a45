using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Targets.TargetGroupWorld;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>What the reads of target groups, milestones, names and tracked events answer.</summary>
public sealed class ReadTargetGroupsTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string User = """{"id":60020002,"code":"till.demo01","description":"","name":"till.demo01","type":"TILL"}""";

    private const string Then = "\"createdOn\":\"2026-01-14T08:00:00Z\",\"lastUpdatedOn\":\"2026-01-14T08:00:00Z\",\"lastUpdatedBy\":" + User + ",\"createdBy\":" + User;

    private const string Printed = """{"createdOn":"2026-01-14T08:00:00.000+0000","lastUpdatedOn":"2026-01-14T08:00:00.000+0000","lastUpdatedBy":""" + User + ",\"createdBy\":" + User + "}";

    private const string Basket = $$$"""
        {"id":4101,"name":"Winter Basket","description":"Spend in January","preferredTillId":60020002,"totalPeriods":1,"recurringCycles":1,"frequency":1,"frequencyType":"MONTHLY","attribution":{ {{{Then}}} },
         "periods":[{"id":9801,"refCode":"Cycle_1","startDate":"2026-01-10","endDate":"2026-01-31","description":""}],
         "targets":[{"id":5203,"name":"Winter Basket 250","description":"","attribution":{ {{{Then}}} },"emfRuleSetId":88004512,"targetType":"EVENT_ATTRIBUTE","targetEntity":"EVENT","eventName":"basketShared","enrolmentMethod":"IMPORT",
           "expression":"true","expressionJson":"{}","filters":[],"defaultValues":[{"id":15501,"periodId":9801,"defaultValue":250}],"extendedFieldInfo":{"name":"shares","aggregateFunction":"SUM"}}]}
        """;

    private const string Streak = $$$"""
        {"id":4102,"name":"Weekend Streak","description":"weekend visits","trackingType":"STREAKS","recurringCycles":0,"frequency":0,"attribution":{ {{{Then}}} },"streaks":[{"id":701,"name":"Bronze","targetCountOfSequence":1}],
         "periods":[{"id":9811,"refCode":"WS_1","startDate":"2026-02-10","endDate":"2026-02-28"}],
         "targets":[{"id":5211,"name":"Weekend visit","attribution":{ {{{Then}}} },"emfRuleSetId":88004600,"targetType":"COUNT","targetEntity":"TRANSACTION","eventName":"TransactionAdd","enrolmentMethod":"TRANSACTION",
           "expression":"true","expressionJson":"{}","targetMilestoneTriggers":[{"id":880,"triggerName":"targetAchieved","triggerValue":100}]}]}
        """;

    private const string PrintedPeriod =
        $$"""{"id":9801,"attribution":{{Printed}},"startDate":"2026-01-10","endDate":"2026-01-31","refCode":"Cycle_1","periodStatus":"RUNNING","targetGroupId":4101,"description":"","active":true}""";

    private const string PrintedBasket =
        $$$"""{"id":4101,"attribution":{{{Printed}}},"orgId":1,"name":"Winter Basket","active":true,"preferredTillId":60020002,"activePeriod":{{{PrintedPeriod}}},"totalPeriods":1,"description":"Spend in January","targetEvaluationType":"FIXED_CALENDAR_WINDOW","recurringCycles":1,"frequency":1,"targetCycleStartDate":"2026-01-10T00:00:00.000Z","targetCycleEndDate":"2026-01-31T23:59:59.000Z","frequencyType":"MONTHLY","trackingType":"DEFAULT","createdOn":1768377600000,"targets":[{"id":5203,"attribution":{{{Printed}}},"name":"Winter Basket 250","emfRuleSetId":88004512,"targetType":"EVENT_ATTRIBUTE","targetEntity":"EVENT","eventName":"basketShared","targetGroupId":4101,"description":"","active":true,"expression":"true","expressionJson":"{}","filters":[],"enrolmentMethod":"IMPORT","defaultValues":[{"id":15501,"periodId":9801,"defaultValue":250.000}],"targetPeriodDefaultValuesMap":{"9801":{"id":15501,"periodId":9801,"defaultValue":250.000}},"targetMilestoneTriggers":[],"extendedFieldInfo":{"name":"shares","aggregateFunction":"SUM"}}],"leaderboardEnabled":false,"userCreated":false}""";

    private const string PrintedMilestone =
        $$$"""{"id":4102,"attribution":{{{Printed}}},"name":"Weekend Streak","active":true,"streaks":[{"id":701,"attribution":{{{Printed}}},"targetGroupId":4102,"name":"Bronze","targetCountOfSequence":1}],"totalPeriods":1,"description":"weekend visits","targetEvaluationType":"FIXED_CALENDAR_WINDOW","recurringCycles":0,"frequency":0,"targetCycleStartDate":"2026-02-10T00:00:00.000Z","targetCycleEndDate":"2026-02-28T23:59:59.000Z","frequencyType":"CUSTOM","trackingType":"STREAKS","createdOn":1768377600000,"targets":[{"id":5211,"attribution":{{{Printed}}},"name":"Weekend visit","emfRuleSetId":88004600,"targetType":"COUNT","targetEntity":"TRANSACTION","eventName":"TransactionAdd","targetGroupId":4102,"active":true,"expression":"true","expressionJson":"{}","enrolmentMethod":"TRANSACTION","defaultValues":[],"targetPeriodDefaultValuesMap":{},"targetMilestoneTriggers":[{"id":880,"triggerName":"targetAchieved","isActive":true,"triggerType":"SYSTEM_TRIGGER","triggerValueType":"PERCENTAGE","triggerValue":100.0,"targetRuleId":5211}]}]}""";

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.4")]
    public async Task The_list_is_printed_as_documented()
    {
        var world = await NewAsync(app, groups: Basket);

        Assert.Equal($$"""{"data":[{{PrintedBasket}}],"errors":null,"warnings":null}""", (await world.GetAsync(Groups)).Body);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.5")]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 21")]
    public async Task One_group_is_printed_as_in_the_list_and_its_periods_after_the_till()
    {
        var world = await NewAsync(app, groups: Basket);

        Assert.Equal($$"""{"data":{{PrintedBasket}},"errors":null,"warnings":null}""", (await world.GetAsync($"{Groups}/4101?includeOnlyActive=true&includeUserCreatedTargetGroups=true")).Body);
        Assert.Equal(
            $$"""{"data":{{PrintedBasket.Replace(",\"activePeriod\"", $",\"periods\":[{PrintedPeriod}],\"activePeriod\"", StringComparison.Ordinal)}},"errors":null,"warnings":null}""",
            (await world.GetAsync($"{Groups}/4101?includePeriods=true")).Body);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.15")]
    public async Task Milestones_are_printed_as_documented()
    {
        var world = await NewAsync(app, groups: Streak);

        Assert.Equal(
            $$"""{"pagination":{"limit":10,"offset":0,"total":1},"data":[{{PrintedMilestone}}],"errors":[],"warnings":[]}""",
            (await world.GetAsync("/v3/milestones")).Body);
    }

    [Theory]
    [InlineData("", "4102 4101")]
    [InlineData("?status=LIVE", "4101")]
    [InlineData("?status=UPCOMING", "4102")]
    [InlineData("?status=ENDED", "4104")]
    [InlineData("?status=STOPPED", "4103")]
    [InlineData("?type=STREAKS", "4102")]
    [InlineData("?type=DEFAULT&status=LIVE", "4101")]
    [InlineData("?target-on=COUNT", "4102")]
    [InlineData("?name=BASKET", "4101")]
    [InlineData("?start-date=2026-02-01", "4102")]
    [InlineData("?end-date=2026-01-31&start-date=2026-01-01", "4103 4101")]
    [InlineData("?includeUserCreatedTargetGroups=true&start-date=2026-01-01&status=LIVE", "4105 4101")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.15")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 1.3")]
    public async Task Milestones_are_filtered(string query, string ids)
    {
        var world = await FiveGroupsAsync();
        var all = query.Length == 0 ? "4104 4103 " : "";

        var listed = string.Join(' ', (await world.DataAsync("/v3/milestones" + query)).EnumerateArray().Select(group => group.GetProperty("id").GetInt64()));

        Assert.Equal(all.Length == 0 ? ids : $"4104 4103 {ids}", listed);
    }

    [Theory]
    [InlineData("?limit=2", "4104 4103", 2, 0)]
    [InlineData("?limit=2&offset=1", "4102 4101", 2, 1)]
    [InlineData("?limit=3&offset=1", "4101", 3, 1)]
    [InlineData("?limit=1000&offset=2147483647", "", 1000, 2147483647)]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.15")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 31")]
    public async Task Milestones_come_in_pages_and_the_total_counts_all_matches(string query, string ids, int limit, int offset)
    {
        var world = await FiveGroupsAsync();

        var reply = await world.GetAsync("/v3/milestones" + query);

        Assert.StartsWith($$"""{"pagination":{"limit":{{limit}},"offset":{{offset}},"total":4},"data":[""", reply.Body, StringComparison.Ordinal);
        Assert.Equal(ids, string.Join(' ', TestWorlds.ParseJson(reply.Body).GetProperty("data").EnumerateArray().Select(group => group.GetProperty("id").GetInt64())));
    }

    [Theory]
    [InlineData("?status=RUNNING")]
    [InlineData("?type=STREAK")]
    [InlineData("?target-on=SUMS")]
    [InlineData("?start-date=14.01.2026")]
    [InlineData("?end-date=")]
    [InlineData("?limit=0")]
    [InlineData("?limit=1001")]
    [InlineData("?limit=%2B1")]
    [InlineData("?offset=-1")]
    [InlineData("?offset=2147483648")]
    [InlineData("?require-periods=1")]
    [InlineData("?includeUserCreatedTargetGroups=yes")]
    [InlineData("?limit=1&limit=1")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.15")]
    public async Task A_filter_of_milestones_is_refused(string query)
    {
        var world = await NewAsync(app);

        var reply = await world.GetAsync("/v3/milestones" + query);

        Assert.Equal(400, reply.Status);
        Assert.StartsWith("""{"data":null,"errors":[{"code":300004,"message":"Invalid input. """, reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "4104 4103 4102 4101")]
    [InlineData("?includeOnlyActive=true", "4104 4102 4101")]
    [InlineData("?includeUserCreatedTargetGroups=true", "4105 4104 4103 4102 4101")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.4")]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.12")]
    public async Task The_list_is_filtered(string query, string ids)
    {
        var world = await FiveGroupsAsync();

        Assert.Equal(ids, string.Join(' ', (await world.DataAsync(Groups + query)).EnumerateArray().Select(group => group.GetProperty("id").GetInt64())));
    }

    [Theory]
    [InlineData("/999")]
    [InlineData("/0")]
    [InlineData("/x")]
    [InlineData("/99999999999999999999")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.5")]
    public async Task A_group_that_does_not_exist_is_310017(string path)
    {
        var reply = await (await NewAsync(app, groups: Basket)).GetAsync(Groups + path);

        Assert.Equal((400, Refusal(310017, "Target group not found or deactivated")), (reply.Status, reply.Body));
    }

    [Theory]
    [InlineData("targetGroupName", "winter BASKET", false)]
    [InlineData("targetGroupName", "Bronze", true)]
    [InlineData("targetName", "Winter Basket 250", false)]
    [InlineData("targetName", "Winter Basket", true)]
    [InlineData("streakName", "Weekend Streak", false)]
    [InlineData("streakName", "Winter Basket", false)]
    [InlineData("streakLevelName", "BRONZE", false)]
    [InlineData("periodName", "cycle_1", false)]
    [InlineData("periodName", "Cycle_2", true)]
    [InlineData("targetGroupName", "stopped", false)]
    [InlineData("targetGroupName", "challenge", false)]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.21")]
    public async Task A_name_is_valid_if_nothing_of_its_kind_has_it_in_any_case(string type, string value, bool isValid)
    {
        var world = await FiveGroupsAsync();

        var reply = await world.SendAsync(HttpMethod.Post, $"{Groups}/isValidName", $$"""{"type":"{{type}}","value":"{{value}}"}""");

        Assert.Equal((200, $$"""{"data":{{(isValid ? "true" : "false")}},"errors":null,"warnings":null}"""), (reply.Status, reply.Body));
    }

    [Theory]
    [InlineData("""{"type":"TARGETNAME","value":"a"}""", 310145, "Invalid key is passed")]
    [InlineData("""{"value":"a"}""", 310145, "Invalid key is passed")]
    [InlineData("null", 310145, "Invalid key is passed")]
    [InlineData("""{"type":"targetName"}""", 300004, "Invalid input. value accepts a text.")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.21")]
    public async Task A_name_of_an_unknown_kind_is_refused(string body, int code, string message)
    {
        var reply = await (await NewAsync(app)).SendAsync(HttpMethod.Post, $"{Groups}/isValidName", body);

        Assert.Equal((400, Refusal(code, message)), (reply.Status, reply.Body));
    }

    [Theory]
    [InlineData("1001/trackedTargetEvents/5203", 0, "")]
    [InlineData("1001/trackedTargetEvents/5203?periodId=9801&limit=5&offset=2", 0, "")]
    [InlineData("1/trackedTargetEvents/5203", 310011, "Invalid userId")]
    [InlineData("x/trackedTargetEvents/5203", 310011, "Invalid userId")]
    [InlineData("1001/trackedTargetEvents/1", 310018, "Target rule not found")]
    [InlineData("1001/trackedTargetEvents/x", 310018, "Target rule not found")]
    [InlineData("1001/trackedTargetEvents/5203?periodId=9811", 310019, "Target period not found")]
    [InlineData("1001/trackedTargetEvents/5203?periodId=x", 310019, "Target period not found")]
    [InlineData("1001/trackedTargetEvents/5211", 310149, "No record found in user target for given UserId and TargetId")]
    [InlineData("1001/trackedTargetEvents/5203?limit=0", 300004, "Invalid input. limit accepts a whole number from 1 to 1000.")]
    [InlineData("1001/trackedTargetEvents/5203?offset=x", 300004, "Invalid input. offset accepts the number of a page, a whole number from 0 to 2147483647.")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.17")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.17")]
    public async Task Tracked_target_events_are_empty_or_refused(string path, int code, string message)
    {
        const string enrolment = ""","enrolments":[{"id":1,"customerId":1001,"targetId":5203,"firstPeriodId":9801,"method":"IMPORT","enrolledAt":"2026-01-14T08:00:00Z"}]""";
        var world = await NewAsync(app, groups: $"{Basket},{Streak}", more: enrolment);

        var reply = await world.GetAsync("/v3/users/" + path);

        Assert.Equal(
            code == 0
                ? (200, $$"""{"pagination":{"limit":{{(path.Contains("limit", StringComparison.Ordinal) ? "5,\"offset\":2" : "10,\"offset\":0")}},"total":0},"data":[],"errors":[],"warnings":[]}""")
                : (400, Refusal(code, message)),
            (reply.Status, reply.Body));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.3")]
    public async Task The_status_of_a_period_follows_the_worlds_clock_in_the_servers_zone()
    {
        var world = await NewAsync(app, "Asia/Kolkata", Basket);
        async Task<(string?, bool)> StatusAtAsync(string instant)
        {
            await world.World.DoAsync(HttpMethod.Put, "/clock", $$"""{"mode":"frozen","at":"{{instant}}"}""");
            var group = await world.DataAsync($"{Groups}/4101?includePeriods=true");
            return (group.GetProperty("periods")[0].GetProperty("periodStatus").GetString(), group.TryGetProperty("activePeriod", out _));
        }

        Assert.Equal(("NOT_STARTED", false), await StatusAtAsync("2026-01-09T18:29:59Z"));
        Assert.Equal(("RUNNING", true), await StatusAtAsync("2026-01-09T18:30:00Z"));
        Assert.Equal(("RUNNING", true), await StatusAtAsync("2026-01-31T18:29:59Z"));
        Assert.Equal(("ENDED", false), await StatusAtAsync("2026-01-31T18:30:00Z"));
    }

    private Task<TargetGroupWorld> FiveGroupsAsync() => NewAsync(app, groups: $$"""
        {{Basket}}, {{Streak}},
        {"id":4103,"name":"Stopped","active":false,"periods":[{"id":9821,"refCode":"S","startDate":"2026-01-01","endDate":"2026-01-02"}]},
        {"id":4104,"name":"Ended","periods":[{"id":9831,"refCode":"E","startDate":"2025-01-01","endDate":"2025-12-31"}]},
        {"id":4105,"name":"Challenge","userCreated":true,"periods":[{"id":9841,"refCode":"C","startDate":"2026-01-01","endDate":"2026-12-31"}]}
        """);
}
