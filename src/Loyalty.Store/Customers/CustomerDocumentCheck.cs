using Loyalty.Domain.Customers;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Customers;

/// <summary>Checks the customers of an org and their identifiers.</summary>
internal static class CustomerDocumentCheck
{
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
    });
}
