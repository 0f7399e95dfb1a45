using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Promotions;

/// <summary>What a member does to take part in a promotion of v3: an opt-in is what the older generation calls an issue (docs/contract/promotions.md 1.2).</summary>
public enum MemberAction
{
    Enrol,
    OptIn,
}

/// <summary>Why a request to take part is refused.</summary>
public enum MemberRefusal
{
    /// <summary>The promotion does not run, now or at the date of the opt-in.</summary>
    Inactive,
    GenericNotEligible,
    OptInNotSupported,
    WindowNotOpen,
    WindowClosed,
}

/// <summary>A target of a promotion in which the member takes part.</summary>
public sealed record MemberMilestone(long GroupId, long TargetId);

/// <summary>What a request to take part did.</summary>
/// <param name="Refusal">Null if the request was carried out.</param>
/// <param name="EnrolmentId">The enrolment that was made or opted in. Null if the limits are used up, or if there is no enrolment to opt in.</param>
/// <param name="OptInId">The opt-in that was made; null if there is none.</param>
/// <param name="Milestones">The targets in which the member takes part now; null if the promotion has none.</param>
/// <param name="MilestonesFailed">True if the member could not be enrolled in all targets of the promotion.</param>
public sealed record MemberAnswer(
    MemberRefusal? Refusal, long? EnrolmentId = null, long? OptInId = null, IReadOnlyList<MemberMilestone>? Milestones = null, bool MilestonesFailed = false);

/// <summary>Enrols members in promotions of v3 and opts them in (docs/contract/promotions.md 2.18).</summary>
public static class MemberEnrolment
{
    /// <summary>Enrols the member; in a promotion of the type LOYALTY, this is the opt-in, too. The member also takes part in the targets of the promotion.</summary>
    /// <param name="step">The member and the promotion.</param>
    /// <param name="allOptIns">The opt-ins of all members.</param>
    /// <param name="targets">The targets of the organisation.</param>
    /// <param name="member">The member's targets.</param>
    /// <param name="ids">The ids for the new rows.</param>
    public static Decided<MemberAnswer> Enrol(PromotionStep step, UsageSums allOptIns, TargetCatalog targets, CustomerTargets member, FreshIds ids)
    {
        var isDirect = step.Promotion.PointsOfferType == PointsOfferType.Loyalty;
        if (RefusalOf(step, isDirect) is { } refusal)
        {
            return Refused(refusal);
        }

        var decided = isDirect ? PromotionLifecycle.Issue(step, allOptIns, ids) : PromotionLifecycle.Enrol(step with { DatedAt = null }, ids);
        if (decided.Answer.Refusal is not null)
        {
            return Decided.Refused(new MemberAnswer(null));
        }

        var (answer, changes) = (AnswerOf(decided.Answer), decided.Changes.ToList());
        return step.Promotion.LinkedTargets.Count == 0 ? new(answer, changes) : new(EnrolInTargets(answer, step, targets, member, changes, ids), changes);
    }

    /// <summary>Opts an enrolled member in.</summary>
    /// <param name="step">The member and the promotion.</param>
    /// <param name="allOptIns">The opt-ins of all members.</param>
    /// <param name="window">When members can opt in; null for always.</param>
    /// <param name="ids">The ids for the new rows.</param>
    public static Decided<MemberAnswer> OptIn(PromotionStep step, UsageSums allOptIns, OptInWindow? window, FreshIds ids)
    {
        if (RefusalOf(step, isDated: true) is { } refusal)
        {
            return Refused(refusal);
        }

        if (step.Promotion.PointsOfferType == PointsOfferType.Loyalty)
        {
            return Refused(MemberRefusal.OptInNotSupported);
        }

        if (step.Date < window?.StartsAt)
        {
            return Refused(MemberRefusal.WindowNotOpen);
        }

        if (step.Date > window?.EndsAt)
        {
            return Refused(MemberRefusal.WindowClosed);
        }

        var decided = PromotionLifecycle.Issue(step, allOptIns, ids);
        return decided.Answer.Refusal is null ? new(AnswerOf(decided.Answer), decided.Changes) : Decided.Refused(new MemberAnswer(null));
    }

    private static MemberRefusal? RefusalOf(PromotionStep step, bool isDated) =>
        step.Promotion.StatusAt(step.Now) != PromotionStatus.Live || (isDated && step.Date < step.Promotion.StartsAt) ? MemberRefusal.Inactive
        : step.Promotion.PointsOfferType == PointsOfferType.Generic ? MemberRefusal.GenericNotEligible
        : null;

    /// <summary>A target in which the member takes part already stays as it is.</summary>
    private static MemberAnswer EnrolInTargets(MemberAnswer answer, PromotionStep step, TargetCatalog targets, CustomerTargets member, List<RowChange> changes, FreshIds ids)
    {
        var milestones = new List<MemberMilestone>();
        var failed = false;
        foreach (var (groupId, targetId) in step.Promotion.LinkedTargets.SelectMany(linked => linked.TargetRuleIds.Select(targetId => (linked.TargetGroupId, targetId))).Distinct())
        {
            var decided = EnrolmentRules.Enrol(targets, member, new(groupId, targetId, step.CustomerId, null, null, ResetsStreak: false), step.Now, step.Zone, ids);
            if (decided.Answer is null or EnrolmentRefusal.AlreadyEnrolled)
            {
                milestones.Add(new(groupId, targetId));
                changes.AddRange(decided.Changes);
            }
            else
            {
                failed = true;
            }
        }

        return answer with { Milestones = milestones, MilestonesFailed = failed };
    }

    private static MemberAnswer AnswerOf(LifecycleAnswer answer) => new(null, answer.EnrolmentId, answer.IssueId == 0 ? null : answer.IssueId);

    private static Decided<MemberAnswer> Refused(MemberRefusal refusal) => Decided.Refused(new MemberAnswer(refusal));
}
