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
            .Property("identifiers", "By which requests find the customer.")
            .Property("profiles", "The customer as each source knows it. Default: one profile of INSTORE without names.")
            .Property("loyaltyInfo", "The customer's membership of the loyalty program.")
            .Property("customFields", "The brand's own fields.")
            .Property("extendedFields", "Stored, not used.");
        notes.Object<IdentifierDocument>("Identifier")
            .Property("name", "The kind of identifier.", $$"""{"enum": ["{{string.Join("\", \"", CustomerIdentification.StoredNames)}}"]}""")
            .Property("value", "Unique in the org among the identifiers with the same name.");
        notes.Object<ProfileDocument>("Profile")
            .Property("source", "The source that knows the customer.")
            .Property("accountId", "The account of the source.")
            .Property("firstName", "Null in answers if unset.")
            .Property("lastName", "Null in answers if unset.")
            .Property("commChannels", "The addresses at which the customer can be reached.")
            .Property("orgSourceId", "Returned unchanged.");
        notes.Object<CommChannelDocument>("Communication channel")
            .Property("type", "The kind of address, such as mobile or email.")
            .Property("value", "The address.")
            .Property("accountId", "Null in answers if unset.")
            .Property("primary", "Null in answers if unset.")
            .Property("verified", "Null in answers if unset.")
            .Property("subscribed", "Null in answers if unset.")
            .Property("attributes", "Null in answers if unset or empty.");
        notes.Object<LoyaltyInfoDocument>("Loyalty info")
            .Property("loyaltyType", "Whether the customer is a member.")
            .Property(
                "lifetimePurchases",
                "The amount of all purchases, with up to three decimal places.",
                $$"""{"minimum": {{-CustomerDocumentCheck.LargestPurchases}}, "maximum": {{CustomerDocumentCheck.LargestPurchases}}}""")
            .Property("attribution", "When and by whom the customer was registered and last updated. Null in answers if unset.");
        notes.Object<CustomerAttributionDocument>("Customer attribution")
            .Property("createdOn", "When the customer was registered.")
            .Property("lastUpdatedOn", "When the customer was last updated.")
            .Property("lastUpdatedBy", "The id of the user who updated the customer.")
            .Property("createdBy", "The id of the user who registered the customer.");
    }
}
