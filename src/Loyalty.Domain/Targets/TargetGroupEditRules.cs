namespace Loyalty.Domain.Targets;

/// <summary>What a request changes of a target group; null leaves a value as it is (docs/contract/targets.md 2.3).</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">The description.</param>
/// <param name="Targets">The expressions of targets.</param>
public sealed record TargetGroupEdit(string? Name, string? Description, IReadOnlyList<TargetExpressions> Targets);

/// <summary>The expressions of a target; null leaves one as it is.</summary>
public sealed record TargetExpressions(long TargetId, string? Expression, string? ExpressionJson);

/// <summary>Changes and deactivates target groups (docs/contract/targets.md 2.3 and 2.6).</summary>
public static class TargetGroupEditRules
{
    /// <summary>Changes name, description and expressions, and counts the periods again.</summary>
    public static Decided<(ChangedTargetGroup? Value, TargetGroupRefusal? Refusal)> Edit(long groupId, TargetGroupEdit edit, TargetGroupChange change)
    {
        if (change.ActiveGroup(groupId) is not { } entry)
        {
            return ChangedTargetGroup.Refused(TargetGroupRefusal.UnknownGroup);
        }

        var group = entry.Group with
        {
            Name = edit.Name ?? entry.Group.Name,
            Description = edit.Description ?? entry.Group.Description,
            TotalPeriods = entry.Periods.Count,
            Attribution = entry.Attribution.Updated(change.Now, change.User),
            Streaks = entry.Group.Streaks?.Select(level => level with { Attribution = (level.Attribution ?? entry.Attribution).Updated(change.Now, change.User) }).ToList(),
        };
        if ((TargetGroupRules.CheckNames(group, entry.Group.Name, change) ?? CheckTargets(entry, edit.Targets)) is { } refusal)
        {
            return ChangedTargetGroup.Refused(refusal);
        }

        var expressions = edit.Targets.ToDictionary(target => target.TargetId);
        return ChangedTargetGroup.Of(
            entry,
            group,
            entry.Periods,
            [.. entry.Targets.Select(target => expressions.TryGetValue(target.Target.Id, out var sent) ? WithExpressions(target.Target, sent, change) : target.Target)],
            [.. expressions.Keys]);
    }

    /// <summary>A deactivated group keeps its rows and its names.</summary>
    public static Decided<(ChangedTargetGroup? Value, TargetGroupRefusal? Refusal)> Deactivate(long groupId, TargetGroupChange change) =>
        change.ActiveGroup(groupId) is not { } entry
            ? ChangedTargetGroup.Refused(TargetGroupRefusal.UnknownGroup)
            : ChangedTargetGroup.Of(
                entry,
                entry.Group with { Active = false, Attribution = entry.Attribution.Updated(change.Now, change.User) },
                entry.Periods,
                [.. entry.Targets.Select(target => target.Target)],
                []);

    private static TargetGroupRefusal? CheckTargets(TargetGroupEntry entry, IReadOnlyList<TargetExpressions> targets) =>
        targets.DistinctBy(target => target.TargetId).Count() < targets.Count ? TargetGroupRefusal.Invalid("A request names a target once.")
        : targets.Any(sent => entry.Targets.All(target => target.Target.Id != sent.TargetId)) ? TargetGroupRefusal.UnknownTarget
        : null;

    /// <summary>A target that stays the same also keeps its attribution.</summary>
    private static Target WithExpressions(Target target, TargetExpressions sent, TargetGroupChange change)
    {
        var changed = target with { Expression = sent.Expression ?? target.Expression, ExpressionJson = sent.ExpressionJson ?? target.ExpressionJson };
        return changed.Equals(target) ? target : changed.With(target.GetAttribution().Updated(change.Now, change.User));
    }
}
