using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Tests.Targets;

/// <summary>Periods are added and changed in groups whose customers are enrolled.</summary>
[Trait("Evidence", "documented: docs/contract/targets.md 1.2")]
public sealed class PeriodEditRulesPropertyTests
{
    private const int Times = 2000;

    private static readonly DateOnly FirstDay = new(2031, 3, 1);

    private static Gen<DateOnly> AnyDay => Gen.Choose(-2, 36).Select(FirstDay.AddDays);

    /// <summary>A case whose group has dates of its own, or none.</summary>
    private static Gen<EnrolmentCase> AnyCase =>
        from given in EnrolmentCase.Any
        from dated in Gen.Elements(true, false)
        from first in Gen.Choose(-3, 2)
        from last in Gen.Choose(28, 36)
        let dates = dated ? (From: (DateOnly?)FirstDay.AddDays(first), To: (DateOnly?)FirstDay.AddDays(last)) : (null, null)
        select given with { Group = new TargetGroupEntry(given.Group.Group with { FromDate = dates.From, ToDate = dates.To }, given.Group.Periods, given.Group.Targets.Select(target => target.Target)) };

    private static Gen<(EnrolmentCase Given, IReadOnlyList<PeriodEdit> Edits)> AnyEdits =>
        from given in AnyCase
        from edits in Gen.CollectToArray(given.Group.Periods, AnyEdit)
        from kept in Gen.CollectToArray(given.Group.Periods, _ => Gen.Elements(true, false, false))
        from extra in Gen.Choose(0, 40)
        let chosen = edits.Where((_, index) => kept[index]).ToList()
        select (given, (IReadOnlyList<PeriodEdit>)(extra == 0 ? [.. chosen, new PeriodEdit(999, "?", "", FirstDay, FirstDay, null)] : extra == 1 ? [.. chosen, .. chosen] : chosen));

    private static Gen<PeriodEdit> AnyEdit(Period period) =>
        from kind in Gen.Choose(0, 6)
        from shift in Gen.Choose(-2, 2)
        from day in AnyDay
        from length in Gen.Choose(0, 6)
        select kind switch
        {
            0 => new PeriodEdit(period.Id, period.RefCode, period.Description, period.StartDate, period.EndDate, null),
            1 => new PeriodEdit(period.Id, period.RefCode, "described", period.StartDate, period.EndDate, period.Active),
            2 => new PeriodEdit(period.Id, "renamed", period.Description, period.StartDate, period.EndDate, null),
            3 => new PeriodEdit(period.Id, period.RefCode, period.Description, period.StartDate, period.EndDate, !period.Active),
            4 => new PeriodEdit(period.Id, period.RefCode, period.Description, day, day.AddDays(length), null),
            5 => new PeriodEdit(period.Id, period.RefCode, period.Description, period.StartDate.AddDays(shift), period.EndDate.AddDays(shift), null),
            _ => new PeriodEdit(period.Id, period.RefCode, period.Description, period.StartDate, period.EndDate.AddDays(shift), null),
        };

