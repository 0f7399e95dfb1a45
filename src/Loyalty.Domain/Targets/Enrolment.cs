namespace Loyalty.Domain.Targets;

/// <summary>A customer's participation in a target, from a first period to a last period or without end.</summary>
public sealed record Enrolment : IOrgOwned
{
    public required long Id { get; init; }

    public required long OrgId { get; init; }

    public required long CustomerId { get; init; }

    public required long TargetId { get; init; }

    public required long FirstPeriodId { get; init; }

    public long? LastPeriodId { get; init; }

    public required EnrolmentMethod Method { get; init; }

    public required long EnrolledAt { get; init; }

    /// <summary>True if the period is in the range from the first to the last period.</summary>
    public bool Covers(Period period, TargetGroupEntry group) =>
        group.FindPeriod(FirstPeriodId) is { } first && period.StartDate >= first.StartDate
        && (LastPeriodId is not { } lastId || (group.FindPeriod(lastId) is { } last && period.StartDate <= last.StartDate));
}

/// <summary>A customer's progress toward a target in one period. Values are in millionths.</summary>
public sealed record UserTarget : IOrgOwned
{
    public required long Id { get; init; }

    public required long OrgId { get; init; }

    public required long CustomerId { get; init; }

    public required long TargetId { get; init; }

    public required long PeriodId { get; init; }

    /// <summary>Overrides the target's default value.</summary>
    public long? ValueMillionths { get; init; }

    public required long AchievedMillionths { get; init; }

    public long? AchievedAt { get; init; }

    /// <summary>The progress of a customer who starts the period again with an achieved value.</summary>
    public UserTarget StartingAt(long achievedMillionths, long? achievedAt) => this with { AchievedMillionths = achievedMillionths, AchievedAt = achievedAt };
}
