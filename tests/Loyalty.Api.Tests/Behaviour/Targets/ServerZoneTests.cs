using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Targets.TargetWorlds;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>Days start and end at midnight in the server's zone, and instants are written with its offset. India's offset is +05:30, so its midnight is at 18:30Z.</summary>
public sealed class ServerZoneTests
{
    /// <summary>The period of target 1 ends on 15 June, that of target 2 starts on 16 June. Target 3 was created in the first millisecond of 1 March, target 4 in the last.</summary>
    private static string India(string now, string settings = "") => Document(
        "Asia/Kolkata",
        now,
        Join(
            Group(10, Period(101, "2031-01-01", "2031-06-15"), Target(1)),
            Group(20, Period(201, "2031-06-16", "2031-12-31"), Target(2)),
            Group(30, Period(301, "2031-01-01", "2031-12-31"), Join(Target(3, createdOn: "2031-02-28T18:30:00Z"), Target(4, createdOn: "2031-03-01T18:29:59.999Z")))),
        Join(Enrolment(1, 1, 101), Enrolment(2, 2, 201), Enrolment(3, 3, 301), Enrolment(4, 4, 301)),
        settings);

    [Theory]
    [InlineData("2031-06-15T18:29:59.999Z", new long[] { 1, 3, 4 })]
    [InlineData("2031-06-15T18:30:00Z", new long[] { 2, 3, 4 })]
    [InlineData("2031-06-15T00:00:00Z", new long[] { 1, 3, 4 })]
    [InlineData("2031-06-16T00:00:00Z", new long[] { 2, 3, 4 })]
    [InlineData("2030-12-31T18:29:59.999Z", new long[0])]
    [InlineData("2030-12-31T18:30:00Z", new long[] { 1, 3, 4 })]
    [InlineData("2031-12-31T18:29:59.999Z", new long[] { 2, 3, 4 })]
    [InlineData("2031-12-31T18:30:00Z", new long[0])]
    [Trait("Evidence", "inferred: docs/contract/targets.md 5.2")]
    public async Task A_period_runs_from_local_midnight_to_local_midnight(string now, long[] expected)
    {
        using var world = new EmulatorApp(India(now));

        Assert.Equal(expected, FilteredTargets.Ids((await AskAsync(world, "")).Body));
    }

    [Theory]
    [InlineData("2031-03-01", new long[] { 3, 4 })]
    [InlineData("1930069800000", new long[] { 3, 4 })]
    [InlineData("1930156199999", new long[] { 3, 4 })]
    [InlineData("1930069799999", new long[0])]
    [InlineData("1930156200000", new long[0])]
    [InlineData("2031-02-28", new long[0])]
    [InlineData("2031-03-02", new long[0])]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 4")]
    public async Task A_trackingDate_is_a_day_in_the_servers_zone(string date, long[] expected)
    {
        using var world = new EmulatorApp(India("2031-06-15T12:00:00Z"));

        Assert.Equal(expected, FilteredTargets.Ids((await AskAsync(world, $"?trackingDate={date}")).Body));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.5, row attribution.createdOnISO")]
    [Trait("Evidence", "documented: docs/contract/targets.md 5.1")]
    public async Task Attribution_instants_have_the_servers_offset_without_a_colon_and_ISO_instants_with_a_colon()
    {
        using var world = new EmulatorApp(India("2031-06-15T12:00:00Z"));

        var reply = await AskAsync(world, "?targetRuleIds=4");

        Assert.Contains(
            "\"attribution\":{\"createdOn\":\"2031-03-01T23:59:59.999+0530\",\"createdOnISO\":\"2031-03-01T23:59:59+05:30\","
            + "\"lastUpdatedOn\":\"2031-03-01T23:59:59.999+0530\",\"lastUpdatedOnISO\":\"2031-03-01T23:59:59+05:30\",",
            reply.Body,
            StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 5.2")]
    public async Task A_zone_west_of_Greenwich_has_a_negative_offset()
    {
        using var world = new EmulatorApp(India("2031-06-15T12:00:00Z").Replace("Asia/Kolkata", "America/New_York", StringComparison.Ordinal));

        var reply = await AskAsync(world, "?targetRuleIds=3");

        Assert.Contains("\"createdOn\":\"2031-02-28T13:30:00.000-0500\",\"createdOnISO\":\"2031-02-28T13:30:00-05:00\"", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_following_clock_passes_midnight_without_a_restart()
    {
        var following = India("2031-01-01T00:00:00Z").Replace("\"clock\":{\"mode\":\"FROZEN\", \"at\":\"2031-01-01T00:00:00Z\"},", "", StringComparison.Ordinal);
        using var world = new EmulatorApp(following);
        world.Clock.Now = DateTimeOffset.Parse("2031-06-15T18:29:59.999Z", null);
        var before = await AskAsync(world, "");
        world.Clock.Now += TimeSpan.FromMilliseconds(1);
        var after = await AskAsync(world, "");

        Assert.Equal([1, 3, 4], FilteredTargets.Ids(before.Body));
        Assert.Equal([2, 3, 4], FilteredTargets.Ids(after.Body));
    }

    /// <summary>Samoa skipped 30 December 2011. In a zone behind UTC, the first representable instant has no local time, so it is written in UTC.</summary>
    [Theory]
    [InlineData("Pacific/Apia", "2011-12-30T10:30:00Z", "2011-12-31T00:30:00.000+1400", "2011-12-31", "2011-12-30")]
    [InlineData("America/Los_Angeles", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000+0000", "0001-01-01", "0001-01-02")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 4")]
    public async Task TrackingDate_finds_a_target_on_the_day_in_its_attribution(string zone, string createdOn, string printed, string day, string otherDay)
    {
        using var world = new EmulatorApp(Document(zone, "2031-06-15T12:00:00Z", Group(10, Period(101, "2031-01-01", "2031-12-31"), Target(1, createdOn: createdOn)), Enrolment(1, 1, 101)));

        Assert.Contains($"\"createdOn\":\"{printed}\"", (await AskAsync(world, "")).Body, StringComparison.Ordinal);
        Assert.Equal([1], FilteredTargets.Ids((await AskAsync(world, $"?trackingDate={day}")).Body));
        Assert.Empty(FilteredTargets.Ids((await AskAsync(world, $"?trackingDate={otherDay}")).Body));
    }

    private static Task<Reply> AskAsync(EmulatorApp world, string query) =>
        world.GetPlainAsync($"/v3/users/1001/enrolledTargets{query}", ("Authorization", Tills.Of("t.one")));
}
