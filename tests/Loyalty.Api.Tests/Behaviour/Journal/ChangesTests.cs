using Loyalty.Api.Tests.Behaviour.Targets;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Targets.EnrolmentWorld;

namespace Loyalty.Api.Tests.Behaviour.Journal;

/// <summary>The journal entry of a write has what it changed, and the fields that it did not read.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 4")]
public sealed class ChangesTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Fact]
    public async Task An_entry_has_the_rows_before_and_after_the_write()
    {
        var world = await NewAsync(app);
        await world.EnrolAsync(""", "periodName":"p101", "initialBalance":2""");
        var enrolled = (await world.World.LastRequestAsync()).GetProperty("changes");
        await world.UnenrolAsync();
        var ended = (await world.World.LastRequestAsync()).GetProperty("changes");

        Assert.Equal(["enrolment", "userTarget"], enrolled.EnumerateArray().Select(change => change.GetProperty("entity").GetString()));
        Assert.Equal(
            """{"entity":"enrolment","id":1,"after":{"id":1,"customerId":1001,"targetId":1,"firstPeriodId":101,"method":"IMPORT","enrolledAt":"2031-06-15T12:00:00Z"}}""",
            enrolled[0].GetRawText());
        Assert.Equal((1, 101, "2"), (ended[0].GetProperty("id").GetInt32(), ended[0].GetProperty("after").GetProperty("lastPeriodId").GetInt32(), enrolled[1].GetProperty("after").GetProperty("achievedValue").GetRawText()));
        Assert.False(ended[0].GetProperty("before").TryGetProperty("lastPeriodId", out _));
    }

    [Fact]
    public async Task A_refused_write_a_dry_run_and_a_read_changed_nothing()
    {
        var world = await NewAsync(app);
        await world.UnenrolAsync();
        await world.SendAsync(Path(Enroll), """[{"customerId":1001}]""", ("Prefer", "dry-run"));
        await world.ListedAsync();

        Assert.All(await world.World.RequestsAsync(), request => Assert.False(request.TryGetProperty("changes", out _)));
    }

    [Fact]
    public async Task Fields_that_are_not_read_are_listed_also_inside_the_array()
    {
        var world = await NewAsync(app);

        await world.SendAsync(Path(Enroll) + "?x=1", """[{"customerId":1001, "CustomerId":1, "extra":{"a":[1]}, "periodname":"p102"}]""");

        var unread = (await world.World.LastRequestAsync()).GetProperty("unread").EnumerateArray().Select(name => name.GetString());
        Assert.Equal(["x", "$[0].CustomerId", "$[0].extra", "$[0].periodname"], unread);
    }
}
