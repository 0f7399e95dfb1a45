using Loyalty.Domain.Customers;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;

namespace Loyalty.Domain.Tests.Worlds;

[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class CustomerStateTests
{
    private static readonly Customer Known = new() { Id = 21, OrgId = 1, Profiles = [CustomerProfile.Unknown with { FirstName = "Asha" }] };

    private static CustomerState State => CustomerState.Of(Known, [Mobile("911", 1), Mobile("910", 0)], CustomerTargets.Of(1, 21, [], []), [], 0);

    [Fact]
    public void Identifiers_are_in_their_order_and_replaced_by_name_and_value()
    {
        var added = State.With(RowChange.Add(Mobile("912", 2)));
        var removed = added.With(RowChange.Remove(Mobile("911", 1)));
        var moved = removed.With(new RowChange(Mobile("912", 2), Mobile("912", -1)));

        Assert.Equal(["910", "911"], Values(State));
        Assert.Equal(["910", "911", "912"], Values(added));
        Assert.Equal(["910", "912"], Values(removed));
        Assert.Equal(["912", "910"], Values(moved));
    }

    [Fact]
    public void Several_changes_at_once_are_those_one_after_the_other()
    {
        RowChange[] changes =
        [
            RowChange.Add(Mobile("912", 5)), RowChange.Remove(Mobile("911", 1)), RowChange.Add(Mobile("913", 4)), new(Mobile("912", 5), Mobile("912", 3)), RowChange.Remove(Mobile("910", 0)),
            RowChange.Add(Mobile("910", 2)), new(Known, Known with { Profiles = [] }),
        ];

        var atOnce = State.With(changes);
        var one = changes.Aggregate(State, (state, change) => state.With(change));

        Assert.Equal(["910", "912", "913"], Values(atOnce));
        Assert.Equal(Values(one), Values(atOnce));
        Assert.Same(changes[^1].After, atOnce.Customer);
    }

    [Fact]
    public void A_changed_customer_keeps_everything_else()
    {
        var changed = State.With(new RowChange(Known, Known with { Profiles = [] }));

        Assert.True(changed.Exists);
        Assert.Empty(changed.Customer!.Profiles);
        Assert.Equal(Values(State), Values(changed));
        Assert.NotNull(changed.Targets);
    }

    [Fact]
    public void A_registered_customer_exists_without_enrolments_and_a_removed_one_does_not()
    {
        var registered = CustomerState.Nobody(0).With(RowChange.Add(Known));

        Assert.False(CustomerState.Nobody(0).Exists);
        Assert.Equal((true, Known, 0), (registered.Exists, registered.Customer, registered.Targets!.Enrolments.Count));
        Assert.False(registered.With(RowChange.Remove(Known)).Exists);
    }

    /// <summary>Every text that a request or a document chooses counts with two bytes for each character at least.</summary>
    [Fact]
    public void The_weight_grows_with_every_text()
    {
        var text = new string('x', 1000);
        Customer Profile(Func<CustomerProfile, CustomerProfile> change) => Known with { Profiles = [change(Known.Profiles[0])] };
        CustomerProfile Channel(CustomerProfile profile, CommChannel channel) => profile with { CommChannels = [channel] };
        var channel = new CommChannel("mobile", "911", null, null, null, null, null);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["field"] = text };
        Customer[] changed =
        [
            Profile(profile => profile with { FirstName = text }),
            Profile(profile => profile with { LastName = text }),
            Profile(profile => profile with { AccountId = text }),
            Profile(profile => Channel(profile, channel with { Type = text })),
            Profile(profile => Channel(profile, channel with { Value = text })),
            Profile(profile => Channel(profile, channel with { AccountId = text })),
            Profile(profile => Channel(profile, channel with { Attributes = fields })),
            Known with { CustomFields = fields },
            Known with { ExtendedFields = new Dictionary<string, string>(StringComparer.Ordinal) { [text] = "value" } },
        ];

        Assert.All(changed, customer => Assert.True(State.With(new RowChange(Known, customer)).Weight >= State.Weight + 1900));
        Assert.True(State.With(RowChange.Add(Mobile(text, 2))).Weight >= State.Weight + 2000);
    }

    private static CustomerIdentifier Mobile(string value, int position) => new() { OrgId = 1, CustomerId = 21, Name = "mobile", Value = value, Position = position };

    private static IEnumerable<string> Values(CustomerState state) => state.Identifiers.Select(identifier => identifier.Value);
}
