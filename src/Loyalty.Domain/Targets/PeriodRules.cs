namespace Loyalty.Domain.Targets;

/// <summary>What the periods of a target group may be (docs/contract/targets.md 1.2).</summary>
public static class PeriodRules
{
    public static TargetGroupRefusal? Check(Period period, TargetGroup group) =>
        period.RefCode.Length == 0 ? TargetGroupRefusal.Invalid("A period needs a refCode.") : CheckUnnamed(period, group);

    /// <summary>A period of a new group may have no name yet.</summary>
    public static TargetGroupRefusal? CheckUnnamed(Period period, TargetGroup group) =>
        TargetRules.CheckDescription(period.Description, "a period")
        ?? (period.StartDate < group.FromDate || period.EndDate > group.ToDate ? TargetGroupRefusal.Invalid("A period lies between fromDate and toDate of its target group.") : null);

    public static Period Numbered(Period period, TargetGroup group, TargetGroupChange change) => period with
    {
        Id = change.Ids.Next(IdKind.Period),
        OrgId = group.OrgId,
        TargetGroupId = group.Id,
        Attribution = change.Attribution,
    };
}
