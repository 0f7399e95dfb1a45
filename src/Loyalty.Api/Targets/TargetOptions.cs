using Loyalty.Api.Configuration;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;

namespace Loyalty.Api.Targets;

/// <summary>The settings of the target family that a world can override.</summary>
public static class TargetOptions
{
    public static WorldSettings Read(OptionReader options, WorldSettings settings) => settings with
    {
        TargetsTrackingDate = options.Choice("Targets:TrackingDate", TrackingDateReading.CreatedOn),
        IsoAttribution = options.Flag("Targets:IsoAttribution", true),
        NotEnrolled = options.Choice("Targets:NotEnrolled", NotEnrolledReading.OpenApi),
        Leaderboards = options.Flag("Targets:Leaderboards", false),
        UnifiedTargets = (int)options.Number("Targets:UnifiedTargets", TargetGroupRules.FewestUnifiedTargets, TargetGroupRules.MostUnifiedTargets, TargetGroupRules.DefaultUnifiedTargets),
        CreatedForPost = options.Flag("Targets:CreatedForPost", false),
        DeprecationHeaders = options.Flag("Targets:DeprecationHeaders", true),
    };
}
