using FluentValidation;

namespace Loyalty.Api.Access;

/// <summary>Who may call, and as whom.</summary>
public static class AccessRoutes
{
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<CredentialDirectory>();
        services.AddSingleton<Tokens>();
        services.AddSingleton<IValidator<GenerateToken.Body>, GenerateToken.Validator>();
    }

    public static void MapAccess(this IEndpointRouteBuilder routes) => GenerateToken.Map(routes);
}
