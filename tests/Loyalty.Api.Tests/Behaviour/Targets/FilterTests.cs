using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>Every query parameter of enrolledTargets alone, and all of them together. Without a filter 1, 2, 3, 5, 11, 13, 14, 16 are listed.</summary>
public sealed class FilterTests(FilteredTargets world) : IClassFixture<FilteredTargets>
{
    [Theory]
    [InlineData("2", new long[] { 2 })]
    [InlineData("16,2,5", new long[] { 2, 5, 16 })]
    [InlineData("16%2C2%2C5", new long[] { 2, 5, 16 })]
    [InlineData("2,2,4,999", new long[] { 2 })]
    [InlineData("999", new long[0])]
    [InlineData("9223372036854775807", new long[0])]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.3, row targetRuleIds")]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 3")]
    public async Task TargetRuleIds_keeps_the_named_targets(string ids, long[] expected) =>
        Assert.Equal(expected, await world.IdsAsync($"?targetRuleIds={ids}"));

    [Theory]
    [InlineData("TRANSACTION", new long[] { 1, 11, 13, 14, 16 })]
    [InlineData("IMPORT", new long[] { 2, 5 })]
    [InlineData("AUDIENCE_FILTER", new long[] { 3 })]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.3, row enrollmentType")]
    public async Task EnrollmentType_keeps_targets_with_that_enrolment_method(string type, long[] expected) =>
        Assert.Equal(expected, await world.IdsAsync($"?enrollmentType={type}"));

    [Theory]
    [InlineData("true", new long[] { 5 })]
    [InlineData("TRUE", new long[] { 5 })]
    [InlineData("false", new long[] { 1, 2, 3, 5, 11, 13, 14, 16 })]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.3, row includeOnlyUserCreated")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 50")]
    public async Task IncludeOnlyUserCreated_keeps_user_created_targets_when_true(string flag, long[] expected) =>
        Assert.Equal(expected, await world.IdsAsync($"?includeOnlyUserCreated={flag}"));

    /// <summary>1930176000000 is 2031-03-02T00:00:00Z to the millisecond.</summary>
    [Theory]
    [InlineData("2031-03-01", new long[] { 1, 2 })]
    [InlineData("2031-03-02", new long[] { 3, 5 })]
    [InlineData("2031-03-03", new long[0])]
    [InlineData("1930089600000", new long[] { 1, 2 })]
    [InlineData("1930175999999", new long[] { 1, 2 })]
    [InlineData("1930176000000", new long[] { 3, 5 })]
    [InlineData("1930262399999", new long[] { 3, 5 })]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.3, row trackingDate")]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 4")]
    public async Task TrackingDate_keeps_targets_created_on_that_day(string date, long[] expected) =>
        Assert.Equal(expected, await world.IdsAsync($"?trackingDate={date}"));

    /// <summary>In May group 40 still runs, the enrolments into 10 and 16 still hold and the period of 11 has not begun.</summary>
    [Theory]
    [InlineData("2031-05-31", new long[] { 1, 2, 3, 5, 7, 10, 13, 14, 16 })]
    [InlineData("1937908800000", new long[] { 1, 2, 3, 5, 7, 10, 13, 14, 16 })]
    [InlineData("2031-06-14", new long[] { 1, 2, 3, 5, 7, 11, 13, 14, 16 })]
    [InlineData("2031-06-16", new long[] { 1, 2, 3, 5, 8, 11, 13, 14, 16 })]
    [InlineData("2032-02-01", new long[] { 11, 12, 13, 16 })]
    [InlineData("2030-12-31", new long[0])]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 4")]
    public async Task TrackingDate_read_as_of_lists_what_is_active_on_that_day(string date, long[] expected)
    {
        using var asOf = new FilteredTargets("\"targetsTrackingDate\":\"AS_OF\"");

        Assert.Equal(expected, await asOf.IdsAsync($"?trackingDate={date}"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 4")]
    public async Task A_setting_of_the_world_wins_over_the_configurations_default_reading_of_trackingDate()
    {
        using var silent = new EmulatorApp(FilteredTargets.World(), ("Targets:TrackingDate", "AsOf"));
        using var decided = new EmulatorApp(FilteredTargets.World("\"targetsTrackingDate\":\"CREATED_ON\""), ("Targets:TrackingDate", "AsOf"));
        const string path = "/v3/users/1001/enrolledTargets?trackingDate=2031-03-01";
        var header = ("Authorization", Tills.Of("t.one"));

        Assert.Equal([1, 2, 3, 5, 7, 10, 13, 14, 16], FilteredTargets.Ids((await silent.GetPlainAsync(path, header)).Body));
        Assert.Equal([1, 2], FilteredTargets.Ids((await decided.GetPlainAsync(path, header)).Body));
    }

    [Theory]
    [InlineData("?enrollmentType=IMPORT&trackingDate=2031-03-01", new long[] { 2 })]
    [InlineData("?enrollmentType=IMPORT&includeOnlyUserCreated=true", new long[] { 5 })]
    [InlineData("?enrollmentType=TRANSACTION&includeOnlyUserCreated=true", new long[0])]
    [InlineData("?targetRuleIds=1,2,3&enrollmentType=IMPORT", new long[] { 2 })]
    [InlineData("?targetRuleIds=1,3,5&trackingDate=2031-03-02", new long[] { 3, 5 })]
    [InlineData("?targetRuleIds=3,5&trackingDate=2031-03-02&enrollmentType=IMPORT&includeOnlyUserCreated=true", new long[] { 5 })]
    [InlineData("?targetRuleIds=3&trackingDate=2031-03-02&enrollmentType=IMPORT&includeOnlyUserCreated=true", new long[0])]
    [InlineData("?targetRuleIds=5&trackingDate=2031-03-01&enrollmentType=IMPORT&includeOnlyUserCreated=true", new long[0])]
    [InlineData("?targetRuleIds=5&trackingDate=2031-03-02&enrollmentType=TRANSACTION&includeOnlyUserCreated=true", new long[0])]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    public async Task Filters_narrow_each_other(string query, long[] expected) => Assert.Equal(expected, await world.IdsAsync(query));

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    public async Task Unknown_parameters_are_ignored() =>
        Assert.Equal([1, 2, 3, 5, 11, 13, 14, 16], await world.IdsAsync("?limit=1&enrolmentMethod=IMPORT&targetRuleId=2"));

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    public async Task A_customer_whose_targets_are_all_filtered_away_is_still_known()
    {
        var reply = await world.AskAsync("?targetRuleIds=999&trackingDate=2031-03-01");

        Assert.Equal("""{"data":[],"errors":null,"warnings":null}""", reply.Body);
    }
}
