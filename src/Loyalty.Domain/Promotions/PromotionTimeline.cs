namespace Loyalty.Domain.Promotions;

/// <summary>An issue of a customer that was not revoked, and how often it was redeemed.</summary>
public sealed record CustomerIssue(UsageEntry Entry, long RedeemedCount);

/// <summary>An enrolment of a customer with its issues, oldest first. An issue without an enrolment stands for it, too; one whose enrolment was revoked ended with it.</summary>
public sealed record CustomerEnrolment(UsageEntry Entry, IReadOnlyList<CustomerIssue> Issues);

/// <summary>A customer's enrolments and issues of one promotion that were not revoked by an instant.</summary>
public sealed class PromotionTimeline
{
    public static readonly PromotionTimeline Empty = new(null, static () => []);

    private readonly Lazy<IReadOnlyList<CustomerEnrolment>> _enrolments;

    private PromotionTimeline(UsageEntry? current, Func<IReadOnlyList<CustomerEnrolment>> enrolments)
    {
        Current = current;
        _enrolments = new(enrolments);
    }

    /// <summary>The latest enrolment, which replaced all earlier ones. Null if there is none or if it was revoked. It may have expired.</summary>
    public UsageEntry? Current { get; }

    /// <summary>The current enrolment, and earlier ones that still have issues, oldest first.</summary>
    public IReadOnlyList<CustomerEnrolment> Enrolments => _enrolments.Value;

    /// <summary>Oldest enrolment first.</summary>
    public IEnumerable<CustomerIssue> Issues => Enrolments.SelectMany(enrolment => enrolment.Issues);

    /// <summary>The current enrolment, unless it expired.</summary>
    public UsageEntry? Active(Promotion promotion, long now) => Current is { } current && now <= current.ExpiresIn(promotion) ? current : null;

    /// <summary>The issues that did not expire.</summary>
    public IEnumerable<CustomerIssue> OpenIssues(Promotion promotion, long now) => Issues.Where(issue => now <= issue.Entry.ExpiresIn(promotion));

    /// <param name="grants">Enrolments and issues, in any order.</param>
    /// <param name="reversed">The enrolments and issues that were revoked.</param>
    /// <param name="redemptions">How often each issue was redeemed.</param>
    internal static PromotionTimeline Of(IEnumerable<UsageEntry> grants, IReadOnlySet<(UsageKind Kind, long Id)> reversed, Func<Func<long, long>> redemptions)
    {
        UsageEntry? latest = null;
        foreach (var entry in grants)
        {
            latest = entry.Kind == UsageKind.Enrol && CustomerPromotionUsage.IsLater(entry, latest) ? entry : latest;
        }

        var current = latest is not null && !reversed.Contains((latest.Kind, latest.Id)) ? latest : null;
        return new(current, () => EnrolmentsOf([.. grants.Where(entry => !reversed.Contains((entry.Kind, entry.Id)))], current, redemptions()));
    }

    /// <param name="grants">Those that were not revoked.</param>
    /// <param name="current">The current enrolment.</param>
    /// <param name="redemptionsOf">How often an issue was redeemed.</param>
    private static IReadOnlyList<CustomerEnrolment> EnrolmentsOf(List<UsageEntry> grants, UsageEntry? current, Func<long, long> redemptionsOf)
    {
        grants.Sort(static (one, other) => (one.At, one.Id).CompareTo((other.At, other.Id)));
        var enrolments = grants.Where(entry => entry.Kind == UsageKind.Enrol).ToDictionary(entry => entry.Id);
        var issues = grants.Where(entry => entry.Kind == UsageKind.Issue)
            .Select(entry => (Issue: new CustomerIssue(entry, redemptionsOf(entry.Id)), Owner: entry.EnrolId is { } id ? enrolments.GetValueOrDefault(id) : entry))
            .Where(owned => owned.Owner is not null)
            .ToLookup(owned => owned.Owner!, owned => owned.Issue);
        IEnumerable<UsageEntry> shown = [.. issues.Select(group => group.Key), .. current is null || issues.Contains(current) ? Array.Empty<UsageEntry>() : [current]];
        return [.. shown.OrderBy(entry => (entry.At, entry.Id)).Select(entry => new CustomerEnrolment(entry, [.. issues[entry]]))];
    }
}
