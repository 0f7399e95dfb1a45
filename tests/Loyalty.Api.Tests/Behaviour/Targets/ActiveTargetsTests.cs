using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>Which targets are active for a customer.</summary>
public sealed class ActiveTargetsTests(FilteredTargets world) : IClassFixture<FilteredTargets>
{
    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.1, row Purpose")]
    [Trait("Evidence", "observed: docs/contract/targets.md 2.1")]
    public async Task Active_targets_are_listed_once_in_ascending_order_of_id() =>
        Assert.Equal([1, 2, 3, 5, 11, 13, 14, 16], await world.IdsAsync(""));

    [Theory]
    [InlineData(4, "the target is not active")]
    [InlineData(6, "its group is not active")]
    [InlineData(7, "its last period ended yesterday")]
    [InlineData(8, "its first period starts tomorrow")]
    [InlineData(9, "its period is not active")]
    [InlineData(10, "the enrolment ended with an earlier period")]
    [InlineData(12, "the enrolment starts with a later period")]
    [InlineData(15, "the customer is not enrolled into it")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.1, row Active target")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 1.8")]
    public async Task A_target_is_not_listed_if(int id, string reason)
    {
        Assert.NotEmpty(reason);
        Assert.Empty(await world.IdsAsync($"?targetRuleIds={id}"));
    }

    [Theory]
    [InlineData(11, "the enrolment starts with the running period")]
    [InlineData(13, "the enrolment started earlier and has no end")]
    [InlineData(14, "the enrolment ends with the running period")]
    [InlineData(16, "one of two enrolments covers the running period")]
    [Trait("Evidence", "inferred: docs/contract/targets.md 1.8")]
    public async Task A_target_is_listed_if(int id, string reason)
    {
        Assert.NotEmpty(reason);
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
    public async Task Parent_and_child_orgs_do_not_know_each_others_customers()
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
    public async Task The_same_request_at_the_same_time_gets_the_same_bytes()
    {
        var first = await world.AskAsync("?enrollmentType=IMPORT");
        var second = await world.AskAsync("?enrollmentType=IMPORT");
        using var otherApp = new FilteredTargets();
        var third = await otherApp.AskAsync("?enrollmentType=IMPORT");

        Assert.Equal(first.Body, second.Body);
        Assert.Equal(first.Body, third.Body);
        Assert.NotEqual(first.Headers["X-Cap-Requestid"], second.Headers["X-Cap-Requestid"]);
    }
}
