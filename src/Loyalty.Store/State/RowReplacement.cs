using Loyalty.Domain;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;

namespace Loyalty.Store.State;

/// <summary>
/// Replaces rows of a world: in the database, in its catalog, and in what is in memory of the customers concerned. The decisions of the world are held meanwhile, so that
/// nothing overtakes it.
/// </summary>
public sealed class RowReplacement
{
    /// <summary>How many rows change at most in one commit, for which all other writes wait.</summary>
    public const int MostChanges = 100_000;

    private readonly LoadedWorld _world;
    private readonly WorldRoot _rootBefore;
    private readonly WorldRoot _root;
    private readonly IReadOnlyList<RowChange> _changes;

    private RowReplacement(LoadedWorld world, WorldRoot root, IReadOnlyList<object> before, IReadOnlyList<object> after)
    {
        _world = world;
        _rootBefore = root;
        _root = root.With(before, after) with { Revision = root.Revision + 1, Weight = root.Weight + WeightOf(after) - WeightOf(before) };
        _changes = Changes(before, after);
    }

    /// <summary>
    /// Finds the changes and prepares the new root, before the write's turn. It loads the catalog if that is not in memory. Throws if the catalog would become larger than it may be, or
    /// if one commit would change too many rows.
    /// </summary>
    public static async Task<RowReplacement> PrepareAsync(LoadedWorld world, IReadOnlyList<object> before, IReadOnlyList<object> after)
    {
        var replacement = new RowReplacement(world, await world.ReadAsync(reading => reading.Root), before, after);
        if (replacement._changes.Count > MostChanges)
        {
            throw new WorldBoundException($"The patch changes {replacement._changes.Count} rows; at most {MostChanges} can change at once. Replace the document instead.");
        }

        var weight = replacement._root.Weight;
        return weight <= world.Memory.LargestPart || weight <= replacement._rootBefore.Weight ? replacement : throw new WorldBoundException(world.Memory.WorldFull);
    }

    public void Commit(RowCommands commands)
    {
        using var transaction = commands.Begin();
        // First all removals, so that no new row meets an old one with the same unique values.
        foreach (var change in _changes.Where(change => change.Before is not null))
        {
            commands.Apply(RowChange.Remove(change.Before!), _world.WorldId);
        }

        foreach (var change in _changes.Where(change => change.After is not null))
        {
            commands.Apply(RowChange.Add(change.After!), _world.WorldId);
        }

        WorldTurn.WriteNumbers(commands, _world, _root, _rootBefore.Sequences);
        _world.Begin(PendingCommit.OfEverything);
        try
        {
            transaction.Commit();
        }
        catch
        {
            _world.Cancel();
            throw;
        }

        foreach (var row in _changes.SelectMany(change => new[] { change.Before, change.After }))
        {
            Drop(row);
        }

        _world.Show(_root);
    }

    private static long WeightOf(IEnumerable<object> rows) => rows.Where(WorldRoot.Holds).Sum(StoredTables.WeightOf);

    /// <summary>The rows that differ.</summary>
    private static IReadOnlyList<RowChange> Changes(IReadOnlyList<object> rowsBefore, IReadOnlyList<object> rowsAfter)
    {
        var before = rowsBefore.ToDictionary(KeyOf);
        var changes = new List<RowChange>();
        foreach (var row in rowsAfter)
        {
            if (!before.Remove(KeyOf(row), out var earlier))
            {
                changes.Add(RowChange.Add(row));
            }
            else if (!StoredTables.Of(row.GetType()).Columns.All(column => column.ValueOf(row, 0).Equals(column.ValueOf(earlier, 0))))
            {
                changes.Add(new RowChange(earlier, row));
            }
        }

        return [.. before.Values.Select(RowChange.Remove), .. changes];
    }

    private static (Type Type, object First, object? Second, object? Third) KeyOf(object row)
    {
        object[] key = [.. StoredTables.Of(row.GetType()).KeyInWorld.Select(column => column.ValueOf(row, 0))];
        return (row.GetType(), key[0], key.ElementAtOrDefault(1), key.ElementAtOrDefault(2));
    }

    /// <summary>Drops what is in memory of a changed row. It is loaded again when it is needed.</summary>
    private void Drop(object? row)
    {
        switch (row)
        {
            case Customer customer:
                _world.Customers.Drop(new(customer.OrgId, customer.Id));
                break;
            case CustomerIdentifier identifier:
                _world.Identifiers.Drop(new(identifier.OrgId, identifier.Name, identifier.Value));
                _world.Customers.Drop(new(identifier.OrgId, identifier.CustomerId));
                break;
            case Enrolment enrolment:
                _world.Customers.Drop(new(enrolment.OrgId, enrolment.CustomerId));
                break;
            case UserTarget progress:
                _world.Customers.Drop(new(progress.OrgId, progress.CustomerId));
                break;
            case UsageEntry entry:
                _world.Customers.Drop(new(entry.OrgId, entry.CustomerId));
                _world.Totals.Drop(new(entry.PromotionId, entry.Kind));
                break;
        }
    }
}
