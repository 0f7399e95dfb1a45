namespace Loyalty.Domain.Promotions;

/// <summary>Why a step of a promotion's lifecycle is not taken.</summary>
public enum LifecycleRefusal
{
    /// <summary>The promotion is switched off, has not started, or has ended.</summary>
    Inactive,

    /// <summary>The offer type has no such step.</summary>
    NotSupported,

    /// <summary>The limits are used up. It is a warning, not an error.</summary>
    LimitReached,

    /// <summary>The step needs an active enrolment.</summary>
    NotEnrolled,

    /// <summary>The enrolment still has issues, which have to be revoked before it.</summary>
    IssuesFirst,

    /// <summary>An issue to revoke does not exist, expired, or was revoked.</summary>
    UnknownIssue,

    /// <summary>The customer has no issue that could be revoked or redeemed.</summary>
    NoOpenIssue,
}

/// <summary>A step that is taken for a customer, in the words of the vendor's user interface.</summary>
public enum LifecycleAction
{
    Enrol,
    Issue,

    /// <summary>As <see cref="Issue"/>, but only for the type LOYALTY.</summary>
    IssueDirectly,
    RevokeEnrolment,
    RevokeIssues,
}

/// <summary>What a step did.</summary>
/// <param name="Refusal">Null if it was taken.</param>
/// <param name="EnrolmentId">The enrolment that was made, used or revoked. The type LOYALTY has one for each issue.</param>
/// <param name="IssueId">The issue that was made.</param>
/// <param name="RevokedIssueIds">The issues that were revoked, oldest first.</param>
public sealed record LifecycleAnswer(LifecycleRefusal? Refusal, long EnrolmentId = 0, long IssueId = 0, IReadOnlyList<long>? RevokedIssueIds = null);

/// <summary>A customer who takes a step in a promotion at an instant.</summary>
/// <param name="Promotion">The promotion.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Usage">The customer's usage of the promotion; null if there is none.</param>
/// <param name="Windows">The windows that end now.</param>
/// <param name="Zone">The zone in which expiries are computed.</param>
/// <param name="DatedAt">The earlier instant that the client gives the step; null for now. Limits and enrolments are those of now.</param>
public sealed record PromotionStep(Promotion Promotion, long CustomerId, CustomerPromotionUsage? Usage, UsageWindows Windows, TimeZoneInfo Zone, long? DatedAt = null)
{
    public long Now => Windows.Now;

    /// <summary>The instant of the entries that the step makes.</summary>
    public long Date => DatedAt ?? Now;

    public PromotionTimeline Timeline => Usage?.TimelineAt(Now) ?? PromotionTimeline.Empty;

    /// <summary>How many enrolments or issues the customer has, without those that were revoked.</summary>
    public long Count(UsageKind kind) => Usage?.Sum(kind, null, Windows).Times ?? 0;
}

/// <summary>The steps of a promotion's lifecycle: pure decisions about one customer (docs/contract/promotions.md 1.3).</summary>
public static class PromotionLifecycle
{
    /// <summary>Why no customer can take a step in a promotion; null if it depends on the customer. An ended promotion can be revoked.</summary>
    public static LifecycleRefusal? Check(LifecycleAction action, Promotion promotion, long now)
    {
        var isRevocation = action is LifecycleAction.RevokeEnrolment or LifecycleAction.RevokeIssues;
        if (isRevocation ? !promotion.Active : promotion.StatusAt(now) != PromotionStatus.Live)
        {
            return LifecycleRefusal.Inactive;
        }

        var isSupported = action switch
        {
            LifecycleAction.Enrol or LifecycleAction.RevokeEnrolment => NeedsEnrolment(promotion),
            LifecycleAction.IssueDirectly => promotion.PointsOfferType == PointsOfferType.Loyalty,
            _ => promotion.PointsOfferType != PointsOfferType.Generic,
        };
        return isSupported ? null : LifecycleRefusal.NotSupported;
    }

    /// <summary>True if the promotion is issued to an active enrolment; one of the type LOYALTY is issued directly.</summary>
    public static bool NeedsEnrolment(Promotion promotion) => promotion.PointsOfferType == PointsOfferType.LoyaltyEarning;