    [Fact]
    public void A_change_is_accepted_exactly_if_each_period_may_change_so_and_keeps_its_place_inside_the_group()
    {
        var accepted = 0;
        Law.Holds(AnyEdits, given =>
        {
            var after = Edit(given.Given, given.Edits, out var refusal);
            var expected = given.Edits.Count > 0 && given.Edits.DistinctBy(edit => edit.Id).Count() == given.Edits.Count && given.Edits.All(edit => MayChange(given.Given, edit)) && KeepsPlaces(given.Given, given.Edits);

            Assert.Equal(expected, refusal is null);
            accepted += refusal is null ? 1 : 0;
            Assert.All(given.Edits.Where(_ => refusal is null), edit =>
            {
                var period = after.FindPeriod(edit.Id)!;
                Assert.Equal((edit.StartDate, edit.EndDate, edit.RefCode, edit.Description), (period.StartDate, period.EndDate, period.RefCode, period.Description));
            });
        }, Times);
        Assert.True(accepted > 200, $"only {accepted} changes were accepted");
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 1.8")]
    public void Enrolments_cover_the_same_periods_after_a_change() => Law.Holds(AnyEdits, given =>
        Assert.Equal(
            given.Given.Covered(given.Given.Customer, 51).Order(),
            (given.Given with { Group = Edit(given.Given, given.Edits, out _) }).Covered(given.Given.Customer, 51).Order()), Times);

    [Fact]
    public void Periods_that_a_request_does_not_name_stay_as_they_are() => Law.Holds(AnyEdits, given =>
    {
        var after = Edit(given.Given, given.Edits, out _);
        Assert.All(given.Given.Group.Periods.Where(period => given.Edits.All(edit => edit.Id != period.Id)), period => Assert.Same(period, after.FindPeriod(period.Id)));
    }, Times);

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 1.8")]
    public void New_periods_lie_inside_the_group_and_leave_the_coverage_of_the_others_as_it_is()
    {
        var accepted = 0;
        var cases =
            from given in AnyCase
            from count in Gen.Choose(0, 3)
            from starts in Gen.CollectToArray(Enumerable.Range(0, count), _ => AnyDay)
            from length in Gen.Choose(0, 5)
            select (given, Periods: starts.Select(start => ChangedGroups.NewPeriod(start, start.AddDays(length))).ToList());
        Law.Holds(cases, sent =>
        {
            var (given, group) = (sent.given, sent.given.Group.Group);
            var after = ChangedGroups.Apply(given.Catalog, group.Id, change => PeriodEditRules.Add(group.Id, sent.Periods, change), out var refusal, given.Now).Groups.Find(group.Id)!;

            Assert.Equal(sent.Periods.Count > 0 && sent.Periods.All(period => IsInside(period.StartDate, period.EndDate, group)), refusal is null);
            accepted += refusal is null ? 1 : 0;
            Assert.Equal(given.Group.Periods.Count + (refusal is null ? sent.Periods.Count : 0), after.Periods.Count);
            Assert.Equal(after.Periods.OrderBy(period => period.StartDate), after.Periods);
            var known = given.Group.Periods.Select(period => period.Id).ToHashSet();
            Assert.Equal(given.Covered(given.Customer, 51).Order(), (given with { Group = after }).Covered(given.Customer, 51).Where(known.Contains).Order());
        }, Times);
        Assert.True(accepted > 200, $"only {accepted} additions were accepted");
    }

    [Theory]
    [InlineData(99, 1, true)]
    [InlineData(99, 2, false)]
    [InlineData(100, 1, false)]
    [InlineData(0, 100, true)]
    public void A_group_has_at_most_100_periods(int present, int added, bool accepted)
    {
        var group = new TargetGroupEntry(ChangedGroups.NewGroup("many"), Enumerable.Range(1, present).Select(id => EnrolmentCase.Period(id, FirstDay, FirstDay)), []);
        var catalog = TargetCatalog.Of([group.Group], group.Periods, []);

        ChangedGroups.Apply(
            catalog, group.Group.Id, change => PeriodEditRules.Add(group.Group.Id, [.. Enumerable.Range(0, added).Select(_ => ChangedGroups.NewPeriod(FirstDay, FirstDay))], change), out var refusal);

        Assert.Equal(accepted, refusal is null);
    }

    private static TargetGroupEntry Edit(EnrolmentCase given, IReadOnlyList<PeriodEdit> edits, out TargetGroupRefusal? refusal) => ChangedGroups.Apply(
        given.Catalog, EnrolmentCase.GroupId, change => PeriodEditRules.Edit(EnrolmentCase.GroupId, edits, TimeZoneInfo.Utc, change), out refusal, given.Now).Groups.Find(EnrolmentCase.GroupId)!;

    private static bool MayChange(EnrolmentCase given, PeriodEdit edit)
    {
        if (given.Group.Periods.SingleOrDefault(period => period.Id == edit.Id) is not { } period)
        {
            return false;
        }

        var same = (Start: edit.StartDate == period.StartDate, End: edit.EndDate == period.EndDate, Code: string.Equals(edit.RefCode, period.RefCode, StringComparison.Ordinal), Text: string.Equals(edit.Description, period.Description, StringComparison.Ordinal), Active: edit.Active is null || edit.Active == period.Active);
        if (same is (true, true, true, true, true))
        {
            return true;
        }

        var started = period.StartDate <= given.Day;
        var ended = period.EndDate < given.Day && started;
        return !(given.Group.Group.TrackingType is TrackingType.Streaks or TrackingType.NonContinuousStreaks)
            && !ended
            && (!started || (same.Start && same.Code && same.Active))
            && IsInside(edit.StartDate, edit.EndDate, given.Group.Group);
    }

    private static bool IsInside(DateOnly start, DateOnly end, TargetGroup group) => !(start < group.FromDate) && !(end > group.ToDate);

    /// <summary>No two periods change which of them begins first.</summary>
    private static bool KeepsPlaces(EnrolmentCase given, IReadOnlyList<PeriodEdit> edits)
    {
        DateOnly StartOf(Period period) => edits.FirstOrDefault(edit => edit.Id == period.Id)?.StartDate ?? period.StartDate;
        return given.Group.Periods.All(one => given.Group.Periods.All(other => Math.Sign(one.StartDate.CompareTo(other.StartDate)) == Math.Sign(StartOf(one).CompareTo(StartOf(other)))));
    }
}
