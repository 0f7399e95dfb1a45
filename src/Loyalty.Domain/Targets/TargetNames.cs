using System.Collections.Immutable;

namespace Loyalty.Domain.Targets;

/// <summary>The names that isValidName knows (docs/contract/targets.md 2.21).</summary>
public enum TargetNameKind
{
    TargetGroupName,
    StreakName,
    TargetName,
    StreakLevelName,
    PeriodName,
}

/// <summary>The names of an organisation's target groups, targets, streak levels and periods in any case, with how often each is used.</summary>
public sealed class TargetNames
{
    public static readonly TargetNames Empty = new(ImmutableDictionary.Create<string, int>(StringComparer.OrdinalIgnoreCase));

    private readonly ImmutableDictionary<string, int> _counts;

    private TargetNames(ImmutableDictionary<string, int> counts) => _counts = counts;

    public static TargetNames Of(IEnumerable<TargetGroupEntry> groups)
    {
        var counts = Empty._counts.ToBuilder();
        foreach (var key in groups.SelectMany(KeysOf))
        {
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return new(counts.ToImmutable());
    }

    /// <summary>A streak is a target group, so it may not have the name of any other group either.</summary>
    public bool IsUsed(TargetNameKind kind, string name) => _counts.ContainsKey(Key(kind is TargetNameKind.StreakName ? TargetNameKind.TargetGroupName : kind, name));

    public TargetNames With(TargetGroupEntry group) => Change(group, 1);

    public TargetNames Without(TargetGroupEntry group) => Change(group, -1);

    private TargetNames Change(TargetGroupEntry group, int by)
    {
        var counts = _counts;
        foreach (var key in KeysOf(group))
        {
            var count = counts.GetValueOrDefault(key) + by;
            counts = count == 0 ? counts.Remove(key) : counts.SetItem(key, count);
        }

        return new(counts);
    }

    private static IEnumerable<string> KeysOf(TargetGroupEntry group) =>
    [
        Key(TargetNameKind.TargetGroupName, group.Group.Name),
        .. (group.Group.Streaks ?? []).Select(level => Key(TargetNameKind.StreakLevelName, level.Name)),
        .. group.Targets.Select(target => Key(TargetNameKind.TargetName, target.Target.Name)),
        .. group.Periods.Select(period => Key(TargetNameKind.PeriodName, period.RefCode)),
    ];

    private static string Key(TargetNameKind kind, string name) => $"{(int)kind}{name}";
}
