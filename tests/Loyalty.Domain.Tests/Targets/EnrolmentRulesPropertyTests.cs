using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Tests.Targets;

[Trait("Evidence", "documented: docs/contract/targets.md 1.8")]
public sealed class EnrolmentRulesPropertyTests
{
    private const int Times = 1000;

    [Fact]
    public void After_an_enrolment_its_first_period_and_all_later_periods_are_covered_and_earlier_coverage_is_unchanged()
    {
        var enrolled = 0;
        Law.Holds(EnrolmentCase.Any, given =>
        {
            var (refusal, after, _) = given.Enrol();
            if (refusal is not null)
            {
                return;
            }

            enrolled++;
            var first = given.Group.FindPeriod(after.Enrolments.Single(enrolment => enrolment.Id == EnrolmentCase.FirstEnrolmentId).FirstPeriodId)!;
            var (before, covered) = (given.Covered(given.Customer, 51).ToHashSet(), given.Covered(after, 51).ToHashSet());
            Assert.DoesNotContain(first.Id, before);
            Assert.All(given.Group.Periods, period => Assert.Equal(period.StartDate >= first.StartDate || before.Contains(period.Id), covered.Contains(period.Id)));
        }, Times);
        Assert.True(enrolled > 100, $"only {enrolled} cases were enrolled");
    }

    [Fact]
    public void After_the_end_of_an_enrolment_no_current_or_later_period_is_covered_and_earlier_coverage_is_unchanged()
    {
        var ended = 0;
        Law.Holds(EnrolmentCase.Any, given =>
        {
            var (refusal, after) = given.Unenrol();
            if (refusal is not null)
            {
                return;
            }

            ended++;
            var current = CurrentOrNext(given)!;
            var (before, covered) = (given.Covered(given.Customer, 51).ToHashSet(), given.Covered(after, 51).ToHashSet());
            Assert.All(given.Group.Periods, period => Assert.Equal(period.StartDate < current.StartDate && before.Contains(period.Id), covered.Contains(period.Id)));
            Assert.Equal(given.Customer.Progress, after.Progress);
            Assert.Equal(EnrolmentRefusal.NotEnrolled, given.Unenrol(after).Refusal);
        }, Times);
        Assert.True(ended > 100, $"only {ended} enrolments ended");
    }

    [Fact]
    public void An_enrolment_is_refused_exactly_if_there_is_no_period_or_the_customer_is_enrolled_in_it() => Law.Holds(EnrolmentCase.Any, given =>
    {
        var first = First(given);
        var expected = first is null ? EnrolmentRefusal.UnknownPeriod : given.Covered(given.Customer, 51).Contains(first.Id) ? (EnrolmentRefusal?)EnrolmentRefusal.AlreadyEnrolled : null;

        var (refusal, after, _) = given.Enrol();

        Assert.Equal(expected, refusal);
        Assert.Equal(refusal is null ? first!.Id : null, after.Enrolments.SingleOrDefault(enrolment => enrolment.Id == EnrolmentCase.FirstEnrolmentId)?.FirstPeriodId);
    }, Times);

    [Fact]
    public void A_refused_decision_changes_nothing_and_uses_no_id() => Law.Holds(EnrolmentCase.Any, given =>
    {
        // Enrol and Unenrol assert that a refused decision has no changes.
        var (refusal, _, ids) = given.Enrol();
        if (refusal is not null)
        {
            Assert.Equal(EnrolmentCase.FirstEnrolmentId, ids.Sequences.Next(IdKind.Enrolment));
            Assert.Equal(EnrolmentCase.FirstProgressId, ids.Sequences.Next(IdKind.UserTarget));
        }

        given.Unenrol();
    }, Times);

    [Fact]
    public void Other_targets_of_the_customer_stay_as_they_are() => Law.Holds(EnrolmentCase.Any, given =>
    {
        foreach (var after in new[] { given.Enrol().After, given.Unenrol().After })
        {
            Assert.Equal(given.Customer.In(52), after.In(52));
            Assert.Equal(given.Customer.Progress.Where(row => row.TargetId == 52), after.Progress.Where(row => row.TargetId == 52));
        }
    }, Times);

    [Fact]
    public void Progress_changes_only_as_the_request_says() => Law.Holds(EnrolmentCase.Any, given =>
    {
        var (refusal, after, _) = given.Enrol();
        var isStreak = given.Group.Group.TrackingType is TrackingType.Streaks or TrackingType.NonContinuousStreaks;
        foreach (var row in given.Customer.Progress)
        {
            var starts = refusal is null && row.TargetId == 51
                && (isStreak ? given.Request.ResetsStreak : given.Request.InitialMillionths is not null && row.PeriodId == First(given)!.Id);
            var now = Assert.Single(after.Progress, other => other.Id == row.Id);
            Assert.Equal(
                !starts ? (row.AchievedMillionths, row.AchievedAt) : isStreak || given.Request.InitialMillionths is 0 ? (0, null) : (given.Request.InitialMillionths!.Value, given.Now),
                (now.AchievedMillionths, now.AchievedAt));
            Assert.Equal(row.ValueMillionths, now.ValueMillionths);
        }

        Assert.InRange(after.Progress.Count - given.Customer.Progress.Count, 0, refusal is null && !isStreak && given.Request.InitialMillionths is not null ? 1 : 0);
        Assert.Equal(after.Progress.Count, after.Progress.DistinctBy(row => (row.TargetId, row.PeriodId)).Count());
    }, Times);

    [Fact]
    public void A_customer_who_left_can_enrol_again()
    {
        var again = 0;
        Law.Holds(EnrolmentCase.Any, given =>
        {
            var current = given with { Request = given.Request with { PeriodName = null } };
            var (refusal, after) = current.Unenrol();
            if (refusal is null)
            {
                again++;
                Assert.Null(current.Enrol(after).Refusal);
                Assert.Equal(EnrolmentRefusal.AlreadyEnrolled, current.Enrol(current.Enrol(after).After).Refusal);
            }
        }, Times);
        Assert.True(again > 100, $"only {again} enrolments ended");
    }

    private static Period? First(EnrolmentCase given)
    {
        var periods = given.Group.Periods.Where(period => period.Active).OrderBy(period => period.StartDate).ThenBy(period => period.Id).ToList();
        if (given.Request.PeriodName is { } name)
        {
            return periods.Find(period => period.RefCode.Equals(name, StringComparison.Ordinal));
        }

        var current = CurrentOrNext(given);
        if (current is null || given.Group.Group.TrackingType is not (TrackingType.Streaks or TrackingType.NonContinuousStreaks))
        {
            return current;
        }

        var covered = given.Covered(given.Customer, 51).ToHashSet();
        return periods.Find(period => !covered.Contains(period.Id)) ?? periods[0];
    }

    private static Period? CurrentOrNext(EnrolmentCase given)
    {
        var periods = given.Group.Periods.Where(period => period.Active).OrderBy(period => period.StartDate).ThenBy(period => period.Id).ToList();
        return periods.Find(period => period.StartDate <= given.Day && given.Day <= period.EndDate) ?? periods.Find(period => period.StartDate > given.Day);
    }
}
