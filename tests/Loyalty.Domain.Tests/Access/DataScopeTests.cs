using Loyalty.Domain.Access;

namespace Loyalty.Domain.Tests.Access;

public sealed class DataScopeTests
{
    private static readonly Org Parent = new() { Id = 1, Name = "Parent" };

    private static readonly Dictionary<long, Org> Orgs = new[]
    {
        Parent, new Org { Id = 2, Name = "First child", ParentId = 1 }, new Org { Id = 3, Name = "Second child", ParentId = 1 }, new Org { Id = 4, Name = "Third child", ParentId = 1 },
        new Org { Id = 5, Name = "Grandchild", ParentId = 2 },
    }.ToDictionary(org => org.Id);

    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.19")]
    [InlineData(null, null)]
    [InlineData(null, "2")]
    [InlineData("SELF", null)]
    [InlineData("SELF", "2")]
    [InlineData("SELF", "nonsense")]
    public void A_request_acts_for_the_callers_organisation_by_default(string? scope, string? orgs) => Assert.Equal((1, null), Write(scope, orgs));

    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.18, 310141")]
    [InlineData(null)]
    [InlineData("2")]
    public void A_write_for_all_organisations_is_refused(string? orgs) => Assert.Equal((0, DataScopeRefusal.AllNotSupported), Write("ALL", orgs));

    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.19")]
    [InlineData("2", 2)]
    [InlineData("3", 3)]
    [InlineData(" 3 ", 3)]
    [InlineData("2,3", 2)]
    [InlineData("3, 2", 3)]
    public void A_parent_acts_for_a_child_that_it_names(string orgs, long org) => Assert.Equal((org, null), Write("OTHER", orgs));

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.19")]
    [InlineData("2,3", 3, 3)]
    [InlineData("3,2", 2, 2)]
    [InlineData("2,3", 4, 2)]
    public void Of_two_children_the_one_that_the_request_concerns_is_taken(string orgs, long concerned, long org) =>
        Assert.Equal((org, null), new DataScope("OTHER", orgs).OrgForWrite(Parent, Orgs.GetValueOrDefault, id => id == concerned));

    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.18, 310144")]
    [InlineData("OTHER", null)]
    [InlineData("OTHER", "")]
    [InlineData("OTHER", " ")]
    [InlineData("OTHER", ",")]
    [InlineData("OTHER", "2,")]
    [InlineData("OTHER", "two")]
    [InlineData("OTHER", "-2")]
    [InlineData("OTHER", "+2")]
    [InlineData("OTHER", "2.0")]
    [InlineData("OTHER", "0")]
    [InlineData("OTHER", "6")]
    [InlineData("OTHER", "9223372036854775808")]
    [InlineData("OTHER", "1")]
    [InlineData("OTHER", "5")]
    [InlineData("OTHER", "2,1")]
    [InlineData("OTHER", "2,3,4")]
    [InlineData("other", "2")]
    [InlineData("self", null)]
    [InlineData("", null)]
    [InlineData("NOBODY", "2")]
    public void Headers_that_do_not_name_one_or_two_children_are_refused(string scope, string? orgs) =>
        Assert.Equal((0, DataScopeRefusal.NotConnected), Write(scope, orgs));

    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.19")]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    public void A_child_cannot_act_for_its_parent_itself_or_a_sibling(string orgs) =>
        Assert.Equal((0, DataScopeRefusal.NotConnected), new DataScope("OTHER", orgs).OrgForWrite(Orgs[2], Orgs.GetValueOrDefault, _ => true));

    private static (long OrgId, DataScopeRefusal? Refusal) Write(string? scope, string? orgs) =>
        new DataScope(scope, orgs).OrgForWrite(Parent, Orgs.GetValueOrDefault, _ => false);
}
