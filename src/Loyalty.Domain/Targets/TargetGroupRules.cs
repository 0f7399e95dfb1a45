using System.Globalization;

namespace Loyalty.Domain.Targets;

/// <summary>Creates target groups (docs/contract/targets.md 1.2, 1.7 and 2.2).</summary>
public static class TargetGroupRules
{
    public const int MostPeriods = 100;

    public const int DefaultUnifiedTargets = 50;

    public const int FewestUnifiedTargets = 2;

    public const int MostUnifiedTargets = 1000;

    public const int MostStreakLevels = 10;

    /// <summary>The answer is the group as it was stored, or a refusal.</summary>
    public static Decided<(TargetGroupEntry? Created, TargetGroupRefusal? Refusal)> Create(TargetGroupDraft draft, TargetGroupChange change)
    {
        if ((CheckGroup(draft.Group, change) ?? CheckLists(draft, change) ?? CheckDates(draft) ?? CheckTargets(draft, change)) is { } refusal)
        {
            return Decided.Refused<(TargetGroupEntry?, TargetGroupRefusal?)>((null, refusal));
        }

        var group = draft.Group with
        {
            Id = change.Ids.Next(IdKind.TargetGroup),
            OrgId = change.OrgId,
            Attribution = change.Attribution,
            Streaks = draft.Group.Streaks?.Select(level => level with { Id = change.Ids.Next(IdKind.StreakLevel), Attribution = change.Attribution }).ToList(),
        };
        List<Period> periods = [.. draft.Periods.Select((period, index) => PeriodRules.Numbered(Named(period, group, index + 1), group, change))];
        List<Target> targets = [.. draft.Targets.Select(target => Numbered(DefaultValueRules.ByPosition(target), group, periods, change))];
        return new((new TargetGroupEntry(group, periods, targets), null), [.. new object[] { group }.Concat(periods).Concat(targets).Select(RowChange.Add)]);
    }

    /// <summary>A new target with its ids. Default values without a period belong to the periods at their positions.</summary>
    public static Target Numbered(Target target, TargetGroup group, IReadOnlyList<Period> periods, TargetGroupChange change) => TargetRules.Completed(target, group, change.Ids).With(change.Attribution) with
    {
        Id = change.Ids.Next(IdKind.Target),
        OrgId = group.OrgId,
        TargetGroupId = group.Id,
        DefaultValues = [.. target.DefaultValues.Select((value, index) => value with { Id = change.Ids.Next(IdKind.DefaultValue), PeriodId = value.PeriodId == 0 ? periods[index].Id : value.PeriodId })],
        MilestoneTriggers = target.MilestoneTriggers?.Select(trigger => trigger with { Id = change.Ids.Next(IdKind.MilestoneTrigger) }).ToList(),
    };

    /// <summary>A period without a name gets one of the system (docs/contract/targets.md 1.5).</summary>
    private static Period Named(Period period, TargetGroup group, int number) =>
        period.RefCode.Length > 0 ? period : period with { RefCode = string.Create(CultureInfo.InvariantCulture, $"PERIOD_G_{group.Id}_{number}") };

    private static TargetGroupRefusal? CheckGroup(TargetGroup group, TargetGroupChange change) =>
        CheckNames(group, null, change)
        ?? CheckLeaderboard(group, change)
        ?? CheckUnified(group)
        ?? CheckStreak(group, change);

    /// <param name="group">The group with its new name and description.</param>
    /// <param name="present">The name that it has; null for a new group.</param>
    /// <param name="change">The organisation's groups.</param>
    internal static TargetGroupRefusal? CheckNames(TargetGroup group, string? present, TargetGroupChange change) =>
        TargetRules.CheckName(group.Name, "the name of a target group")
        ?? TargetRules.CheckDescription(group.Description, "a target group")
        ?? (change.IsFree(TargetNameKind.TargetGroupName, group.Name, present) ? null : new TargetGroupRefusal(TargetGroupProblem.NameTaken, "Another target group of the organisation has this name, in any case."));

    private static TargetGroupRefusal? CheckLeaderboard(TargetGroup group, TargetGroupChange change) =>
        !group.LeaderboardEnabled ? null
        : !change.HasLeaderboards ? new(TargetGroupProblem.LeaderboardNotEnabled, "The setting leaderboards of the world switches leaderboards on.")
        : group.TargetEvaluationType != TargetEvaluationType.FixedCalendarWindow ? new(TargetGroupProblem.LeaderboardWindow, "A leaderboard needs the targetEvaluationType FIXED_CALENDAR_WINDOW.")
        : group.TrackingType != TrackingType.Default ? TargetGroupRefusal.Invalid("A leaderboard needs the trackingType DEFAULT.")
        : null;

