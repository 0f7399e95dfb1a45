using Loyalty.Domain;
using Loyalty.Domain.Targets;
using Loyalty.Store.State;

namespace Loyalty.Store.Tests.State;

[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class WorldWriterTests : IAsyncLifetime
{
    private WrittenWorld? _world;

    private WrittenWorld World => _world!;

    public async ValueTask InitializeAsync() => _world = await WrittenWorld.OpenAsync();

    public ValueTask DisposeAsync() => World.DisposeAsync();

    [Fact]
    public async Task A_write_is_visible_in_memory_and_in_the_database_when_it_is_answered()
    {
        Assert.Equal([71L], await World.EnrolmentsAsync(21));

        var result = await World.EnrolAsync(21);

        Assert.Equal((1, null), (result.Answer, result.Refusal));
        Assert.Equal(73, ((Enrolment)Assert.Single(result.Changes).Row).Id);
        await World.AssertAsync(revision: 2, nextId: 74, [71, 73], [72]);
    }

    [Fact]
    public async Task Decisions_of_one_batch_share_a_commit_and_later_ones_see_earlier_ones()
    {
        var release = World.Block();
        var writes = new[] { World.EnrolAsync(21), World.EnrolAsync(22), World.EnrolAsync(21) };
        var removal = World.RemoveAsync(22);
        release();

        Assert.Equal([1, 1, 2], (await Task.WhenAll(writes)).Select(result => result.Answer));
        Assert.Equal(74, (await removal).Answer);
        await World.AssertAsync(revision: 2, nextId: 76, [71, 73, 75], [72]);
    }

    [Fact]
    public async Task A_write_between_decisions_sees_those_before_it_and_is_seen_by_those_after_it()
    {
        var release = World.Block();
        var before = World.EnrolAsync(21);
        var between = World.Writer.RunAsync(_ => World.State.Revision);
        var after = World.EnrolAsync(21);
        release();

        Assert.Equal(2, await between);
        Assert.Equal((1, 2), ((await before).Answer, (await after).Answer));
        await World.AssertAsync(revision: 3, nextId: 75, [71, 73, 74], [72]);
    }

    [Fact]
    public async Task A_dry_run_sees_earlier_decisions_but_commits_nothing_and_uses_no_id()
    {
        var release = World.Block();
        var writes = new[] { World.EnrolAsync(21), World.EnrolAsync(21, isDryRun: true), World.EnrolAsync(21) };
        release();
        var results = await Task.WhenAll(writes);

        Assert.Equal([1, 2, 2], results.Select(result => result.Answer));
        Assert.Equal([73L, 74L, 74L], results.Select(result => ((Enrolment)result.Changes.Single().Row).Id));
        await World.AssertAsync(revision: 2, nextId: 75, [71, 73, 74], [72]);
    }

    [Fact]
    public async Task A_dry_run_alone_leaves_everything_as_it_was()
    {
        await World.EnrolAsync(21, isDryRun: true);

        await World.AssertAsync(revision: 1, nextId: WrittenWorld.FirstFreshId, [71], [72]);
    }

    [Fact]
    public async Task A_refused_decision_changes_nothing_and_uses_no_id()
    {
        var result = await World.Writer.DecideAsync(
            () => (World.State, WrittenWorld.Now),
            turn => Decided.Refused($"{turn.Ids.Next(IdKind.Enrolment)} at {turn.Now}"));

        Assert.Equal($"73 at {WrittenWorld.Now}", result.Answer);
        Assert.Empty(result.Changes);
        await World.AssertAsync(revision: 1, nextId: WrittenWorld.FirstFreshId, [71], [72]);
    }

    [Fact]
    public async Task A_write_to_a_world_that_is_gone_by_its_turn_is_refused_and_others_are_not()
    {
        LoadedWorld? target = World.State;
        var release = World.Block();
        var decided = false;
        var before = World.EnrolAsync(21);
        var gone = World.Writer.DecideAsync<int>(() => target is null ? null : (target, WrittenWorld.Now), _ =>
        {
            decided = true;
            return Decided.Refused(1);
        });
        var after = World.EnrolAsync(22);
        target = null;
        release();

        Assert.Equal((WriteRefusal.WorldGone, 0), ((await gone).Refusal, (await gone).Answer));
        Assert.False(decided);
        await Task.WhenAll(before, after);
        await World.AssertAsync(revision: 2, nextId: 75, [71, 73], [72, 74]);
    }

    [Fact]
    public async Task A_write_that_waited_too_long_is_refused_and_has_no_effect()
    {
        await using var world = await WrittenWorld.OpenAsync(TimeSpan.FromMilliseconds(50));
        var release = world.Block();
        var decision = world.EnrolAsync(21);
        var job = world.Writer.RunAsync(_ => Task.FromResult(true));

        var refused = await decision.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<WriterBusyException>(() => job);
        release();

        Assert.Equal(WriteRefusal.Busy, refused.Refusal);
        Assert.Empty(refused.Changes);
        Assert.Equal(1, (await world.EnrolAsync(21)).Answer);
        await world.AssertAsync(revision: 2, nextId: 74, [71, 73], [72]);
    }

    [Fact]
    public async Task Writes_that_wait_are_finished_before_the_writer_stops()
    {
        var release = World.Block();
        var writes = new[] { World.EnrolAsync(21), World.EnrolAsync(22) };
        var stopped = Task.Run(World.Writer.Dispose, TestContext.Current.CancellationToken);
        release();
        await stopped;

        Assert.Equal([1, 1], (await Task.WhenAll(writes)).Select(result => result.Answer));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => World.EnrolAsync(21));
    }

    [Fact]
    public async Task Many_concurrent_writes_are_each_there_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 600).Select(index => Task.Run(() => World.EnrolAsync(21 + (index % 2)), TestContext.Current.CancellationToken)));

        var ids = results.Select(result => ((Enrolment)result.Changes.Single().Row).Id).ToList();
        Assert.Equal(Enumerable.Range(73, 600).Select(id => (long)id), ids.Order());
        await World.AssertAsync(
            World.State.Revision, 673, [71, .. ids.Where((_, index) => index % 2 == 0).Order()], [72, .. ids.Where((_, index) => index % 2 == 1).Order()]);
    }

    [Fact]
    public async Task Ids_continue_after_a_restart_even_if_the_last_row_is_gone()
    {
        await World.EnrolAsync(21);
        Assert.Equal(73, (await World.RemoveAsync(21)).Answer);

        await World.RestartAsync();
        await World.AssertAsync(revision: 3, nextId: 74, [71], [72]);
        await World.EnrolAsync(22);

        await World.AssertAsync(revision: 4, nextId: 75, [71], [72, 74]);
    }

    /// <summary>The decision asks for a time before the state that is in memory can answer.</summary>
    [Fact]
    public async Task A_decision_after_the_clock_went_back_sees_the_changes_of_the_same_batch()
    {
        var past = WrittenWorld.Now - (400 * Instants.Day);
        var release = World.Block();
        var now = World.EnrolAsync(21);
        var earlier = World.Writer.DecideAsync(() => (World.State, past), turn => Decided.Refused(turn.Customer(WrittenWorld.Customer(21)).Targets!.Enrolments.Count));
        release();

        Assert.Equal((1, 2), ((await now).Answer, (await earlier).Answer));
    }
}
