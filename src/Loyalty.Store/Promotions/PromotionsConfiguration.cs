using Loyalty.Domain.Promotions;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Promotions;

internal static class PromotionsConfiguration
{
    public static void Apply(ModelBuilder modelBuilder)
    {
        LoyaltyContext.Map<LoyaltyProgram>(modelBuilder);

        var promotions = LoyaltyContext.Map<Promotion>(modelBuilder);
        promotions.Property(promotion => promotion.SourceType).HasWireName();
        promotions.Property(promotion => promotion.PointsOfferType).HasWireName();
        promotions.Property(promotion => promotion.LoyaltyEarningType).HasWireName();
        promotions.Property(promotion => promotion.AllocatePointsOn).HasWireName();
        promotions.Property(promotion => promotion.Metadata).HasJson(ColumnJson.Default.IReadOnlyListPromotionMetadata);
        promotions.Property(promotion => promotion.Restrictions).HasJson(ColumnJson.Default.Restrictions);
        promotions.Property(promotion => promotion.TargetGroupIds).HasJson(ColumnJson.Default.IReadOnlyListInt64);
        promotions.Property(promotion => promotion.TargetRuleIds).HasJson(ColumnJson.Default.IReadOnlyListInt64);
        promotions.Property(promotion => promotion.LinkedTargets).HasJson(ColumnJson.Default.IReadOnlyListLinkedTargets);
        promotions.Property(promotion => promotion.PromotionType).HasWireName();

        var versions = LoyaltyContext.Map<UnifiedPromotion>(modelBuilder);
        versions.Property(version => version.Status).HasWireName();
        versions.Property(version => version.PromotionType).HasWireName();
        versions.Property(version => version.Metadata).HasJson(ColumnJson.Default.IReadOnlyListPromotionMetadata);

        var rulesets = LoyaltyContext.Map<Ruleset>(modelBuilder);
        rulesets.Property(ruleset => ruleset.Filters).HasJson(ColumnJson.Default.IReadOnlyListRulesetFilter);

        var rules = LoyaltyContext.Map<Rule>(modelBuilder);
        rules.Property(rule => rule.Actions).HasJson(ColumnJson.Default.IReadOnlyListRuleAction);

        LoyaltyContext.Map<RequestKey>(modelBuilder).Property(key => key.Operation).HasWireName();

        var usage = LoyaltyContext.Map<UsageEntry>(modelBuilder);
        usage.Property(entry => entry.Kind).HasWireName();
        usage.HasIndex(LoyaltyContext.WorldKey, nameof(UsageEntry.CustomerId));

        // Covering index for the totals of a promotion.
        usage.HasIndex(
            LoyaltyContext.WorldKey, nameof(UsageEntry.PromotionId), nameof(UsageEntry.Kind), nameof(UsageEntry.At), nameof(UsageEntry.Sign), nameof(UsageEntry.Times), nameof(UsageEntry.Points));
    }
}
