using Loyalty.Store.Targets;

namespace Loyalty.Api.Targets;

/// <summary>The operations of the target family.</summary>
public static class TargetRoutes
{
    public static void AddTargets(this IServiceCollection services) => services.AddSingleton<EnrolledTargets>();

    public static void MapTargets(this IEndpointRouteBuilder routes) => GetEnrolledTargets.Map(routes);
}
