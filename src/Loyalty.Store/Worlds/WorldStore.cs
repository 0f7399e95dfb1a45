using Loyalty.Domain.Access;
using Loyalty.Domain.Faults;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;

namespace Loyalty.Store.Worlds;

/// <summary>Creates, changes and deletes worlds. Each write is one transaction. Callers must not run two writes at the same time.</summary>
public static class WorldStore
{
    /// <summary>Documents that nothing refers to. Origins have no index, so all of them are read once.</summary>
    private const string Unreferenced =
        """NOT EXISTS (SELECT 1 FROM "Snapshots" WHERE "Content" = "Hash") AND "Hash" NOT IN (SELECT "Origin" FROM "Worlds")""";

    /// <summary>All worlds and credentials of the store, and the problems of worlds whose rows cannot be read completely.</summary>
    public static (IReadOnlyList<World> Worlds, IReadOnlyList<Credential> Credentials, IReadOnlyDictionary<string, string> Problems) ReadInstallation(RowCommands commands)
    {
        var worlds = commands.ReadReadable<World>();
        var credentials = commands.ReadReadable<Credential>();
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, problem) in worlds.Select(world => (world.Row.Name, world.Problem)).Concat(credentials.Select(credential => (credential.Row.WorldName, credential.Problem))))
        {
            if (problem is not null)
            {
                problems[name] = problem + ".";
            }
        }

        return ([.. worlds.Select(world => world.Row)], [.. credentials.Where(credential => credential.Problem is null).Select(credential => credential.Row)], problems);
    }

    /// <summary>Creates worlds of loaded rows, all in one transaction. Null if the document of an origin was deleted after it was prepared.</summary>
    public static IReadOnlyList<World>? Create(RowCommands commands, IReadOnlyList<(NewWorld NewWorld, NewRows Rows, NewStoredDocument Origin)> newWorlds, long machineNow)
    {
        using var transaction = commands.Begin();
        var worlds = new List<World>();
        foreach (var (newWorld, rows, origin) in newWorlds)
        {
            if (!Store(commands, origin))
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
            commands.Insert(world, 0);
            foreach (var credential in newWorld.Credentials)
            {
                commands.Insert(credential, 0);
            }

            worlds.Add(world);
        }

        transaction.Commit();
        return worlds;
    }

    /// <summary>Makes a world use other rows.</summary>
    public static World Switch(RowCommands commands, string name, NewRows rows, bool withoutFaults) => Change(commands, name, world =>
    {
        world.WorldId = rows.WorldId;
        world.Faults = withoutFaults ? [] : world.Faults;
    });

    public static World SetClock(RowCommands commands, string name, ClockSetting clock) => Change(commands, name, world =>
    {
        var state = commands.Read<WorldState>(world.WorldId).Single();
        state.ClockMode = clock.Mode;
        state.ClockValue = clock.Value;
        commands.Update(state, world.WorldId);
    });

    public static World SetFaults(RowCommands commands, string name, IReadOnlyList<FaultRule> faults) => Change(commands, name, world => world.Faults = faults);

    /// <summary>The snapshots of a world, ordered by name.</summary>
    public static IReadOnlyList<Snapshot> Snapshots(RowCommands commands, string worldName) =>
        [.. commands.Read<Snapshot>(0, (nameof(Snapshot.WorldName), worldName)).OrderBy(snapshot => snapshot.Name, StringComparer.Ordinal)];

    public static Snapshot? FindSnapshot(RowCommands commands, string worldName, string name) =>
        commands.Read<Snapshot>(0, (nameof(Snapshot.WorldName), worldName), (nameof(Snapshot.Name), name)).SingleOrDefault();

    /// <summary>Stores a document as a snapshot. Replaces an existing snapshot with the same name.</summary>
    public static Snapshot CreateSnapshot(RowCommands commands, string worldName, string name, NewStoredDocument document, long machineNow)
    {
        using var transaction = commands.Begin();
        Store(commands, document);
        var replaced = FindSnapshot(commands, worldName, name);
        commands.Delete<Snapshot>(0, (nameof(Snapshot.WorldName), worldName), (nameof(Snapshot.Name), name));
        var snapshot = new Snapshot { WorldName = worldName, Name = name, Content = document.Hash, CreatedAt = machineNow };
        commands.Insert(snapshot, 0);
        RemoveDocumentOf(commands, replaced);
        transaction.Commit();
        return snapshot;
    }

    /// <summary>False if there is no such snapshot.</summary>
    public static bool DeleteSnapshot(RowCommands commands, string worldName, string name)
    {
        using var transaction = commands.Begin();
        if (FindSnapshot(commands, worldName, name) is not { } snapshot)
        {
            return false;
        }

        commands.Delete<Snapshot>(0, (nameof(Snapshot.WorldName), worldName), (nameof(Snapshot.Name), name));
        RemoveDocumentOf(commands, snapshot);
        transaction.Commit();
        return true;
    }

    /// <summary>Deletes a world with its credentials and snapshots. Its rows are deleted later.</summary>
    public static void Remove(RowCommands commands, IStoreDatabase database, string name)
    {
        using var transaction = commands.Begin();
        commands.Delete<Credential>(0, (nameof(Credential.WorldName), name));
        commands.Delete<Snapshot>(0, (nameof(Snapshot.WorldName), name));
        commands.Delete<World>(0, (nameof(World.Name), name));
        database.RecordWorldDeletion(commands);
        transaction.Commit();
    }

    /// <summary>The highest world id that has rows; 0 if there are no rows.</summary>
    public static long LastWorldId(RowCommands commands) => commands.ReadNumbers("""SELECT COALESCE(MAX("WorldId"), 0) FROM "WorldStates" """)[0];

    /// <summary>Whether the tables have more than so many rows of a world. Counts no further.</summary>
    internal static bool HasMoreRows(RowCommands commands, long worldId, int count)
    {
        var rows = string.Join(" UNION ALL ", StoredTables.WithWorldRows.Select(table => $"""SELECT 1 FROM "{table.Name}" WHERE "WorldId" = @WorldId"""));
        return commands.ReadNumbers($"SELECT COUNT(*) FROM (SELECT 1 FROM ({rows}) LIMIT {count + 1})", worldId)[0] > count;
    }

    /// <summary>World ids that have rows, but that neither a world nor a stored document uses.</summary>
    public static IReadOnlyList<long> OrphanedWorldIds(RowCommands commands) => commands.ReadNumbers(
        """SELECT "WorldId" FROM "WorldStates" EXCEPT SELECT "WorldId" FROM "Worlds" EXCEPT SELECT "WorldId" FROM "StoredDocuments" """);

    /// <summary>Deletes the documents that nothing refers to.</summary>
    public static int RemoveUnreferencedDocuments(RowCommands commands) => commands.Execute($"""DELETE FROM "StoredDocuments" WHERE {Unreferenced}""", 0);

    internal static StoredDocument? FindDocument(RowCommands commands, string hash) =>
        commands.Read<StoredDocument>(0, (nameof(StoredDocument.Hash), hash)).SingleOrDefault();

    private static World Change(RowCommands commands, string name, Action<World> change)
    {
        using var transaction = commands.Begin();
        var world = commands.Read<World>(0, (nameof(World.Name), name)).Single();
        change(world);
        world.Revision++;
        commands.Update(world, 0);
        transaction.Commit();
        return world;
    }

    /// <summary>Deletes the document of a deleted snapshot, unless something else refers to it.</summary>
    private static void RemoveDocumentOf(RowCommands commands, Snapshot? snapshot)
    {
        if (snapshot is not null)
        {
            commands.Execute($"""DELETE FROM "StoredDocuments" WHERE "Hash" = @Content AND {Unreferenced}""", 0, ("Content", snapshot.Content));
        }
    }

    /// <summary>Stores a document, unless it is stored already. False if it was stored when it was prepared, and is no longer.</summary>
    private static bool Store(RowCommands commands, NewStoredDocument document)
    {
        var isStored = FindDocument(commands, document.Hash) is not null;
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
