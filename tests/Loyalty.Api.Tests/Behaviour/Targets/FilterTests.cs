using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>Each query parameter of enrolledTargets, alone and combined. Without a filter, targets 1, 2, 3, 5, 11, 13, 14 and 16 are listed.</summary>
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
    public async Task TargetRuleIds_selects_the_named_targets(string ids, long[] expected) =>
        Assert.Equal(expected, await world.IdsAsync($"?targetRuleIds={ids}"));

    [Theory]
    [InlineData("TRANSACTION", new long[] { 1, 11, 13, 14, 16 })]
    [InlineData("IMPORT", new long[] { 2, 5 })]
    [InlineData("AUDIENCE_FILTER", new long[] { 3 })]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.3, row enrollmentType")]
    public async Task EnrollmentType_selects_targets_with_that_enrolment_method(string type, long[] expected) =>
        Assert.Equal(expected, await world.IdsAsync($"?enrollmentType={type}"));

    [Theory]
    [InlineData("true", new long[] { 5 })]
    [InlineData("TRUE", new long[] { 5 })]
    [InlineData("false", new long[] { 1, 2, 3, 5, 11, 13, 14, 16 })]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.3, row includeOnlyUserCreated")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 50")]
    public async Task IncludeOnlyUserCreated_selects_user_created_targets_if_true(string flag, long[] expected) =>
        Assert.Equal(expected, await world.IdsAsync($"?includeOnlyUserCreated={flag}"));

    /// <summary>1930176000000 is 2031-03-02T00:00:00Z.</summary>
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
    public async Task TrackingDate_selects_targets_created_on_that_day(string date, long[] expected) =>
        Assert.Equal(expected, await world.IdsAsync($"?trackingDate={date}"));

    /// <summary>In May, the period of group 40 still runs, the enrolments into targets 10 and 16 are still valid and the enrolment into target 11 has not started.</summary>
    [Theory]
    [InlineData("2031-05-31", new long[] { 1, 2, 3, 5, 7, 10, 13, 14, 16 })]
    [InlineData("1937908800000", new long[] { 1, 2, 3, 5, 7, 10, 13, 14, 16 })]
    [InlineData("2031-06-14", new long[] { 1, 2, 3, 5, 7, 11, 13, 14, 16 })]
    [InlineData("2031-06-16", new long[] { 1, 2, 3, 5, 8, 11, 13, 14, 16 })]
    [InlineData("2032-02-01", new long[] { 11, 12, 13, 16 })]
    [InlineData("2030-12-31", new long[0])]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 4")]
    public async Task TrackingDate_with_the_setting_AS_OF_selects_targets_active_on_that_day(string date, long[] expected)
    {
        using var asOf = new FilteredTargets("\"targetsTrackingDate\":\"AS_OF\"");

        Assert.Equal(expected, await asOf.IdsAsync($"?trackingDate={date}"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 4")]
    public async Task A_worlds_setting_for_trackingDate_overrides_the_configuration()
    {
        using var withoutSetting = new EmulatorApp(FilteredTargets.World(), ("Targets:TrackingDate", "AsOf"));
        using var withSetting = new EmulatorApp(FilteredTargets.World("\"targetsTrackingDate\":\"CREATED_ON\""), ("Targets:TrackingDate", "AsOf"));
        const string path = "/v3/users/1001/enrolledTargets?trackingDate=2031-03-01";
        var header = ("Authorization", Tills.Of("t.one"));

        Assert.Equal([1, 2, 3, 5, 7, 10, 13, 14, 16], FilteredTargets.Ids((await withoutSetting.GetPlainAsync(path, header)).Body));
        Assert.Equal([1, 2], FilteredTargets.Ids((await withSetting.GetPlainAsync(path, header)).Body));
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
    public async Task Several_filters_select_targets_that_pass_all_of_them(string query, long[] expected) => Assert.Equal(expected, await world.IdsAsync(query));

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    public async Task Unknown_parameters_are_ignored() =>
        Assert.Equal([1, 2, 3, 5, 11, 13, 14, 16], await world.IdsAsync("?limit=1&enrolmentMethod=IMPORT&targetRuleId=2"));

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    public async Task Filters_that_exclude_all_targets_of_a_known_customer_give_an_empty_list()
    {
        var reply = await world.AskAsync("?targetRuleIds=999&trackingDate=2031-03-01");

        Assert.Equal("""{"data":[],"errors":null,"warnings":null}""", reply.Body);
    }
}
