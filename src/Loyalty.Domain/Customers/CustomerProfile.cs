namespace Loyalty.Domain.Customers;

/// <summary>A customer as one source knows it.</summary>
public sealed record CustomerProfile(
    CustomerSource Source, string AccountId, string? FirstName, string? LastName, IReadOnlyList<CommChannel> CommChannels, long OrgSourceId = CustomerProfile.NoOrgSource)
{
    /// <summary>The only value that the documentation shows (docs/contract/targets.md 2.16).</summary>
    public const long NoOrgSource = -1;

    /// <summary>The profile of a customer of whom only the ids are known.</summary>
    public static readonly CustomerProfile Unknown = new(CustomerSource.Instore, "", null, null, []);

    /// <summary>Approximate size in bytes.</summary>
    public long Weight => 150 + (2L * (AccountId.Length + (FirstName?.Length ?? 0) + (LastName?.Length ?? 0))) + CommChannels.Sum(channel => channel.Weight);
}

/// <summary>An address at which a customer can be reached. Null means that it is not known.</summary>
public sealed record CommChannel(
    string Type, string Value, string? AccountId, bool? Primary, bool? Verified, bool? Subscribed, IReadOnlyDictionary<string, string>? Attributes)
{
    /// <summary>Approximate size in bytes.</summary>
    public long Weight => 150 + (2L * (Type.Length + Value.Length + (AccountId?.Length ?? 0))) + Customer.WeightOf(Attributes);
}

/// <summary>Where a customer comes from. A request can also name ALL, which is no source of a profile.</summary>
public enum CustomerSource
{
    Instore,
    Facebook,
    WebEngage,
    Wechat,
    Martjack,
    Tmall,
    Taobao,
    Jd,
    Ecommerce,
    Website,
    Line,
}
