using Loyalty.Domain.Targets;
using static Loyalty.Domain.Tests.TestInstants;

namespace Loyalty.Domain.Tests.Targets;

public sealed class ActiveTargetsRuleTests
{
    [Theory]
    [Trait("Evidence", "inferred: docs/contract/targets.md 5.2")]
    [InlineData("2026-02-28T23:59:59.999+05:30", "Asia/Kolkata", "2026-03-01T00:00:00+05:30")]
    [InlineData("2026-03-29T12:00:00+02:00", "Europe/Berlin", "2026-03-30T00:00:00+02:00")]
    [InlineData("2018-11-03T12:00:00-03:00", "America/Sao_Paulo", "2018-11-04T01:00:00-02:00")]
    public void A_result_is_valid_until_the_next_midnight_in_the_servers_zone(string now, string zone, string until)
    {
        Assert.Equal(At(until), ActiveTargetsRule.ValidUntil(At(now), Zone(zone)));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 5.2")]
    public void The_date_does_not_change_before_ValidUntil_and_changes_then() => Law.Holds(AnyZonedInstant, zonedInstant =>
    {
        var today = Instants.DateIn(zonedInstant.At, zonedInstant.Zone);
        var until = ActiveTargetsRule.ValidUntil(zonedInstant.At, zonedInstant.Zone);

        Assert.All(Within(zonedInstant.At, until), at => Assert.Equal(today, Instants.DateIn(at, zonedInstant.Zone)));
        Assert.Equal(today.AddDays(1), Instants.DateIn(until, zonedInstant.Zone));
    });
}
