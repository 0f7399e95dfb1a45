using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>What makes a target active, and for whom.</summary>
public sealed class ActiveTargetsTests(FilteredTargets world) : IClassFixture<FilteredTargets>
{
    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.1, row Purpose")]
    [Trait("Evidence", "observed: docs/contract/targets.md 2.1")]
    public async Task All_active_targets_are_listed_ascending_by_id_each_once() =>
        Assert.Equal([1, 2, 3, 5, 11, 13, 14, 16], await world.IdsAsync(""));

    [Theory]
    [InlineData(4, "the target is switched off")]
    [InlineData(6, "its group is switched off")]
    [InlineData(7, "its last period ended yesterday")]
    [InlineData(8, "its first period starts tomorrow")]
    [InlineData(9, "its period is switched off")]
    [InlineData(10, "the enrolment ended with an earlier period")]
    [InlineData(12, "the enrolment starts with a later period")]
    [InlineData(15, "the customer is not enrolled into it")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.1, row Active target")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 1.8")]
    public async Task A_target_is_not_listed_when(int id, string why)
    {
        Assert.NotEmpty(why);
        Assert.Empty(await world.IdsAsync($"?targetRuleIds={id}"));
    }

    [Theory]
    [InlineData(11, "the enrolment starts with the running period")]
    [InlineData(13, "the enrolment started earlier and has no end")]
    [InlineData(14, "the enrolment ends with the running period")]
    [InlineData(16, "one of two enrolments covers the running period")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 1.8")]
    public async Task A_target_is_listed_when(int id, string why)
    {
        Assert.NotEmpty(why);
        Assert.Equal([id], await world.IdsAsync($"?targetRuleIds={id}"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 2.1")]
    public async Task A_known_customer_without_targets_gets_an_empty_list()
    {
        var reply = await world.AskAsync("", "1002");

        Assert.Equal(200, reply.Status);
        Assert.Equal("""{"data":[],"errors":null,"warnings":null}""", reply.Body);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task Customers_of_other_orgs_of_the_world_are_unknown_in_both_directions()
    {
        async Task<string> AskAs(string till, string customer)
        {
            var reply = await world.GetPlainAsync($"/v3/users/{customer}/enrolledTargets", ("Authorization", Tills.Of(till)));
            return $"{reply.Status} {reply.Body}";
        }

        const string empty = """200 {"data":[],"errors":null,"warnings":null}""";
        const string unknown = """400 {"data":null,"errors":[{"code":310011,"message":"Invalid userId"}],"warnings":null}""";
        Assert.Equal(unknown, await AskAs("t.one", "2001"));
        Assert.Equal(unknown, await AskAs("t.two", "1001"));
        Assert.Equal(empty, await AskAs("t.two", "2001"));
        Assert.Equal(empty, await AskAs("t.one", "1002"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task The_same_request_at_the_same_time_has_the_same_bytes()
    {
        var first = await world.AskAsync("?enrollmentType=IMPORT");
        var second = await world.AskAsync("?enrollmentType=IMPORT");
        using var elsewhere = new FilteredTargets();
        var third = await elsewhere.AskAsync("?enrollmentType=IMPORT");

        Assert.Equal(first.Body, second.Body);
        Assert.Equal(first.Body, third.Body);
        Assert.NotEqual(first.Headers["X-Cap-Requestid"], second.Headers["X-Cap-Requestid"]);
    }
}
