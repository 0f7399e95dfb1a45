using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Worlds;

/// <summary>What is true of one customer now. Its size does not grow with the customer's history.</summary>
public sealed record CustomerState
{
    /// <summary>Usage up to this time before the load is kept as sums: longer than any window, so that a clock may go back some days without a new load.</summary>
    private const long HorizonDistance = UsageWindow.MaxLength + (8 * Instants.Day);

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
        + (Customer?.Weight ?? 0)
        + Identifiers.Sum(identifier => 120 + (2L * (identifier.Name.Length + identifier.Value.Length)))
        + (120L * ((Targets?.Enrolments.Count ?? 0) + (Targets?.Progress.Count ?? 0)))
        + Usage.Values.Sum(usage => 200L + (120L * usage.Count));

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

    public CustomerState With(RowChange change)
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
            case { Row: CustomerIdentifier row }:
                var others = Identifiers.Where(identifier => (identifier.Name, identifier.Value) != (row.Name, row.Value));
                return this with { Identifiers = InOrder(change.After is CustomerIdentifier after ? others.Append(after) : others) };
            default:
                throw new ArgumentException($"A {change.Row.GetType().Name} does not belong to the state of a customer, or cannot be changed so.", nameof(change));
        }
    }

    private static IReadOnlyList<CustomerIdentifier> InOrder(IEnumerable<CustomerIdentifier> identifiers) => [.. identifiers.OrderBy(identifier => identifier.Position)];
}
