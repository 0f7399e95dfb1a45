using System.Data.Common;
using Loyalty.Domain;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.State;
using Loyalty.Store.Worlds;
using Microsoft.Data.Sqlite;

namespace Loyalty.Store.Tests.State;

/// <summary>The world of <see cref="SmallWorld"/> in a file, with its state in memory and a writer. The next enrolment has the id 73.</summary>
internal sealed class WrittenWorld : IStoreDatabase, IAsyncDisposable
{
    public const long WorldId = 1000;
    public const long Now = 1_930_000_000_000;
    public const long FirstFreshId = 73;

    private readonly string _folder = Directory.CreateTempSubdirectory("loyalty-state-").FullName;
    private TestStore? _store;
    private LoadedWorld? _state;
    private WorldWriter? _writer;

    public TestStore Store => _store!;

    public LoadedWorld State => _state!;

    public WorldWriter Writer => _writer!;

    public StateMemory Memory { get; private init; } = new(StateMemory.DefaultBytes);

    /// <summary>Prepares each connection that the writer opens.</summary>
    public Action<SqliteConnection>? Prepare { get; set; }

    private string ConnectionString => $"Data Source={Path.Combine(_folder, "loyalty.db")}";

    public static async Task<WrittenWorld> OpenAsync(TimeSpan? longestWait = null, long stateBytes = StateMemory.DefaultBytes)
    {
        var world = new WrittenWorld { Memory = new StateMemory(stateBytes) };
        world._store = await TestStore.OpenAsync(world.ConnectionString);
        using (var commands = world.Store.NewCommands())
        {
            using var transaction = commands.Begin();
            WorldRows.Load(commands, TestStore.Parse(SmallWorld.Json), WorldId, 0);
            commands.Insert(new World { Name = "small", WorldId = WorldId, Revision = 1, Origin = "none", CreatedAt = 0 }, 0);
            transaction.Commit();
        }

        world._writer = new WorldWriter(world, longestWait ?? WorldWriter.LongestWait);
        world._state = world.Store.StateOf(WorldId, world.Memory);
        return world;
    }

    public static CustomerKey Customer(long id) => new(1, id);

    /// <summary>Like a new process on the same file.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        _store = await TestStore.OpenAsync(ConnectionString);
        _writer = new WorldWriter(this);
        _state = Store.StateOf(WorldId, Memory, RevisionInDatabase());
    }

    /// <summary>Keeps the writer busy until the result is called, so that writes wait and share a batch.</summary>
    public Action Block()
    {
        var released = new ManualResetEventSlim();
        _ = Writer.RunAsync(_ =>
        {
            released.Wait();
            return true;
        });
        return released.Set;
    }

    /// <summary>Adds enrolments. The answer is the number of the customer's enrolments before.</summary>
    public Task<WriteResult<int>> EnrolAsync(long customerId, bool isDryRun = false, int count = 1) => Writer.DecideAsync(
        () => (State, Now),
        turn => new Decided<int>(
            turn.Customer(Customer(customerId)).Targets!.Enrolments.Count,
            [.. Enumerable.Range(0, count).Select(_ => RowChange.Add(new Enrolment
            {
                Id = turn.Ids.Next(IdKind.Enrolment),
                OrgId = 1,
                CustomerId = customerId,
                TargetId = 51,
                FirstPeriodId = 41,
                Method = EnrolmentMethod.Import,
                EnrolledAt = turn.Now,
            }))]),
        isDryRun);

    /// <summary>Removes the customer's last enrolment. The answer is its id; null if there is none.</summary>
    public Task<WriteResult<long?>> RemoveAsync(long customerId) => Writer.DecideAsync(
        () => (State, Now),
        turn => turn.Customer(Customer(customerId)).Targets!.Enrolments is [.., var last] ? new Decided<long?>(last.Id, [RowChange.Remove(last)]) : Decided.Refused<long?>(null));

    /// <summary>The ids of the customer's enrolments in memory.</summary>
    public async Task<IReadOnlyList<long>> EnrolmentsAsync(long customerId) => await State.ReadAsync(world => IdsOf(world, customerId));

    public static IReadOnlyList<long> IdsOf(WorldReading world, long customerId) =>
        [.. (world.Customer(Customer(customerId), Now)?.Targets?.Enrolments ?? []).Select(enrolment => enrolment.Id)];

    /// <summary>The customers 21 and 22 have these enrolments in memory and in the database, and revision and sequences are the same in both.</summary>
    public async Task AssertAsync(long revision, long nextId, IReadOnlyList<long> first, IReadOnlyList<long> second)
    {
        using var stored = Store.StateOf(WorldId, revision: RevisionInDatabase());
        foreach (var state in new[] { stored, State })
        {
            var (root, ofFirst, ofSecond) = await state.ReadAsync(world => (world.Root, IdsOf(world, 21), IdsOf(world, 22)));
            Assert.Equal((revision, revision, nextId), (state.Revision, root.Revision, root.Sequences.Next(IdKind.Enrolment)));
            Assert.Equal(first, ofFirst);
            Assert.Equal(second, ofSecond);
        }
    }

    public void Execute(string sql)
    {
        using var commands = Store.NewCommands();
        commands.Execute(sql, 0);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    DbConnection IStoreDatabase.Open()
    {
        var connection = Store.Database.Open();
        Prepare?.Invoke((SqliteConnection)connection);
        return connection;
    }

    void IStoreDatabase.RecordWorldDeletion(RowCommands commands) => Store.Database.RecordWorldDeletion(commands);

    bool IStoreDatabase.HasDeletedWorlds(RowCommands commands) => Store.Database.HasDeletedWorlds(commands);

    bool IStoreDatabase.IsFull(Exception error) => Store.Database.IsFull(error);

    bool IStoreDatabase.IsDamaged(Exception error) => Store.Database.IsDamaged(error);

    void IStoreDatabase.Probe(RowCommands commands) => Store.Database.Probe(commands);

    bool IStoreDatabase.GiveSpaceBack(RowCommands commands) => Store.Database.GiveSpaceBack(commands);

    void IStoreDatabase.ShortenFile() => Store.Database.ShortenFile();

    private long RevisionInDatabase()
    {
        using var commands = Store.NewCommands();
        return commands.Read<World>(0).Single().Revision;
    }

    private async Task StopAsync()
    {
        Writer.Dispose();
        State.Dispose();
        await Store.DisposeAsync();
    }
}
