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

    public bool Includes(DateOnly day) => StartDate <= day && EndDate >= day;
}
