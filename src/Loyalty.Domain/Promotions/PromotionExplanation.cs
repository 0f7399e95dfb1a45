namespace Loyalty.Domain.Promotions;

/// <summary>A customer and a promotion at an instant. All of them as they are now; only the instant may be another one.</summary>
/// <param name="Promotion">Null if the world has no such promotion.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Exists">Whether the organisation of the promotion has the customer.</param>
/// <param name="IsOfAnotherOrg">True if the customer belongs to another organisation of the world.</param>
/// <param name="Usage">The customer's usage of the promotion; null if there is none.</param>
/// <param name="Redemptions">The redemptions of the promotion by all customers.</param>
/// <param name="Issues">The issues of the promotion to all customers.</param>
/// <param name="IsAdvanced">False if the world has promotions of the type GENERIC only.</param>
/// <param name="At">The instant.</param>
/// <param name="Zone">The server's zone.</param>
public sealed record PromotionQuestion(
    Promotion? Promotion, long CustomerId, bool Exists, bool IsOfAnotherOrg, CustomerPromotionUsage? Usage, UsageSums Redemptions, UsageSums Issues, bool IsAdvanced, long At, TimeZoneInfo Zone)
{
    public PromotionStep Step => new(Promotion!, CustomerId, Usage, new UsageWindows(At, Zone), Zone);
}

/// <summary>A restriction, and when it leaves something again.</summary>
/// <param name="Use">What it has counted.</param>
/// <param name="FreesAt">The first instant at which it leaves something, if nothing else is used. Null if it does now, or if time alone does not help.</param>
public sealed record ExplainedRestriction(RestrictionUse Use, long? FreesAt);

/// <summary>What a customer can do in a promotion.</summary>
/// <param name="Timeline">The customer's enrolments and issues.</param>
/// <param name="Statuses">The statuses that the promotion has for the customer.</param>
/// <param name="EnrolRefusal">Why the customer cannot be enrolled; null if that is possible.</param>
/// <param name="IssueRefusal">Why the promotion cannot be issued to the customer; null if that is possible.</param>
/// <param name="IssueRestrictions">What limits enrolments, issues, and the redemptions of an issue.</param>
/// <param name="RedemptionRestrictions">What limits redemptions.</param>
public sealed record PromotionPossibilities(
    PromotionTimeline Timeline,
    IReadOnlyList<CustomerPromotionStatus> Statuses,
    LifecycleRefusal? EnrolRefusal,
    LifecycleRefusal? IssueRefusal,
    IReadOnlyList<ExplainedRestriction> IssueRestrictions,
    IReadOnlyList<ExplainedRestriction> RedemptionRestrictions);

/// <summary>Why a promotion applies to a customer or not, and what would make it apply.</summary>
/// <param name="Applied">True if the customer can redeem the promotion, so that promotionData lists it as AVAILABLE_TO_REDEEM.</param>
/// <param name="Checks">Every condition that can be checked.</param>
/// <param name="Customer">What the customer can do. Null if the promotion or the customer does not exist.</param>
/// <param name="WouldApply">The steps that make it apply, in order. Null if no steps do.</param>
public sealed record PromotionExplanation(bool Applied, IReadOnlyList<ExplainedPromotionCheck> Checks, PromotionPossibilities? Customer, IReadOnlyList<PromotionApplyStep>? WouldApply)
{
    public static PromotionExplanation Of(PromotionQuestion question)
    {
        var checks = ChecksOf(question);
        var applied = Applies(question);
        return new(
            applied,
            checks,
            question is { Promotion: not null, Exists: true } ? PossibilitiesOf(question) : null,
            applied ? [] : question.Promotion is null || question.IsOfAnotherOrg ? null : PromotionApplySteps.Of(question));
    }

    internal static bool Applies(PromotionQuestion question) => ChecksOf(question).All(check => check.Passed);

    /// <summary>The restrictions of redemptions, each with the instant at which it leaves something again.</summary>
    internal static IReadOnlyList<ExplainedRestriction> RedemptionRestrictions(PromotionQuestion question) => LimitRelease.Of(
        question.Step,
        step => PromotionLimits.OnRedemption(step, _ => question.Redemptions),
        question.Redemptions);

    private static IReadOnlyList<ExplainedPromotionCheck> ChecksOf(PromotionQuestion question)
    {
        if (question.Promotion is not { } promotion)
        {
            return [new(PromotionCheck.PromotionExists, false, PromotionReason.PromotionUnknown)];
        }

        return
        [
            new(PromotionCheck.PromotionExists, true, PromotionReason.PromotionFound),
            new(
                PromotionCheck.CustomerExists,
                question.Exists,
                question.Exists ? PromotionReason.CustomerFound : question.IsOfAnotherOrg ? PromotionReason.CustomerOfAnotherOrg : PromotionReason.CustomerUnknown),
            PromotionChecks.Listed(promotion, includesInactive: false, question.IsAdvanced),
            PromotionChecks.Running(promotion, question.At),
            .. question.Exists ? new[] { PromotionChecks.Issued(question.Step), PromotionChecks.WithinLimits(question.Step, _ => question.Redemptions) } : [],
        ];
    }

    private static PromotionPossibilities PossibilitiesOf(PromotionQuestion question)
    {
        var step = question.Step;
        var isKnown = PromotionChecks.IsKnown(step.Promotion.PointsOfferType, question.IsAdvanced);
        return new(
            step.Timeline,
            [.. Enum.GetValues<CustomerPromotionStatus>().Where(status => isKnown && CustomerPromotionStatuses.Has(status, step, _ => question.Redemptions))],
            isKnown ? PromotionLifecycle.RefusalOfEnrolment(step) : LifecycleRefusal.NotSupported,
            isKnown ? PromotionLifecycle.RefusalOfIssue(step, question.Issues) : LifecycleRefusal.NotSupported,
            [.. LimitRelease.Of(step, other => GrantRestrictions(other, question.Issues), question.Issues), .. RestrictionOfIssues(step)],
            RedemptionRestrictions(question));
    }

    /// <summary>What limits enrolments and issues.</summary>
    private static IEnumerable<RestrictionUse> GrantRestrictions(PromotionStep step, UsageSums issues) => step.Promotion.PointsOfferType switch
    {
        PointsOfferType.Generic => [],
        PointsOfferType.LoyaltyEarning when PromotionLimits.OnEnrolment(step) is { } enrolments => PromotionLimits.OnIssue(step, issues).Prepend(enrolments),
        _ => PromotionLimits.OnIssue(step, issues),
    };

    /// <summary>How often the least redeemed of the open issues was redeemed. Time does not change that.</summary>
    private static IEnumerable<ExplainedRestriction> RestrictionOfIssues(PromotionStep step)
    {
        var least = step.Timeline.OpenIssues(step.Promotion, step.Now).Select(issue => issue.RedeemedCount).DefaultIfEmpty().Min();
        return step.Promotion.PointsOfferType != PointsOfferType.Generic && PromotionLimits.OnRedemptionOfIssue(step.Promotion, least) is { } use ? [new(use, null)] : [];
    }
}
