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

    /// <summary>When an issue was made to which the client gave an earlier date. Null if it is <see cref="At"/>.</summary>
    public long? ProcessedAt { get; init; }

    /// <summary>The last instant of an enrolment or an issue. Null if it expires with the promotion.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>The enrolment entry that an issue belongs to.</summary>
    public long? EnrolId { get; init; }

    /// <summary>The issue entry that a redemption belongs to.</summary>
    public long? IssueId { get; init; }

    /// <summary>The event that caused the entry; an enrolment or an issue shows it as its event log.</summary>
    public long? EventId { get; init; }

    /// <summary>The entry that this one reverses.</summary>
    public long? ReversesId { get; init; }

    public bool IsGrant => Sign > 0 && Kind != UsageKind.Redeem;

    /// <summary>The last instant of an enrolment or an issue of this promotion.</summary>
    public long ExpiresIn(Promotion promotion) => ExpiresAt ?? promotion.EndsAt;

    /// <summary>An entry that takes this one back.</summary>
    public UsageEntry Reversal(long id, long at) => new()
    {
        Id = id,
        OrgId = OrgId,
        PromotionId = PromotionId,
        CustomerId = CustomerId,
        Kind = Kind,
        Sign = -1,
        Times = Times,
        Points = Points,
        At = at,
        EnrolId = EnrolId,
        ReversesId = Id,
    };
}

/// <summary>
/// The steps of a promotion, named as in the vendor's user interface. The vendor's back end calls the same steps issue, earn and redemption, so in its names an <c>issual</c> is an
/// <see cref="Enrol"/> and an <c>earn</c> is an <see cref="Issue"/>. <c>issualId</c> means both: in the calls of v2/promotion it is the id of the enrolment, and <c>earnedId</c> that of the issue; in
/// promotionData the enrolment has an <c>enrollmentId</c>, and <c>issualId</c> is the id of the issue (docs/contract/promotions.md 1.2).
/// </summary>
public enum UsageKind
{
    Enrol,
    Issue,
    Redeem,
}