    /// <summary>Why the customer cannot be enrolled; null if that is possible.</summary>
    public static LifecycleRefusal? RefusalOfEnrolment(PromotionStep step) =>
        Check(LifecycleAction.Enrol, step.Promotion, step.Now) ?? (PromotionLimits.OnEnrolment(step)?.IsReached is true ? LifecycleRefusal.LimitReached : null);

    /// <summary>Why the promotion cannot be issued to the customer; null if that is possible.</summary>
    public static LifecycleRefusal? RefusalOfIssue(PromotionStep step, UsageSums allIssues) => RefusalOfIssue(step, step.Timeline.Active(step.Promotion, step.Now), allIssues);

    /// <summary>Enrols the customer. The enrolment replaces the active one.</summary>
    public static Decided<LifecycleAnswer> Enrol(PromotionStep step, FreshIds ids)
    {
        if (RefusalOfEnrolment(step) is { } refusal)
        {
            return Refused(refusal);
        }

        var enrolment = Grant(step, UsageKind.Enrol, PromotionLimits.ExpiryOfEnrolment(step.Promotion, step.Now, step.Zone), null, ids.Next(IdKind.EventLog), ids);
        return new(new LifecycleAnswer(null, enrolment.Id), [RowChange.Add(enrolment)]);
    }

    /// <summary>Issues the promotion to the customer: to the active enrolment, or, for the type LOYALTY, with an enrolment of its own.</summary>
    /// <param name="step">The customer and the promotion.</param>
    /// <param name="allIssues">The issues of the promotion to all customers. Nothing reads them unless <see cref="PromotionLimits.OfAllIssues"/> has a limit.</param>
    /// <param name="ids">The ids for the new entries.</param>
    public static Decided<LifecycleAnswer> Issue(PromotionStep step, UsageSums allIssues, FreshIds ids)
    {
        var promotion = step.Promotion;
        var isDirect = !NeedsEnrolment(promotion);
        var enrolment = isDirect ? null : step.Timeline.Active(promotion, step.Now);
        if (RefusalOfIssue(step, enrolment, allIssues) is { } refusal)
        {
            return Refused(refusal);
        }

        var enrolmentExpiry = isDirect ? PromotionLimits.ExpiryOfEnrolment(promotion, step.Date, step.Zone) : enrolment!.ExpiresAt;
        var expiresAt = PromotionLimits.ExpiryOfIssue(promotion, enrolmentExpiry, step.Date, step.Zone);
        var eventId = ids.Next(IdKind.EventLog);
        var changes = new List<RowChange>();
        if (isDirect)
        {
            enrolment = Grant(step, UsageKind.Enrol, expiresAt, null, eventId, ids);
            changes.Add(RowChange.Add(enrolment));
        }

        var issue = Grant(step, UsageKind.Issue, expiresAt, enrolment!.Id, eventId, ids);
        changes.Add(RowChange.Add(issue));
        return new(new LifecycleAnswer(null, enrolment.Id, issue.Id), changes);
    }

    /// <summary>Revokes the active enrolment, whose issues have to be revoked first.</summary>
    public static Decided<LifecycleAnswer> RevokeEnrolment(PromotionStep step, FreshIds ids)
    {
        if (Check(LifecycleAction.RevokeEnrolment, step.Promotion, step.Now) is { } refusal)
        {
            return Refused(refusal);
        }

        var timeline = step.Timeline;
        if (timeline.Active(step.Promotion, step.Now) is not { } enrolment)
        {
            return Refused(LifecycleRefusal.NotEnrolled);
        }

        return timeline.OpenIssues(step.Promotion, step.Now).Any(issue => issue.Entry.EnrolId == enrolment.Id)
            ? Refused(LifecycleRefusal.IssuesFirst)
            : new(new LifecycleAnswer(null, enrolment.Id), [Revocation(enrolment, step, ids)]);
    }

