using Loyalty.Domain.Promotions;

namespace Loyalty.Store.State;

/// <summary>A customer of an organisation of a world.</summary>
public readonly record struct CustomerKey(long OrgId, long CustomerId);

/// <summary>What all customers together did in a promotion: enrolments, issues or redemptions.</summary>
public readonly record struct TotalKey(long PromotionId, UsageKind Kind);

/// <summary>An identifier of a customer, such as a mobile number.</summary>
public readonly record struct IdentifierKey(long OrgId, string Name, string Value);
