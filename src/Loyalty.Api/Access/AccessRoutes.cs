namespace Loyalty.Api.Access;

/// <summary>Authentication, and the operations of the access family.</summary>
public static class AccessRoutes
{
    public static void AddAccess(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AccessJsonContext.Default));
        services.AddSingleton<CallerResolver>();
        services.AddSingleton<VerifiedHeaders>();
        services.AddSingleton<BasicCredentials>();
        services.AddSingleton<ClientCredentials>();
        services.AddSingleton<AccessTokens>();
    }

    public static void MapAccess(this IEndpointRouteBuilder routes) => GenerateToken.Map(routes);
}
