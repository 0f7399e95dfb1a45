using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Tests.Targets;

/// <summary>Decides changes of target groups, and applies them as the store does: row by row.</summary>
internal static class ChangedGroups
{
    public const long FirstId = 1000;

    public static readonly UserRef User = new(-1, "till", "", "till", "TILL");

    public static FreshIds NewIds() => new(Sequences.Of(static _ => FirstId));

    public static TargetGroupChange Change(TargetCatalog catalog, long now, FreshIds? ids = null) =>
        new(catalog, EnrolmentCase.OrgId, static program => program == 469, HasLeaderboards: false, TargetGroupRules.DefaultUnifiedTargets, User, now, ids ?? NewIds());

    /// <summary>The catalog after a decision; a refused one changes nothing and takes no id.</summary>
    public static TargetCatalog Apply(
        TargetCatalog catalog, long groupId, Func<TargetGroupChange, Decided<(ChangedTargetGroup? Value, TargetGroupRefusal? Refusal)>> decide, out TargetGroupRefusal? refusal, long now = 0)
    {
        var ids = NewIds();
        var decided = decide(Change(catalog, now, ids));
        refusal = decided.Answer.Refusal;
        if (refusal is not null)
        {
            Assert.Empty(decided.Changes);
            Assert.All(Enum.GetValues<IdKind>(), kind => Assert.Equal(FirstId, ids.Sequences.Next(kind)));
            return catalog;
        }

        var rows = catalog.RowsOf(groupId).ToList();
        foreach (var change in decided.Changes)
        {
            Assert.Equal(change.Before is null ? 0 : 1, rows.RemoveAll(row => ReferenceEquals(row, change.Before)));
            Assert.DoesNotContain(rows, row => Key(row) == Key(change.Row));
            rows.Add(change.After!);
        }

        var entry = new TargetGroupEntry(rows.OfType<TargetGroup>().Single(), rows.OfType<Period>(), rows.OfType<Target>());
        Assert.Equal(entry.Group, decided.Answer.Value!.Entry.Group);
        Assert.Equal(entry.Periods, decided.Answer.Value.Entry.Periods);
        Assert.Equal(entry.Targets.Select(target => target.Target), decided.Answer.Value.Entry.Targets.Select(target => target.Target));
        return catalog.With(entry);
    }

    public static Target NewTarget(string name, TargetType type = TargetType.Sales, EnrolmentMethod method = EnrolmentMethod.Import, params long[] values) => new()
    {
        Id = 0,
        OrgId = 0,
        TargetGroupId = 0,
        Name = name,
        Active = true,
        TargetType = type,
        TargetEntity = TargetEntity.Transaction,
        Expression = "true",
        ExpressionJson = "{}",
        Filters = null,
        EnrolmentMethod = method,
        DefaultValues = [.. values.Select(value => new DefaultValue(0, 0, value))],
        CreatedOn = 0,
        LastUpdatedOn = 0,
        CreatedBy = new UserRef(0),
        LastUpdatedBy = new UserRef(0),
    };

    public static TargetGroup NewGroup(string name, TrackingType tracking = TrackingType.Default, bool userCreated = false, IReadOnlyList<StreakLevel>? streaks = null) => new()
    {
        Id = EnrolmentCase.GroupId,
        OrgId = EnrolmentCase.OrgId,
        Name = name,
        Active = true,
        UserCreated = userCreated,
        TrackingType = tracking,
        TargetEvaluationType = TargetEvaluationType.FixedCalendarWindow,
        CombinationType = tracking == TrackingType.Unified ? CombinationType.All : null,
        Streaks = streaks,
    };

    public static Period NewPeriod(DateOnly start, DateOnly end, string refCode = "new") =>
        new() { Id = 0, OrgId = 0, TargetGroupId = 0, RefCode = refCode, StartDate = start, EndDate = end, Active = true };

    private static (Type Type, long Id) Key(object row) => (row.GetType(), row switch { TargetGroup group => group.Id, Period period => period.Id, _ => ((Target)row).Id });
}