    private static TargetGroupRefusal? CheckUnified(TargetGroup group) =>
        group.TrackingType != TrackingType.Unified
            ? group.CombinationType is null && group.UnifiedThreshold is null ? null : TargetGroupRefusal.Invalid("combinationType and unifiedTargetExpression need the trackingType UNIFIED.")
        : group.CombinationType is null ? TargetGroupRefusal.Invalid("A unified group needs combinationType: ALL or ANY.")
        : group.UnifiedThreshold is not null && group.CombinationType != CombinationType.All ? TargetGroupRefusal.Invalid("unifiedTargetExpression needs the combinationType ALL.")
        : group.TargetEvaluationType != TargetEvaluationType.FixedCalendarWindow ? TargetGroupRefusal.Invalid("A unified group needs the targetEvaluationType FIXED_CALENDAR_WINDOW.")
        : null;

    private static TargetGroupRefusal? CheckStreak(TargetGroup group, TargetGroupChange change)
    {
        var levels = group.Streaks ?? [];
        if (!group.IsStreak)
        {
            return levels.Count == 0 ? null : TargetGroupRefusal.Invalid("streaks need the trackingType STREAKS.");
        }

        return levels.Count is 0 or > MostStreakLevels ? TargetGroupRefusal.Invalid($"A streak has 1 to {MostStreakLevels} levels.")
            : levels[0].TargetCountOfSequence < 1 || levels.Zip(levels.Skip(1)).Any(pair => pair.First.TargetCountOfSequence >= pair.Second.TargetCountOfSequence)
                ? TargetGroupRefusal.Invalid("targetCountOfSequence is at least 1 and ascends from level to level.")
            : levels.Select(level => TargetRules.CheckName(level.Name, "the name of a streak level")).FirstOrDefault(refusal => refusal is not null)
                ?? (levels.Any(level => change.Catalog.Names.IsUsed(TargetNameKind.StreakLevelName, level.Name)) || levels.DistinctBy(level => level.Name, StringComparer.OrdinalIgnoreCase).Count() < levels.Count
                    ? TargetGroupRefusal.Invalid("Another streak level of the organisation has this name, in any case.")
                    : null);
    }

    private static TargetGroupRefusal? CheckLists(TargetGroupDraft draft, TargetGroupChange change)
    {
        var (group, periods) = (draft.Group, draft.Periods.Count);
        var cycles = Math.Max(periods, Math.Max(group.RecurringCycles ?? 0, group.TotalPeriods ?? 0));
        return cycles > MostPeriods ? TargetGroupRefusal.Invalid($"A target group has at most {MostPeriods} periods.")
            : cycles > 0 && group.Streaks?.Count > 0 && group.Streaks[^1].TargetCountOfSequence > cycles ? TargetGroupRefusal.Invalid("A streak level needs no more periods than the group has.")
            : CheckTargetCount(group, draft.Targets.Count, change.MostUnified);
    }

    /// <summary>A group may be created without targets, and get them later.</summary>
    private static TargetGroupRefusal? CheckTargetCount(TargetGroup group, int count, int mostUnified) =>
        group.UserCreated && count > 1 ? TargetGroupRefusal.Invalid("A user-created group has one target.")
        : group.TrackingType == TrackingType.Unified
            ? count > mostUnified || count == 1 ? TargetGroupRefusal.Invalid($"A unified group has {FewestUnifiedTargets} to {mostUnified} targets.") : null
            : count > 1 ? TargetGroupRefusal.Invalid("A group that is not unified has one target.") : null;

    private static TargetGroupRefusal? CheckDates(TargetGroupDraft draft) => draft.Periods
        .Select(period => PeriodRules.CheckUnnamed(period, draft.Group))
        .FirstOrDefault(refusal => refusal is not null);

    private static TargetGroupRefusal? CheckTargets(TargetGroupDraft draft, TargetGroupChange change) =>
        draft.Targets.Select(target => TargetRules.Check(target, draft.Group, change) ?? CheckDefaultValues(target, draft.Periods.Count)).FirstOrDefault(refusal => refusal is not null)
        ?? (draft.Targets.DistinctBy(target => target.Name, StringComparer.OrdinalIgnoreCase).Count() < draft.Targets.Count ? TargetGroupRefusal.Invalid("Two targets have the same name, in any case.") : null);

    private static TargetGroupRefusal? CheckDefaultValues(Target target, int periods) =>
        target.DefaultValues.Count > periods ? TargetGroupRefusal.Invalid("A target has at most one default value for each period.") : null;
}