    /// <summary>Revokes issues. One of the type LOYALTY takes its enrolment with it.</summary>
    /// <param name="step">The customer and the promotion.</param>
    /// <param name="issueIds">The issues; null for all that the customer has.</param>
    /// <param name="ids">The ids for the new entries.</param>
    public static Decided<LifecycleAnswer> RevokeIssues(PromotionStep step, IReadOnlyCollection<long>? issueIds, FreshIds ids)
    {
        if (Check(LifecycleAction.RevokeIssues, step.Promotion, step.Now) is { } refusal)
        {
            return Refused(refusal);
        }

        var timeline = step.Timeline;
        var open = timeline.OpenIssues(step.Promotion, step.Now).Select(issue => issue.Entry).ToList();
        if (open.Count == 0)
        {
            return Refused(LifecycleRefusal.NoOpenIssue);
        }

        var wanted = (issueIds ?? open.Select(issue => issue.Id)).ToHashSet();
        var revoked = open.Where(issue => wanted.Contains(issue.Id)).ToList();
        if (revoked.Count == 0 || revoked.Count < wanted.Count)
        {
            return Refused(LifecycleRefusal.UnknownIssue);
        }

        var revokedEnrolments = revoked.Select(issue => issue.EnrolId).ToHashSet();
        var enrolments = step.Promotion.PointsOfferType == PointsOfferType.Loyalty
            ? timeline.Enrolments.Select(enrolment => enrolment.Entry).Where(enrolment => enrolment.Kind == UsageKind.Enrol && revokedEnrolments.Contains(enrolment.Id))
            : [];
        return new(
            new LifecycleAnswer(null, RevokedIssueIds: [.. revoked.Select(issue => issue.Id)]),
            [.. revoked.Concat(enrolments).Select(entry => Revocation(entry, step, ids))]);
    }

    /// <summary>
    /// Redeems the promotion once: the latest issue that was open at the instant of the redemption and is not revoked, except for the type GENERIC, which needs none. Limits are not checked: they stop
    /// the events that redeem.
    /// </summary>
    public static Decided<LifecycleAnswer> Redeem(PromotionStep step, long points, long at, FreshIds ids)
    {
        var issue = step.Timeline.Issues.Select(candidate => candidate.Entry).Where(candidate => candidate.At <= at && at <= candidate.ExpiresIn(step.Promotion)).MaxBy(candidate => (candidate.At, candidate.Id));
        if (issue is null && step.Promotion.PointsOfferType != PointsOfferType.Generic)
        {
            return Refused(LifecycleRefusal.NoOpenIssue);
        }

        var redemption = new UsageEntry
        {
            Id = ids.Next(IdKind.UsageEntry),
            OrgId = step.Promotion.OrgId,
            PromotionId = step.Promotion.Id,
            CustomerId = step.CustomerId,
            Kind = UsageKind.Redeem,
            Sign = 1,
            Times = 1,
            Points = points,
            At = at,
            IssueId = issue?.Id,
        };
        return new(new LifecycleAnswer(null, issue?.EnrolId ?? 0, issue?.Id ?? 0), [RowChange.Add(redemption)]);
    }

    private static LifecycleRefusal? RefusalOfIssue(PromotionStep step, UsageEntry? enrolment, UsageSums allIssues) =>
        Check(LifecycleAction.Issue, step.Promotion, step.Now)
        ?? (NeedsEnrolment(step.Promotion) && (enrolment is null || enrolment.At > step.Date) ? LifecycleRefusal.NotEnrolled
            : PromotionLimits.OnIssue(step, allIssues).Any(use => use.IsReached) ? LifecycleRefusal.LimitReached
            : null);

    private static Decided<LifecycleAnswer> Refused(LifecycleRefusal refusal) => Decided.Refused(new LifecycleAnswer(refusal));

    private static UsageEntry Grant(PromotionStep step, UsageKind kind, long? expiresAt, long? enrolId, long eventId, FreshIds ids) => new()
    {
        Id = ids.Next(IdKind.UsageEntry),
        OrgId = step.Promotion.OrgId,
        PromotionId = step.Promotion.Id,
        CustomerId = step.CustomerId,
        Kind = kind,
        Sign = 1,
        Times = 1,
        Points = 0,
        At = step.Date,
        ProcessedAt = step.Date == step.Now ? null : step.Now,
        ExpiresAt = expiresAt,
        EnrolId = enrolId,
        EventId = eventId,
    };

    private static RowChange Revocation(UsageEntry entry, PromotionStep step, FreshIds ids) => RowChange.Add(entry.Reversal(ids.Next(IdKind.UsageEntry), Math.Max(step.Date, entry.At)));
}
