using System.Security.Cryptography;
using Loyalty.Domain.Access;
using Loyalty.Domain.Faults;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.WorldDocuments;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Worlds;

/// <summary>The writes that make, change and remove whole worlds. Each is one transaction; callers see to it that only one runs at a time.</summary>
public static class WorldStore
{
    /// <summary>Loads a document under a fresh world id and points a new name at it.</summary>
    public static async Task<World> CreateAsync(
        LoyaltyContext db, NewWorld wanted, long worldId, long machineNow, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await WorldRows.LoadAsync(db, wanted.Document, worldId, machineNow, cancellation);
        var world = new World
        {
            Name = wanted.Name,
            WorldId = worldId,
            Revision = 1,
            Origin = await StoreAsync(db, wanted.Document.WithoutSecrets(), cancellation),
            RandomSeed = wanted.RandomSeed,
            ExpiresAfter = wanted.ExpiresAfter,
        };
        await BulkInsert.WriteAsync(db, [world, .. wanted.Credentials], worldId, cancellation);
        await transaction.CommitAsync(cancellation);
        return world;
    }

    /// <summary>Loads a document under a fresh world id and moves the name's pointer to it.</summary>
    public static async Task<World> ReplaceAsync(
        LoyaltyContext db, string name, WorldDocument document, bool withoutFaults, long worldId, long machineNow, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await WorldRows.LoadAsync(db, document, worldId, machineNow, cancellation);
        var world = await db.Worlds.AsTracking().SingleAsync(known => known.Name == name, cancellation);
        world.WorldId = worldId;
        world.Revision++;
        world.Faults = withoutFaults ? [] : world.Faults;
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return world;
    }

    public static async Task<World> SetClockAsync(LoyaltyContext db, string name, ClockSetting clock, CancellationToken cancellation)
    {
        var world = await db.Worlds.AsTracking().SingleAsync(known => known.Name == name, cancellation);
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
        var world = await db.Worlds.AsTracking().SingleAsync(known => known.Name == name, cancellation);
        world.Faults = faults;
        world.Revision++;
        await db.SaveChangesAsync(cancellation);
        return world;
    }

    /// <summary>Keeps the world's present state under a name, which may have meant another state before.</summary>
    public static async Task<Snapshot> CreateSnapshotAsync(
        LoyaltyContext db, string worldName, string name, WorldDocument document, long machineNow, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var snapshot = new Snapshot { WorldName = worldName, Name = name, Content = await StoreAsync(db, document, cancellation), CreatedAt = machineNow };
        await RemoveSnapshotAsync(db, worldName, name, snapshot.Content, cancellation);
        await BulkInsert.WriteAsync(db, [snapshot], 0, cancellation);
        await transaction.CommitAsync(cancellation);
        return snapshot;
    }

    /// <summary>False when there is no such snapshot.</summary>
    public static async Task<bool> DeleteSnapshotAsync(LoyaltyContext db, string worldName, string name, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var known = await RemoveSnapshotAsync(db, worldName, name, null, cancellation);
        await transaction.CommitAsync(cancellation);
        return known;
    }

    public static async Task<WorldDocument> StoredDocumentAsync(LoyaltyContext db, string hash, CancellationToken cancellation) =>
        WorldDocumentJson.Read(await db.StoredDocuments.Where(stored => stored.Hash == hash).Select(stored => stored.Body).SingleAsync(cancellation));

    /// <summary>Removes the name with its credentials and snapshots; its rows go with <see cref="RemoveOrphanAsync"/>.</summary>
    public static async Task RemoveAsync(LoyaltyContext db, string name, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Credentials.Where(credential => credential.WorldName == name).ExecuteDeleteAsync(cancellation);
        await db.Snapshots.Where(snapshot => snapshot.WorldName == name).ExecuteDeleteAsync(cancellation);
        await db.Worlds.Where(world => world.Name == name).ExecuteDeleteAsync(cancellation);
        await db.RecordWorldDeletionAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The highest world id that has rows; 0 where there is no world.</summary>
    public static async Task<long> LastWorldIdAsync(LoyaltyContext db, CancellationToken cancellation)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = """SELECT COALESCE(MAX("WorldId"), 0) FROM "WorldStates" """;
        await db.Database.OpenConnectionAsync(cancellation);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>World ids that no name points at any more.</summary>
    public static async Task<IReadOnlyList<long>> OrphansAsync(LoyaltyContext db, CancellationToken cancellation) =>
        await db.WorldStates.IgnoreQueryFilters()
            .Select(state => EF.Property<long>(state, LoyaltyContext.WorldKey))
            .Where(id => !db.Worlds.Any(world => world.WorldId == id))
            .ToListAsync(cancellation);

    /// <summary>Removes an orphan's rows, and the documents that nothing refers to.</summary>
    public static async Task RemoveOrphanAsync(LoyaltyContext db, long worldId, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await WorldRows.RemoveAsync(db, worldId, cancellation);
        await Unreferenced(db).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Drops a snapshot, and its document unless something else refers to it or <paramref name="wanted"/> is its hash.</summary>
    private static async Task<bool> RemoveSnapshotAsync(LoyaltyContext db, string worldName, string name, string? wanted, CancellationToken cancellation)
    {
        var snapshot = db.Snapshots.Where(known => known.WorldName == worldName && known.Name == name);
        if (await snapshot.Select(known => known.Content).SingleOrDefaultAsync(cancellation) is not { } content)
        {
            return false;
        }

        await snapshot.ExecuteDeleteAsync(cancellation);
        await Unreferenced(db).Where(stored => stored.Hash == content && stored.Hash != wanted).ExecuteDeleteAsync(cancellation);
        return true;
    }

    /// <summary>Documents that nothing refers to.</summary>
    private static IQueryable<StoredDocument> Unreferenced(LoyaltyContext db) => db.StoredDocuments
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

/// <summary>What it takes to make a world.</summary>
public sealed record NewWorld(
    string Name, WorldDocument Document, IReadOnlyList<Credential> Credentials, long RandomSeed = 0, long? ExpiresAfter = null);
