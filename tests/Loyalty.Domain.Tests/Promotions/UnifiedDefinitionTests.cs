using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

/// <summary>What the rules read of the JSON of v3, and the JSON of promotions that v3 did not create.</summary>
public sealed class UnifiedDefinitionTests
{
    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.2")]
    public void The_definition_of_a_promotion_is_read_back_as_its_restrictions()
    {
        var restrictions = new Restrictions(
            [
                new(RestrictionName.MaxAllowedTimesPerCustomer, 3, RestrictionType.NonPeriodBased),
                new(RestrictionName.MaxAllowedPointsPerCustomer, 200, RestrictionType.PeriodBased, PeriodType.MovingWindow, PeriodUnit.Daily),
                new(RestrictionName.MaxAllowedTimesPerPromotion, 20, RestrictionType.PeriodBased, PeriodType.MovingWindow, PeriodUnit.Weekly),
                new(RestrictionName.MaxAllowedPointsPerPromotion, 1000, RestrictionType.PeriodBased, PeriodType.MovingWindow, PeriodUnit.Monthly),
                new(RestrictionName.MaxRedemptionsPerEarnPerCustomer, 4, RestrictionType.NonPeriodBased),
            ],
            [new(RestrictionName.MaxNumberOfIssualsPerCustomer, 2)],
            [new(RestrictionName.MaxNumberOfEarnsPerCustomer, 1), new(RestrictionName.MaxPointsPerEarnPerCustomer, 9), new(RestrictionName.MaxNumberOfEarnPerPromotion, 100)],
            [new(RestrictionName.EarnPromotionExpiryBasedOn, 7, RestrictionType.Custom), new(RestrictionName.IssualPromotionExpiryBasedOn, 0, RestrictionType.Promotion)]);
        var version = UnifiedReading.Of(TestPromotions.Create(7) with { Restrictions = restrictions });

        var definition = UnifiedDefinition.Read(version.Definition);

        Assert.Equal("TargetCompleted", definition.EventName);
        Assert.Equal(restrictions.Redemption, definition.Restrictions.Redemption);
        Assert.Equal(restrictions.Issual, definition.Restrictions.Issual);
        Assert.Equal(restrictions.Earn, definition.Restrictions.Earn);
        Assert.Equal(restrictions.Expiry, definition.Restrictions.Expiry);
    }

    [Theory]
    [InlineData("""{"granularity":"PER_ACTIVITY","limitType":"SUM","limitValue":5}""")]
    [InlineData("""{"granularity":"USER","limitType":"SUM","limitValue":5,"entityScope":"PROGRAM"}""")]
    [InlineData("""{"granularity":"USER","limitType":"COUNT","limitValue":5,"actionType":"AWARD_BADGE"}""")]
    [InlineData("""{"granularity":"USER","limitType":"SUM","limitValue":5,"period":{"periodType":"MOVING_WINDOW","periodUnit":"DAYS","periodValue":3}}""")]
    [InlineData("""{"granularity":"USER","limitType":"SUM"}""")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.15")]
    public void A_limit_that_the_older_generation_cannot_express_is_left_out(string limit) =>
        Assert.Equal(RestrictionName.MaxRedemptionsPerEarnPerCustomer, Assert.Single(UnifiedDefinition.Read($$"""{"activities":[],"limits":[{{limit}}]}""").Restrictions.Redemption).Name);

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.15")]
    public void Activities_in_groups_are_found()
    {
        var definition = UnifiedDefinition.Read(
            """{"customerEnrolment":{"customerEligibilityType":"ALL"},"activities":[{"type":"GROUP","children":[{"type":"SINGLE","id":"a","milestones":[{"targetType":"COUNT","targetEntity":"EVENT"}]},{"type":"SINGLE","id":"b","event":"NewBill"}]}],"workflowMetadata":{"optin":{"optInStartDate":"1970-01-01T00:00:01Z","optInEndDate":"1970-01-01T05:30:02+05:30"}}}""");

        Assert.Equal([new UnifiedActivity("a", null, "COUNT EVENT"), new UnifiedActivity("b", "NewBill", null)], definition.Activities);
        Assert.Equal(("NewBill", "ALL", new OptInWindow(1000, 2000)), (definition.EventName, definition.EligibilityType, definition.OptIn));
    }
}
