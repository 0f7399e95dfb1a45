using Loyalty.Domain.Customers;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Customers;

/// <summary>Describes customers in the JSON schema.</summary>
internal static class CustomerDocumentSchema
{
    public static void Describe(SchemaNotes notes)
    {
        notes.Object<CustomerDocument>("Customer")
            .Property("id", "Unique among the customers of the document.", SchemaNotes.Id)
            .Property("identifiers", "By which requests find the customer.");
        notes.Object<IdentifierDocument>("Identifier")
            .Property("name", "The kind of identifier.", $$"""{"enum": ["{{string.Join("\", \"", CustomerIdentification.StoredNames)}}"]}""")
            .Property("value", "Unique in the org among the identifiers with the same name.");
    }
}
