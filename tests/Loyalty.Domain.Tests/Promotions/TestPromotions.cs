using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

/// <summary>Promotions, rulesets and rules with values that no rule of the domain reads.</summary>
internal static class TestPromotions
{
    public static Promotion Create(
        long id,
        long programId = 415,
        PromotionSourceType source = PromotionSourceType.UserCreated,
        bool active = true,
        string eventName = "TargetCompleted",
        PointsOfferType offer = PointsOfferType.Loyalty,
        long startsAt = 0,
        long endsAt = 0,
        Restrictions? restrictions = null) => new()
    {
        Id = id,
        OrgId = 90001,
        ProgramId = programId,
        Name = "Weekend Walker",
        Identifier = "weekend-walker-1",
        Description = "challenge bonus",
        SourceType = source,
        Active = active,
        EventName = eventName,
        StartsAt = startsAt,
        EndsAt = endsAt,
        PointsOfferType = offer,
        AllocatePointsOn = AllocatePointsOn.Bill,
        UseProportions = false,
        LastUpdatedAt = startsAt,
        LastUpdatedBy = -1,
        Metadata = [],
        Restrictions = restrictions ?? Restrictions.None,
        IsStackable = false,
        IsConsideredForRanking = false,
        IsExclusive = false,
        IsAlwaysApply = false,
        TargetGroupIds = [],
        TargetRuleIds = [],
    };

    public static Ruleset Ruleset(long id, long promotionId) => new()
    {
        Id = id,
        OrgId = 90001,
        PromotionId = promotionId,
        Name = "Set",
        Description = "",
        StartsAt = 0,
        EndsAt = 0,
        CreatedOn = 0,
        CreatedBy = -1,
        ModifiedOn = 0,
        ModifiedBy = -1,
        Private = false,
        UpdatedViaNewUI = false,
        Filters = [],
    };

    public static Rule Rule(long id, long rulesetId, long promotionId) => new()
    {
        Id = id,
        OrgId = 90001,
        PromotionId = promotionId,
        RulesetId = rulesetId,
        Name = "Rule",
        Description = "",
        Expression = "true",
        ExpressionJson = "[]",
        Active = true,
        Priority = -1,
        StartsAt = 0,
        EndsAt = 0,
        CreatedOn = 0,
        CreatedBy = -1,
        ModifiedOn = 0,
        ModifiedBy = -1,
        UpdatedViaNewUI = false,
        Actions = [],
    };
}
