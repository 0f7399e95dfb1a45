using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Worlds;

/// <summary>Readings of the documentation that a world chooses; null leaves the choice to the configuration.</summary>
public sealed record WorldSettings(
    PromotionRepresentation? PromotionsRepresentation = null,
    bool? AdvancedPromotions = null,
    TrackingDateReading? TargetsTrackingDate = null,
    bool? IsoAttribution = null,
    bool? DeprecationHeaders = null,
    bool? StrictRequests = null)
{
    public static readonly WorldSettings Unset = new();

    public WorldSettings OrElse(WorldSettings other) => new(
        PromotionsRepresentation ?? other.PromotionsRepresentation,
        AdvancedPromotions ?? other.AdvancedPromotions,
        TargetsTrackingDate ?? other.TargetsTrackingDate,
        IsoAttribution ?? other.IsoAttribution,
        DeprecationHeaders ?? other.DeprecationHeaders,
        StrictRequests ?? other.StrictRequests);
}
