using Loyalty.Domain.Customers;
using Loyalty.Store.DocumentFormat;
using static Loyalty.Store.DocumentFormat.DocumentCheck;

namespace Loyalty.Store.Customers;

/// <summary>Checks the customers of an organisation and their identifiers.</summary>
internal static class CustomerDocumentCheck
{
    public static void Run(DocumentCheck check, IReadOnlyList<CustomerDocument>? customers, string path) => Each(customers, path + ".customers", (customer, at) =>
    {
        check.Add("customer", customer.Id, at + ".id");
        Each(customer.Identifiers, at + ".identifiers", (identifier, place) =>
        {
            Require(
                CustomerIdentification.StoredNames.Contains(identifier.Name, StringComparer.Ordinal),
                place + ".name",
                $"an identifier is one of {string.Join(", ", CustomerIdentification.StoredNames)}");
            check.Add($"{identifier.Name} of org {check.OrgId}", identifier.Value, place + ".value");
        });
    });
}
