namespace Loyalty.Domain.Promotions;

/// <summary>One line of the usage ledger; lines are added, never changed.</summary>
public sealed class UsageEntry : IOrgOwned
{
    public required long Id { get; init; }

    public required long OrgId { get; init; }

    public required long PromotionId { get; init; }

    public required long CustomerId { get; init; }

    public required UsageKind Kind { get; init; }

    /// <summary>1, or -1 for a line that takes an earlier one back.</summary>
    public required int Sign { get; init; }

    public required long Times { get; init; }

    /// <summary>In thousandths.</summary>
    public required long Points { get; init; }

    public required long At { get; init; }

    /// <summary>The enrolment line that an issue belongs to.</summary>
    public long? EnrolId { get; init; }

    /// <summary>The issue line that a redemption belongs to.</summary>
    public long? IssueId { get; init; }

    public long? EventId { get; init; }

    /// <summary>The line that this one takes back.</summary>
    public long? ReversesId { get; init; }
}

/// <summary>Enrol, issue and redeem are the words of the user interface: the back end says issue, earn and redeem (docs/contract/promotions.md 1.2).</summary>
public enum UsageKind
{
    Enrol,
    Issue,
    Redeem,
}
