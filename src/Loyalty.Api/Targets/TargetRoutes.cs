namespace Loyalty.Api.Targets;

/// <summary>The operations of the target family.</summary>
public static class TargetRoutes
{
    public static void AddTargets(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, TargetJsonContext.Default));

    public static void MapTargets(this IEndpointRouteBuilder routes)
    {
        GetEnrolledTargets.Map(routes);
        CreateTargetGroup.Map(routes);
        GetTargetGroups.Map(routes);
        GetTargetGroup.Map(routes);
        UpdateTargetGroup.Map(routes);
        DeleteTargetGroup.Map(routes);
        GetTargetPeriods.Map(routes);
        CreateTargetPeriods.Map(routes);
        UpdateTargetPeriods.Map(routes);
        GetTargets.Map(routes);
        CreateTargets.Map(routes);
        UpdateTarget.Map(routes);
        DeactivateTarget.Map(routes);
        UpdateUnifiedTargets.Map(routes);
        GetMilestones.Map(routes);
        GetUserTargetGroups.Map(routes);
        IsValidName.Map(routes);
        GetTrackedTargetEvents.Map(routes);
        Enroll.Map(routes);
        UnEnroll.Map(routes);
        TargetsNotEmulated.Map(routes);
    }
}
