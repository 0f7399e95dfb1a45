using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Worlds;

/// <summary>The readings of the documentation that a world chooses. Null means the value from the configuration.</summary>
public sealed record WorldSettings(
    PromotionRepresentation? PromotionsRepresentation = null,
    bool? AdvancedPromotions = null,
    TrackingDateReading? TargetsTrackingDate = null,
    bool? IsoAttribution = null,
    bool? DeprecationHeaders = null,
    bool? StrictRequests = null,
    NotEnrolledReading? NotEnrolled = null,
    bool? Leaderboards = null,
    bool? NewerPromotionKeys = null,
    bool? OptInDuration = null,
    int? UnifiedTargets = null,
    bool? CreatedForPost = null,
    bool? RefuseKnownCustomers = null,
    bool? LookupNotFoundIsOk = null)
{
    public static readonly WorldSettings Unset = new();

    public WorldSettings WithDefaults(WorldSettings defaults) => new(
        PromotionsRepresentation ?? defaults.PromotionsRepresentation,
        AdvancedPromotions ?? defaults.AdvancedPromotions,
        TargetsTrackingDate ?? defaults.TargetsTrackingDate,
        IsoAttribution ?? defaults.IsoAttribution,
        DeprecationHeaders ?? defaults.DeprecationHeaders,
        StrictRequests ?? defaults.StrictRequests,
        NotEnrolled ?? defaults.NotEnrolled,
        Leaderboards ?? defaults.Leaderboards,
        NewerPromotionKeys ?? defaults.NewerPromotionKeys,
        OptInDuration ?? defaults.OptInDuration,
        UnifiedTargets ?? defaults.UnifiedTargets,
        CreatedForPost ?? defaults.CreatedForPost,
        RefuseKnownCustomers ?? defaults.RefuseKnownCustomers,
        LookupNotFoundIsOk ?? defaults.LookupNotFoundIsOk);
}
