namespace Loyalty.Domain.Targets;

/// <summary>A period of a target group, from the start of its first day to the end of its last day in the server's zone.</summary>
public sealed record Period : IOrgOwned
{
    public required long Id { get; init; }

    public required long OrgId { get; init; }

    public required long TargetGroupId { get; init; }

    public required string RefCode { get; init; }

    public string? Description { get; init; }

    public required DateOnly StartDate { get; init; }

    public required DateOnly EndDate { get; init; }

    public required bool Active { get; init; }

    /// <summary>Null in documents that do not tell; then it is that of the target group.</summary>
    public Attribution? Attribution { get; init; }

    public PeriodStatus StatusOn(DateOnly day) => day < StartDate ? PeriodStatus.NotStarted : day > EndDate ? PeriodStatus.Ended : PeriodStatus.Running;

    public bool Includes(DateOnly day) => StartDate <= day && EndDate >= day;
}

/// <summary>Follows from the dates of a period (docs/contract/targets.md 3, row 13).</summary>
public enum PeriodStatus
{
    Running,
    NotStarted,
    Ended,
}
