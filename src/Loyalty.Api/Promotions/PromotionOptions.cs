using Loyalty.Api.Configuration;
using Loyalty.Api.Operations;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Worlds;

namespace Loyalty.Api.Promotions;

/// <summary>The settings of the promotion families that a world can override.</summary>
public static class PromotionOptions
{
    /// <summary>Whether the world has promotions of all types. Without the setting, only those of the type GENERIC exist (docs/contract/promotions.md 1.1).</summary>
    internal static bool HasAdvancedPromotions(this Caller caller) => caller.Settings.AdvancedPromotions is true;

    public static WorldSettings Read(OptionReader options, WorldSettings settings) => settings with
    {
        PromotionsRepresentation = options.Choice("Promotions:Representation", PromotionRepresentation.Documented),
        AdvancedPromotions = options.Flag("Promotions:Advanced", true),
        NewerPromotionKeys = options.Flag("Promotions:NewerKeys", false),
        OptInDuration = options.Flag("Promotions:OptInDuration", true),
    };
}
