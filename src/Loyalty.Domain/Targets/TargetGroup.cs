namespace Loyalty.Domain.Targets;

/// <summary>A group of targets. It owns the periods in which the targets are tracked.</summary>
public sealed record TargetGroup : IOrgOwned
{
    public required long Id { get; init; }

    public required long OrgId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required bool Active { get; init; }

    /// <summary>True for a challenge that an end customer created in an app.</summary>
    public required bool UserCreated { get; init; }

    public required TrackingType TrackingType { get; init; }

    public required TargetEvaluationType TargetEvaluationType { get; init; }

    /// <summary>Null in documents that do not tell; see <see cref="TargetGroupEntry.Attribution"/>.</summary>
    public Attribution? Attribution { get; init; }

    public DateOnly? FromDate { get; init; }

    public DateOnly? ToDate { get; init; }

    /// <summary>The till that gets points and currency.</summary>
    public long? PreferredTillId { get; init; }

    /// <summary>The number of periods as it was sent.</summary>
    public int? TotalPeriods { get; init; }

    public int? RecurringCycles { get; init; }

    public int? Frequency { get; init; }

    public FrequencyType? FrequencyType { get; init; }

    /// <summary>Null if it follows from the periods.</summary>
    public long? CycleStart { get; init; }

    /// <summary>Null if it follows from the periods.</summary>
    public long? CycleEnd { get; init; }

    /// <summary>An IANA zone.</summary>
    public string? TimeZoneName { get; init; }

    public bool LeaderboardEnabled { get; init; }

    public CombinationType? CombinationType { get; init; }

    /// <summary>The overall threshold of a unified group; null if there is none.</summary>
    public UnifiedThreshold? UnifiedThreshold { get; init; }

    /// <summary>Ascending by the number of periods; null for groups that are no streaks.</summary>
    public IReadOnlyList<StreakLevel>? Streaks { get; init; }

    public bool IsStreak => TrackingType is TrackingType.Streaks or TrackingType.NonContinuousStreaks;
}

/// <summary>A level of a streak: how many periods must be achieved.</summary>
public sealed record StreakLevel(long Id, string Name, int TargetCountOfSequence, Attribution? Attribution = null);

/// <summary>What the targets of a unified group must reach together.</summary>
public sealed record UnifiedThreshold(AggregateFunction Aggregation, long Value);

public enum TrackingType
{
    Default,
    Unified,
    Streaks,
    Capping,
    NonContinuousStreaks,
}

public enum TargetEvaluationType
{
    FixedCalendarWindow,
    CyclicWindow,
    PeriodAgnosticWindow,
}

/// <summary>The unit of the length of a period.</summary>
public enum FrequencyType
{
    Daily,
    Weekly,
    Monthly,
    Quarterly,
    HalfYearly,
    Yearly,
    Custom,
}

/// <summary>Whether all targets of a unified group must be reached, or any.</summary>
public enum CombinationType
{
    All,
    Any,
}
