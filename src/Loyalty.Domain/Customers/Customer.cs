namespace Loyalty.Domain.Customers;

/// <summary>An end customer of an org.</summary>
public sealed record Customer : IOrgOwned
{
    private static readonly IReadOnlyDictionary<string, string> NoFields = new Dictionary<string, string>(StringComparer.Ordinal);

    public required long Id { get; init; }

    public required long OrgId { get; init; }

    /// <summary>What each source knows of the customer. Empty if only the ids of the customer are known.</summary>
    public IReadOnlyList<CustomerProfile> Profiles { get; init; } = [];

    /// <summary>Null if nothing is known of the customer's loyalty; see <see cref="LoyaltyInfo.Unknown"/>.</summary>
    public LoyaltyInfo? LoyaltyInfo { get; init; }

    public IReadOnlyDictionary<string, string> CustomFields { get; init; } = NoFields;

    public IReadOnlyDictionary<string, string> ExtendedFields { get; init; } = NoFields;

    /// <summary>The profiles as answers show them.</summary>
    public IReadOnlyList<CustomerProfile> ShownProfiles => Profiles.Count > 0 ? Profiles : [CustomerProfile.Unknown];

    /// <summary>The loyalty info as answers show it.</summary>
    public LoyaltyInfo ShownLoyaltyInfo => LoyaltyInfo ?? LoyaltyInfo.Unknown;

    /// <summary>Approximate size in bytes.</summary>
    public long Weight => 300 + Profiles.Sum(profile => profile.Weight) + WeightOf(CustomFields) + WeightOf(ExtendedFields) + (LoyaltyInfo is null ? 0 : 120);

    internal static long WeightOf(IReadOnlyDictionary<string, string>? fields) => (fields ?? NoFields).Sum(field => 150 + (2L * (field.Key.Length + field.Value.Length)));
}

/// <summary>An identifier of a customer. The name is mobile, email, externalId or cuid; name and value together are unique in the org.</summary>
public sealed class CustomerIdentifier : IOrgOwned
{
    public required long OrgId { get; init; }

    public required string Name { get; init; }

    public required string Value { get; init; }

    public required long CustomerId { get; init; }

    /// <summary>Zero-based position in the customer's list of identifiers.</summary>
    public required int Position { get; init; }
}
