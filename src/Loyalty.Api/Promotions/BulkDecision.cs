using System.Globalization;
using Loyalty.Api.Customers;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Worlds;
using Loyalty.Store.State;

namespace Loyalty.Api.Promotions;

/// <summary>Checks of one customer of a bulk call, which fail the customer's item only.</summary>
internal static class BulkCustomers
{
    /// <summary>Null for a customer that can be looked up.</summary>
    public static (ApiError Error, string Reason)? ErrorOf(BulkCustomer customer)
    {
        if (string.IsNullOrEmpty(customer.IdentifierValue) || string.IsNullOrEmpty(customer.Source))
        {
            return (BulkPromotionErrors.EmptyIdentifier, "identifierValue or source is missing or empty.");
        }

        // The documented requests write it in small letters, too.
        return CustomerIdentification.IsSource(customer.Source.ToUpperInvariant()) ? null : (BulkPromotionErrors.InvalidInput, $"source accepts {string.Join(", ", CustomerIdentification.Sources)}.");
    }
}

/// <summary>The decision of a bulk call. A customer who is named twice takes the step twice.</summary>
/// <param name="turn">The world as it is now.</param>
/// <param name="promotion">The promotion.</param>
/// <param name="zone">The zone of the server.</param>
/// <param name="body">The request.</param>
/// <param name="step">The step.</param>
/// <param name="refusal">Why no customer can take the step; null if each decides for itself.</param>
internal sealed class BulkDecision(WorldTurn turn, Promotion promotion, TimeZoneInfo zone, IBulkBody body, BulkStep step, LifecycleRefusal? refusal)
{
    private readonly Dictionary<long, CustomerState> _customers = [];
    private readonly List<RowChange> _changes = [];
    private readonly UsageWindows _windows = new(turn.Now, zone);
    private UsageSums _allIssues = PromotionLimits.OfAllIssues(promotion) is null ? UsageSums.Empty : turn.Totals(promotion.Id, UsageKind.Issue);

    public Decided<IReadOnlyList<BulkItemJson>> Run(IReadOnlyList<BulkCustomer> customers, IReadOnlyList<long?> ids)
    {
        IReadOnlyList<BulkItemJson> items = [.. customers.Select((customer, index) => ItemOf(customer, ids[index]))];
        return new(items, _changes);
    }

    private BulkItemJson ItemOf(BulkCustomer customer, long? id)
    {
        if (BulkCustomers.ErrorOf(customer) is var (error, reason))
        {
            return BulkItemJson.Failed(error, reason);
        }

        if (id is not { } customerId || !StateOf(customerId).Exists)
        {
            return BulkItemJson.Failed(BulkPromotionErrors.UnknownCustomer);
        }

        var answer = refusal is { } common ? new LifecycleAnswer(common) : Take(customerId, customer);
        if (answer.Refusal is not { } refused)
        {
            return new(ResultOf(customerId, answer), [], []);
        }

        return step.ErrorOf(refused) is { } failure ? BulkItemJson.Failed(failure) : new(ResultOf(customerId, answer), [], [PromotionWarnings.NotIssued]);
    }

    private LifecycleAnswer Take(long customerId, BulkCustomer customer)
    {
        var own = new PromotionStep(promotion, customerId, StateOf(customerId).UsageOf(promotion.Id), _windows, zone);
        var decided = step.Action switch
        {
            LifecycleAction.Enrol => PromotionLifecycle.Enrol(own, turn.Ids),
            LifecycleAction.RevokeEnrolment => PromotionLifecycle.RevokeEnrolment(own, turn.Ids),
            LifecycleAction.RevokeIssues => RevokeIssues(own, customer.EarnIds),
            _ => PromotionLifecycle.Issue(own, _allIssues, turn.Ids),
        };
        foreach (var change in decided.Changes)
        {
            _changes.Add(change);
            _customers[customerId] = StateOf(customerId).With(change);
            if (change.After is UsageEntry { Kind: UsageKind.Issue } issue)
            {
                _allIssues = _allIssues.With(issue.At, Consumption.Of(issue));
            }
        }

        return decided.Answer;
    }

    private Decided<LifecycleAnswer> RevokeIssues(PromotionStep own, IReadOnlyList<WireIdText>? texts)
    {
        var issues = new List<long>();
        foreach (var text in texts ?? [])
        {
            if (!CustomerIdentification.TryParseId(text.Text, out var id))
            {
                return Decided.Refused(new LifecycleAnswer(LifecycleRefusal.UnknownIssue));
            }

            issues.Add(id);
        }

        return PromotionLifecycle.RevokeIssues(own, texts is null ? null : issues, turn.Ids);
    }

    private CustomerState StateOf(long customerId) => _customers.TryGetValue(customerId, out var state) ? state : turn.Customer(new CustomerKey(promotion.OrgId, customerId));

    private BulkResultJson ResultOf(long customerId, LifecycleAnswer answer)
    {
        var details = body.PromotionDetails!;
        var isById = details.PromotionNumber.Value is not null;
        var isRevocation = step.Action is LifecycleAction.RevokeEnrolment or LifecycleAction.RevokeIssues;
        return new(
            "CUSTOMER",
            customerId,
            isById ? promotion.Id : null,
            isById ? null : promotion.Identifier,
            promotion.ProgramId,
            TextOf(answer.EnrolmentId),
            TextOf(answer.IssueId),
            isRevocation && answer.EnrolmentId > 0 ? answer.EnrolmentId : null,
            answer.RevokedIssueIds);
    }

    private static string? TextOf(long id) => id == 0 ? null : id.ToString(CultureInfo.InvariantCulture);
}
