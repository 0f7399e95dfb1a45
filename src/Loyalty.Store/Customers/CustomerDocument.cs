using Loyalty.Domain.Customers;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Customers;

/// <summary>A customer in a world document.</summary>
public sealed record CustomerDocument(
    long Id,
    IReadOnlyList<IdentifierDocument>? Identifiers = null,
    IReadOnlyList<ProfileDocument>? Profiles = null,
    LoyaltyInfoDocument? LoyaltyInfo = null,
    IReadOnlyDictionary<string, string>? CustomFields = null,
    IReadOnlyDictionary<string, string>? ExtendedFields = null)
{
    internal static readonly IReadOnlyDictionary<string, string> NoFields = new Dictionary<string, string>(StringComparer.Ordinal);

    public IEnumerable<object> ToRows(long orgId, long now) =>
    [
        new Customer
        {
            Id = Id,
            OrgId = orgId,
            Profiles = [.. (Profiles ?? []).Select(profile => profile.ToValue())],
            LoyaltyInfo = LoyaltyInfo?.ToValue(now),
            CustomFields = CustomFields ?? NoFields,
            ExtendedFields = ExtendedFields ?? NoFields,
        },
        .. (Identifiers ?? []).Select((identifier, position) => new CustomerIdentifier
        {
            OrgId = orgId,
            Name = identifier.Name,
            Value = identifier.Value,
            CustomerId = Id,
            Position = position,
        }),
    ];

    public static CustomerDocument From(Customer customer, IEnumerable<CustomerIdentifier> identifiers)
    {
        IReadOnlyList<IdentifierDocument> list = [.. identifiers.OrderBy(identifier => identifier.Position).Select(IdentifierDocument.From)];
        return new CustomerDocument(
            customer.Id,
            list.Count == 0 ? null : list,
            customer.Profiles.Count == 0 ? null : [.. customer.Profiles.Select(ProfileDocument.From)],
            customer.LoyaltyInfo is { } loyalty ? LoyaltyInfoDocument.From(loyalty) : null,
            customer.CustomFields.Count == 0 ? null : customer.CustomFields,
            customer.ExtendedFields.Count == 0 ? null : customer.ExtendedFields);
    }
}

/// <summary>An identifier in a world document. The name is one of <see cref="CustomerIdentification.StoredNames"/>.</summary>
public sealed record IdentifierDocument(string Name, string Value)
{
    public static IdentifierDocument From(CustomerIdentifier identifier) => new(identifier.Name, identifier.Value);
}

/// <summary>A customer as one source knows it.</summary>
public sealed record ProfileDocument(
    CustomerSource Source = CustomerSource.Instore,
    string AccountId = "",
    string? FirstName = null,
    string? LastName = null,
    IReadOnlyList<CommChannelDocument>? CommChannels = null,
    long OrgSourceId = CustomerProfile.NoOrgSource)
{
    public CustomerProfile ToValue() => new(Source, AccountId, FirstName, LastName, [.. (CommChannels ?? []).Select(channel => channel.ToValue())], OrgSourceId);

    public static ProfileDocument From(CustomerProfile profile) => new(
        profile.Source,
        profile.AccountId,
        profile.FirstName,
        profile.LastName,
        profile.CommChannels.Count == 0 ? null : [.. profile.CommChannels.Select(CommChannelDocument.From)],
        profile.OrgSourceId);
}

/// <summary>An address at which a customer can be reached.</summary>
public sealed record CommChannelDocument(
    string Type,
    string Value,
    string? AccountId = null,
    bool? Primary = null,
    bool? Verified = null,
    bool? Subscribed = null,
    IReadOnlyDictionary<string, string>? Attributes = null)
{
    public CommChannel ToValue() => new(Type, Value, AccountId, Primary, Verified, Subscribed, Attributes is { Count: > 0 } ? Attributes : null);

    public static CommChannelDocument From(CommChannel channel) =>
        new(channel.Type, channel.Value, channel.AccountId, channel.Primary, channel.Verified, channel.Subscribed, channel.Attributes);
}

/// <summary>A customer's membership of the loyalty program. Purchases have up to three decimals.</summary>
public sealed record LoyaltyInfoDocument(LoyaltyType LoyaltyType = LoyaltyType.Loyalty, decimal LifetimePurchases = 0, CustomerAttributionDocument? Attribution = null)
{
    public LoyaltyInfo ToValue(long now) => new(LoyaltyType, DocumentNumber.Thousandths(LifetimePurchases), Attribution?.ToValue(now));

    public static LoyaltyInfoDocument From(LoyaltyInfo loyalty) => new(
        loyalty.LoyaltyType,
        DocumentNumber.FromThousandths(loyalty.LifetimePurchasesThousandths),
        loyalty.Attribution is { } attribution ? CustomerAttributionDocument.From(attribution) : null);
}

/// <summary>When and by which users a customer was registered and last updated.</summary>
public sealed record CustomerAttributionDocument(DocumentInstant CreatedOn, DocumentInstant LastUpdatedOn, long LastUpdatedBy, long CreatedBy)
{
    public CustomerAttribution ToValue(long now) => new(CreatedOn.Resolve(now), LastUpdatedOn.Resolve(now), LastUpdatedBy, CreatedBy);

    public static CustomerAttributionDocument From(CustomerAttribution attribution) => new(
        DocumentInstant.Of(attribution.CreatedOn), DocumentInstant.Of(attribution.LastUpdatedOn), attribution.LastUpdatedBy, attribution.CreatedBy);
}
