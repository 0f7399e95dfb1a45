namespace Loyalty.Domain.Targets;

/// <summary>What a request changes of a target; null leaves a value as it is (docs/contract/targets.md 2.12).</summary>
public sealed record TargetEdit(
    long Id,
    string? Name,
    string? Description,
    string? Expression,
    string? ExpressionJson,
    IReadOnlyList<TargetFilter>? Filters,
    IReadOnlyList<DefaultValue>? DefaultValues);

/// <summary>Adds, changes and deactivates targets (docs/contract/targets.md 1.2 and 2.11 to 2.13).</summary>
public static class TargetEditRules
{
    /// <summary>Adds targets. Targets that are deactivated do not count toward the most that a group has.</summary>
    public static Decided<(ChangedTargetGroup? Value, TargetGroupRefusal? Refusal)> Add(long groupId, IReadOnlyList<Target> targets, TargetGroupChange change)
    {
        if (change.ActiveGroup(groupId) is not { } entry)
        {
            return ChangedTargetGroup.Refused(TargetGroupRefusal.UnknownGroup);
        }

        var refusal = (targets.Count == 0 ? TargetGroupRefusal.Invalid("The body accepts one or more targets.") : null)
            ?? targets.Select(target => CheckNew(target, entry, change)).FirstOrDefault(problem => problem is not null)
            ?? CheckDistinct(targets.Select(target => target.Name))
            ?? CheckCount(entry.Group, [.. Targets(entry), .. targets], change);
        if (refusal is not null)
        {
            return ChangedTargetGroup.Refused(refusal);
        }

        List<Target> added = [.. targets.Select(target => Numbered(target, entry, change))];
        return ChangedTargetGroup.Of(entry, entry.Group, entry.Periods, [.. Targets(entry), .. added], [.. added.Select(target => target.Id)]);
    }

    /// <summary>Changes expressions, filters and default values; of groups that are no streaks, also name and description.</summary>
    public static Decided<(ChangedTargetGroup? Value, TargetGroupRefusal? Refusal)> Edit(long groupId, TargetEdit edit, TargetGroupChange change)
    {
        if (change.ActiveGroup(groupId) is not { } entry)
        {
            return ChangedTargetGroup.Refused(TargetGroupRefusal.UnknownGroup);
        }

        return CheckEdit(edit, entry, change) is { } refusal
            ? ChangedTargetGroup.Refused(refusal)
            : ChangedTargetGroup.Of(entry, entry.Group, entry.Periods, [.. Targets(entry).Select(target => target.Id == edit.Id ? Edited(target, edit, entry, change) : target)], [edit.Id]);
    }

    /// <summary>A deactivated target keeps its row and its name.</summary>
    public static Decided<(ChangedTargetGroup? Value, TargetGroupRefusal? Refusal)> Deactivate(long groupId, long targetId, TargetGroupChange change) =>
        change.ActiveGroup(groupId) is not { } entry ? ChangedTargetGroup.Refused(TargetGroupRefusal.UnknownGroup)
        : Find(entry, targetId) is null ? ChangedTargetGroup.Refused(TargetGroupRefusal.UnknownTarget)
        : ChangedTargetGroup.Of(entry, entry.Group, entry.Periods, [.. Targets(entry).Select(target => target.Id == targetId ? Deactivated(target, change) : target)], [targetId]);

    internal static IEnumerable<Target> Targets(TargetGroupEntry entry) => entry.Targets.Select(target => target.Target);

    /// <summary>Null if the group has no active target with the id.</summary>
    internal static Target? Find(TargetGroupEntry entry, long targetId) => Targets(entry).FirstOrDefault(target => target.Id == targetId && target.Active);

    internal static TargetGroupRefusal? CheckNew(Target target, TargetGroupEntry entry, TargetGroupChange change) =>
        TargetRules.Check(target, entry.Group, change) ?? DefaultValueRules.Check(target.DefaultValues, [], entry.Periods);

    internal static TargetGroupRefusal? CheckEdit(TargetEdit edit, TargetGroupEntry entry, TargetGroupChange change)
    {
        if (Find(entry, edit.Id) is not { } target)
        {
            return TargetGroupRefusal.UnknownTarget;
        }

        return TargetRules.CheckNames(Renamed(target, edit, entry), target.Name, change) ?? DefaultValueRules.Check(edit.DefaultValues ?? [], target.DefaultValues, entry.Periods);
    }

    internal static TargetGroupRefusal? CheckDistinct(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Any(same => same.Count() > 1) ? TargetGroupRefusal.Invalid("Two targets have the same name, in any case.") : null;

    internal static TargetGroupRefusal? CheckCount(TargetGroup group, IEnumerable<Target> targets, TargetGroupChange change)
    {
        var most = group is { TrackingType: TrackingType.Unified, UserCreated: false } ? change.MostUnified : 1;
        return targets.Count(target => target.Active) > most
            ? TargetGroupRefusal.Invalid(most == 1 ? group.UserCreated ? "A user-created group has one target." : "A group that is not unified has one target." : $"A unified group has at most {most} targets.")
            : null;
    }

    internal static Target Numbered(Target target, TargetGroupEntry entry, TargetGroupChange change) => TargetGroupRules.Numbered(
        target with { DefaultValues = DefaultValueRules.Placed(target.DefaultValues, [], entry.Periods) }, entry.Group, entry.Periods, change);

    internal static Target Edited(Target target, TargetEdit edit, TargetGroupEntry entry, TargetGroupChange change) => Renamed(target, edit, entry).With(target.GetAttribution().Updated(change.Now, change.User)) with
    {
        Expression = edit.Expression ?? target.Expression,
        ExpressionJson = edit.ExpressionJson ?? target.ExpressionJson,
        Filters = edit.Filters ?? target.Filters,
        DefaultValues = edit.DefaultValues is { } values ? DefaultValueRules.Merged(values, target.DefaultValues, entry.Periods, change.Ids) : target.DefaultValues,
    };

    internal static Target Deactivated(Target target, TargetGroupChange change) => (target with { Active = false }).With(target.GetAttribution().Updated(change.Now, change.User));

    private static Target Renamed(Target target, TargetEdit edit, TargetGroupEntry entry) =>
        entry.Group.IsStreak ? target : target with { Name = edit.Name ?? target.Name, Description = edit.Description ?? target.Description };
}
