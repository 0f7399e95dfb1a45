using Loyalty.Api.Operations;

namespace Loyalty.Api.Targets;

/// <summary>The documented paths of the target family that are not emulated (docs/contract/targets.md 2.22 to 2.27).</summary>
public static class TargetsNotEmulated
{
    private const string Communications = "belongs to the communications of targets";

    private const string Leaderboards = "belongs to leaderboards";

    private const string Hidden = "is a hidden operation of targets";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapNotEmulated("/v3/targetGroups/channels", Communications);
        routes.MapNotEmulated("/v3/targetGroups/{groupId}/targets/{targetId}/communications", Communications);
        routes.MapNotEmulated("/v3/targetGroups/{groupId}/targets/{targetId}/communications/upsert", Communications);
        foreach (var prefix in new[] { "/v3.1", "/api_gateway/intouch-api-v3/v3.1" })
        {
            routes.MapNotEmulated($"{prefix}/leaderboards/targetGroups/{{targetGroup}}", Leaderboards);
            routes.MapNotEmulated($"{prefix}/leaderboards/user/{{userId}}", Leaderboards);
        }

        routes.MapNotEmulated("/v3/users/targetCompletionStatus", Hidden);
        routes.MapNotEmulated("/v3/users/triggerTargetCommunications", Hidden);
        routes.MapNotEmulated("/v3/users/updateTargetCompletedMessageStatus", Hidden);
        routes.MapNotEmulated("/v3/users/targetCompleted/{targetAchievedEventLogId}", Hidden);
        routes.MapNotEmulated("/v3/users/{targetRuleId}/getUserTargetValueForEntityIds/{userId}", Hidden);
        routes.MapNotEmulated("/v3/users/replayEvents", Hidden);
    }
}
