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
}

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
