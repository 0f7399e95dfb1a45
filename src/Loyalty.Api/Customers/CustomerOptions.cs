using Loyalty.Api.Configuration;
using Loyalty.Domain.Worlds;

namespace Loyalty.Api.Customers;

/// <summary>The settings of the customer operations that a world can override.</summary>
public static class CustomerOptions
{
    public static WorldSettings Read(OptionReader options, WorldSettings settings) => settings with
    {
        RefuseKnownCustomers = options.Flag("Customers:RefuseKnown", false),
        LookupNotFoundIsOk = options.Flag("Customers:LookupNotFoundIsOk", false),
    };
}
