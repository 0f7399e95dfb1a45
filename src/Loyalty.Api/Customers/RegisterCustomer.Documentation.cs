using System.Globalization;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Customers;

namespace Loyalty.Api.Customers;

/// <content>The OpenAPI documentation.</content>
public static partial class RegisterCustomer
{
    private const string LoyaltyTypeAccepts = "loyaltyInfo.loyaltyType accepts loyalty or non_loyalty.";

    private const string Known = """{"profiles":[{"source":"INSTORE","identifiers":[{"type":"mobile","value":"919000000001"}]}]}""";

    private static readonly IReadOnlyList<ApiError> ForcedErrors =
        [CustomerErrors.KnownCustomer, CustomerErrors.InvalidPrimaryId, CustomerErrors.InvalidRegistrationDate, CustomerErrors.InvalidInference, CustomerErrors.AlreadyRegistered];

    private static readonly string SourceAccepts = $"source accepts {string.Join(", ", WireName<CustomerSource>.All)}, in any case.";

    private static readonly string TypeAccepts = $"The type of an identifier accepts {string.Join(", ", CustomerIdentification.StoredNames)}; other identifiers are not emulated.";

    /// <summary>The sentences for a registration, or a customer after it, beyond the bounds.</summary>
    private static readonly Dictionary<CustomerBound, string> Bounds = new()
    {
        [CustomerBound.Identifiers] = $"A registration has at most {CustomerBounds.MostIdentifiers} identifiers.",
        [CustomerBound.Profiles] = $"A customer has at most {CustomerBounds.MostProfiles} profiles.",
        [CustomerBound.CommChannels] = $"A customer has at most {CustomerBounds.MostCommChannels} commChannels.",
        [CustomerBound.Fields] = $"A customer has at most {CustomerBounds.MostFields} fields.",
        [CustomerBound.ExtendedFields] = $"A customer has at most {CustomerBounds.MostFields} extendedFields.",
        [CustomerBound.Size] = $"The profiles and fields of a customer take at most {CustomerBounds.LargestCustomer / 1024 / 1024} MiB of memory, an estimate with two bytes for each character.",
    };

    private static OperationDoc Documentation() => new(
        "Customers",
        "Register a customer",
        "Registers a customer. If an identifier belongs to a known customer, the profile, the communication channels, the fields and the loyalty type of that customer are changed instead, and its identifiers stay. "
        + "In a world with the setting `refuseKnownCustomers`, a customer who is known from the same source and account is refused with 8006 instead. 8014, 8017, 8020 and 8028 have no documented condition: "
        + "only faults and `Prefer: code` answer them.\n\n"
        + "An identifier or a communication channel that is not a valid mobile number or email address is left out, with a warning, as long as another identifier is valid.\n\n"
        + "* `profiles[].identifiers[]`: `type` (`mobile`, `email`, `externalId` or `cuid`) and `value`\n"
        + "* `profiles[].source`: where the customer comes from\n"
        + "* `profiles[].fields`, `extendedFields`: objects from name to text\n"
        + "* `loyaltyInfo.loyaltyType`: `loyalty` (the default) or `non_loyalty`\n\n"
        + $"A registration has at most {CustomerBounds.MostIdentifiers} identifiers; a customer has at most {CustomerBounds.MostProfiles} profiles, {CustomerBounds.MostCommChannels} communication channels, "
        + $"{CustomerBounds.MostFields} fields and {CustomerBounds.MostFields} extended fields, of {CustomerBounds.LargestCustomer / 1024 / 1024} MiB in total.\n\n"
        + "`associatedWith`, `referralCode` and `commChannels[].meta` are ignored.",
        [
            new("Prefer", "`dry-run` answers as usual, but changes nothing (RFC 7240); `code=…` asks for an error."),
            new("SKIP-DOWNSTREAM", "`true` stores the customer only. The emulator does nothing else anyway."),
        ],
        [
            Example.Answered("registered", "The customer's ID", """{"createdId":565039508,"warnings":[],"sideEffects":[]}""") with
            {
                RequestBody = """
                    {"profiles":[{"firstName":"Mira","lastName":"Walker","fields":{"shoe":"42"},"identifiers":[{"type":"mobile","value":"919000000099"},{"type":"email","value":"mira.walker@example.com"}],"commChannels":[{"type":"mobile","value":"919000000099","primary":true,"verified":false}],"source":"INSTORE","accountId":""}],"loyaltyInfo":{"loyaltyType":"loyalty"},"extendedFields":{"gender":"female"}}
                    """,
            },
            Example.Answered("known", "A known customer is updated", """{"createdId":565039506,"warnings":[],"sideEffects":[]}""") with { RequestBody = Known },
            Example.RefusedBody(CustomerErrors.InvalidInput, LoyaltyTypeAccepts, Known[..^1] + ",\"loyaltyInfo\":{\"loyaltyType\":\"gold\"}}"),
            Example.RefusedBody(CustomerErrors.NoSource, null, """{"profiles":[{"identifiers":[{"type":"mobile","value":"919000000001"}]}]}"""),
            Example.RefusedBody(CustomerErrors.InvalidSource, null, """{"profiles":[{"source":"SHOP","identifiers":[{"type":"mobile","value":"919000000001"}]}]}"""),
            Example.RefusedBody(CustomerErrors.NoValidIdentifier, null, """{"profiles":[{"source":"INSTORE","identifiers":[]}]}"""),
            Example.RefusedBody(CustomerErrors.InvalidChannel, null, """{"profiles":[{"source":"INSTORE","identifiers":[{"type":"mobile","value":"919000000001"}],"commChannels":[{"type":"mobile"}]}]}"""),
            .. ForcedErrors.Select(error => Example.RefusedBody(error, null, Known, ("Prefer", string.Create(CultureInfo.InvariantCulture, $"code={error.Code}")))),
            Example.Anonymous(ApiFamily.V2) with { RequestBody = Known },
            Example.Forbidden(ApiFamily.V2) with { RequestBody = Known },
        ])
    {
        BodyFields = BodyFieldNames.Of(CustomerJsonContext.Default.RegistrationBody),
    };
}
