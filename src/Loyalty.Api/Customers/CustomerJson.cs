using System.Text.Json.Serialization;
using Loyalty.Api.Families;
using Loyalty.Api.Json;

namespace Loyalty.Api.Customers;

/// <summary>The customer that was found (docs/contract/events.md 2.12), or 8015 in a world with the setting <c>lookupNotFoundIsOk</c>.</summary>
/// <param name="Entity">The customer's id.</param>
/// <param name="Warnings">Always empty; absent if there is no customer.</param>
/// <param name="Errors">Only in a world with the setting lookupNotFoundIsOk: why there is no customer.</param>
public sealed record CustomerLookupResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Entity,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<V2Error>? Warnings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<V2Error>? Errors = null);

/// <summary>The customer that was registered or updated (docs/contract/events.md 2.13).</summary>
/// <param name="CreatedId">The customer's id.</param>
/// <param name="Warnings">What went wrong without refusing the request.</param>
/// <param name="SideEffects">What the registration caused; always empty, because registrations earn nothing yet.</param>
public sealed record RegistrationResponse(long CreatedId, IReadOnlyList<V2Error> Warnings, IReadOnlyList<SideEffect> SideEffects);

/// <summary>Points that a request earned.</summary>
public sealed record SideEffect(long AwardedPoints, string Type);

/// <summary>A customer to register (docs/contract/events.md 2.13).</summary>
/// <param name="Profiles">The customer as each source knows it.</param>
/// <param name="LoyaltyInfo">The membership of the loyalty program.</param>
/// <param name="ExtendedFields">Extended fields, by name.</param>
public sealed record RegistrationBody(
    IReadOnlyList<RegistrationProfileBody?>? Profiles, RegistrationLoyaltyBody? LoyaltyInfo = null, IReadOnlyDictionary<string, string?>? ExtendedFields = null);

/// <summary>A customer as one source knows it.</summary>
/// <param name="FirstName">The first name.</param>
/// <param name="LastName">The last name.</param>
/// <param name="Fields">Custom fields, by name.</param>
/// <param name="Identifiers">By which requests find the customer.</param>
/// <param name="CommChannels">The addresses at which the customer can be reached.</param>
/// <param name="Source">The source, such as INSTORE.</param>
/// <param name="AccountId">The account of the source.</param>
public sealed record RegistrationProfileBody(
    string? FirstName = null,
    string? LastName = null,
    IReadOnlyDictionary<string, string?>? Fields = null,
    IReadOnlyList<RegistrationIdentifierBody?>? Identifiers = null,
    IReadOnlyList<RegistrationChannelBody?>? CommChannels = null,
    string? Source = null,
    string? AccountId = null);

/// <summary>An identifier of a customer.</summary>
/// <param name="Type">mobile, email, externalId or cuid.</param>
/// <param name="Value">The identifier.</param>
public sealed record RegistrationIdentifierBody(string? Type = null, string? Value = null);

/// <summary>An address at which a customer can be reached.</summary>
/// <param name="Type">The kind of address, such as mobile or email.</param>
/// <param name="Value">The address.</param>
/// <param name="Primary">Whether it is the first choice.</param>
/// <param name="Verified">Whether it was verified.</param>
public sealed record RegistrationChannelBody(string? Type = null, string? Value = null, bool? Primary = null, bool? Verified = null);

/// <summary>The membership of the loyalty program.</summary>
/// <param name="LoyaltyType">loyalty or non_loyalty.</param>
public sealed record RegistrationLoyaltyBody(string? LoyaltyType = null);

/// <summary>Serialization of the customer operations.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CustomerLookupResponse))]
[JsonSerializable(typeof(RegistrationResponse))]
[JsonSerializable(typeof(RegistrationBody))]
internal sealed partial class CustomerJsonContext : JsonSerializerContext
{
    public static readonly CustomerJsonContext Answers = new(WireJsonOptions.ForAnswers());
}
