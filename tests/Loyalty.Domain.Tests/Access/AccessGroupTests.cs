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
    public void A_permission_allows_what_requires_the_same_or_a_lower_permission(Permission granted, Permission required, bool allowed)
    {
        Assert.Equal(allowed, Group(Permission.None, (Resources.Customer, granted)).Allows(Resources.Customer, required));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/access.md 1.5")]
    public void Write_permission_includes_read_permission()
    {
        Assert.True(Group(Permission.None, (Resources.Customer, Permission.Write)).Allows(Resources.Customer, Permission.Read));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/access.md 1.5")]
    [InlineData(Permission.None)]
    [InlineData(Permission.Read)]
    [InlineData(Permission.Write)]
    public void What_requires_no_permission_is_always_allowed(Permission granted)
    {
        Assert.True(Group(granted, (Resources.Customer, granted)).Allows(Resources.Customer, Permission.None));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/access.md 1.5")]
    [InlineData(Permission.None, false, false)]
    [InlineData(Permission.Read, true, false)]
    [InlineData(Permission.Write, true, true)]
    public void A_resource_that_is_not_listed_has_the_permission_for_other_resources(Permission others, bool canRead, bool canWrite)
    {
        var group = Group(others, (Resources.Customer, Permission.None));

        Assert.Equal(canRead, group.Allows(Resources.TargetLoyalty, Permission.Read));
        Assert.Equal(canWrite, group.Allows(Resources.TargetLoyalty, Permission.Write));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.5")]
    public void A_listed_resource_can_be_denied_while_all_others_are_allowed()
    {
        var group = Group(Permission.Write, (Resources.Customer, Permission.None));

        Assert.False(group.Allows(Resources.Customer, Permission.Read));
        Assert.True(group.Allows(Resources.TargetLoyalty, Permission.Write));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.5")]
    public void A_permission_for_one_resource_does_not_apply_to_another()
    {
        var group = Group(Permission.None, (Resources.Customer, Permission.Write), (Resources.TargetLoyalty, Permission.Read));

        Assert.False(group.Allows(Resources.TargetLoyalty, Permission.Write));
        Assert.True(group.Allows(Resources.TargetLoyalty, Permission.Read));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 1.5")]
    public void The_resources_have_the_documented_names()
    {
        Assert.Equal(["Customer", "Target Loyalty"], new[] { Resources.Customer, Resources.TargetLoyalty });
    }

    private static AccessGroup Group(Permission others, params (string Resource, Permission Permission)[] listed) => new()
    {
        OrgId = 1,
        Name = "docs",
        IsDefault = true,
        OtherResources = others,
        Permissions = listed.ToDictionary(pair => pair.Resource, pair => pair.Permission, StringComparer.Ordinal),
    };
}
