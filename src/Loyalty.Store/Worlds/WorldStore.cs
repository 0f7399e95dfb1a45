using System.Security.Cryptography;
using Loyalty.Domain.Access;
using Loyalty.Domain.Faults;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.WorldDocuments;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Worlds;

/// <summary>Creates, changes and deletes worlds. Each write is one transaction. Callers must not run two writes at the same time.</summary>
public static class WorldStore
{
    /// <summary>Loads a document under a new world id and creates a world that uses it.</summary>
    public static async Task<World> CreateAsync(
        LoyaltyContext db, NewWorld newWorld, long worldId, long machineNow, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        WorldRows.Load(db, newWorld.Document, worldId, machineNow);
        var world = new World
        {
            Name = newWorld.Name,
            WorldId = worldId,
            Revision = 1,
            Origin = await StoreAsync(db, newWorld.Document.WithoutSecrets(), cancellation),
            CreatedAt = machineNow,
            RandomSeed = newWorld.RandomSeed,
            ExpiresAfter = newWorld.ExpiresAfter,
        };
        BulkInsert.Write(db, [world, .. newWorld.Credentials], worldId);
        await transaction.CommitAsync(cancellation);
        return world;
    }

    /// <summary>Loads a document under a new world id and makes an existing world use it.</summary>
    public static async Task<World> ReplaceAsync(
        LoyaltyContext db, string name, WorldDocument document, bool withoutFaults, long worldId, long machineNow, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        WorldRows.Load(db, document, worldId, machineNow);
        var world = await db.Worlds.AsTracking().SingleAsync(candidate => candidate.Name == name, cancellation);
        world.WorldId = worldId;
        world.Revision++;
        world.Faults = withoutFaults ? [] : world.Faults;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return world;
    }

    public static async Task<World> SetClockAsync(LoyaltyContext db, string name, ClockSetting clock, CancellationToken cancellation)
    {
        var world = await db.Worlds.AsTracking().SingleAsync(candidate => candidate.Name == name, cancellation);
        db.Enter(world.WorldId, 0);
        var state = await db.WorldStates.AsTracking().SingleAsync(cancellation);
        state.ClockMode = clock.Mode;
        state.ClockValue = clock.Value;
        world.Revision++;
        await db.SaveChangesAsync(cancellation);
        return world;
    }

    public static async Task<World> SetFaultsAsync(LoyaltyContext db, string name, IReadOnlyList<FaultRule> faults, CancellationToken cancellation)
    {
        var world = await db.Worlds.AsTracking().SingleAsync(candidate => candidate.Name == name, cancellation);
        world.Faults = faults;
        world.Revision++;
        await db.SaveChangesAsync(cancellation);
        return world;
    }

    /// <summary>Stores a document as a snapshot. Replaces an existing snapshot with the same name.</summary>
    public static async Task<Snapshot> CreateSnapshotAsync(
        LoyaltyContext db, string worldName, string name, WorldDocument document, long machineNow, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var snapshot = new Snapshot { WorldName = worldName, Name = name, Content = await StoreAsync(db, document, cancellation), CreatedAt = machineNow };
        await RemoveSnapshotAsync(db, worldName, name, snapshot.Content, cancellation);
        BulkInsert.Write(db, [snapshot], 0);
        await transaction.CommitAsync(cancellation);
        return snapshot;
    }

    /// <summary>False if there is no such snapshot.</summary>
    public static async Task<bool> DeleteSnapshotAsync(LoyaltyContext db, string worldName, string name, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var existed = await RemoveSnapshotAsync(db, worldName, name, null, cancellation);
        await transaction.CommitAsync(cancellation);
        return existed;
    }

    public static async Task<WorldDocument> ReadStoredDocumentAsync(LoyaltyContext db, string hash, CancellationToken cancellation) =>
        WorldDocumentJson.Read(await db.StoredDocuments.Where(stored => stored.Hash == hash).Select(stored => stored.Body).SingleAsync(cancellation));

    /// <summary>Deletes a world with its credentials and snapshots. <see cref="RemoveOrphanedWorldAsync"/> deletes its rows later.</summary>
    public static async Task RemoveAsync(LoyaltyContext db, string name, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Credentials.Where(credential => credential.WorldName == name).ExecuteDeleteAsync(cancellation);
        await db.Snapshots.Where(snapshot => snapshot.WorldName == name).ExecuteDeleteAsync(cancellation);
        await db.Worlds.Where(world => world.Name == name).ExecuteDeleteAsync(cancellation);
        await db.RecordWorldDeletionAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The highest world id that has rows; 0 if there are no rows.</summary>
    public static async Task<long> LastWorldIdAsync(LoyaltyContext db, CancellationToken cancellation)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = """SELECT COALESCE(MAX("WorldId"), 0) FROM "WorldStates" """;
        await db.Database.OpenConnectionAsync(cancellation);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>World ids that have rows but that no world uses any more.</summary>
    public static async Task<IReadOnlyList<long>> OrphanedWorldIdsAsync(LoyaltyContext db, CancellationToken cancellation) =>
        await db.WorldStates.IgnoreQueryFilters()
            .Select(state => EF.Property<long>(state, LoyaltyContext.WorldKey))
            .Where(id => !db.Worlds.Any(world => world.WorldId == id))
            .ToListAsync(cancellation);

    /// <summary>Deletes the rows of an orphaned world id, and the documents that nothing refers to.</summary>
    public static async Task RemoveOrphanedWorldAsync(LoyaltyContext db, long worldId, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await WorldRows.RemoveAsync(db, worldId, cancellation);
        await UnreferencedDocuments(db).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Deletes a snapshot. Also deletes its document, unless something else refers to it or its hash is <paramref name="keptHash"/>.</summary>
    private static async Task<bool> RemoveSnapshotAsync(LoyaltyContext db, string worldName, string name, string? keptHash, CancellationToken cancellation)
    {
        var snapshot = db.Snapshots.Where(candidate => candidate.WorldName == worldName && candidate.Name == name);
        if (await snapshot.Select(found => found.Content).SingleOrDefaultAsync(cancellation) is not { } content)
        {
            return false;
        }

        await snapshot.ExecuteDeleteAsync(cancellation);
        await UnreferencedDocuments(db).Where(stored => stored.Hash == content && stored.Hash != keptHash).ExecuteDeleteAsync(cancellation);
        return true;
    }

    /// <summary>Documents that nothing refers to.</summary>
    private static IQueryable<StoredDocument> UnreferencedDocuments(LoyaltyContext db) => db.StoredDocuments
        .Where(stored => !db.Worlds.Any(world => world.Origin == stored.Hash) && !db.Snapshots.Any(snapshot => snapshot.Content == stored.Hash));

    private static async Task<string> StoreAsync(LoyaltyContext db, WorldDocument document, CancellationToken cancellation)
    {
        var body = WorldDocumentJson.Write(document);
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        await db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "StoredDocuments" ("Hash", "Body") VALUES ({hash}, {body}) ON CONFLICT DO NOTHING""", cancellation);
        return hash;
    }
}

/// <summary>A world to be created.</summary>
public sealed record NewWorld(
    string Name, WorldDocument Document, IReadOnlyList<Credential> Credentials, long RandomSeed = 0, long? ExpiresAfter = null);
