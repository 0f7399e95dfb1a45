namespace Loyalty.Domain.Targets;

/// <summary>What a request changes of a unified group; null and empty lists leave values as they are (docs/contract/targets.md 2.14).</summary>
/// <param name="Aggregation">Read if the group has no overall threshold yet.</param>
/// <param name="ThresholdValue">The overall threshold.</param>
/// <param name="Targets">Targets to change and to add, in the order of the request.</param>
/// <param name="DeactivatedIds">Targets to deactivate.</param>
public sealed record UnifiedUpdate(AggregateFunction? Aggregation, long? ThresholdValue, IReadOnlyList<UnifiedTarget> Targets, IReadOnlyList<long> DeactivatedIds);

/// <summary>A target to change, or one to add; the other is null.</summary>
public sealed record UnifiedTarget(TargetEdit? Edit, Target? New);

/// <summary>Changes unified groups (docs/contract/targets.md 1.10 and 2.14).</summary>
public static class UnifiedTargetRules
{
    public static Decided<(ChangedTargetGroup? Value, TargetGroupRefusal? Refusal)> Update(long groupId, UnifiedUpdate update, TargetGroupChange change)
    {
        if (change.ActiveGroup(groupId) is not { } entry)
        {
            return ChangedTargetGroup.Refused(TargetGroupRefusal.UnknownGroup);
        }

        if ((CheckGroup(entry.Group, update) ?? CheckTargets(entry, update, change)) is { } refusal)
        {
            return ChangedTargetGroup.Refused(refusal);
        }

        var targets = TargetEditRules.Targets(entry).ToDictionary(target => target.Id);
        var named = new List<long>();
        foreach (var sent in update.Targets)
        {
            var target = sent.Edit is { } edit ? TargetEditRules.Edited(targets[edit.Id], edit, entry, change) : TargetEditRules.Numbered(sent.New!, entry, change);
            targets[target.Id] = target;
            named.Add(target.Id);
        }

        foreach (var id in update.DeactivatedIds)
        {
            targets[id] = TargetEditRules.Deactivated(targets[id], change);
        }

        return ChangedTargetGroup.Of(entry, WithThreshold(entry, update, change), entry.Periods, [.. targets.Values], named);
    }

    private static TargetGroupRefusal? CheckGroup(TargetGroup group, UnifiedUpdate update) =>
        group.TrackingType != TrackingType.Unified ? TargetGroupRefusal.Invalid("unifiedTargets accepts groups with the trackingType UNIFIED.")
        : update.ThresholdValue is null ? null
        : group.CombinationType != CombinationType.All ? TargetGroupRefusal.Invalid("unifiedTargetExpression needs the combinationType ALL.")
        : group.UnifiedThreshold is null && update.Aggregation is null ? TargetGroupRefusal.Invalid("The first unifiedTargetExpression of a group needs aggregation.")
        : null;

    private static TargetGroupRefusal? CheckTargets(TargetGroupEntry entry, UnifiedUpdate update, TargetGroupChange change)
    {
        var edits = update.Targets.Select(target => target.Edit).OfType<TargetEdit>().ToList();
        var added = update.Targets.Select(target => target.New).OfType<Target>().ToList();
        return (edits.DistinctBy(edit => edit.Id).Count() < edits.Count || update.DeactivatedIds.Distinct().Count() < update.DeactivatedIds.Count ? TargetGroupRefusal.Invalid("A request names a target once.") : null)
            ?? edits.Select(edit => TargetEditRules.CheckEdit(edit, entry, change)).FirstOrDefault(refusal => refusal is not null)
            ?? added.Select(target => TargetEditRules.CheckNew(target, entry, change)).FirstOrDefault(refusal => refusal is not null)
            ?? TargetEditRules.CheckDistinct([.. edits.Select(edit => edit.Name).OfType<string>(), .. added.Select(target => target.Name)])
            ?? (update.DeactivatedIds.Any(id => TargetEditRules.Find(entry, id) is null) ? TargetGroupRefusal.UnknownTarget : null)
            ?? TargetEditRules.CheckCount(entry.Group, [.. TargetEditRules.Targets(entry).Where(target => !update.DeactivatedIds.Contains(target.Id)), .. added], change);
    }

    private static TargetGroup WithThreshold(TargetGroupEntry entry, UnifiedUpdate update, TargetGroupChange change) => update.ThresholdValue is not { } value ? entry.Group : entry.Group with
    {
        UnifiedThreshold = new(entry.Group.UnifiedThreshold?.Aggregation ?? update.Aggregation!.Value, value),
        Attribution = entry.Attribution.Updated(change.Now, change.User),
    };
}
