using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Tests.Targets;

/// <summary>Targets are added, changed and deactivated, one request after the other.</summary>
public sealed class TargetEditRulesTests
{
    private const long GroupId = EnrolmentCase.GroupId;

    private static readonly DateOnly Day = new(2031, 3, 1);

    /// <summary>Requests: to add, rename and deactivate targets, alone or with unifiedTargets.</summary>
    private static Gen<(TrackingType Tracking, bool UserCreated, int[] Steps)> Any =>
        from tracking in Gen.Elements(TrackingType.Default, TrackingType.Unified, TrackingType.Unified, TrackingType.Capping)
        from userCreated in Gen.Elements(true, false, false)
        from count in Gen.Choose(1, 12)
        from steps in Gen.CollectToArray(Enumerable.Range(0, count), _ => Gen.Choose(0, int.MaxValue - 1))
        select (tracking, userCreated, steps);

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.10")]
    public void RuleExpression_names_the_active_targets_and_names_stay_unique_whatever_is_requested()
    {
        var accepted = 0;
        Law.Holds(Any, given =>
        {
            var catalog = CatalogOf(ChangedGroups.NewGroup("Group", given.Tracking, given.UserCreated));
            foreach (var step in given.Steps)
            {
                catalog = Step(catalog, step, given.Tracking, out var refusal);
                accepted += refusal is null ? 1 : 0;
                var entry = catalog.Groups.Find(GroupId)!;
                var targets = entry.Targets.Select(target => target.Target).ToList();
                var active = targets.Where(target => target.Active).Select(target => target.Id).Order().ToList();
                Assert.Equal(active.Count == 0 ? null : $"({string.Join(" & ", active)})", entry.RuleExpression);
                Assert.InRange(active.Count, 0, given is { Tracking: TrackingType.Unified, UserCreated: false } ? 50 : 1);
                Assert.Equal(targets.Count, targets.DistinctBy(target => target.Name, StringComparer.OrdinalIgnoreCase).Count());
                Assert.Equal(targets.Count, targets.DistinctBy(target => target.Id).Count());
                Assert.All(targets, target => Assert.True(!given.UserCreated || target.EnrolmentMethod == EnrolmentMethod.Import));
                Assert.All(targets, target => Assert.Equal(target.DefaultValues.Count, target.DefaultValues.DistinctBy(value => value.PeriodId).Count()));
                Assert.All(targets.SelectMany(target => target.DefaultValues), value => Assert.NotNull(entry.FindPeriod(value.PeriodId)));
            }
        }, 1000);
        Assert.True(accepted > 500, $"only {accepted} requests were accepted");
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.2")]
    public void Of_a_streak_only_expressions_filters_and_default_values_change()
    {
        var target = ChangedGroups.NewTarget("Visit") with { Id = 51, TargetGroupId = GroupId, OrgId = 1, DefaultValues = [new(7, 41, 1_000_000)] };
        var group = ChangedGroups.NewGroup("Streak", TrackingType.Streaks, streaks: [new(1, "Bronze", 1)]);
        var catalog = TargetCatalog.Of([group], Periods, [target]);

        var after = Apply(catalog, change => TargetEditRules.Edit(GroupId, new(51, "Renamed", "described", "false", "[]", [new(FilterEntityType.Zone, [1])], [new(0, 0, 2_000_000), new(0, 0, 3_000_000)]), change), out var refusal);

        Assert.Null(refusal);
        var entry = after.Groups.Find(GroupId)!;
        Assert.Same(group, entry.Group);
        var changed = entry.Targets[0].Target;
        Assert.Equal(("Visit", null, "false", "[]"), (changed.Name, changed.Description, changed.Expression, changed.ExpressionJson));
        Assert.Equal([new(7, 41, 2_000_000), new(ChangedGroups.FirstId, 42, 3_000_000)], changed.DefaultValues);
        Assert.Equal(FilterEntityType.Zone, Assert.Single(changed.Filters!).EntityType);
    }

    [Theory]
    [InlineData(0, 43, TargetGroupProblem.UnknownPeriod)]
    [InlineData(7, 0, null)]
    [InlineData(0, 42, null)]
    [InlineData(0, 0, null)]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.11")]
    public void A_default_value_belongs_to_the_period_that_it_names(long id, long period, TargetGroupProblem? problem)
    {
        var target = ChangedGroups.NewTarget("Visit") with { Id = 51, TargetGroupId = GroupId, OrgId = 1, DefaultValues = [new(7, 42, 1_000_000)] };

        var after = Apply(TargetCatalog.Of([ChangedGroups.NewGroup("Group")], Periods, [target]), change => TargetEditRules.Edit(GroupId, new(51, null, null, null, null, null, [new(id, period, 5_000_000)]), change), out var refusal);

        Assert.Equal(problem, refusal?.Problem);
        var values = after.Targets.Find(51)!.Target.DefaultValues;
        Assert.Equal(
            problem is not null ? [new(7, 42, 1_000_000)]
            : id == 0 && period == 0 ? [new(7, 42, 1_000_000), new(ChangedGroups.FirstId, 41, 5_000_000)]
            : (IEnumerable<DefaultValue>)[new(7, 42, 5_000_000)],
            values);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 1.2")]
    public void Two_default_values_for_one_period_or_for_none_are_refused() => Assert.All(
        new IReadOnlyList<DefaultValue>[] { [new(0, 41, 1), new(0, 41, 2)], [new(0, 0, 1), new(0, 41, 2)], [new(0, 0, 1), new(0, 0, 2), new(0, 0, 3)] },
        values =>
        {
            Apply(CatalogOf(ChangedGroups.NewGroup("Group")), change => TargetEditRules.Add(GroupId, [ChangedGroups.NewTarget("Visit") with { DefaultValues = values }], change), out var refusal);
            Assert.Equal(TargetGroupProblem.InvalidInput, refusal!.Problem);
        });

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.14")]
    public void A_unified_group_has_at_most_50_active_targets()
    {
        var names = Enumerable.Range(1, 51).Select(index => ChangedGroups.NewTarget($"T{index}")).ToList();
        var catalog = Apply(CatalogOf(ChangedGroups.NewGroup("Group", TrackingType.Unified)), change => TargetEditRules.Add(GroupId, names, change), out var tooMany);
        Assert.NotNull(tooMany);
        catalog = Apply(catalog, change => TargetEditRules.Add(GroupId, names[..50], change), out var refusal);
        Assert.Null(refusal);

        Apply(catalog, change => UnifiedTargetRules.Update(GroupId, new(null, null, [new(null, names[50])], []), change), out refusal);
        Assert.NotNull(refusal);
        catalog = Apply(catalog, change => UnifiedTargetRules.Update(GroupId, new(null, null, [new(null, names[50] with { Name = "Other" })], [ChangedGroups.FirstId]), Later(change)), out refusal);

        Assert.Null(refusal);
        Assert.Equal(50, catalog.Groups.Find(GroupId)!.Targets.Count(target => target.Target.Active));
    }

    [Theory]
    [InlineData(new[] { 1 }, true)]
    [InlineData(new[] { 1, 2, 3 }, true)]
    [InlineData(new[] { 2, 2 }, false)]
    [InlineData(new[] { 3, 2 }, false)]
    [InlineData(new[] { 0, 2 }, false)]
    [InlineData(new[] { 1, 4 }, false)]
    [InlineData(new int[0], false)]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.2")]
    public void The_levels_of_a_streak_ascend_and_need_no_more_periods_than_the_group_has(int[] counts, bool accepted)
    {
        var group = ChangedGroups.NewGroup("Streak", TrackingType.Streaks, streaks: [.. counts.Select((count, index) => new StreakLevel(0, $"L{index}", count))]);
        List<Period> periods = [.. Enumerable.Range(0, 3).Select(index => ChangedGroups.NewPeriod(Day.AddDays(index), Day.AddDays(index)))];

        var decided = TargetGroupRules.Create(new(group, periods, []), ChangedGroups.Change(TargetCatalog.Empty, 0));

        Assert.Equal(accepted, decided.Answer.Refusal is null);
    }

    private static IReadOnlyList<Period> Periods => [EnrolmentCase.Period(41, Day, Day), EnrolmentCase.Period(42, Day.AddDays(1), Day.AddDays(1))];

    private static TargetCatalog CatalogOf(TargetGroup group) => TargetCatalog.Of([group], Periods, []);

    private static TargetCatalog Apply(
        TargetCatalog catalog, Func<TargetGroupChange, Decided<(ChangedTargetGroup? Value, TargetGroupRefusal? Refusal)>> decide, out TargetGroupRefusal? refusal) =>
        ChangedGroups.Apply(catalog, GroupId, decide, out refusal);

    /// <summary>With ids above those that earlier requests took.</summary>
    private static TargetGroupChange Later(TargetGroupChange change)
    {
        foreach (var kind in Enum.GetValues<IdKind>())
        {
            for (var taken = 0; taken < 200; taken++)
            {
                change.Ids.Next(kind);
            }
        }

        return change;
    }

    private static TargetCatalog Step(TargetCatalog catalog, int step, TrackingType tracking, out TargetGroupRefusal? refusal)
    {
        var known = catalog.Groups.Find(GroupId)!.Targets.Select(target => target.Target.Id).DefaultIfEmpty(0).ToList();
        var (kind, some, name) = (step % 5, known[step / 5 % known.Count], $"{(step / 7 % 2 == 0 ? "T" : "t")}{step / 11 % 6}");
        var type = tracking == TrackingType.Capping ? TargetType.RegularPoints : TargetType.Sales;
        var added = ChangedGroups.NewTarget(name, type, step / 13 % 4 == 0 ? EnrolmentMethod.Transaction : EnrolmentMethod.Import, [1, 2, .. step / 17 % 3 == 0 ? new long[] { 3 } : []]);
        added = tracking == TrackingType.Capping ? added with { TargetEntity = TargetEntity.Points } : added;
        var edit = new TargetEdit(some, name, null, null, null, null, null);
        var fresh = catalog.Targets.Values.Select(target => target.Target.Id).DefaultIfEmpty(0).Max() + 1;
        return Apply(catalog, change =>
        {
            var later = change with { Ids = new FreshIds(Sequences.Of(kind => kind == IdKind.Target ? fresh : fresh * 10)) };
            return kind switch
            {
                0 => TargetEditRules.Add(GroupId, [added], later),
                1 => TargetEditRules.Edit(GroupId, edit, later),
                2 => TargetEditRules.Deactivate(GroupId, some, later),
                3 => TargetEditRules.Add(GroupId, [added, added with { Name = step / 19 % 2 == 0 ? name + "b" : name.ToUpperInvariant() }], later),
                _ => UnifiedTargetRules.Update(GroupId, new(null, null, [new(edit, null), new(null, added with { Name = name + "c" })], [some]), later),
            };
        }, out refusal);
    }
}
