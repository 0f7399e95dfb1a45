using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;

namespace Loyalty.Domain.Tests.Worlds;

[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed class WorldSettingsTests
{
    private static readonly WorldSettings Configuration = new(PromotionRepresentation.Gateway, true, TrackingDateReading.AsOf, true, true, true);

    [Fact]
    public void A_silent_world_takes_every_reading_from_the_configuration()
    {
        Assert.Equal(Configuration, WorldSettings.Unset.OrElse(Configuration));
    }

    [Fact]
    public void A_world_that_speaks_is_heard_also_where_it_says_no()
    {
        var world = new WorldSettings(PromotionRepresentation.Documented, false, TrackingDateReading.CreatedOn, false, false, false);

        Assert.Equal(world, world.OrElse(Configuration));
    }

    [Fact]
    public void Each_reading_is_chosen_on_its_own()
    {
        Assert.Equal(
            Configuration with { TargetsTrackingDate = TrackingDateReading.CreatedOn },
            new WorldSettings(TargetsTrackingDate: TrackingDateReading.CreatedOn).OrElse(Configuration));
        Assert.Equal(
            Configuration with { PromotionsRepresentation = PromotionRepresentation.Customer, DeprecationHeaders = false },
            new WorldSettings(PromotionsRepresentation: PromotionRepresentation.Customer, DeprecationHeaders: false).OrElse(Configuration));
        Assert.Equal(
            Configuration with { AdvancedPromotions = false, IsoAttribution = false },
            new WorldSettings(AdvancedPromotions: false, IsoAttribution: false).OrElse(Configuration));
        Assert.Equal(
            Configuration with { StrictRequests = false },
            new WorldSettings(StrictRequests: false).OrElse(Configuration));
    }
}
