using Loyalty.Api.Operations;
using Loyalty.Store.Customers;

namespace Loyalty.Api.Customers;

/// <summary>The customer that a request identifies. The validator looks it up, because an unknown customer takes precedence over a wrong source (docs/contract/promotions.md 3, row C-2).</summary>
internal sealed class IdentifiedCustomer(RequestDatabase data)
{
    public long? Id { get; private set; }

    public async Task<bool> FindAsync(Caller caller, string name, string value, CancellationToken cancellation)
    {
        Id = await CustomerLookup.FindAsync(data.Open(caller), name, value, cancellation);
        return Id is not null;
    }
}
