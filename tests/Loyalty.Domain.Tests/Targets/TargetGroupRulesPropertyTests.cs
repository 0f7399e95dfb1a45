using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Tests.Targets;

/// <summary>Target groups of every kind are created, one after the other.</summary>
[Trait("Evidence", "documented: docs/contract/targets.md 1.2")]
[Trait("Evidence", "documented: docs/contract/targets.md 2.2")]
public sealed class TargetGroupRulesPropertyTests
{
    private static readonly DateOnly FirstDay = new(2031, 3, 1);

    /// <summary>Few names, so that many are taken, some in another case.</summary>
    private static readonly string[] Names = ["Run", "run", "Swim", "Climb", "Ride"];

    private static Gen<TargetGroupDraft> AnyDraft =>
        from name in AnyName
        from tracking in Gen.Elements(Enum.GetValues<TrackingType>())
        from userCreated in Gen.Elements(true, false)
        from isDated in Gen.Elements(true, false, false)
        from periods in AnyList(4, AnyPeriod)
        from targets in AnyList(3, AnyTarget)
        from levels in AnyList(3, AnyLevel)
        from keepsLevels in Gen.Elements(true, true, false)
        let isStreak = tracking is TrackingType.Streaks or TrackingType.NonContinuousStreaks
        let described = ChangedGroups.NewGroup(name, tracking, userCreated, isStreak == keepsLevels ? levels : null)
        select new TargetGroupDraft(isDated ? described with { FromDate = FirstDay, ToDate = FirstDay.AddDays(20) } : described, periods, targets);

    private static Gen<string> AnyName =>
        from name in Gen.Elements(Names)
        from number in Gen.Choose(1, 6)
        select name + number.ToString(CultureInfo.InvariantCulture);

    private static Gen<Period> AnyPeriod =>
        from start in Gen.Choose(-2, 20)
        from length in Gen.Choose(0, 5)
        select ChangedGroups.NewPeriod(FirstDay.AddDays(start), FirstDay.AddDays(start + length));

    private static Gen<Target> AnyTarget =>
        from name in AnyName
        from values in Gen.Choose(0, 3)
        from method in Gen.Elements(EnrolmentMethod.Import, EnrolmentMethod.Import, EnrolmentMethod.Transaction)
        from isPoints in Gen.Elements(true, false)
        let target = ChangedGroups.NewTarget(name, isPoints ? TargetType.AllPoints : TargetType.Sales, method, new long[values])
        select isPoints ? target with { TargetEntity = TargetEntity.Points } : target;

    private static Gen<StreakLevel> AnyLevel =>
        from name in AnyName
        from count in Gen.Choose(0, 4)
        select new StreakLevel(0, name, count);

    [Fact]
    public void A_group_is_created_exactly_if_its_names_are_free_and_its_parts_fit_and_a_refused_one_changes_nothing()
    {
        var created = 0;
        Law.Holds(AnyList(12, AnyDraft), drafts =>
        {
            var (catalog, ids) = (TargetCatalog.Empty, ChangedGroups.NewIds());
            foreach (var draft in drafts)
            {
                var before = ids.Sequences;
                var decided = TargetGroupRules.Create(draft, ChangedGroups.Change(catalog, 0, ids));

                Assert.Equal(MayBeCreated(draft, catalog), decided.Answer.Refusal is null);
                if (decided.Answer.Created is not { } entry)
                {
                    Assert.Empty(decided.Changes);
                    Assert.All(Enum.GetValues<IdKind>(), kind => Assert.Equal(before.Next(kind), ids.Sequences.Next(kind)));
                    continue;
                }

                AssertCreated(draft, entry, decided.Changes);
                catalog = catalog.With(entry);
                created++;
            }
        }, 1000);
        Assert.True(created > 500, $"only {created} groups were created");
    }

    /// <summary>The rules once more, in the words of the documentation.</summary>
    private static bool MayBeCreated(TargetGroupDraft draft, TargetCatalog catalog)
    {
        var (group, levels) = (draft.Group, draft.Group.Streaks ?? []);
        var counts = levels.Select(level => level.TargetCountOfSequence).ToList();
        var others = catalog.Groups.Values.ToList();
        var targets = others.SelectMany(other => other.Targets).Select(target => target.Target.Name);
        return IsNew([group.Name], others.Select(other => other.Group.Name))
            && IsNew(draft.Targets.Select(target => target.Name), targets)
            && IsNew(levels.Select(level => level.Name), others.SelectMany(other => other.Group.Streaks ?? []).Select(level => level.Name))
            && (group.IsStreak ? levels.Count > 0 && counts.All(count => count >= 1) && counts.SequenceEqual(counts.Distinct().Order()) : levels.Count == 0)
            && (draft.Periods.Count == 0 || levels.Count == 0 || counts.Max() <= draft.Periods.Count)
            && (!group.UserCreated || draft.Targets.Count <= 1)
            && (group.TrackingType == TrackingType.Unified ? draft.Targets.Count != 1 : draft.Targets.Count <= 1)
            && draft.Periods.All(period => group.FromDate is null || (period.StartDate >= group.FromDate && period.EndDate <= group.ToDate))
            && draft.Targets.All(target => target.DefaultValues.Count <= draft.Periods.Count
                && (group.TrackingType != TrackingType.Capping || target.TargetEntity == TargetEntity.Points)
                && (!group.UserCreated || group.IsStreak || target.EnrolmentMethod == EnrolmentMethod.Import));
    }

    /// <summary>Names are unique in any case.</summary>
    private static bool IsNew(IEnumerable<string> names, IEnumerable<string> taken)
    {
        var known = new HashSet<string>(taken, StringComparer.OrdinalIgnoreCase);
        return names.All(known.Add);
    }

    private static void AssertCreated(TargetGroupDraft draft, TargetGroupEntry entry, IReadOnlyList<RowChange> changes)
    {
        Assert.Equal(1 + draft.Periods.Count + draft.Targets.Count, changes.Count);
        Assert.All(changes, change => Assert.Null(change.Before));
        Assert.Equal(entry.Periods.OrderBy(period => (period.StartDate, period.Id)), entry.Periods);
        Assert.All(entry.Periods, period => Assert.Equal(entry.Group.Id, period.TargetGroupId));
        Assert.Equal(entry.Periods.Count, entry.Periods.DistinctBy(period => period.Id).Count());
        Assert.All(entry.Targets, target => Assert.Equal(entry.Group.Id, target.Target.TargetGroupId));

        // A default value belongs to the period at its position in the request.
        Assert.All(draft.Targets.Zip(entry.Targets), pair => Assert.Equal(
            draft.Periods.Take(pair.First.DefaultValues.Count).Select(period => period.StartDate),
            pair.Second.Target.DefaultValues.Select(value => entry.FindPeriod(value.PeriodId)!.StartDate)));
    }

    private static Gen<IReadOnlyList<T>> AnyList<T>(int most, Gen<T> any) =>
        from count in Gen.Choose(0, most)
        from items in Gen.CollectToArray(Enumerable.Range(0, count), _ => any)
        select (IReadOnlyList<T>)items;
}
