namespace Loyalty.Domain.Promotions;

/// <summary>What is taken back from a member, in the words of v3: an opt-in is what the older generation calls an issue.</summary>
public enum RevokeAction
{
    RevokeEnroll,
    RevokeOptin,
}

/// <summary>Why nothing is revoked.</summary>
public enum RevocationRefusal
{
    /// <summary>The promotion is stopped.</summary>
    Stopped,

    /// <summary>Members of the promotion have nothing that could be revoked.</summary>
    NotApplicable,

    /// <summary>This and the following are answered for the customer, inside a success.</summary>
    NoActiveEnrolment,
    OptInsFirst,
    UnknownOptIn,
    NoOptIn,
}

/// <summary>The ids that were revoked, or why none was.</summary>
public sealed record RevocationAnswer(RevocationRefusal? Refusal, IReadOnlyList<long> EnrolmentIds, IReadOnlyList<long> OptInIds)
{
    /// <summary>True if the refusal concerns the request as a whole, not the customer.</summary>
    public bool IsRequestRefused => Refusal < RevocationRefusal.NoActiveEnrolment;
}

/// <summary>Revokes enrolments and opt-ins of v3. A paused or ended promotion can be revoked, too, but not a stopped one; the member's targets stay (docs/contract/promotions.md 2.18).</summary>
public static class MemberRevocation
{
    /// <param name="step">The member and the promotion.</param>
    /// <param name="status">The status of the promotion; null for one that v3 did not create.</param>
    /// <param name="action">What to revoke.</param>
    /// <param name="grantIds">The enrolments or opt-ins; null for all.</param>
    /// <param name="ids">The ids for the new rows.</param>
    public static Decided<RevocationAnswer> Revoke(PromotionStep step, UnifiedStatus? status, RevokeAction action, IReadOnlyCollection<long>? grantIds, FreshIds ids)
    {
        if (status == UnifiedStatus.Stopped)
        {
            return Refused(RevocationRefusal.Stopped);
        }

        if (step.Promotion.PointsOfferType == PointsOfferType.Generic)
        {
            return Refused(RevocationRefusal.NotApplicable);
        }

        var running = step with { Promotion = step.Promotion with { Active = true } };
        return action == RevokeAction.RevokeOptin ? RevokeOptIns(running, grantIds, ids)
            : step.Promotion.PointsOfferType == PointsOfferType.Loyalty ? RevokeDirectEnrolments(running, grantIds, ids)
            : RevokeEnrolment(running, grantIds, ids);
    }

    private static Decided<RevocationAnswer> RevokeEnrolment(PromotionStep step, IReadOnlyCollection<long>? enrolmentIds, FreshIds ids)
    {
        if (step.Timeline.Active(step.Promotion, step.Now) is not { } active || enrolmentIds?.All(id => id == active.Id) is false)
        {
            return Refused(RevocationRefusal.NoActiveEnrolment);
        }

        var decided = PromotionLifecycle.RevokeEnrolment(step, ids);
        return decided.Answer.Refusal is null ? new(new(null, [active.Id], []), decided.Changes) : Refused(RevocationRefusal.OptInsFirst);
    }

    /// <summary>The type LOYALTY has an enrolment for each opt-in, which goes with it.</summary>
    private static Decided<RevocationAnswer> RevokeDirectEnrolments(PromotionStep step, IReadOnlyCollection<long>? enrolmentIds, FreshIds ids)
    {
        var open = step.Timeline.OpenIssues(step.Promotion, step.Now).Select(issue => issue.Entry).Where(issue => issue.EnrolId is not null).ToList();
        var wanted = enrolmentIds?.Distinct().ToList();
        var revoked = open.Where(issue => wanted?.Contains(issue.EnrolId!.Value) is not false).ToList();
        if (revoked.Count == 0 || revoked.Count < wanted?.Count)
        {
            return Refused(RevocationRefusal.NoActiveEnrolment);
        }

        var decided = PromotionLifecycle.RevokeIssues(step, [.. revoked.Select(issue => issue.Id)], ids);
        return new(new(null, [.. revoked.Select(issue => issue.EnrolId!.Value)], []), decided.Changes);
    }

    private static Decided<RevocationAnswer> RevokeOptIns(PromotionStep step, IReadOnlyCollection<long>? optInIds, FreshIds ids)
    {
        var decided = PromotionLifecycle.RevokeIssues(step, optInIds, ids);
        return decided.Answer.Refusal switch
        {
            null => new(new(null, [], decided.Answer.RevokedIssueIds!), decided.Changes),
            LifecycleRefusal.NoOpenIssue => Refused(RevocationRefusal.NoOptIn),
            _ => Refused(RevocationRefusal.UnknownOptIn),
        };
    }

    private static Decided<RevocationAnswer> Refused(RevocationRefusal refusal) => Decided.Refused(new RevocationAnswer(refusal, [], []));
}
