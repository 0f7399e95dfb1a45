using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Targets.EnrolmentWorld;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>What unEnroll does, and what it refuses.</summary>
public sealed class UnEnrollTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Theory]
    [InlineData("/v3")]
    [InlineData("")]
    [InlineData("/v3.1")]
    [InlineData("/api_gateway/intouch-api-v3/v3.1")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.20")]
    public async Task The_answer_is_the_customers_id_under_every_spelling_and_the_customer_is_not_listed_any_more(string prefix)
    {
        var world = await NewAsync(app);
        await world.EnrolAsync();

        var reply = await world.UnenrolAsync(prefix: prefix);

        Assert.Equal((200, """{"data":1001,"errors":null,"warnings":null}"""), (reply.Status, reply.Body));
        Assert.Empty(await world.ListedAsync());
        Assert.Empty(await world.ListedAsync("2031-09-30"));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.8")]
    public async Task Earlier_periods_stay_and_later_ones_end()
    {
        var world = await NewAsync(app);
        await world.EnrolAsync(""", "periodName":"p101" """);

        Assert.Equal(200, (await world.UnenrolAsync()).Status);

        Assert.Equal(101, Assert.Single(await world.RowsAsync("enrolments")).GetProperty("lastPeriodId").GetInt64());
        Assert.Equal([1], await world.ListedAsync("2031-03-31"));
        Assert.Empty(await world.ListedAsync("2031-04-01"));
        Assert.Empty(await world.ListedAsync("2031-09-30"));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 39")]
    public async Task A_customer_who_is_not_enrolled_is_310126_with_status_500()
    {
        var world = await NewAsync(app);

        foreach (var prefix in Prefixes)
        {
            Refused(500, 310126, "User is not enrolled to this target", await world.UnenrolAsync(prefix: prefix));
        }
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.20")]
    public async Task An_enrolment_of_earlier_periods_only_is_no_enrolment()
    {
        var world = await NewAsync(app);
        await world.EnrolAsync(""", "periodName":"p101" """);
        await world.UnenrolAsync();

        Refused(500, 310126, "User is not enrolled to this target", await world.UnenrolAsync());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.20")]
    public async Task A_setting_of_the_world_answers_310119_as_the_table_has_it()
    {
        var world = await NewAsync(app, "\"notEnrolled\":\"TABLE\"");

        Refused(400, 310119, "User already enrolled for the target", await world.UnenrolAsync());
    }

    [Theory]
    [InlineData(1, 11, 310017, "Target group not found or deactivated")]
    [InlineData(2, 10, 310018, "Target rule not found")]
    [InlineData(5, 40, 310019, "Target period not found")]
    [Trait("Evidence", "documented: docs/contract/targets.md 4")]
    public async Task An_unknown_group_target_or_period_is_refused(long target, long group, int code, string message) =>
        Refused(400, code, message, await (await NewAsync(app)).UnenrolAsync(target, group));

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.8")]
    public async Task Progress_stays()
    {
        var world = await NewAsync(app);
        await world.EnrolAsync(""", "initialBalance":12""");

        await world.UnenrolAsync();

        Assert.Equal(12, Assert.Single(await world.RowsAsync("userTargets")).GetProperty("achievedValue").GetDecimal());
        Assert.Empty(await world.RowsAsync("enrolments"));
    }
}
