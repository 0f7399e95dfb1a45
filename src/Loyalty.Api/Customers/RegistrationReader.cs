using Loyalty.Api.Families;
using Loyalty.Domain;
using Loyalty.Domain.Customers;

namespace Loyalty.Api.Customers;

/// <summary>The body of a registration, for its validator and its handler.</summary>
internal sealed class RegistrationReader
{
    private static readonly Dictionary<string, LoyaltyType> LoyaltyTypes = new(StringComparer.Ordinal) { ["loyalty"] = LoyaltyType.Loyalty, ["non_loyalty"] = LoyaltyType.NonLoyalty };

    private readonly RegistrationBody _body;
    private readonly IReadOnlyList<RegistrationProfileBody> _profiles;

    public RegistrationReader(RegistrationBody body)
    {
        _body = body;
        _profiles = [.. (body.Profiles ?? []).OfType<RegistrationProfileBody>()];
        var texts = _profiles.SelectMany(Identifiers).ToList();
        HasIdentifiers = _profiles.Count > 0 && _profiles.Count == body.Profiles!.Count && _profiles.Any(profile => profile.Identifiers is { Count: > 0 }) && texts.Exists(text => text.Value.Length > 0);
        HasSources = _profiles.All(profile => !string.IsNullOrEmpty(profile.Source));
        HasKnownSources = _profiles.All(profile => SourceOf(profile) is not null);
        HasKnownTypes = texts.TrueForAll(text => CustomerIdentification.StoredNames.Contains(text.Name, StringComparer.Ordinal));
        HasValidIdentifiers = texts.Exists(text => text.IsValid);
        HasChannels = _profiles.SelectMany(profile => profile.CommChannels ?? []).All(channel => channel is { Type.Length: > 0, Value.Length: > 0 });
        Exceeded = texts.Count > CustomerBounds.MostIdentifiers ? CustomerBound.Identifiers
            : _profiles.Count > CustomerBounds.MostProfiles ? CustomerBound.Profiles
            : _profiles.Sum(profile => profile.CommChannels?.Count ?? 0) > CustomerBounds.MostCommChannels ? CustomerBound.CommChannels
            : _profiles.Sum(profile => profile.Fields?.Count ?? 0) > CustomerBounds.MostFields ? CustomerBound.Fields
            : body.ExtendedFields?.Count > CustomerBounds.MostFields ? CustomerBound.ExtendedFields
            : null;
        HasKnownLoyaltyType = body.LoyaltyInfo?.LoyaltyType is not { } type || LoyaltyTypes.ContainsKey(type);
        Warnings =
        [
            .. texts.Where(text => !text.IsValid).SelectMany(text => WarningsOf(text, CustomerWarnings.InvalidEmail, CustomerWarnings.InvalidMobile)),
            .. _profiles.SelectMany(Channels).Select(TextOf).Where(text => !text.IsValid).SelectMany(text => WarningsOf(text, CustomerWarnings.InvalidEmailChannel, CustomerWarnings.InvalidMobileChannel)),
        ];
    }

    /// <summary>True if a profile has an identifier with a value.</summary>
    public bool HasIdentifiers { get; }

    public bool HasSources { get; }

    public bool HasKnownSources { get; }

    public bool HasKnownTypes { get; }

    /// <summary>True if at least one identifier is valid.</summary>
    public bool HasValidIdentifiers { get; }

    public bool HasChannels { get; }

    public bool HasKnownLoyaltyType { get; }

    /// <summary>The bound that the registration alone exceeds; null if it exceeds none.</summary>
    public CustomerBound? Exceeded { get; }

    /// <summary>One for each identifier and communication channel that is left out.</summary>
    public IReadOnlyList<V2Error> Warnings { get; }

    /// <summary>The registration of a valid body, with the valid identifiers and communication channels.</summary>
    public Registration Read() => new(
        [.. _profiles.Select(ProfileOf)],
        _body.LoyaltyInfo?.LoyaltyType is { } type ? LoyaltyTypes[type] : null,
        Fields([.. _profiles.Select(profile => profile.Fields)]),
        Fields([_body.ExtendedFields]));

    private static RegisteredProfile ProfileOf(RegistrationProfileBody profile) => new(
        SourceOf(profile)!.Value,
        profile.AccountId ?? "",
        profile.FirstName,
        profile.LastName,
        [.. Identifiers(profile).Where(text => text.IsValid)],
        [.. Channels(profile).Where(channel => TextOf(channel).IsValid).Select(channel => new CommChannel(channel.Type!, channel.Value!, null, channel.Primary, channel.Verified, null, null))]);

    private static CustomerSource? SourceOf(RegistrationProfileBody profile) =>
        WireName<CustomerSource>.TryParse(profile.Source?.ToUpperInvariant(), out var source) ? source : null;

    private static IEnumerable<IdentifierText> Identifiers(RegistrationProfileBody profile) =>
        (profile.Identifiers ?? []).Select(identifier => new IdentifierText(identifier?.Type ?? "", identifier?.Value ?? ""));

    private static IEnumerable<RegistrationChannelBody> Channels(RegistrationProfileBody profile) => (profile.CommChannels ?? []).OfType<RegistrationChannelBody>();

    private static IdentifierText TextOf(RegistrationChannelBody channel) => new(channel.Type ?? "", channel.Value ?? "");

    /// <summary>Null removes nothing and is left out.</summary>
    private static Dictionary<string, string> Fields(IReadOnlyList<IReadOnlyDictionary<string, string?>?> given)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in given.SelectMany(list => list ?? new Dictionary<string, string?>(StringComparer.Ordinal)))
        {
            if (value is not null)
            {
                fields[name] = value;
            }
        }

        return fields;
    }

    private static IEnumerable<V2Error> WarningsOf(IdentifierText text, V2Error email, V2Error mobile) => text.Name switch
    {
        "email" => [email],
        "mobile" => [mobile],
        _ => [],
    };
}
