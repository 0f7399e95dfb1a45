using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Targets.GroupChanges;
using static Loyalty.Api.Tests.Behaviour.Targets.TargetGroupWorld;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>What getTargetPeriods, createTargetPeriods and updateTargetPeriods do, and what they refuse.</summary>
public sealed class TargetPeriodsTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Path = "/v3/targetGroups/10/targetPeriods";

    private static readonly string OldIso = Old.Replace("\"lastUpdatedOn\"", "\"createdOnISO\":\"2026-01-08T10:00:00Z\",\"lastUpdatedOn\"", StringComparison.Ordinal)
        .Replace("\"lastUpdatedBy\"", "\"lastUpdatedOnISO\":\"2026-01-08T10:00:00Z\",\"lastUpdatedBy\"", StringComparison.Ordinal);

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.7")]
    public async Task The_periods_are_listed_with_ISO_dates()
    {
        var world = await NewGroupsAsync(app);

        var reply = await world.GetAsync(Path);

        Assert.Equal(
            Line($$$$"""
            {"data":[{"id":101,"attribution":{{{{OldIso}}}},"startDate":"2025-12-01","endDate":"2025-12-31","refCode":"p101","periodStatus":"ENDED","targetGroupId":10,"active":true},
            {"id":102,"attribution":{{{{OldIso}}}},"startDate":"2026-01-10","endDate":"2026-01-31","refCode":"p102","periodStatus":"RUNNING","targetGroupId":10,"description":"first","active":true},
            {"id":103,"attribution":{{{{OldIso}}}},"startDate":"2026-02-10","endDate":"2026-02-20","refCode":"p103","periodStatus":"NOT_STARTED","targetGroupId":10,"active":true}],"errors":null,"warnings":null}
            """),
            reply.Body);
        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [InlineData("isoAttribution", "false", false)]
    [InlineData("isoAttribution", "true", true)]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 1")]
    public async Task A_setting_of_the_world_omits_the_ISO_dates_of_periods_and_targets(string setting, string value, bool printed)
    {
        var world = await NewGroupsAsync(app, settings: $"\"{setting}\":{value}");

        Assert.Equal(printed, (await world.GetAsync(Path)).Body.Contains("createdOnISO", StringComparison.Ordinal));
        Assert.Equal(printed, (await world.GetAsync("/v3/targetGroups/10/targets")).Body.Contains("lastUpdatedOnISO", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.8")]
    public async Task A_new_period_is_listed_after_the_others_with_the_exact_instant_of_its_creation()
    {
        var world = await NewGroupsAsync(app);

        var reply = await world.SendAsync("POST", Path, """[{"refCode":"p104","startDate":"2026-02-01","endDate":"2026-02-09T23:59:59.000Z","description":"february","periodStatus":"RUNNING","targetGroupId":99}]""");

        Assert.Equal(
            Line($$$$"""
            {"data":[{"id":101,"attribution":{{{{Old}}}},"startDate":"2025-12-01","endDate":"2025-12-31","refCode":"p101","periodStatus":"ENDED","targetGroupId":10,"active":true},
            {"id":102,"attribution":{{{{Old}}}},"startDate":"2026-01-10","endDate":"2026-01-31","refCode":"p102","periodStatus":"RUNNING","targetGroupId":10,"description":"first","active":true},
            {"id":103,"attribution":{{{{Old}}}},"startDate":"2026-02-10","endDate":"2026-02-20","refCode":"p103","periodStatus":"NOT_STARTED","targetGroupId":10,"active":true},
            {"id":502,"attribution":{{{{Attribution("2026-01-14T09:15:42.318+0000")}}}},"startDate":"2026-02-01","endDate":"2026-02-09","refCode":"p104","periodStatus":"NOT_STARTED","targetGroupId":10,"description":"february","active":true}],
            "errors":null,"warnings":null}
            """),
            world.Anonymous(reply.Body));
        Assert.Equal(200, reply.Status);
        Assert.Equal([101, 102, 502, 103], (await world.DataAsync(Path)).EnumerateArray().Select(period => period.GetProperty("id").GetInt32()));
        Assert.Equal(7, (await world.DataAsync("/v3/targetGroups/10")).GetProperty("totalPeriods").GetInt32());
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.8")]
    public async Task A_body_may_be_one_object_and_a_refCode_a_number()
    {
        var world = await NewGroupsAsync(app);

        var reply = await world.SendAsync("POST", Path, """{"refCode":7,"startDate":"2026-02-01T00:00:00+05:30","endDate":"2026-02-09","description":"","active":false}""");

        var period = TestWorlds.ParseJson(reply.Body).GetProperty("data")[3];
        Assert.Equal(("7", "2026-01-31", false), (period.GetProperty("refCode").GetString(), period.GetProperty("startDate").GetString(), period.GetProperty("active").GetBoolean()));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.9")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.9")]
    public async Task Changed_periods_are_answered_in_the_order_of_the_request()
    {
        var world = await NewGroupsAsync(app);

        var reply = await world.SendAsync("PUT", Path, """
            [{"id":103,"refCode":"February","startDate":"2026-02-05","endDate":"2026-02-28","description":"","active":false},
             {"id":102,"refCode":"p102","startDate":"2026-01-10","endDate":"2026-02-04","description":"extended"}]
            """);

        Assert.Equal(
            Line($$$$"""
            {"data":[{"id":103,"attribution":{{{{Changed("2026-01-14T09:15:42.000+0000")}}}},"startDate":"2026-02-05","endDate":"2026-02-28","refCode":"February","periodStatus":"NOT_STARTED","targetGroupId":10,"description":"","active":false},
            {"id":102,"attribution":{{{{Changed("2026-01-14T09:15:42.000+0000")}}}},"startDate":"2026-01-10","endDate":"2026-02-04","refCode":"p102","periodStatus":"RUNNING","targetGroupId":10,"description":"extended","active":true}],
            "errors":null,"warnings":null}
            """),
            world.Anonymous(reply.Body));
        Assert.Equal(200, reply.Status);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.9")]
    public async Task A_period_that_is_sent_as_it_is_changes_nothing_even_if_it_has_ended()
    {
        var world = await NewGroupsAsync(app);
        var before = await world.World.ExportAsync();

        var reply = await world.SendAsync("PUT", Path, """[{"id":102,"refCode":"p102","startDate":"2026-01-10","endDate":"2026-01-31","description":"first","active":true}]""");

        Assert.Equal(200, reply.Status);
        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Theory]
    [InlineData(10, """{"id":102,"refCode":"p102","startDate":"2026-01-09","endDate":"2026-01-31","description":"first"}""", "Of a running period, endDate and description can be changed.")]
    [InlineData(10, """{"id":102,"refCode":"other","startDate":"2026-01-10","endDate":"2026-01-31","description":"first"}""", "Of a running period, endDate and description can be changed.")]
    [InlineData(10, """{"id":102,"refCode":"p102","startDate":"2026-01-10","endDate":"2026-01-31","description":"first","active":false}""", "Of a running period, endDate and description can be changed.")]
    [InlineData(10, """{"id":101,"refCode":"p101","startDate":"2025-12-01","endDate":"2026-01-01","description":""}""", "A period that has ended cannot be changed.")]
    [InlineData(10, """{"id":101,"refCode":"p101","startDate":"2025-12-01","endDate":"2025-12-31","description":"text"}""", "A period that has ended cannot be changed.")]
    [InlineData(10, """{"id":103,"refCode":"p103","startDate":"2026-01-10","endDate":"2026-02-20","description":""}""", "A period keeps its place among the periods of its target group.")]
    [InlineData(10, """{"id":103,"refCode":"p103","startDate":"2026-02-10","endDate":"2026-04-01","description":""}""", "A period lies between fromDate and toDate of its target group.")]
    [InlineData(10, """{"id":103,"refCode":"","startDate":"2026-02-10","endDate":"2026-02-20","description":""}""", "A period needs a refCode.")]
    [InlineData(30, """{"id":302,"refCode":"p302","startDate":"2026-02-02","endDate":"2026-02-28","description":""}""", "The periods of a streak cannot be changed.")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.9")]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.2")]
    public async Task A_change_that_the_status_of_the_period_forbids_is_300004(int group, string period, string reason)
    {
        var world = await NewGroupsAsync(app);
        var before = await world.World.ExportAsync();

        var reply = await world.SendAsync("PUT", $"/v3/targetGroups/{group}/targetPeriods", $"[{period}]");

        Assert.Equal((400, Refusal(300004, $"Invalid input. {reason}")), (reply.Status, reply.Body));
        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Theory]
    [InlineData("POST", "99", """[{"refCode":"x","startDate":"2026-02-01","endDate":"2026-02-09","description":""}]""", 310017, "Target group not found or deactivated")]
    [InlineData("POST", "40", """[{"refCode":"x","startDate":"2026-02-01","endDate":"2026-02-09","description":""}]""", 310017, "Target group not found or deactivated")]
    [InlineData("PUT", "40", """[{"id":401,"refCode":"x","startDate":"2026-02-01","endDate":"2026-02-09","description":""}]""", 310017, "Target group not found or deactivated")]
    [InlineData("PUT", "x", """[{"id":401,"refCode":"x","startDate":"2026-02-01","endDate":"2026-02-09","description":""}]""", 310017, "Target group not found or deactivated")]
    [InlineData("PUT", "10", """[{"id":201,"refCode":"x","startDate":"2026-02-01","endDate":"2026-02-09","description":""}]""", 310019, "Target period not found")]
    [InlineData("POST", "10", """[{"refCode":"x","startDate":"2026-02-01","endDate":"2026-04-01","description":""}]""", 300004, "Invalid input. A period lies between fromDate and toDate of its target group.")]
    [InlineData("POST", "10", """[{"refCode":"x","startDate":"2026-02-01","endDate":"2026-02-09"}]""", 300004, "Invalid input. A period needs description.")]
    [InlineData("POST", "10", """[{"startDate":"2026-02-01","endDate":"2026-02-09","description":""}]""", 300004, "Invalid input. A period needs refCode.")]
    [InlineData("POST", "10", """[{"refCode":"x","endDate":"2026-02-09","description":""}]""", 300004, "Invalid input. A period needs startDate.")]
    [InlineData("POST", "10", """[{"refCode":"x","startDate":"2026-02-01","description":""}]""", 300004, "Invalid input. A period needs endDate.")]
    [InlineData("PUT", "10", """[{"refCode":"x","startDate":"2026-02-01","endDate":"2026-02-09","description":""}]""", 300004, "Invalid input. A period needs id.")]
    [InlineData("PUT", "10", """[{"id":103,"refCode":"x","startDate":"2026-02-10","endDate":"2026-02-20","description":""},{"id":103,"refCode":"x","startDate":"2026-02-10","endDate":"2026-02-20","description":""}]""", 300004, "Invalid input. A request names a period once.")]
    [InlineData("PUT", "10", "[]", 300004, "Invalid input. The body accepts one or more periods.")]
    [InlineData("POST", "10", "[]", 300004, "Invalid input. The body accepts one or more periods.")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.8")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.9")]
    public async Task A_refused_request_has_its_code_and_changes_nothing(string method, string group, string body, int code, string message)
    {
        var world = await NewGroupsAsync(app);
        var before = await world.World.ExportAsync();

        var reply = await world.SendAsync(method, $"/v3/targetGroups/{group}/targetPeriods", body);

        Assert.Equal((400, Refusal(code, message)), (reply.Status, reply.Body));
        Assert.Equal(before, await world.World.ExportAsync());
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.7")]
    public async Task The_periods_of_a_deactivated_group_are_read_and_those_of_an_unknown_one_are_310017()
    {
        var world = await NewGroupsAsync(app);

        Assert.Equal(200, (await world.GetAsync("/v3/targetGroups/40/targetPeriods")).Status);
        Assert.All(
            new[] { await world.GetAsync("/v3/targetGroups/99/targetPeriods"), await world.GetAsync("/v3/targetGroups/-1/targetPeriods"), await world.GetAsync("/v3/targetGroups/99/targets") },
            reply => Assert.Equal((400, Refusal(310017, "Target group not found or deactivated")), (reply.Status, reply.Body)));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.2")]
    public async Task A_customer_who_is_enrolled_takes_part_in_new_later_periods_and_follows_a_period_that_is_extended()
    {
        var world = await NewGroupsAsync(app);
        async Task<bool> IsListedAsync(string day)
        {
            await world.World.DoAsync(HttpMethod.Put, "/clock", $$"""{"mode":"frozen","at":"{{day}}T12:00:00Z"}""");
            return (await world.GetAsync("/v3/users/1001/enrolledTargets")).Body.Contains("\"id\":1,", StringComparison.Ordinal);
        }

        Assert.False(await IsListedAsync("2026-02-03"));
        await IsListedAsync("2026-01-14");
        Assert.Equal(200, (await world.SendAsync("PUT", Path, """[{"id":102,"refCode":"p102","startDate":"2026-01-10","endDate":"2026-02-04","description":""}]""")).Status);
        Assert.Equal(200, (await world.SendAsync("POST", Path, """[{"refCode":"p104","startDate":"2026-03-01","endDate":"2026-03-31","description":""}, {"refCode":"p100","startDate":"2026-01-01","endDate":"2026-01-09","description":""}]""")).Status);

        Assert.True(await IsListedAsync("2026-02-03"));
        Assert.True(await IsListedAsync("2026-03-15"));
        Assert.False(await IsListedAsync("2026-01-05"));
        Assert.False(await IsListedAsync("2026-02-25"));
    }
}
