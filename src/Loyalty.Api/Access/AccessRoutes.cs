namespace Loyalty.Api.Access;

/// <summary>Who may call, and as whom.</summary>
public static class AccessRoutes
{
    public static void AddAccess(this IServiceCollection services) => services.AddSingleton<CredentialDirectory>();
}
