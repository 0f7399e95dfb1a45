using FsCheck.Fluent;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Tests.Targets;

[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class TargetCatalogTests
{
    [Fact]
    public void A_changed_group_replaces_its_periods_and_targets() => Law.Holds(EnrolmentCase.Any.Two(), given =>
    {
        var (before, after) = (given.Item1.Group, given.Item2.Group);
        var catalog = given.Item1.Catalog.With(new TargetGroupEntry(after.Group, after.Periods, after.Targets.Take(1).Select(target => target.Target)));

        Assert.Equal(after.Periods.Select(period => (period.Id, period.StartDate)), catalog.Groups.Find(after.Group.Id)!.Periods.Select(period => (period.Id, period.StartDate)));
        Assert.Equal([51L], catalog.Targets.Values.Select(target => target.Target.Id));
        Assert.Same(catalog.Groups.Find(after.Group.Id), catalog.Targets.Find(51)!.Group);
        Assert.Equal(before.Targets.Count, given.Item1.Catalog.Targets.Count);
        Assert.Equal((0, 0), (catalog.Without(after.Group.Id).Groups.Count, catalog.Without(after.Group.Id).Targets.Count));
    });

    [Fact]
    public void Periods_are_in_the_order_of_their_start_dates() => Law.Holds(EnrolmentCase.Any, given => Assert.Equal(
        given.Group.Periods.OrderBy(period => period.StartDate).ThenBy(period => period.Id), given.Group.Periods));
}
