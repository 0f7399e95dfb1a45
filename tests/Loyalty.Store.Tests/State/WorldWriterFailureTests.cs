using Loyalty.Domain;
using Loyalty.Store.Database;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Loyalty.Store.Tests.State;

/// <summary>A write that fails leaves no trace, in memory or in the database, and does not disturb others.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed class WorldWriterFailureTests : IAsyncLifetime
{
    private const string RefusingTrigger =
        """CREATE TRIGGER "Refuse" BEFORE INSERT ON "Enrolments" WHEN NEW."CustomerId" = 22 BEGIN SELECT RAISE(ABORT, 'refused by the test'); END""";

    private WrittenWorld? _world;
    private int _failures;

    private WrittenWorld World => _world!;

    public async ValueTask InitializeAsync() => _world = await WrittenWorld.OpenAsync();

    public ValueTask DisposeAsync() => World.DisposeAsync();

    [Fact]
    public async Task A_failing_statement_fails_its_decision_only()
    {
        World.Execute(RefusingTrigger);
        var release = World.Block();
        var (before, failing, after) = (World.EnrolAsync(21), World.EnrolAsync(22), World.EnrolAsync(21));
        release();

        Assert.Equal((1, 2), ((await before).Answer, (await after).Answer));
        Assert.Contains("refused by the test", (await Assert.ThrowsAsync<SqliteException>(() => failing)).Message, StringComparison.Ordinal);
        await World.AssertAsync(revision: 3, nextId: 75, [71, 73, 74], [72]);

        World.Execute("DROP TRIGGER \"Refuse\"");
        Assert.Equal(1, (await World.EnrolAsync(22)).Answer);
        await World.AssertAsync(revision: 4, nextId: 76, [71, 73, 74], [72, 75]);
    }

    [Fact]
    public async Task A_decision_that_throws_fails_alone()
    {
        var release = World.Block();
        var before = World.EnrolAsync(21);
        var failing = World.Writer.DecideAsync<int>(() => (World.State, WrittenWorld.Now), turn =>
        {
            turn.Ids.Next(IdKind.Enrolment);
            throw new InvalidOperationException("thrown by the test");
        });
        var after = World.EnrolAsync(21);
        release();

        await Task.WhenAll(before, after);
        Assert.Equal("thrown by the test", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        await World.AssertAsync(revision: 3, nextId: 75, [71, 73, 74], [72]);
    }

    [Fact]
    public async Task A_job_that_throws_does_not_stop_the_writer()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => World.Writer.RunAsync<int>(_ => throw new InvalidOperationException("thrown by the test")));

        Assert.Equal(1, (await World.EnrolAsync(21)).Answer);
    }

    [Fact]
    public async Task A_failing_commit_leaves_everything_as_it_was_and_the_next_write_succeeds()
    {
        FailCommits(int.MaxValue);
        var release = World.Block();
        var writes = new[] { World.EnrolAsync(21), World.EnrolAsync(22) };
        release();
        foreach (var write in writes)
        {
            await Assert.ThrowsAsync<SqliteException>(() => write);
        }

        await World.AssertAsync(revision: 1, nextId: WrittenWorld.FirstFreshId, [71], [72]);

        _failures = 0;
        Assert.Equal(1, (await World.EnrolAsync(21)).Answer);
        await World.AssertAsync(revision: 2, nextId: 74, [71, 73], [72]);
    }

    [Fact]
    public async Task After_one_failing_commit_the_decisions_of_the_batch_are_carried_out_one_by_one()
    {
        FailCommits(1);
        var release = World.Block();
        var writes = new[] { World.EnrolAsync(21), World.EnrolAsync(21), World.EnrolAsync(22) };
        release();

        Assert.Equal([1, 2, 1], (await Task.WhenAll(writes)).Select(result => result.Answer));
        await World.AssertAsync(revision: 4, nextId: 76, [71, 73, 74], [72, 75]);
    }

    /// <summary>The reader loads the customer after the commit was announced, and cannot know yet that it fails.</summary>
    [Fact]
    public async Task A_reader_that_loads_while_a_commit_fails_sees_the_state_before_it()
    {
        Task<IReadOnlyList<long>>? read = null;
        await World.EnrolmentsAsync(21);
        FailCommits(2, () =>
        {
            if (read is null)
            {
                World.State.Customers.Drop(WrittenWorld.Customer(21));
                read = BesideTheCommit(() => World.EnrolmentsAsync(21));
            }
        });

        await Assert.ThrowsAsync<SqliteException>(() => World.EnrolAsync(21));

        Assert.Equal([71L], await read!.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        await World.AssertAsync(revision: 1, nextId: WrittenWorld.FirstFreshId, [71], [72]);
    }

    [Fact]
    public async Task A_reader_that_loads_while_a_commit_succeeds_sees_the_state_after_it()
    {
        Task<IReadOnlyList<long>>? read = null;
        await World.EnrolmentsAsync(22);
        FailCommits(0, () =>
        {
            if (read is null)
            {
                World.State.Customers.Drop(WrittenWorld.Customer(21));
                read = BesideTheCommit(() => World.EnrolmentsAsync(21));
            }
        });

        await World.EnrolAsync(21);

        Assert.Equal([71L, 73L], await read!.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        await World.AssertAsync(revision: 2, nextId: 74, [71, 73], [72]);
    }

    [Fact]
    public async Task A_full_disk_fails_only_what_does_not_fit_and_the_next_write_succeeds()
    {
        World.Prepare = connection =>
        {
            var pages = Execute(connection, "PRAGMA page_count");
            Execute(connection, $"PRAGMA max_page_count = {pages + 10}");
        };
        var release = World.Block();
        var (before, large, after) = (World.EnrolAsync(21), World.EnrolAsync(22, count: 2500), World.EnrolAsync(21));
        release();

        Assert.Equal((1, 2), ((await before).Answer, (await after).Answer));
        await Assert.ThrowsAsync<StoreFullException>(() => large);
        Assert.True(await World.Writer.IsStoreFullAsync());
        await World.AssertAsync(revision: 3, nextId: 75, [71, 73, 74], [72]);
        Assert.Equal(1, (await World.EnrolAsync(22)).Answer);
        await World.AssertAsync(revision: 4, nextId: 76, [71, 73, 74], [72, 75]);
        await World.Writer.RunAsync(commands => commands.ReadNumbers("PRAGMA max_page_count = 1000000"));
        Assert.False(await World.Writer.IsStoreFullAsync());
    }

    /// <summary>Starts a read and gives it time to load. It ends after the commit, which is not known to succeed before.</summary>
    private static Task<T> BesideTheCommit<T>(Func<Task<T>> readAsync)
    {
        var read = Task.Run(readAsync);
        Assert.False(read.Wait(200));
        return read;
    }

    /// <summary>Makes the next commits fail, and calls back before each commit.</summary>
    private void FailCommits(int failures, Action? beforeCommit = null)
    {
        _failures = failures;
        World.Prepare = connection => raw.sqlite3_commit_hook(
            connection.Handle,
            _ =>
            {
                beforeCommit?.Invoke();
                return Volatile.Read(ref _failures) > 0 ? _failures-- : 0;
            },
            null);
    }

    private static long Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }
}
