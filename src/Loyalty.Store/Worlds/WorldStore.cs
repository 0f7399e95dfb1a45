using Loyalty.Domain.Access;
using Loyalty.Domain.Faults;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Worlds;

/// <summary>Creates, changes and deletes worlds. Each write is one transaction. Callers must not run two writes at the same time.</summary>
public static class WorldStore
{
    /// <summary>Creates a world of loaded rows. Null if the document of its origin was deleted after it was prepared.</summary>
    public static async Task<World?> CreateAsync(
        LoyaltyContext db, NewWorld newWorld, NewRows rows, NewStoredDocument origin, long machineNow, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (!Store(db, origin))
        {
            return null;
        }

        var world = new World
        {
            Name = newWorld.Name,
            WorldId = rows.WorldId,
            Revision = 1,
            Origin = origin.Hash,
            CreatedAt = machineNow,
            RandomSeed = newWorld.RandomSeed,
            ExpiresAfter = newWorld.ExpiresAfter,
        };
        BulkInsert.Write(db, [world, .. newWorld.Credentials], rows.WorldId);
        await transaction.CommitAsync(cancellation);
        return world;
    }

    /// <summary>Makes a world use other rows.</summary>
    public static async Task<World> SwitchAsync(LoyaltyContext db, string name, NewRows rows, bool withoutFaults, CancellationToken cancellation)
    {
        var world = await db.Worlds.AsTracking().SingleAsync(candidate => candidate.Name == name, cancellation);
        world.WorldId = rows.WorldId;
        world.Revision++;
        world.Faults = withoutFaults ? [] : world.Faults;
        await db.SaveChangesAsync(cancellation);
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
        LoyaltyContext db, string worldName, string name, NewStoredDocument document, long machineNow, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        Store(db, document);
        var snapshot = new Snapshot { WorldName = worldName, Name = name, Content = document.Hash, CreatedAt = machineNow };
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

    /// <summary>Deletes a world with its credentials and snapshots. Its rows are deleted later.</summary>
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

    /// <summary>World ids that have rows, but that neither a world nor a stored document uses.</summary>
    public static async Task<IReadOnlyList<long>> OrphanedWorldIdsAsync(LoyaltyContext db, CancellationToken cancellation) =>
        await db.WorldStates.IgnoreQueryFilters()
            .Select(state => EF.Property<long>(state, LoyaltyContext.WorldKey))
            .Where(id => !db.Worlds.Any(world => world.WorldId == id) && !db.StoredDocuments.Any(stored => stored.WorldId == id))
            .ToListAsync(cancellation);

    /// <summary>Deletes the documents that nothing refers to.</summary>
    public static Task<int> RemoveUnreferencedDocumentsAsync(LoyaltyContext db, CancellationToken cancellation) =>
        UnreferencedDocuments(db).ExecuteDeleteAsync(cancellation);

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

    /// <summary>Stores a document, unless it is stored already. False if it was stored when it was prepared, and is no longer.</summary>
    private static bool Store(LoyaltyContext db, NewStoredDocument document)
    {
        using var commands = new RowCommands(db);
        var isStored = commands.Read<StoredDocument>(0, (nameof(StoredDocument.Hash), document.Hash)).Count > 0;
        if (isStored || document is { Rows: null, Body: null })
        {
            return isStored;
        }

        commands.Insert(new StoredDocument { Hash = document.Hash, WorldId = document.Rows?.WorldId, Body = document.Body }, 0);
        return true;
    }
}

/// <summary>A world to be created.</summary>
public sealed record NewWorld(
    string Name, IReadOnlyList<Credential> Credentials, long RandomSeed = 0, long? ExpiresAfter = null);
