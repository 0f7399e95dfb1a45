using System.Globalization;
using Loyalty.Domain;
using Loyalty.Store.Providers;
using Loyalty.Store.Providers.Sqlite;
using Loyalty.Store.Tests.Generated;
using Loyalty.Store.Worlds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Loyalty.Store.Tests.State;

[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class SequenceTests : IDisposable
{
    private const string MigrationBeforeSequences = "20261125174407_StandardNames";

    private readonly string _folder = Directory.CreateTempSubdirectory("loyalty-sequences-").FullName;

    private string File => $"Data Source={Path.Combine(_folder, "loyalty.db")}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Sequences_start_above_the_ids_of_the_document()
    {
        await using var store = await TestStore.OpenAsync(File);
        var worldId = store.Load(TestStore.Parse(SmallWorld.Json));
        var emptyId = store.Load(TestStore.Parse("""{"schemaVersion": 1, "name": "empty", "timeZone": "UTC", "orgs": [{"id": 1, "name": "Shop"}]}"""));

        Assert.Equal((73, 83, 145, 1, 23), await NextAsync(store, worldId));
        Assert.Equal((1, 1, 1, 1, 1), await NextAsync(store, emptyId));
    }

    [Fact]
    public void Sequences_start_above_the_ids_of_any_document() => Law.Holds(
        RandomWorld.Of,
        world =>
        {
            var sequences = world.ToRows(0).OfType<IdSequence>().ToDictionary(row => row.Kind, row => row.NextId);
            Assert.Equal(Next(world.Orgs.SelectMany(org => org.Enrolments ?? []).Select(row => row.Id)), sequences[IdKind.Enrolment]);
            Assert.Equal(Next(world.Orgs.SelectMany(org => org.UserTargets ?? []).Select(row => row.Id)), sequences[IdKind.UserTarget]);
            Assert.Equal(Next(world.Orgs.SelectMany(org => org.Usage ?? []).Select(row => row.Id)), sequences[IdKind.UsageEntry]);
            Assert.Equal(Next(world.Orgs.SelectMany(org => org.Usage ?? []).Select(row => row.EventId ?? 0)), sequences[IdKind.EventLog]);
            Assert.Equal(Next(world.Orgs.SelectMany(org => org.Customers ?? []).Select(row => row.Id)), sequences[IdKind.Customer]);
        },
        print: TestStore.Text);

    [Fact]
    public void Every_kind_has_a_sequence_of_its_own()
    {
        var sequences = Sequences.Of(kind => 10 * (int)kind);
        var ids = new FreshIds(sequences);

        Assert.All(Enum.GetValues<IdKind>(), kind => Assert.Equal((10 * (int)kind, (10 * (int)kind) + 1), (ids.Next(kind), ids.Next(kind))));
        Assert.All(Enum.GetValues<IdKind>(), kind => Assert.Equal((10 * (int)kind) + 2, ids.Sequences.Next(kind)));
        Assert.All(Enum.GetValues<IdKind>(), kind => Assert.Equal(10 * (int)kind, sequences.Next(kind)));
    
    }

    /// <summary>Takes the schema back to the release before, and lets the store migrate again.</summary>
    [Fact]
    public async Task The_migration_of_an_existing_store_fills_the_sequences()
    {
        long worldId, emptyId;
        await using (var store = await TestStore.OpenAsync(File))
        {
            worldId = store.Load(TestStore.Parse(SmallWorld.Json));
            emptyId = store.Load(TestStore.Parse("""{"schemaVersion": 1, "name": "empty", "timeZone": "UTC", "orgs": [{"id": 1, "name": "Shop"}]}"""));
            await using var db = store.NewContext();
            await db.GetService<IMigrator>().MigrateAsync(MigrationBeforeSequences, Cancellation);
            Assert.Equal(0, await db.Database.SqlQueryRaw<long>("""SELECT COUNT(*) AS "Value" FROM sqlite_master WHERE name = 'IdSequences'""").SingleAsync(Cancellation));
        }

        await using var migrated = await TestStore.OpenAsync(File);
        Assert.Equal((73, 83, 145, 1, 23), await NextAsync(migrated, worldId));
        Assert.Equal((1, 1, 1, 1, 1), await NextAsync(migrated, emptyId));
        Assert.Equal(TestStore.Text(Current(migrated, worldId)), migrated.Export(worldId));
        Assert.Equal(
            [(21, null, null, null, null), (22, null, null, null, null)],
            Current(migrated, worldId).Orgs[0].Customers!.Select(customer => (customer.Id, customer.Profiles, customer.LoyaltyInfo, customer.CustomFields, customer.ExtendedFields)));
    }

    /// <summary>The largest id of all has no successor.</summary>
    private static long Next(IEnumerable<long> ids) => ids.Append(0).Max() is var highest and < long.MaxValue ? highest + 1 : long.MinValue;

    private static Loyalty.Store.WorldDocuments.WorldDocument Current(TestStore store, long worldId)
    {
        using var commands = store.NewCommands();
        return WorldRows.Read(commands, worldId);
    }

    private static async Task<(long Enrolment, long UserTarget, long UsageEntry, long EventLog, long Customer)> NextAsync(TestStore store, long worldId)
    {
        using var state = store.StateOf(worldId);
        return await state.ReadAsync(world => (
            world.Root.Sequences.Next(IdKind.Enrolment), world.Root.Sequences.Next(IdKind.UserTarget), world.Root.Sequences.Next(IdKind.UsageEntry), world.Root.Sequences.Next(IdKind.EventLog),
            world.Root.Sequences.Next(IdKind.Customer)));
    }
}
