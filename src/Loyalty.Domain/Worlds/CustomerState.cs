using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Worlds;

/// <summary>What is true of one customer now. Its size does not grow with the customer's history.</summary>
public sealed class CustomerState
{
    /// <summary>Usage up to this time before the load is kept as sums: longer than any window, so that a clock may go back some days without a new load.</summary>
    private const long HorizonDistance = UsageWindow.MaxLength + (8 * Instants.Day);

    private readonly IReadOnlyDictionary<long, CustomerPromotionUsage> _usage;
    private readonly long _horizon;

    private CustomerState(CustomerTargets? targets, IReadOnlyDictionary<long, CustomerPromotionUsage> usage, long horizon)
    {
        Targets = targets;
        _usage = usage;
        _horizon = horizon;
    }

    /// <summary>Null if the organisation has no such customer.</summary>
    public CustomerTargets? Targets { get; }

    public bool Exists => Targets is not null;

    /// <summary>The first instant whose windows this state can answer. Only a clock that was set back asks for an earlier one.</summary>
    public long ValidFrom => _horizon + UsageWindow.MaxLength;

    /// <summary>Approximate size in bytes.</summary>
    public long Weight => 400 + (120L * ((Targets?.Enrolments.Count ?? 0) + (Targets?.Progress.Count ?? 0))) + _usage.Values.Sum(usage => 200L + (120L * usage.Count));

    public static CustomerState Of(CustomerTargets? targets, IEnumerable<UsageEntry> usage, long now)
    {
        var horizon = now - HorizonDistance;
        return new CustomerState(targets, CustomerPromotionUsage.ByPromotion(usage, horizon), horizon);
    }

    public CustomerPromotionUsage? UsageOf(long promotionId) => _usage.GetValueOrDefault(promotionId);

    public CustomerState With(RowChange change)
    {
        switch (change)
        {
            case { Row: Enrolment or UserTarget } when Targets is not null:
                return new(Targets.With(change), _usage, _horizon);
            case { Before: null, After: UsageEntry entry }:
                return new(Targets, new Dictionary<long, CustomerPromotionUsage>(_usage) { [entry.PromotionId] = CustomerPromotionUsage.With(UsageOf(entry.PromotionId), entry, _horizon) }, _horizon);
            case { Row: Customer customer }:
                return new(change.After is null ? null : Targets ?? CustomerTargets.Of(customer.OrgId, customer.Id, [], []), _usage, _horizon);
            default:
                throw new ArgumentException($"A {change.Row.GetType().Name} does not belong to the state of a customer, or cannot be changed so.", nameof(change));
        }
    }
}
