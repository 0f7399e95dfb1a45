using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Worlds;

/// <summary>What is true of one customer now. Its size does not grow with the customer's history.</summary>
public sealed record CustomerState
{
    /// <summary>Usage up to this time before the load is kept as sums: longer than any window, so that a clock may go back some days without a new load.</summary>
    private const long HorizonDistance = UsageWindow.MaxLength + (8 * Instants.Day);

    private const long HistoryWeight = 120;

    private CustomerState()
    {
    }

    /// <summary>Null if the organisation has no such customer. Then the customer has nothing else.</summary>
    public Customer? Customer { get; private init; }

    /// <summary>In their order.</summary>
    public IReadOnlyList<CustomerIdentifier> Identifiers { get; private init; } = [];

    /// <summary>Null if the organisation has no such customer.</summary>
    public CustomerTargets? Targets { get; private init; }

    public bool Exists => Customer is not null;

    /// <summary>The first instant whose windows this state can answer. Only a clock that was set back asks for an earlier one.</summary>
    public long ValidFrom => Horizon + UsageWindow.MaxLength;

    /// <summary>Approximate size in bytes.</summary>
    public long Weight => 400
        + WeightOf(Customer)
        + Identifiers.Sum(WeightOf)
        + (HistoryWeight * ((Targets?.Enrolments.Count ?? 0) + (Targets?.Progress.Count ?? 0)))
        + Usage.Values.Sum(usage => 200L + (HistoryWeight * usage.Count));

    private IReadOnlyDictionary<long, CustomerPromotionUsage> Usage { get; init; } = new Dictionary<long, CustomerPromotionUsage>();

    private long Horizon { get; init; }

    /// <summary>The state of a customer that the organisation does not have.</summary>
    public static CustomerState Nobody(long now) => new() { Horizon = now - HorizonDistance };

    public static CustomerState Of(Customer customer, IEnumerable<CustomerIdentifier> identifiers, CustomerTargets targets, IEnumerable<UsageEntry> usage, long now)
    {
        var horizon = now - HorizonDistance;
        return new CustomerState
        {
            Customer = customer,
            Identifiers = InOrder(identifiers),
            Targets = targets,
            Usage = CustomerPromotionUsage.ByPromotion(usage, horizon),
            Horizon = horizon,
        };
    }

    /// <summary>The promotions of which the customer has usage, also if all of it was revoked.</summary>
    public IEnumerable<long> UsedPromotions => Usage.Keys;

    public CustomerPromotionUsage? UsageOf(long promotionId) => Usage.GetValueOrDefault(promotionId);

    /// <summary>Approximate size of a row in the state of a customer, in bytes; 0 for null.</summary>
    public static long WeightOf(object? row) => row switch
    {
        Customer customer => customer.Weight,
        CustomerIdentifier identifier => 120 + (2L * (identifier.Name.Length + identifier.Value.Length)),
        null => 0,
        _ => HistoryWeight,
    };

    /// <summary>Changes all identifiers at once, so that a customer with many of them is sorted once.</summary>
    public CustomerState With(params IReadOnlyList<RowChange> changes)
    {
        var state = changes.Where(change => change.Row is not CustomerIdentifier).Aggregate(this, static (state, change) => state.WithRow(change));
        var identifiers = new Dictionary<(string Name, string Value), CustomerIdentifier?>();
        foreach (var change in changes)
        {
            if (change.Row is CustomerIdentifier row)
            {
                identifiers[(row.Name, row.Value)] = change.After as CustomerIdentifier;
            }
        }

        return identifiers.Count == 0 ? state : state with
        {
            Identifiers = InOrder(state.Identifiers.Where(row => !identifiers.ContainsKey((row.Name, row.Value))).Concat(identifiers.Values.OfType<CustomerIdentifier>())),
        };
    }

    private CustomerState WithRow(RowChange change)
    {
        switch (change)
        {
            case { Row: Enrolment or UserTarget } when Targets is not null:
                return this with { Targets = Targets.With(change) };
            case { Before: null, After: UsageEntry entry }:
                return this with
                {
                    Usage = new Dictionary<long, CustomerPromotionUsage>(Usage) { [entry.PromotionId] = CustomerPromotionUsage.With(UsageOf(entry.PromotionId), entry, Horizon) },
                };
            case { Row: Customer row }:
                return this with { Customer = change.After as Customer, Targets = change.After is null ? null : Targets ?? CustomerTargets.Of(row.OrgId, row.Id, [], []) };
            default:
                throw new ArgumentException($"A {change.Row.GetType().Name} does not belong to the state of a customer, or cannot be changed so.", nameof(change));
        }
    }

    private static IReadOnlyList<CustomerIdentifier> InOrder(IEnumerable<CustomerIdentifier> identifiers) => [.. identifiers.OrderBy(identifier => identifier.Position)];
}
