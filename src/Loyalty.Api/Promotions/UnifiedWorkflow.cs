using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>How customers get into a promotion of v3: enrolment, opt-in and their restrictions (docs/contract/promotions.md 2.15).</summary>
internal static class UnifiedWorkflow
{
    private const long MostPerPromotion = 100_000;

    private static readonly string[] Bases = ["ACTIVITY", "AUDIENCE", "EXTERNAL_TRIGGER"];

    private static readonly string[] Expiries = ["optinExpiryBasedOn", "enrolmentExpiryBasedOn"];

    private static readonly string[] Limits = ["optinLimitPerCustomer", "maxRedemptionsPerEarnPerCustomer", "enrolmentLimitPerPromotion", "enrolmentLimitPerCustomer", "maxPointsPerEarnPerCustomer"];

    public static bool HasOptIn(WorkflowBody? workflow) => workflow?.Optin is { OptInStartDate: not null } or { OptInEndDate: not null };

    public static UnifiedProblem? FindProblem(WorkflowBody? workflow, string promotionType, long endsAt) =>
        FindPartProblem(workflow?.Enrolment, "enrolment") ?? FindPartProblem(workflow?.Optin, "optin") ?? (HasOptIn(workflow) ? FindOptInProblem(workflow!, promotionType, endsAt) : null);

    private static UnifiedProblem? FindPartProblem(WorkflowPartBody? part, string path)
    {
        if (part?.BasedOn is { } basedOn && !Bases.Contains(basedOn, StringComparer.Ordinal))
        {
            return new(UnifiedPart.Value, $"workflowMetadata.{path}.basedOn accepts {string.Join(", ", Bases)}.");
        }

        return part?.Restrictions?.Where(entry => entry.Value is not null)
            .Select(entry => FindRestrictionProblem(entry.Key, entry.Value!, $"workflowMetadata.{path}.restrictions.{entry.Key}"))
            .FirstOrDefault(problem => problem is not null);
    }

    private static UnifiedProblem? FindRestrictionProblem(string name, WorkflowRestrictionBody restriction, string path)
    {
        if (Expiries.Contains(name, StringComparer.Ordinal))
        {
            return restriction.Type is "FIXED_DATE" ? new(UnifiedPart.Value, $"{path}: FIXED_DATE is not emulated, because no page says what its value is.")
                : WireName<RestrictionType>.TryParse(restriction.Type, out var type) && RestrictionCreation.IsExpiry(type, restriction.Value ?? 0) ? null
                : new(UnifiedPart.Value, $"{path} accepts the type PROMOTION, or CUSTOM with a value from 1 to 36500 days.");
        }

        if (!Limits.Contains(name, StringComparer.Ordinal))
        {
            return new(UnifiedPart.Value, $"restrictions accepts {string.Join(", ", Expiries.Concat(Limits))}, not {name}.");
        }

        return restriction.Value is not (Restrictions.NoLimit or >= 1) ? new(UnifiedPart.Value, $"{path}.value accepts -1 for no limit, or a number from 1.")
            : name is "enrolmentLimitPerPromotion" && restriction.Value > MostPerPromotion ? new(UnifiedPart.PromotionLimit, $"{path}.value accepts up to {MostPerPromotion}.")
            : restriction.Value > int.MaxValue ? new(UnifiedPart.Value, $"{path}.value accepts up to {int.MaxValue}.")
            : null;
    }

    private static UnifiedProblem? FindOptInProblem(WorkflowBody workflow, string promotionType, long endsAt)
    {
        var (startText, endText) = (workflow.Optin!.OptInStartDate, workflow.Optin.OptInEndDate);
        return startText is null || endText is null ? new(UnifiedPart.OptInIncomplete, "optInStartDate and optInEndDate go together.")
            : promotionType is "GENERIC" ? new(UnifiedPart.OptInNotApplicable, "A GENERIC promotion has no opt-in.")
            : workflow.Enrolment?.BasedOn is "ACTIVITY" or "EXTERNAL_TRIGGER" ? new(UnifiedPart.OptInNotSupported, "An opt-in window goes with enrolment by AUDIENCE.")
            : !IsoInstant.TryParse(startText, out var start) ? new(UnifiedPart.Value, $"optInStartDate {IsoInstant.Accepts}.")
            : !IsoInstant.TryParse(endText, out var end) ? new(UnifiedPart.Value, $"optInEndDate {IsoInstant.Accepts}.")
            : start >= end ? new(UnifiedPart.OptInReversed, "optInStartDate is before optInEndDate.")
            : end > endsAt ? new(UnifiedPart.OptInTooLate, "optInEndDate is not after endDate.")
            : null;
    }
}
