namespace Loyalty.Domain.Promotions;

/// <summary>An issue of a customer that was not revoked, and how often it was redeemed.</summary>
public sealed record CustomerIssue(UsageEntry Entry, long RedeemedCount);

/// <summary>An enrolment of a customer with its issues, oldest first. An issue without an enrolment stands for it, too; one whose enrolment was revoked ended with it.</summary>
public sealed record CustomerEnrolment(UsageEntry Entry, IReadOnlyList<CustomerIssue> Issues);

/// <summary>A customer's enrolments and issues of one promotion that were not revoked by an instant.</summary>
/// <param name="Current">The latest enrolment, which replaced all earlier ones. Null if there is none or if it was revoked. It may have expired.</param>
/// <param name="Enrolments">The current enrolment, and earlier ones that still have issues, oldest first.</param>
public sealed record PromotionTimeline(UsageEntry? Current, IReadOnlyList<CustomerEnrolment> Enrolments)
{
    public static readonly PromotionTimeline Empty = new(null, []);

    /// <summary>Oldest enrolment first.</summary>
    public IEnumerable<CustomerIssue> Issues => Enrolments.SelectMany(enrolment => enrolment.Issues);

    /// <summary>The current enrolment, unless it expired.</summary>
    public UsageEntry? Active(Promotion promotion, long now) => Current is { } current && now <= current.ExpiresIn(promotion) ? current : null;

    /// <summary>The issues that did not expire.</summary>
    public IEnumerable<CustomerIssue> OpenIssues(Promotion promotion, long now) => Issues.Where(issue => now <= issue.Entry.ExpiresIn(promotion));

    /// <param name="grants">Enrolments and issues, oldest first.</param>
    /// <param name="reversed">The enrolments and issues that were revoked.</param>
    /// <param name="redemptionsOf">How often an issue was redeemed.</param>
    internal static PromotionTimeline Of(IReadOnlyList<UsageEntry> grants, IReadOnlySet<(UsageKind Kind, long Id)> reversed, Func<long, long> redemptionsOf)
    {
        bool IsKept(UsageEntry entry) => !reversed.Contains((entry.Kind, entry.Id));

        var current = grants.LastOrDefault(entry => entry.Kind == UsageKind.Enrol) is { } latest && IsKept(latest) ? latest : null;
        var enrolments = grants.Where(entry => entry.Kind == UsageKind.Enrol && IsKept(entry)).ToDictionary(entry => entry.Id);
        var issues = grants.Where(entry => entry.Kind == UsageKind.Issue && IsKept(entry))
            .Select(entry => new CustomerIssue(entry, redemptionsOf(entry.Id)))
            .Select(issue => (Issue: issue, Owner: issue.Entry.EnrolId is { } id ? enrolments.GetValueOrDefault(id) : issue.Entry))
            .Where(owned => owned.Owner is not null)
            .ToLookup(owned => owned.Owner!, owned => owned.Issue);
        IEnumerable<UsageEntry> shown = [.. issues.Select(group => group.Key), .. current is null || issues.Contains(current) ? Array.Empty<UsageEntry>() : [current]];
        return new(current, [.. shown.OrderBy(entry => (entry.At, entry.Id)).Select(entry => new CustomerEnrolment(entry, [.. issues[entry]]))]);
    }
}
