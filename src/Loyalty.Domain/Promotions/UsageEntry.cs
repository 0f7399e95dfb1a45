namespace Loyalty.Domain.Promotions;

/// <summary>An entry of the usage ledger. Entries are added, never changed.</summary>
public sealed class UsageEntry : IOrgOwned
{
    public required long Id { get; init; }

    public required long OrgId { get; init; }

    public required long PromotionId { get; init; }

    public required long CustomerId { get; init; }

    public required UsageKind Kind { get; init; }

    /// <summary>1, or -1 for an entry that reverses an earlier one.</summary>
    public required int Sign { get; init; }

    public required long Times { get; init; }

    /// <summary>In thousandths.</summary>
    public required long Points { get; init; }

    public required long At { get; init; }

    /// <summary>The enrolment entry that an issue belongs to.</summary>
    public long? EnrolId { get; init; }

    /// <summary>The issue entry that a redemption belongs to.</summary>
    public long? IssueId { get; init; }

    public long? EventId { get; init; }

    /// <summary>The entry that this one reverses.</summary>
    public long? ReversesId { get; init; }
}

/// <summary>Named as in the vendor's user interface. The vendor's back end calls the same steps issue, earn and redeem (docs/contract/promotions.md 1.2).</summary>
public enum UsageKind
{
    Enrol,
    Issue,
    Redeem,
}
