using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Targets;
using static Loyalty.Domain.Tests.Moments;

namespace Loyalty.Domain.Tests.Targets;

public sealed class ActiveTargetsRuleTests
{
    private static readonly Period[] Months = [.. Enumerable.Range(1, 12).Select(Month)];

    [Theory]
    [Trait("Evidence", "documented: targets.md 1.1")]
    [InlineData("2026-01-31", false)]
    [InlineData("2026-02-01", true)]
    [InlineData("2026-02-14", true)]
    [InlineData("2026-02-28", true)]
    [InlineData("2026-03-01", false)]
    public void A_period_runs_from_its_first_day_to_its_last(string day, bool runs)
    {
        Assert.Equal(runs, ActiveTargetsRule.Runs(Month(2), DateOnly.Parse(day, CultureInfo.InvariantCulture)));
    }

    [Fact]
    [Trait("Evidence", "inferred: targets.md 1.1")]
    public void A_period_of_one_day_runs_on_that_day_alone()
    {
        var day = new DateOnly(2026, 2, 14);
        var period = Dated(1, day, day);

        Assert.True(ActiveTargetsRule.Runs(period, day));
        Assert.False(ActiveTargetsRule.Runs(period, day.AddDays(-1)));
        Assert.False(ActiveTargetsRule.Runs(period, day.AddDays(1)));
    }

    [Fact]
    [Trait("Evidence", "inferred: targets.md 1.1")]
    public void A_period_that_is_switched_off_never_runs() => Law.Holds(Gen.Choose(-10, 40), days =>
    {
        var period = Month(2);
        var off = Dated(2, period.StartDate, period.EndDate, active: false);

        Assert.False(ActiveTargetsRule.Runs(off, period.StartDate.AddDays(days)));
    });

    [Fact]
    [Trait("Evidence", "documented: targets.md 1.2")]
    public void Of_periods_that_follow_each_other_one_runs_on_each_day() => Law.Holds(Gen.Choose(0, 364), days =>
    {
        var day = new DateOnly(2026, 1, 1).AddDays(days);

        Assert.Equal(day.Month, Assert.Single(Months, period => ActiveTargetsRule.Runs(period, day)).Id);
    });

    [Fact]
    [Trait("Evidence", "documented: targets.md 1.8")]
    public void Enrolling_in_a_period_covers_it_and_every_later_one() => Law.Holds(Two, two =>
        Assert.Equal(two.Period >= two.First, ActiveTargetsRule.Covers(Month(two.First), null, Month(two.Period))));

    [Fact]
    [Trait("Evidence", "documented: targets.md 1.8")]
    public void Enrolling_in_one_cycle_alone_is_not_possible()
    {
        Assert.True(ActiveTargetsRule.Covers(Month(3), null, Month(3)));
        Assert.True(ActiveTargetsRule.Covers(Month(3), null, Month(12)));
        Assert.False(ActiveTargetsRule.Covers(Month(3), null, Month(2)));
    }

    [Fact]
    [Trait("Evidence", "documented: targets.md 1.8")]
    public void An_enrolment_that_ended_covers_the_earlier_periods_and_its_last_one()
    {
        Assert.True(ActiveTargetsRule.Covers(Month(3), Month(5), Month(3)));
        Assert.True(ActiveTargetsRule.Covers(Month(3), Month(5), Month(5)));
        Assert.False(ActiveTargetsRule.Covers(Month(3), Month(5), Month(6)));
        Assert.False(ActiveTargetsRule.Covers(Month(3), Month(5), Month(2)));
    }

    [Fact]
    [Trait("Evidence", "documented: targets.md 1.8")]
    public void An_enrolment_covers_the_periods_from_its_first_to_its_last() =>
        Law.Holds(from two in Two from last in Gen.Choose(1, 12) select (two.First, Last: last, two.Period), three => Assert.Equal(
            Enumerable.Range(1, 12).SkipWhile(id => id != three.First).Contains(three.Period) && !Enumerable.Range(1, 12).Skip(three.Last).Contains(three.Period),
            ActiveTargetsRule.Covers(Month(three.First), Month(three.Last), Month(three.Period))));

    [Theory]
    [Trait("Evidence", "inferred: targets.md 5.2")]
    [InlineData("2026-02-28T23:59:59.999+05:30", "Asia/Kolkata", "2026-03-01T00:00:00+05:30")]
    [InlineData("2026-03-29T12:00:00+02:00", "Europe/Berlin", "2026-03-30T00:00:00+02:00")]
    [InlineData("2018-11-03T12:00:00-03:00", "America/Sao_Paulo", "2018-11-04T01:00:00-02:00")]
    public void An_answer_holds_until_the_next_midnight_of_the_servers_zone(string now, string zone, string until)
    {
        Assert.Equal(At(until), ActiveTargetsRule.HoldsUntil(At(now), Zone(zone)));
    }

    [Fact]
    [Trait("Evidence", "inferred: targets.md 5.2")]
    public void What_runs_now_runs_until_the_answer_ends_and_what_ends_today_does_not_longer() => Law.Holds(Any, moment =>
    {
        var today = Instants.DateIn(moment.At, moment.Zone);
        var period = Dated(1, today.AddDays(-3), today);
        var until = ActiveTargetsRule.HoldsUntil(moment.At, moment.Zone);

        foreach (var at in Within(moment.At, until))
        {
            Assert.True(ActiveTargetsRule.Runs(period, Instants.DateIn(at, moment.Zone)));
        }

        Assert.False(ActiveTargetsRule.Runs(period, Instants.DateIn(until, moment.Zone)));
    });

    private static Gen<(int First, int Period)> Two =>
        from first in Gen.Choose(1, 12)
        from period in Gen.Choose(1, 12)
        select (first, period);

    private static Period Month(int month) =>
        Dated(month, new DateOnly(2026, month, 1), new DateOnly(2026, month, 1).AddMonths(1).AddDays(-1));

    private static Period Dated(long id, DateOnly first, DateOnly last, bool active = true) => new()
    {
        Id = id,
        OrgId = 1,
        TargetGroupId = 1,
        RefCode = $"Cycle_{id}",
        StartDate = first,
        EndDate = last,
        Active = active,
    };
}
