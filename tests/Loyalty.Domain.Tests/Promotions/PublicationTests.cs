using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

/// <summary>What a version of v3 becomes for the older operations, and what an edit keeps of a promotion that v3 cannot express.</summary>
public sealed class PublicationTests
{
    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-5")]
    public void An_edit_that_changes_nothing_keeps_all_restrictions_and_orders_those_of_redemptions()
    {
        var perEvent = new Restriction(RestrictionName.MaxAllowedPointsPerEvent, 50, RestrictionType.NonPeriodBased);
        var switchedOff = new Restriction(RestrictionName.MaxAllowedPointsPerPromotion, Restrictions.NoLimit, RestrictionType.NonPeriodBased);
        var times = new Restriction(RestrictionName.MaxAllowedTimesPerCustomer, 4, RestrictionType.PeriodBased, PeriodType.MovingWindow, PeriodUnit.Monthly);
        var perIssue = new Restriction(RestrictionName.MaxRedemptionsPerEarnPerCustomer, 2, RestrictionType.PeriodBased, PeriodType.MovingWindow, PeriodUnit.Daily);
        var enrolments = new Restriction(RestrictionName.MaxNumberOfIssualsPerCustomer, 3, RestrictionType.PeriodBased, PeriodType.MovingWindow, PeriodUnit.Weekly);
        IReadOnlyList<Restriction> expiries =
            [new(RestrictionName.IssualPromotionExpiryBasedOn, 10, RestrictionType.Custom), new(RestrictionName.EarnPromotionExpiryBasedOn, 10, RestrictionType.Custom)];
        var versions = new UnifiedVersions(TestPromotions.Create(
            7, eventName: "TransactionAdd", startsAt: UnifiedVersions.Start, endsAt: UnifiedVersions.End, restrictions: new([perIssue, perEvent, switchedOff, times], [enrolments], [], expiries)));

        versions.Publish(versions.DraftOf(versions.Find(-7)).Id);

        var kept = versions.OlderForm(versions.Find(-7)).Restrictions;
        Assert.Equal([perEvent, times, switchedOff, perIssue], kept.Redemption);
        Assert.Equal([enrolments], kept.Issual);
        Assert.Equal(expiries, kept.Expiry);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-5")]
    public void An_edit_replaces_and_removes_what_v3_can_express()
    {
        var perEvent = new Restriction(RestrictionName.MaxAllowedPointsPerEvent, 50, RestrictionType.NonPeriodBased);
        var perIssue = new Restriction(RestrictionName.MaxRedemptionsPerEarnPerCustomer, 100, RestrictionType.NonPeriodBased);
        var versions = new UnifiedVersions(TestPromotions.Create(
            7,
            startsAt: UnifiedVersions.Start,
            endsAt: UnifiedVersions.End,
            restrictions: new(
                [
                    perEvent,
                    new(RestrictionName.MaxAllowedPointsPerPromotion, Restrictions.NoLimit, RestrictionType.NonPeriodBased),
                    new(RestrictionName.MaxAllowedTimesPerCustomer, 4, RestrictionType.NonPeriodBased),
                ],
                [new(RestrictionName.MaxNumberOfIssualsPerCustomer, 3)],
                [],
                [])));
        const string definition = """{"activities":[{"type":"SINGLE","id":"activity_1","event":"TargetCompleted"}],"limits":[{"granularity":"OVERALL","actionType":"AWARD_CURRENCY","limitType":"SUM","limitValue":900}]}""";

        versions.Publish(versions.DraftOf(versions.Find(-7), content => content with { Definition = definition }).Id);

        var kept = versions.OlderForm(versions.Find(-7)).Restrictions;
        Assert.Equal([perEvent, new(RestrictionName.MaxAllowedPointsPerPromotion, 900, RestrictionType.NonPeriodBased), perIssue], kept.Redemption);
        Assert.Empty(kept.Issual);
    }

    [Theory]
    [InlineData("Workout Done", "GenericEvent")]
    [InlineData("genericevent", "GenericEvent")]
    [InlineData("newbill", "NewBill")]
    [InlineData("ALL", null)]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.7")]
    public void An_event_of_the_brands_own_is_published_as_a_generic_event(string name, string? expected)
    {
        var versions = new UnifiedVersions();

        var published = versions.Published(UnifiedVersions.Content($$"""{"activities":[{"type":"SINGLE","id":"activity_1","event":"{{name}}"}]}"""));

        Assert.Equal(expected is null ? UnifiedStatus.PublishFailed : UnifiedStatus.Active, published.Status);
        Assert.Equal(expected, expected is null ? null : versions.OlderForm(published).EventName);
        Assert.Equal(name, UnifiedDefinition.Read(published.Definition).EventName);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row P-20")]
    public void An_edit_keeps_the_event_and_the_earning_type_of_a_world_document()
    {
        var versions = new UnifiedVersions(TestPromotions.Create(7, eventName: "Workout Done", startsAt: UnifiedVersions.Start, endsAt: UnifiedVersions.End) with { LoyaltyEarningType = LoyaltyEarningType.IssueAndEarn });
        Assert.Equal(LoyaltyEarningType.IssueAndEarn, UnifiedReading.EarningTypeOf(versions.Catalog, versions.Find(-7)));

        versions.Publish(versions.DraftOf(versions.Find(-7)).Id);

        var published = versions.OlderForm(versions.Find(-7));
        Assert.Equal(("Workout Done", LoyaltyEarningType.IssueAndEarn), (published.EventName, published.LoyaltyEarningType!.Value));
    }
}
