using Loyalty.Domain.Promotions;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Promotions;

internal static class PromotionsConfiguration
{
    public static void Apply(LoyaltyContext context, ModelBuilder modelBuilder)
    {
        context.MapWorldRows<LoyaltyProgram>(modelBuilder, nameof(LoyaltyProgram.Id)).ToTable("Programs");

        var promotions = context.MapWorldRows<Promotion>(modelBuilder, nameof(Promotion.Id));
        promotions.Property(promotion => promotion.SourceType).HasWireName();
        promotions.Property(promotion => promotion.PointsOfferType).HasWireName();
        promotions.Property(promotion => promotion.LoyaltyEarningType).HasWireName();
        promotions.Property(promotion => promotion.AllocatePointsOn).HasWireName();
        promotions.Property(promotion => promotion.Metadata).HasJson(ColumnJson.Default.IReadOnlyListPromotionMetadata);
        promotions.Property(promotion => promotion.Restrictions).HasJson(ColumnJson.Default.Restrictions);
        promotions.Property(promotion => promotion.TargetGroupIds).HasJson(ColumnJson.Default.IReadOnlyListInt64);
        promotions.Property(promotion => promotion.TargetRuleIds).HasJson(ColumnJson.Default.IReadOnlyListInt64);

        // Covering index for the pages and counts of promotionsV2. The columns after Id are only read by filters.
        promotions.HasIndex(
            LoyaltyContext.WorldKey,
            nameof(Promotion.ProgramId),
            nameof(Promotion.SourceType),
            nameof(Promotion.Id),
            nameof(Promotion.Active),
            nameof(Promotion.EventName),
            nameof(Promotion.PointsOfferType),
            nameof(Promotion.OrgId));

        var rulesets = context.MapWorldRows<Ruleset>(modelBuilder, nameof(Ruleset.Id));
        rulesets.Property(ruleset => ruleset.Filters).HasJson(ColumnJson.Default.IReadOnlyListRulesetFilter);
        rulesets.HasIndex(LoyaltyContext.WorldKey, nameof(Ruleset.PromotionId));

        var rules = context.MapWorldRows<Rule>(modelBuilder, nameof(Rule.Id));
        rules.Property(rule => rule.Actions).HasJson(ColumnJson.Default.IReadOnlyListRuleAction);
        rules.HasIndex(LoyaltyContext.WorldKey, nameof(Rule.PromotionId));

        var usage = context.MapWorldRows<UsageEntry>(modelBuilder, nameof(UsageEntry.Id));
        usage.Property(entry => entry.Kind).HasWireName();
        usage.HasIndex(LoyaltyContext.WorldKey, nameof(UsageEntry.PromotionId), nameof(UsageEntry.CustomerId), nameof(UsageEntry.At));
    }
}
