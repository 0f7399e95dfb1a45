namespace Loyalty.Domain.Promotions;

/// <summary>The points that a customer got from a promotion: the sum of the redemptions with points, and the latest of them (docs/contract/promotions.md 2.12).</summary>
public readonly record struct PromotionBenefits(Consumption Issued, long LastAt)
{
    /// <summary>Benefits count from 12 June 2025 on.</summary>
    public const long CountedFrom = 1_749_686_400_000;

    /// <summary>True if something is left after what was taken back.</summary>
    public bool Any => Issued is { Times: > 0, Points: > 0 };

    /// <summary>The benefits with one more entry of the ledger.</summary>
    internal PromotionBenefits With(UsageEntry entry) => entry is not { Kind: UsageKind.Redeem, Points: > 0, At: >= CountedFrom }
        ? this
        : new(Issued + Consumption.Of(entry), entry.Sign > 0 ? Math.Max(LastAt, entry.At) : LastAt);
}
