using Loyalty.Domain.Access;

namespace Loyalty.Domain.Tests.Access;

public sealed class AccessGroupTests
{
    [Theory]
    [Trait("Evidence", "documented: docs/contract/access.md 1.5")]
    [InlineData(Permission.None, Permission.Read, false)]
    [InlineData(Permission.None, Permission.Write, false)]
    [InlineData(Permission.Read, Permission.Read, true)]
    [InlineData(Permission.Read, Permission.Write, false)]
    [InlineData(Permission.Write, Permission.Write, true)]
    public void A_resource_opens_as_far_as_its_permission(Permission granted, Permission needed, bool allowed)
    {
        Assert.Equal(allowed, Group(Permission.None, (Resources.Customer, granted)).Allows(Resources.Customer, needed));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/access.md 1.5")]
    public void Who_may_write_may_read()
    {
        Assert.True(Group(Permission.None, (Resources.Customer, Permission.Write)).Allows(Resources.Customer, Permission.Read));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/access.md 1.5")]
    [InlineData(Permission.None)]
    [InlineData(Permission.Read)]
    [InlineData(Permission.Write)]
    public void What_needs_no_permission_is_open_to_all(Permission granted)
    {
        Assert.True(Group(granted, (Resources.Customer, granted)).Allows(Resources.Customer, Permission.None));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/access.md 1.5")]
    [InlineData(Permission.None, false, false)]
    [InlineData(Permission.Read, true, false)]
    [InlineData(Permission.Write, true, true)]
    public void A_resource_that_the_group_does_not_name_opens_as_far_as_the_others(Permission others, bool reads, bool writes)
    {
        var group = Group(others, (Resources.Customer, Permission.None));

        Assert.Equal(reads, group.Allows(Resources.TargetLoyalty, Permission.Read));
        Assert.Equal(writes, group.Allows(Resources.TargetLoyalty, Permission.Write));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.5")]
    public void A_named_resource_may_be_closed_while_all_others_are_open()
    {
        var group = Group(Permission.Write, (Resources.Customer, Permission.None));

        Assert.False(group.Allows(Resources.Customer, Permission.Read));
        Assert.True(group.Allows(Resources.TargetLoyalty, Permission.Write));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.5")]
    public void One_resources_permission_opens_no_other()
    {
        var group = Group(Permission.None, (Resources.Customer, Permission.Write), (Resources.TargetLoyalty, Permission.Read));

        Assert.False(group.Allows(Resources.TargetLoyalty, Permission.Write));
        Assert.True(group.Allows(Resources.TargetLoyalty, Permission.Read));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.5")]
    public void The_resources_bear_the_documented_names()
    {
        Assert.Equal(["Customer", "Target Loyalty"], new[] { Resources.Customer, Resources.TargetLoyalty });
    }

    private static AccessGroup Group(Permission others, params (string Resource, Permission Permission)[] named) => new()
    {
        OrgId = 1,
        Name = "docs",
        IsDefault = true,
        OtherResources = others,
        Permissions = named.ToDictionary(pair => pair.Resource, pair => pair.Permission, StringComparer.Ordinal),
    };
}
