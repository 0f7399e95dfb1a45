using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Customers;

namespace Loyalty.Api.Customers;

/// <content>The OpenAPI documentation.</content>
public static partial class LookUpCustomer
{
    private static readonly string SourceAccepts = $"source accepts {string.Join(", ", CustomerIdentification.LookupSources)}.";

    private static readonly string NameAccepts = $"identifierName accepts {string.Join(", ", CustomerIdentification.LookupNames)}, or several of them separated by commas.";

    private static OperationDoc Documentation() => new(
        "Customers",
        "Look up a customer",
        "Returns the ID of the customer with an identifier. Several identifiers, as comma-separated lists of names and values in matching order, must all belong to the customer. "
        + "An identifier is unique in the organisation, so every source finds the customer. In a world with the setting `lookupNotFoundIsOk`, 8015 has the status 200.",
        [
            new("source", "The customer's source.", Required: true, Values: new("CustomerLookupSource", CustomerIdentification.LookupSources)),
            new("identifierName", $"Kind of identifier: {string.Join(", ", CustomerIdentification.LookupNames)}; or a comma-separated list.", Required: true),
            new("identifierValue", "The identifier; or a comma-separated list.", Required: true),
            new("accountId", "The account of the source. It is ignored."),
        ],
        [
            Example.Answered("found", "The customer's ID", """{"entity":565039506,"warnings":[]}""", Request("INSTORE", "mobile", "919000000001")),
            Example.Refused(CustomerErrors.NoLookupSource, null, ("identifierName", "mobile"), ("identifierValue", "919000000001")),
            Example.Refused(CustomerErrors.InvalidLookupSource, null, Request("SHOP", "mobile", "919000000001")),
            Example.Refused(CustomerErrors.NoIdentifier, null, ("source", "INSTORE"), ("identifierName", "mobile")),
            Example.Refused(CustomerErrors.InvalidIdentifier, null, Request("INSTORE", "phone", "919000000001")),
            Example.Refused(CustomerErrors.NotFound, null, Request("INSTORE", "mobile", "1")),
            Example.Anonymous(ApiFamily.Lookup, Request("INSTORE", "mobile", "919000000001")),
            Example.Forbidden(ApiFamily.Lookup, Request("INSTORE", "mobile", "919000000001")),
        ]);

    private static (string, string)[] Request(string source, string name, string value) => [("source", source), ("identifierName", name), ("identifierValue", value)];
}
