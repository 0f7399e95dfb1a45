using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;

namespace Loyalty.Domain.Tests.Worlds;

[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed class WorldSettingsTests
{
    private static readonly WorldSettings Configuration = new(PromotionRepresentation.Gateway, true, TrackingDateReading.AsOf, true, true, true);

    [Fact]
    public void A_world_without_settings_uses_the_configuration()
    {
        Assert.Equal(Configuration, WorldSettings.Unset.WithDefaults(Configuration));
    }

    [Fact]
    public void The_settings_of_a_world_override_the_configuration_even_if_they_are_false()
    {
        var world = new WorldSettings(PromotionRepresentation.Documented, false, TrackingDateReading.CreatedOn, false, false, false);

        Assert.Equal(world, world.WithDefaults(Configuration));
    }

    [Fact]
    public void Each_setting_is_overridden_separately()
    {
        Assert.Equal(
            Configuration with { TargetsTrackingDate = TrackingDateReading.CreatedOn },
            new WorldSettings(TargetsTrackingDate: TrackingDateReading.CreatedOn).WithDefaults(Configuration));
        Assert.Equal(
            Configuration with { PromotionsRepresentation = PromotionRepresentation.Customer, DeprecationHeaders = false },
            new WorldSettings(PromotionsRepresentation: PromotionRepresentation.Customer, DeprecationHeaders: false).WithDefaults(Configuration));
        Assert.Equal(
            Configuration with { AdvancedPromotions = false, IsoAttribution = false },
            new WorldSettings(AdvancedPromotions: false, IsoAttribution: false).WithDefaults(Configuration));
        Assert.Equal(
            Configuration with { StrictRequests = false },
            new WorldSettings(StrictRequests: false).WithDefaults(Configuration));
    }
}
