using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Targets.TargetGroupWorld;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>The target groups of a customer, and the way from a created challenge to them.</summary>
public sealed class UserTargetGroupsTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Challenge = """
        {"name":"Daily walk","trackingType":"DEFAULT","userCreated":true,"frequencyType":"MONTHLY",
         "periods":[{"refCode":"Jan","startDate":"2026-01-01","endDate":"2026-01-31"},{"refCode":"Feb","startDate":"2026-02-01","endDate":"2026-02-28"}],
         "targets":[{"name":"Walks","targetEntity":"EVENT","eventName":"walk","targetType":"COUNT","enrolmentMethod":"IMPORT","defaultValues":[{"defaultValue":2},{"defaultValue":3}],
           "targetMilestoneTriggers":[{"triggerName":"half","triggerValue":50,"triggerValueType":"PERCENTAGE"}]}]}
        """;

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.16")]
    public async Task A_streak_is_printed_as_documented()
    {
        const string user = """{"id":60020002,"code":"till.demo01","description":"","name":"till.demo01","type":"TILL"}""";
        const string then = """{"createdOn":"2026-01-10T07:00:05Z","lastUpdatedOn":"2026-01-10T07:00:05Z","lastUpdatedBy":""" + user + ",\"createdBy\":" + user + "}";
        const string printed = """{"createdOn":"2026-01-10T07:00:05.000+0000","lastUpdatedOn":"2026-01-10T07:00:05.000+0000","lastUpdatedBy":""" + user + ",\"createdBy\":" + user + "}";
        var world = await NewAsync(
            app,
            groups: $$"""
                {"id":4102,"name":"Weekend Streak","preferredTillId":60020002,"trackingType":"STREAKS","attribution":{{then}},"streaks":[{"id":701,"name":"Bronze","targetCountOfSequence":1},{"id":702,"name":"Silver","targetCountOfSequence":2}],
                 "periods":[{"id":9811,"refCode":"WS_1","startDate":"2026-01-10","endDate":"2026-01-31"}],
                 "targets":[{"id":5211,"name":"Weekend visit","attribution":{{then}},"targetType":"COUNT","targetEntity":"TRANSACTION","eventName":"TransactionAdd","enrolmentMethod":"TRANSACTION","expression":"true","expressionJson":"{}",
                   "defaultValues":[{"id":15511,"periodId":9811,"defaultValue":1}],"targetMilestoneTriggers":[{"id":880,"triggerName":"targetAchieved","triggerValue":100}] }] }
                """,
            more: """
                ,"enrolments":[{"id":91,"customerId":1001,"targetId":5211,"firstPeriodId":9811,"method":"TRANSACTION","enrolledAt":"2026-01-11T11:53:08Z"}],
                "userTargets":[{"id":330701,"customerId":1001,"targetId":5211,"periodId":9811,"achievedValue":3,"achievedAt":"2026-01-11T11:53:08Z"}]
                """);

        var reply = await world.GetAsync("/v3/users/1001/targetGroups");

        const string customer = """{"id":1001,"profiles":[{"firstName":null,"lastName":null,"commChannels":[],"source":"instore","accountId":"","userId":1001,"orgSourceId":-1}],"loyaltyInfo":{"attribution":null,"loyaltyType":"loyalty","lifetimePurchases":0.0},"customFields":{}}""";
        Assert.Equal(
            $$$"""
            {"data":{"userId":1001,"customer":{{{customer}}},"targetGroups":[{"id":4102,"attribution":{{{printed}}},"name":"Weekend Streak","preferredTillId":60020002,"targets":[{"targetId":330701,"periodId":9811,"periodRefCode":"WS_1",
            "periodStartDate":"2026-01-10","periodEndDate":"2026-01-31","targetValue":1.0,"targetAchievedValue":3.0,"targetName":"Weekend visit","targetType":"COUNT","targetEntity":"TRANSACTION","targetRuleId":5211,
            "enrolledOn":"2026-01-11T11:53:08.000+0000","eventName":"TransactionAdd","periodStartDateWithTimeStamp":"2026-01-10T00:00:00.000Z","periodEndDateWithTimeStamp":"2026-01-31T23:59:59.000Z",
            "targetAchievedDateTime":"2026-01-11T11:53:08.000+0000","currentPeriod":true,"milestones":[{"id":880,"triggerName":"targetAchieved","triggerValue":1.000000,"isAchieved":true}]}],
            "streaks":[{"userStreakId":91,"streakId":701,"streakName":"Bronze","status":"ACHIEVED","currentCount":1,"totalTargetCountOfSequence":1,"streakAchievedUserTargetId":330701,
            "streakAchievedDateTime":"2026-01-11T11:53:08.000+0000"},{"userStreakId":91,"streakId":702,"streakName":"Silver","status":"INPROGRESS","currentCount":1,"totalTargetCountOfSequence":2,"streakAchievedDateTime":null}],
            "targetEvaluationType":"FIXED_CALENDAR_WINDOW","trackingType":"STREAKS"}]},"errors":null,"warnings":null}
            """.Replace("\n", "", StringComparison.Ordinal),
            reply.Body);
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Asia/Kolkata")]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.8")]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.12")]
    public async Task A_challenge_is_created_joined_seen_over_the_border_of_its_periods_and_left(string zone)
    {
        var world = await NewAsync(app, zone);
        var group = await world.CreatedAsync(Challenge);
        async Task<string> SeenAsync()
        {
            var enrolled = (await world.DataAsync("/v3/users/1001/enrolledTargets?includeOnlyUserCreated=true")).GetArrayLength();
            var rows = (await world.DataAsync("/v3/users/1001/targetGroups")).GetProperty("targetGroups").EnumerateArray()
                .SelectMany(seen => seen.GetProperty("targets").EnumerateArray()).Select(row => $"{row.GetProperty("periodRefCode").GetString()} {row.GetProperty("targetValue").GetRawText()}");
            var milestones = (await world.DataAsync("/v3/milestones?includeUserCreatedTargetGroups=true&status=LIVE")).GetArrayLength();
            return $"{enrolled} [{string.Join(',', rows)}] {milestones}";
        }

        Assert.Equal("0 [] 1", await SeenAsync());
        var enroll = await world.SendAsync(HttpMethod.Post, $"/v3/targetGroups/{group}/targets/1/enroll", """[{"customerId":1001,"periodName":"Jan"}]""");
        Assert.True(enroll.Status == 200, enroll.Body);
        Assert.Equal("1 [Jan 2.0] 1", await SeenAsync());

        // The last second of January, and the first of February, in the server's zone.
        var border = zone is "UTC" ? "2026-01-31T23:59:59Z" : "2026-01-31T18:29:59Z";
        await world.World.DoAsync(HttpMethod.Put, "/clock", $$"""{"mode":"frozen","at":"{{border}}"}""");
        Assert.Equal("1 [Jan 2.0] 1", await SeenAsync());
        await world.World.DoAsync(HttpMethod.Post, "/clock/advance", """{"by":"PT1S"}""");
        Assert.Equal("1 [Feb 3.0] 1", await SeenAsync());

        var left = await world.SendAsync(HttpMethod.Post, $"/v3/targetGroups/{group}/targets/1/unEnroll", """[{"customerId":1001}]""");
        Assert.True(left.Status == 200, left.Body);
        Assert.Equal("0 [] 1", await SeenAsync());
    }

    [Fact]
    [Trait("Evidence", "observed: docs/contract/targets.md 2.16")]
    public async Task Placeholders_come_before_the_periods_of_an_enrolment()
    {
        var world = await NewAsync(app);
        var group = await world.CreatedAsync(Challenge);
        await world.SendAsync(HttpMethod.Post, $"/v3/targetGroups/{group}/targets/1/enroll", """[{"customerId":1001,"periodName":"Feb"}]""");

        var rows = (await world.DataAsync("/v3/users/1001/targetGroups?includeInactive=true")).GetProperty("targetGroups")[0].GetProperty("targets").EnumerateArray().ToList();

        Assert.Equal(["Jan null 0", "Feb 1 0"], rows.Select(row => $"{row.GetProperty("periodRefCode").GetString()} {row.GetProperty("targetId").GetRawText()} {row.GetProperty("targetAchievedValue").GetRawText()}"));
        Assert.Equal(["2026-01-14T09:15:42.318+0000", "2026-01-14T09:15:42.000+0000"], rows.Select(row => row.GetProperty("enrolledOn").GetString()));
        Assert.Empty((await world.DataAsync("/v3/users/1001/targetGroups?includeInactive=true&targetRuleId=9")).GetProperty("targetGroups").EnumerateArray());
        Assert.Empty((await world.DataAsync("/v3/users/1001/targetGroups")).GetProperty("targetGroups").EnumerateArray());
    }

    /// <summary>Placeholders make a small world a large answer: targets times periods.</summary>
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task An_answer_that_would_be_too_large_is_refused_in_a_sentence()
    {
        static string Many(int count, Func<int, string> of) => string.Join(',', Enumerable.Range(1, count).Select(of));
        var groups = Many(2, group => TargetWorlds.Group(
            group,
            Many(100, period => TargetWorlds.Period((group * 1000) + period, "2026-01-01", "2026-12-31")),
            Many(501, target => TargetWorlds.Target((group * 1000) + target))));
        var world = await NewAsync(app, groups: groups);

        var all = await world.GetAsync("/v3/users/1001/targetGroups?includeInactive=true");
        var one = await world.GetAsync("/v3/users/1001/targetGroups?includeInactive=true&targetRuleId=1001");

        Assert.Equal((507, Refusal(507, "Insufficient Storage. The answer would be larger than 32 MiB. Ask for less, for example with a filter or a page.")), (all.Status, all.Body));
        Assert.True(one.Status == 200, one.Body);
    }

    [Theory]
    [InlineData("1", "null")]
    [InlineData("1000", "\"2026-01-14T09:15:42.000+0000\"")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 1.8")]
    public async Task An_initial_balance_that_reaches_the_target_is_achieved_when_the_customer_enrols(string balance, string achieved)
    {
        var world = await NewAsync(app);
        var group = await world.CreatedAsync(Challenge);
        await world.SendAsync(HttpMethod.Post, $"/v3/targetGroups/{group}/targets/1/enroll", $$"""[{"customerId":1001,"periodName":"Jan","initialBalance":{{balance}}}]""");

        var row = (await world.DataAsync("/v3/users/1001/targetGroups")).GetProperty("targetGroups")[0].GetProperty("targets")[0];

        Assert.Equal(achieved, row.GetProperty("targetAchievedDateTime").GetRawText());
    }

    [Theory]
    [InlineData("/v3/users/1/targetGroups", 310011, "Invalid userId")]
    [InlineData("/v3/users/x/targetGroups", 310011, "Invalid userId")]
    [InlineData("/v3.1/users/1/targetGroups", 310011, "Invalid userId")]
    [InlineData("/v3/users/1001/targetGroups?includeInactive=1", 300004, "Invalid input. includeInactive accepts true or false.")]
    [InlineData("/v3/users/1001/targetGroups?includeInactiveTargets=1", 300004, "Invalid input. includeInactiveTargets accepts true or false.")]
    [InlineData("/v3/users/1001/targetGroups?targetRuleId=0", 300004, "Invalid input. targetRuleId accepts a whole number from 1 to 9223372036854775807.")]
    [InlineData("/v3/users/1001/targetGroups?excludedEntities=a", 300004, "Invalid input. excludedEntities accepts ids separated by commas.")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.16")]
    public async Task A_request_is_refused(string path, int code, string message)
    {
        var reply = await (await NewAsync(app)).GetAsync(path);

        Assert.Equal((400, Refusal(code, message)), (reply.Status, reply.Body));
    }

    [Theory]
    [InlineData("OTHER", "", 310144)]
    [InlineData("OTHER", "7", 310144)]
    [InlineData("SOME", "", 310144)]
    [InlineData("SELF", "", 0)]
    [InlineData("ALL", "", 0)]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.19")]
    public async Task The_headers_for_connected_organisations_are_read_by_the_newer_spellings(string scope, string orgs, int code)
    {
        var world = await NewAsync(app);

        var reply = await world.World.App.ControlAsync(
            HttpMethod.Get, "/api_gateway/intouch-api-v3/v3.1/users/1001/targetGroups", null, ("Authorization", world.World.Authorization), ("DATA-SCOPE", scope), ("DATA-SCOPE-ORG", orgs));

        Assert.Equal(code == 0 ? 200 : 400, reply.Status);
        Assert.Equal(code != 0, reply.Body.Contains($"\"code\":{code},", StringComparison.Ordinal));
    }
}
