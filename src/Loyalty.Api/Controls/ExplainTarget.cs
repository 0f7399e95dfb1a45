using Loyalty.Domain;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;
using Loyalty.Store.State;
using static Loyalty.Api.Controls.ExplanationText;

namespace Loyalty.Api.Controls;

/// <summary>Why a target is active for a customer or not. It reads what enrolledTargets reads.</summary>
internal static class ExplainTarget
{
    /// <summary>The ids of a world are unique, so the target names its organisation.</summary>
    public static TargetQuestion Ask(WorldReading world, long customerId, long targetId, long now, long at, TimeZoneInfo zone)
    {
        CustomerTargets? Find(long orgId) => world.Customer(new CustomerKey(orgId, customerId), now)?.Targets;

        var entry = world.Root.Orgs.Values.Select(org => org.Targets.Targets.Find(targetId)).FirstOrDefault(found => found is not null);
        if (entry is null)
        {
            return new(null, customerId, null, false, at, zone);
        }

        var orgId = entry.Target.OrgId;
        var customer = Find(orgId);
        return new(entry, customerId, customer, customer is null && world.Root.Orgs.Keys.Any(other => other != orgId && Find(other) is not null), at, zone);
    }

    public static (bool Applied, IReadOnlyList<ExplainedCheckJson> Checks, IReadOnlyList<ApplyStepJson>? WouldApply) Answer(TargetQuestion question, long targetId)
    {
        var explanation = TargetExplanation.Of(question);
        return (
            explanation.Applied,
            [.. explanation.Checks.Select(check => new ExplainedCheckJson(CamelCase(check.Check), check.Passed, WireName<TargetReason>.Of(check.Reason), DetailOf(check.Check, question, targetId, explanation)))],
            explanation.WouldApply is { } steps ? [.. steps.Select(StepOf)] : null);
    }

    private static ExplainedDetailJson DetailOf(TargetCheck check, TargetQuestion question, long targetId, TargetExplanation explanation)
    {
        if (question.Entry is not { } entry)
        {
            return new(TargetId: targetId);
        }

        var group = entry.Group;
        return check switch
        {
            TargetCheck.TargetExists => new(OrgId: entry.Target.OrgId, TargetId: targetId, TargetGroupId: group.Group.Id),
            TargetCheck.CustomerExists => new(OrgId: entry.Target.OrgId, CustomerId: question.CustomerId),
            TargetCheck.TargetGroupActive => new(TargetGroupId: group.Group.Id),
            TargetCheck.TargetActive => new(TargetId: targetId),
            TargetCheck.PeriodRunning => new(Day: question.Day, Periods: [.. group.Periods.Select(period => new ExplainedPeriodJson(period.Id, period.RefCode, period.StartDate, period.EndDate, period.Active))]),
            _ => new(
                Enrolments: [.. question.Customer!.In(targetId).Select(enrolment => new ExplainedEnrolmentJson(enrolment.Id, enrolment.FirstPeriodId, enrolment.LastPeriodId))],
                Enrollable: explanation.Refusal is null,
                EnrolRefusal: explanation.Refusal is { } refusal ? WireName<EnrolmentRefusal>.Of(refusal) : null),
        };
    }

    private static ApplyStepJson StepOf(ApplyStep step) => new(CamelCase(step.Do), step.Row is { } row ? CamelCase(row) : null, step.Id, InstantOf(step.Until), step.Day, step.PeriodName);
}
