using Loyalty.Domain.Customers;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Customers;

/// <summary>Checks the customers of an org and their identifiers.</summary>
internal static class CustomerDocumentCheck
{
    /// <summary>The largest lifetime purchases, positive or negative: more does not fit into 64 bits with three decimals.</summary>
    public const long LargestPurchases = long.MaxValue / 1000;

    public static void Run(DocumentCheck check, IReadOnlyList<CustomerDocument>? customers, string path) => check.Each(customers, path + ".customers", (customer, customerPath) =>
    {
        check.AddUnique("customer", customer.Id, customerPath + ".id");
        check.Each(customer.Identifiers, customerPath + ".identifiers", (identifier, identifierPath) =>
        {
            check.Require(
                CustomerIdentification.StoredNames.Contains(identifier.Name, StringComparer.Ordinal),
                identifierPath + ".name",
                $"an identifier name must be one of {string.Join(", ", CustomerIdentification.StoredNames)}");
            check.AddUnique($"{identifier.Name} of org {check.OrgId}", identifier.Value, identifierPath + ".value");
        });
        check.Each(customer.Profiles, customerPath + ".profiles", (profile, profilePath) => check.Each(
            profile.CommChannels, profilePath + ".commChannels", (channel, channelPath) => RequireTexts(check, channel.Attributes, channelPath + ".attributes")));
        check.Require(
            customer.LoyaltyInfo is not { } loyalty || DocumentNumber.FitsThousandths(loyalty.LifetimePurchases),
            customerPath + ".loyaltyInfo.lifetimePurchases",
            $"lifetimePurchases must be from -{LargestPurchases} to {LargestPurchases}, with at most three decimals");
        RequireTexts(check, customer.CustomFields, customerPath + ".customFields");
        RequireTexts(check, customer.ExtendedFields, customerPath + ".extendedFields");
    });

    /// <summary>Rejects null values. The JSON reader accepts them although the type of the dictionary does not allow them.</summary>
    private static void RequireTexts(DocumentCheck check, IReadOnlyDictionary<string, string>? fields, string path)
    {
        foreach (var (name, value) in fields ?? CustomerDocument.NoFields)
        {
            check.Require(value is not null, JsonPath.Property(path, name), "a string is expected here, not null");
        }
    }
}
