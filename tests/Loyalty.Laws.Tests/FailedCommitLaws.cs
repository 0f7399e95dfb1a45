using System.Data.Common;
using Loyalty.Domain.Targets;
using Loyalty.Laws.Tests.Hosting;
using Loyalty.Laws.Tests.Model;
using Loyalty.Store.Database;
using Loyalty.Store.Providers;
using Loyalty.Store.Providers.Sqlite;
using Loyalty.Store.State;
using Loyalty.Store.WorldDocuments;
using Loyalty.Store.Worlds;
using Microsoft.Data.Sqlite;

namespace Loyalty.Laws.Tests;

/// <summary>A commit that fails, with a load beside it.</summary>
[Trait("Evidence", "documented: docs/architecture.md 1")]
public sealed class FailedCommitLaws : IDisposable
{
    private const long Now = 1_773_576_000_000;

    private static readonly CustomerKey Customer = new(1, 1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loyalty-commit-");

    [Fact]
    public async Task What_was_loaded_beside_a_commit_that_failed_can_be_read_and_written()
    {
        var connection = $"Data Source={Path.Combine(_folder.FullName, "loyalty.db")}";
        await using var database = new SqliteDatabase(connection, Durability.Normal);
        await database.OpenAsync(TestContext.Current.CancellationToken);
        var document = new NaiveDocument("UTC", TimeSpan.Zero, false, false, new(Emulator.Noon, default), [Documents.Of(0).Orgs[0] with { Customers = [1], Usage = [] }]);
        using (var commands = RowCommands.Open(database))
        {
            using var transaction = commands.Begin();
            WorldRows.Load(commands, WorldDocumentJson.Read(System.Text.Encoding.UTF8.GetBytes(document.ToJson("", withPasswords: false))), worldId: 1, Now);
            transaction.Commit();
        }

        var failing = new FailingCommits(database);
        using var loader = new StateLoader(database);
        using var loaded = new LoadedWorld(1, 1, loader, new StateMemory(StateMemory.DefaultBytes));
        using var writer = new WorldWriter(failing);
        await loaded.ReadAsync(reading => reading.Root.Revision);
        Task<bool>? beside = null;
        failing.BeforeFailure = () =>
        {
            // The load ends before the commit does, or waits for it.
            beside ??= Task.Run(() => EnrolledAsync(loaded));
            beside.Wait(500);
        };

        await Assert.ThrowsAnyAsync<DbException>(() => EnrolAsync(writer, loaded));
        failing.BeforeFailure = null;

        Assert.False(await beside!.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.False(await Task.Run(() => EnrolledAsync(loaded)).WaitAsync(Patience, TestContext.Current.CancellationToken));
        await EnrolAsync(writer, loaded);
        Assert.True(await Task.Run(() => EnrolledAsync(loaded)).WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<bool> EnrolledAsync(LoadedWorld world) =>
        await world.ReadAsync(reading => reading.Customer(Customer, Now)?.Targets?.Enrolments.Count > 0);

    private static Task<WriteResult<EnrolmentRefusal?>> EnrolAsync(WorldWriter writer, LoadedWorld world) => writer.DecideAsync(
        () => (world, Now),
        turn => EnrolmentRules.Enrol(
            turn.Root.Orgs[Customer.OrgId].Targets, turn.Customer(Customer).Targets, new EnrolRequest(10, 11, Customer.CustomerId, null, 5_000_000, false), turn.Now, TimeZoneInfo.Utc, turn.Ids));

    /// <summary>Makes SQLite refuse every commit while something is to be done before the failure.</summary>
    private sealed class FailingCommits(SqliteDatabase database) : WrappedDatabase(database)
    {
        public Action? BeforeFailure { get; set; }

        protected override void Change(DbConnection connection) => SQLitePCL.raw.sqlite3_commit_hook(((SqliteConnection)connection).Handle, _ => Refuse(), null);

        private int Refuse()
        {
            if (BeforeFailure is not { } act)
            {
                return 0;
            }

            act();
            return 1;
        }
    }
}
