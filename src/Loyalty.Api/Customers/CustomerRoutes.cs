namespace Loyalty.Api.Customers;

/// <summary>The operations of customers.</summary>
public static class CustomerRoutes
{
    public static void AddCustomers(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, CustomerJsonContext.Default));

    public static void MapCustomers(this IEndpointRouteBuilder routes)
    {
        LookUpCustomer.Map(routes);
        RegisterCustomer.Map(routes);
    }
}
