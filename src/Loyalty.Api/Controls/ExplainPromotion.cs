using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Worlds;
using Loyalty.Store.State;
using static Loyalty.Api.Controls.ExplanationText;

namespace Loyalty.Api.Controls;

/// <summary>Why a promotion applies to a customer or not. It reads what promotionData, enrolAndEarn and directEarn read.</summary>
internal static class ExplainPromotion
{
    private const decimal PointScale = 1000;

    /// <summary>The ids of a world are unique, so the promotion names its organisation. The windows of an earlier instant need usage of that time.</summary>
    public static PromotionQuestion Ask(WorldReading world, long customerId, long promotionId, bool isAdvanced, long at, TimeZoneInfo zone)
    {
        CustomerState? Find(long orgId) => world.Customer(new CustomerKey(orgId, customerId), at) is { Exists: true } found ? found : null;

        if (EntryOf(world, promotionId) is not { Promotion: var promotion })
        {
            return new(null, customerId, false, false, null, UsageSums.Empty, UsageSums.Empty, isAdvanced, at, zone);
        }

        var customer = Find(promotion.OrgId);
        return new(
            promotion,
            customerId,
            customer is not null,
            customer is null && world.Root.Orgs.Keys.Any(other => other != promotion.OrgId && Find(other) is not null),
            customer?.UsageOf(promotionId),
            world.Totals(promotionId),
            world.Totals(promotionId, UsageKind.Issue),
            isAdvanced,
            at,
            zone);
    }

    public static (bool Applied, IReadOnlyList<ExplainedCheckJson> Checks, IReadOnlyList<ApplyStepJson>? WouldApply) Answer(PromotionQuestion question, long promotionId, UnifiedPromotion? version)
    {
        var explanation = PromotionExplanation.Of(question);
        return (
            explanation.Applied,
            [.. explanation.Checks.Select(check => new ExplainedCheckJson(CamelCase(check.Check), check.Passed, WireName<PromotionReason>.Of(check.Reason), DetailOf(check, question, promotionId, version, explanation)))],
            explanation.WouldApply is { } steps ? [.. steps.Select(StepOf)] : null);
    }

    /// <summary>The version of v3 that was published as the promotion.</summary>
    public static UnifiedPromotion? VersionOf(WorldReading world, Promotion? promotion) =>
        promotion is null ? null : world.Catalog(promotion.OrgId).Promotions.Unified.OfPromotions.Find(promotion.Id);

    private static PromotionEntry? EntryOf(WorldReading world, long promotionId) =>
        world.Root.Orgs.Values.Select(org => org.Promotions.Promotions.Find(promotionId)).FirstOrDefault(found => found is not null);

    private static ExplainedDetailJson DetailOf(ExplainedPromotionCheck check, PromotionQuestion question, long promotionId, UnifiedPromotion? version, PromotionExplanation explanation)
    {
        if (question.Promotion is not { } promotion)
        {
            return new(PromotionId: promotionId);
        }

        var customer = explanation.Customer;
        return check.Check switch
        {
            PromotionCheck.PromotionExists => new(OrgId: promotion.OrgId, PromotionId: promotionId, ProgramId: promotion.ProgramId),
            PromotionCheck.CustomerExists => new(OrgId: promotion.OrgId, CustomerId: question.CustomerId),
            PromotionCheck.Listed => new(
                SourceType: WireName<PromotionSourceType>.Of(promotion.SourceType),
                PointsOfferType: WireName<PointsOfferType>.Of(promotion.PointsOfferType),
                V3Status: version is { } known ? WireName<UnifiedStatusWord>.Of(known.WordAt(question.At)) : null,
                Statuses: customer is null ? null : check.Passed ? [.. customer.Statuses.Select(WireName<CustomerPromotionStatus>.Of)] : []),
            PromotionCheck.Running => new(StartDate: InstantOf(promotion.StartsAt), EndDate: InstantOf(promotion.EndsAt)),
            PromotionCheck.Issued => new(
                Enrolments: [.. customer!.Timeline.Enrolments.Select(enrolment => EnrolmentOf(enrolment, promotion))],
                Enrollable: customer.EnrolRefusal is null,
                EnrolRefusal: RefusalOf(customer.EnrolRefusal),
                Earnable: customer.IssueRefusal is null,
                EarnRefusal: RefusalOf(customer.IssueRefusal),
                Restrictions: [.. customer.IssueRestrictions.Select(RestrictionOf)]),
            _ => new(
                Redeemable: customer!.Statuses.Contains(CustomerPromotionStatus.AvailableToRedeem),
                Restrictions: [.. customer.RedemptionRestrictions.Select(RestrictionOf)]),
        };
    }

    private static ExplainedEnrolmentJson EnrolmentOf(CustomerEnrolment enrolment, Promotion promotion) => new(
        enrolment.Entry.Id,
        ExpiresAt: InstantOf(enrolment.Entry.ExpiresIn(promotion)),
        Issues: [.. enrolment.Issues.Select(issue => new ExplainedIssueJson(issue.Entry.Id, InstantOf(issue.Entry.ExpiresIn(promotion))!, issue.RedeemedCount))]);

    private static ExplainedRestrictionJson RestrictionOf(ExplainedRestriction restriction)
    {
        var use = restriction.Use;
        var scale = use.CountsPoints ? PointScale : 1;
        return new(
            WireName<RestrictionName>.Of(use.Name), CamelCase(use.List), UnitOf(use.Window), WireName<UsageKind>.Of(use.Limits), use.Used / scale, use.Limit, use.Remaining / scale, InstantOf(restriction.FreesAt));
    }

    private static ApplyStepJson StepOf(PromotionApplyStep step) => new(
        CamelCase(step.Do),
        step.Switch is { } what ? CamelCase(what) : null,
        step.Id,
        InstantOf(step.Until),
        Restriction: step.Restriction is { } use ? WireName<RestrictionName>.Of(use.Name) : null,
        List: step.Restriction is { } listed ? CamelCase(listed.List) : null,
        PeriodUnit: UnitOf(step.Restriction?.Window),
        Limit: step.Limit);

    private static string? UnitOf(PeriodUnit? unit) => unit is { } known ? WireName<PeriodUnit>.Of(known) : null;

    private static string? RefusalOf(LifecycleRefusal? refusal) => refusal is { } known ? WireName<LifecycleRefusal>.Of(known) : null;
}
