using Loyalty.Domain;
using Loyalty.Domain.Targets;
using Loyalty.Store.Customers;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.State;
using Loyalty.Store.Targets;
using Loyalty.Store.WorldDocuments;
using Loyalty.Store.Worlds;

namespace Loyalty.Store.Tests.State;

/// <summary>While a world is copied, its decisions wait; those of other worlds do not.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class WorldHoldTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private WrittenWorld? _world;

    private WrittenWorld World => _world!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await WrittenWorld.OpenAsync();

    public ValueTask DisposeAsync() => World.DisposeAsync();

    [Fact]
    public async Task Decisions_of_a_held_world_wait_in_order_and_jobs_and_decisions_of_other_worlds_run()
    {
        using var other = World.Store.StateOf(WrittenWorld.WorldId + 1);
        var before = World.EnrolAsync(21);
        var hold = await World.Writer.HoldAsync(World.State);
        Assert.True(before.IsCompletedSuccessfully);
        var first = World.EnrolAsync(21);
        var second = World.EnrolAsync(21);

        await World.Writer.RunAsync(_ => Task.FromResult(true)).WaitAsync(Soon, Cancellation);
        await World.Writer.DecideAsync(() => null, _ => Decided.Refused(0)).WaitAsync(Soon, Cancellation);
        Assert.Equal(7, (await World.Writer.DecideAsync(() => (other, 0), _ => Decided.Refused(7)).WaitAsync(Soon, Cancellation)).Answer);
        Assert.False(first.IsCompleted || second.IsCompleted);
        hold.Dispose();
        var third = World.EnrolAsync(21);

        Assert.Equal((2, 3, 4), ((await first).Answer, (await second).Answer, (await third).Answer));
        await World.AssertAsync(revision: World.State.Revision, nextId: 77, [71, 73, 74, 75, 76], [72]);
    }

    [Fact]
    public async Task A_held_decision_runs_against_the_world_as_it_is_after_the_hold()
    {
        using var gone = World.Store.StateOf(WrittenWorld.WorldId + 1);
        var target = gone;
        var hold = await World.Writer.HoldAsync(gone);
        var held = World.Writer.DecideAsync(() => (target, WrittenWorld.Now), turn => Decided.Refused(turn.Customer(WrittenWorld.Customer(21)).Targets!.Enrolments.Count));
        await World.Writer.RunAsync(_ => Task.FromResult(true));
        target = World.State;
        hold.Dispose();

        Assert.Equal(1, (await held.WaitAsync(Soon, Cancellation)).Answer);
    }

    [Fact]
    public async Task A_decision_that_is_held_too_long_is_refused_and_has_no_effect()
    {
        await using var world = await WrittenWorld.OpenAsync(TimeSpan.FromMilliseconds(200));
        using (await world.Writer.HoldAsync(world.State))
        {
            Assert.Equal(WriteRefusal.Busy, (await world.EnrolAsync(21).WaitAsync(Soon, Cancellation)).Refusal);
        }

        Assert.Equal(1, (await world.EnrolAsync(21)).Answer);
    }

    [Fact]
    public async Task A_copy_has_everything_that_was_committed_before_it_and_nothing_after()
    {
        var copies = new WorldCopies(World.Writer, World.Memory);
        copies.StartAfter(WrittenWorld.WorldId);
        var before = Enumerable.Range(0, 20).Select(_ => World.EnrolAsync(21)).ToList();
        using var rows = copies.Begin();

        var copied = copies.CopyAsync(World.State, rows);
        var after = Enumerable.Range(0, 20).Select(_ => World.EnrolAsync(21)).ToList();
        await Task.WhenAll([copied, .. before, .. after]);

        var source = Enrolments(WrittenWorld.WorldId);
        var copy = Enrolments(rows.WorldId);
        Assert.Equal(42, source.Count);
        Assert.InRange(copy.Count, 22, 42);
        Assert.Equal(source.Take(copy.Count), copy);
    }

    [Fact]
    public async Task A_world_whose_rows_take_too_long_is_refused_and_its_rows_are_deleted_whatever_time_that_takes()
    {
        var copies = new WorldCopies(World.Writer, World.Memory, TimeSpan.Zero);
        copies.StartAfter(WrittenWorld.WorldId);
        using var rows = copies.Begin();

        var refusal = await Assert.ThrowsAsync<WriterBusyException>(() => copies.LoadAsync(Document(20_000), rows, 0));

        Assert.Equal("The emulator is busy: the rows of the world were not written within 0 minutes.", refusal.Message);
        using var commands = World.Store.NewCommands();
        Assert.Equal([rows.WorldId], WorldStore.OrphanedWorldIds(commands));
        await copies.RemoveAsync(rows.WorldId);
        Assert.Empty(WorldStore.OrphanedWorldIds(commands));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(499)]
    [InlineData(500)]
    [InlineData(501)]
    [InlineData(1000)]
    [InlineData(1700)]
    public async Task A_world_of_any_size_is_loaded_copied_and_deleted_in_chunks_and_its_sequences_too(int size)
    {
        var copies = new WorldCopies(World.Writer, World.Memory);
        copies.StartAfter(WrittenWorld.WorldId);
        var document = Document(size);
        using var loaded = copies.Begin();
        using var copy = copies.Begin();

        await copies.LoadAsync(document, loaded, 0);
        await copies.CopyAsync(loaded.WorldId, copy);

        var expected = World.Store.Export(loaded.WorldId);
        Assert.Equal(TestStore.Text(TestStore.Parse(expected)), expected);
        Assert.Equal(size + 2, Enrolments(loaded.WorldId).Count);
        await copies.RemoveAsync(loaded.WorldId);
        Assert.Equal(expected, World.Store.Export(copy.WorldId));
        using (var state = World.Store.StateOf(copy.WorldId))
        {
            Assert.Equal(size == 0 ? WrittenWorld.FirstFreshId : 1000 + size, await state.ReadAsync(reading => reading.Root.Sequences.Next(IdKind.Enrolment)));
        }

        await copies.RemoveAsync(copy.WorldId);
        using var commands = World.Store.NewCommands();
        Assert.Empty(WorldStore.OrphanedWorldIds(commands));
    }

    [Fact]
    public async Task Rows_of_many_small_worlds_are_deleted_in_few_turns_of_the_writer()
    {
        const int worlds = 200;
        var copies = new WorldCopies(World.Writer, World.Memory);
        copies.StartAfter(WrittenWorld.WorldId);
        var orphans = new List<long>();
        for (var world = 0; world < worlds; world++)
        {
            using var rows = copies.Begin();
            await copies.LoadAsync(Document(1), rows, 0);
            orphans.Add(rows.WorldId);
        }

        var turns = 0;
        for (var removing = copies.RemoveAsync(orphans); !removing.IsCompleted; turns++)
        {
            await World.Writer.RunAsync(_ => true);
        }

        using var commands = World.Store.NewCommands();
        Assert.Empty(WorldStore.OrphanedWorldIds(commands));
        Assert.InRange(turns, 1, worlds / 2);
    }

    /// <summary>The small world with so many customers and enrolments more.</summary>
    private static WorldDocument Document(int size)
    {
        var small = TestStore.Parse(SmallWorld.Json).WithoutSecrets();
        var org = small.Orgs[0];
        var ids = Enumerable.Range(1000, size);
        return small with
        {
            Orgs =
            [
                org with
                {
                    Customers = [.. org.Customers!, .. ids.Select(id => new CustomerDocument(id, [new("mobile", $"{id}"), new("email", $"{id}@example.com")]))],
                    Enrolments = [.. org.Enrolments!, .. ids.Select(id => new EnrolmentDocument(id, 21, 51, 41, EnrolmentMethod.Import, DocumentInstant.Of(5)))],
                },
                .. small.Orgs.Skip(1),
            ],
        };
    }

    private IReadOnlyList<EnrolmentDocument> Enrolments(long worldId)
    {
        using var commands = World.Store.NewCommands();
        return WorldRows.Read(commands, worldId).Orgs[0].Enrolments!;
    }
}
