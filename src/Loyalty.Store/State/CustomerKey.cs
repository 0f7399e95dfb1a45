namespace Loyalty.Store.State;

/// <summary>A customer of an organisation of a world.</summary>
public readonly record struct CustomerKey(long OrgId, long CustomerId);

/// <summary>An identifier of a customer, such as a mobile number.</summary>
public readonly record struct IdentifierKey(long OrgId, string Name, string Value);
