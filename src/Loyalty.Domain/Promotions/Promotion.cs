namespace Loyalty.Domain.Promotions;

/// <summary>A promotion of a loyalty program.</summary>
public sealed record Promotion : IOrgOwned
{
    public required long Id { get; init; }

    public required long OrgId { get; init; }

    public required long ProgramId { get; init; }

    public required string Name { get; init; }

    public required string Identifier { get; init; }

    public required string Description { get; init; }

    public required PromotionSourceType SourceType { get; init; }

    /// <summary>Whether the promotion is switched on. It stays true when the promotion ends.</summary>
    public required bool Active { get; init; }

    /// <summary>In PascalCase, as customer-facing responses print it.</summary>
    public required string EventName { get; init; }

    public required long StartsAt { get; init; }

    public required long EndsAt { get; init; }

    public required PointsOfferType PointsOfferType { get; init; }

    public LoyaltyEarningType? LoyaltyEarningType { get; init; }

    public required AllocatePointsOn AllocatePointsOn { get; init; }

    public required bool UseProportions { get; init; }

    public required long LastUpdatedAt { get; init; }

    /// <summary>-1 for promotions created through the API.</summary>
    public required long LastUpdatedBy { get; init; }

    public required IReadOnlyList<PromotionMetadata> Metadata { get; init; }

    public required Restrictions Restrictions { get; init; }

    public required bool IsStackable { get; init; }

    public required bool IsConsideredForRanking { get; init; }

    public required bool IsExclusive { get; init; }

    public required bool IsAlwaysApply { get; init; }

    public required IReadOnlyList<long> TargetGroupIds { get; init; }

    public required IReadOnlyList<long> TargetRuleIds { get; init; }

    /// <summary>The targets of each target group. Only newer answers show them.</summary>
    public IReadOnlyList<LinkedTargets> LinkedTargets { get; init; } = [];

    /// <summary>True if a redemption also counts when its event happened outside the life of the issue.</summary>
    public bool SkipEarnedDateCheckOnRedeem { get; init; }

    /// <summary>Null if it is the same as <see cref="AllocatePointsOn"/>.</summary>
    public AllocatePointsOn? PromotionType { get; init; }

    public PromotionStatus StatusAt(long now)
    {
        if (!Active)
        {
            return PromotionStatus.Inactive;
        }

        return now < StartsAt ? PromotionStatus.Upcoming : now > EndsAt ? PromotionStatus.Completed : PromotionStatus.Live;
    }
}

public sealed record PromotionMetadata(string Key, string Value, bool BrandDefined);

/// <summary>A target group of a promotion, with the targets of it that the promotion refers to.</summary>
public sealed record LinkedTargets(long TargetGroupId, IReadOnlyList<long> TargetRuleIds);

public enum PromotionStatus
{
    Inactive,
    Upcoming,
    Live,
    Completed,
}

public enum PromotionSourceType
{
    Ui,
    Import,
    Goodwill,
    Campaign,
    PointsTransfer,
    ImportApi,
    PromotionApi,
    PointsContributionToGroup,
    ManualPointsAdjustment,
    Badges,
    UserCreated,
}

public enum PointsOfferType
{
    Generic,
    Loyalty,
    LoyaltyEarning,
}

public enum LoyaltyEarningType
{
    IssueAndEarn,
    DirectEarn,
}

public enum AllocatePointsOn
{
    Bill,
    Lineitem,
    Customer,
}
