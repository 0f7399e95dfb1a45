using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Targets.EnrolmentWorld;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>What enroll does, and what it refuses.</summary>
public sealed class EnrollTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Done = """{"data":1001,"errors":null,"warnings":null}""";

    [Theory]
    [InlineData("/v3")]
    [InlineData("")]
    [InlineData("/v3.1")]
    [InlineData("/api_gateway/intouch-api-v3/v3.1")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.18")]
    public async Task The_answer_is_the_customers_id_under_every_spelling_and_the_customer_is_listed_at_once(string prefix)
    {
        var world = await NewAsync(app);
        Assert.Empty(await world.ListedAsync());

        var reply = await world.EnrolAsync(prefix: prefix);

        Assert.Equal((200, Done), (reply.Status, reply.Body));
        Assert.Equal([1], await world.ListedAsync());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 43")]
    public async Task The_customers_id_may_be_text() =>
        Assert.Equal(Done, (await (await NewAsync(app)).SendAsync(Path(Enroll), """[{"customerId":"1001"}]""")).Body);

    [Theory]
    [InlineData("", 102, "")]
    [InlineData(""", "periodName":"p103" """, 103, "")]
    [InlineData(""", "periodName":"p101" """, 101, "")]
    [InlineData(""", "periodName":null""", 102, "2031-06-30")]
    [InlineData("", 103, "2031-07-01")]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.8")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 44")]
    public async Task The_enrolment_begins_with_the_named_period_or_the_current_one(string more, long first, string day)
    {
        var world = await NewAsync(app);
        await world.ListedAsync(day.Length == 0 ? null : day);

        Assert.Equal(200, (await world.EnrolAsync(more)).Status);

        var enrolment = Assert.Single(await world.RowsAsync("enrolments"));
        Assert.Equal((first, "IMPORT"), (enrolment.GetProperty("firstPeriodId").GetInt64(), enrolment.GetProperty("method").GetString()));
        Assert.False(enrolment.TryGetProperty("lastPeriodId", out _));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.8")]
    public async Task Without_a_current_period_the_enrolment_begins_with_the_next_one()
    {
        var world = await NewAsync(app);

        Assert.Equal(200, (await world.EnrolAsync(target: 6, group: 50)).Status);

        Assert.Empty(await world.ListedAsync());
        Assert.Equal([6], await world.ListedAsync("2032-01-01"));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.8")]
    public async Task Enrolment_in_a_period_includes_every_later_one_and_no_earlier_one()
    {
        var world = await NewAsync(app);
        await world.EnrolAsync(""", "periodName":"p102" """);

        Assert.Empty(await world.ListedAsync("2031-03-31"));
        Assert.Equal([1], await world.ListedAsync("2031-04-01"));
        Assert.Equal([1], await world.ListedAsync("2031-09-30"));
        Assert.Empty(await world.ListedAsync("2031-10-01"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 1.8")]
    public async Task An_earlier_period_replaces_an_enrolment_that_begins_later()
    {
        var world = await NewAsync(app);
        await world.EnrolAsync(""", "periodName":"p103" """);

        Assert.Equal(200, (await world.EnrolAsync()).Status);

        Assert.Equal(102, Assert.Single(await world.RowsAsync("enrolments")).GetProperty("firstPeriodId").GetInt64());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.18")]
    public async Task An_initial_balance_is_the_achieved_value_of_the_first_period()
    {
        var world = await NewAsync(app);

        await world.EnrolAsync(""", "initialBalance":12.000001""");

        var progress = Assert.Single(await world.RowsAsync("userTargets"));
        Assert.Equal((102, 12.000001m), (progress.GetProperty("periodId").GetInt64(), progress.GetProperty("achievedValue").GetDecimal()));
    }

    [Theory]
    [InlineData("", "12")]
    [InlineData(""", "initialBalance":null""", "12")]
    [InlineData(""", "initialBalance":0""", "0")]
    [InlineData(""", "initialBalance":7.5""", "7.5")]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.8")]
    public async Task A_second_enrolment_resumes_resets_or_replaces_the_achieved_value(string more, string achieved)
    {
        var world = await NewAsync(app);
        await world.EnrolAsync(""", "initialBalance":12""");
        Assert.Equal(200, (await world.UnenrolAsync()).Status);

        Assert.Equal(200, (await world.EnrolAsync(more)).Status);

        Assert.Equal(achieved, Assert.Single(await world.RowsAsync("userTargets")).GetProperty("achievedValue").GetRawText());
        Assert.Equal([1], await world.ListedAsync());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.8")]
    public async Task A_streak_needs_no_period_takes_no_initial_balance_and_includes_all_periods()
    {
        var world = await NewAsync(app);

        Assert.Equal(200, (await world.EnrolAsync(""", "initialBalance":5, "resetStreakStatus":true""", target: 4, group: 30)).Status);

        Assert.Equal(301, Assert.Single(await world.RowsAsync("enrolments")).GetProperty("firstPeriodId").GetInt64());
        Assert.Empty(await world.RowsAsync("userTargets"));
        Assert.Equal([4], await world.ListedAsync("2031-05-01"));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 4")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 38")]
    public async Task A_customer_who_is_enrolled_is_310119_and_keeps_one_enrolment()
    {
        var world = await NewAsync(app);
        await world.EnrolAsync();

        foreach (var prefix in Prefixes)
        {
            Refused(400, 310119, "User already enrolled for the target", await world.EnrolAsync(""", "periodName":"p103" """, prefix: prefix));
        }

        Assert.Single(await world.RowsAsync("enrolments"));
    }

    [Theory]
    [InlineData(1, 11, 310017, "Target group not found or deactivated")]
    [InlineData(3, 20, 310017, "Target group not found or deactivated")]
    [InlineData(9, 10, 310018, "Target rule not found")]
    [InlineData(2, 10, 310018, "Target rule not found")]
    [InlineData(4, 10, 310018, "Target rule not found")]
    [InlineData(5, 40, 310019, "Target period not found")]
    [Trait("Evidence", "documented: docs/contract/targets.md 4")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 40")]
    public async Task An_unknown_or_inactive_group_target_or_period_is_refused_under_every_spelling(long target, long group, int code, string message)
    {
        var world = await NewAsync(app);

        foreach (var prefix in Prefixes)
        {
            Refused(400, code, message, await world.EnrolAsync(target: target, group: group, prefix: prefix));
        }

        Assert.Empty(await world.RowsAsync("enrolments"));
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("P102")]
    [InlineData("")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.18")]
    public async Task A_period_name_that_the_group_does_not_have_is_310019(string name) =>
        Refused(400, 310019, "Target period not found", await (await NewAsync(app)).EnrolAsync($$""", "periodName":"{{name}}" """));

    [Theory]
    [InlineData("1003")]
    [InlineData("2001")]
    [InlineData("\"x\"")]
    [InlineData("\"\"")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1001.5")]
    [InlineData("1e3")]
    [InlineData("9223372036854775808")]
    [InlineData("null")]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.18")]
    public async Task An_unknown_or_malformed_customer_is_310011(string customer)
    {
        var world = await NewAsync(app);

        foreach (var operation in new[] { Enroll, UnEnroll })
        {
            Refused(400, 310011, "Invalid userId", await world.SendAsync(Path(operation), $$"""[{"customerId":{{customer}}}]"""));
        }
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.8")]
    public async Task The_sample_world_has_the_examples_of_the_documentation()
    {
        using var sample = new EmulatorApp();

        var reply = await sample.SendAsync(
            HttpMethod.Post, "/v3/targetGroups/4102/targets/5211/enroll", new StringContent("""[{"customerId":71000042}]""", System.Text.Encoding.UTF8, "application/json"), ("Authorization", Tills.Sample));

        Assert.Equal("""{"data":71000042,"errors":null,"warnings":null}""", reply.Body);
    }
}
