using System.Collections.Frozen;
using Loyalty.Domain;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;

namespace Loyalty.Store.State;

/// <summary>
/// A world as a decision sees it when its turn comes: the last commit, changed by the decisions before it in the same batch.
/// </summary>
public sealed class WorldTurn
{
    private const string SequenceSql =
        """INSERT INTO "IdSequences" ("WorldId", "Kind", "NextId") VALUES (@WorldId, @Kind, @NextId) ON CONFLICT ("WorldId", "Kind") DO UPDATE SET "NextId" = @NextId""";

    private readonly LoadedWorld _world;
    private readonly StateQueries _queries;
    private readonly Dictionary<CustomerKey, CustomerState> _customers = [];
    private readonly Dictionary<IdentifierKey, long?> _identifiers = [];

    /// <summary>The totals that changed; null for those that are not in memory.</summary>
    private readonly Dictionary<TotalKey, UsageSums?> _totals = [];
    private readonly Sequences _sequencesBefore;

    internal WorldTurn(LoadedWorld world, StateQueries queries)
    {
        _world = world;
        _queries = queries;
        Root = world.RootForWriter(queries);
        _sequencesBefore = Root.Sequences;
        Ids = new FreshIds(Root.Sequences);
    }

    public WorldRoot Root { get; private set; }

    /// <summary>True if a decision changed the world.</summary>
    internal bool IsChanged { get; private set; }

    /// <summary>The ids for the decision that is running.</summary>
    public FreshIds Ids { get; private set; }

    /// <summary>The world's time for the decision that is running.</summary>
    public long Now { get; private set; }

    public CustomerState Customer(CustomerKey key)
    {
        if (_customers.TryGetValue(key, out var changed) && changed.ValidFrom <= Now)
        {
            return changed;
        }

        return _world.Customers.Find(key) is { } cell && cell.Value.ValidFrom <= Now && changed is null ? cell.Value : _queries.Customer(_world.WorldId, key, Now);
    }

    /// <summary>The request with this id that was carried out; null if there is none. It is read from the database, where those of earlier decisions of the batch are already.</summary>
    public RequestKey? FindRequest(long orgId, RequestOperation operation, string requestId) => _queries.Request(_world.WorldId, orgId, operation, requestId);

    /// <summary>What all customers together did in a promotion.</summary>
    public UsageSums Totals(long promotionId, UsageKind kind)
    {
        var key = new TotalKey(promotionId, kind);
        var isChanged = _totals.TryGetValue(key, out var changed);
        return changed ?? (isChanged ? null : _world.Totals.Find(key)?.Value) ?? Load(key, isChanged);
    }

    /// <summary>The customer with an identifier; null if there is none.</summary>
    public long? CustomerOf(IdentifierKey key) =>
        _identifiers.TryGetValue(key, out var changed) ? changed
        : _world.Identifiers.Find(key) is { } cell ? cell.Value
        : _queries.CustomerOf(_world.WorldId, key);

    internal void Begin(long now)
    {
        Now = now;
        Ids = new FreshIds(Root.Sequences);
    }

    /// <summary>Why the changes of the decision that is running cannot be made; null if they can.</summary>
    internal WriteRefusal? Refuse(IReadOnlyList<RowChange> changes) => Ids.AreUsedUp ? WriteRefusal.IdsUsedUp : HasRoomFor(changes) ? null : WriteRefusal.WorldFull;

    /// <summary>Makes the changes of a decision visible to the decisions after it.</summary>
    internal void Apply(IReadOnlyList<RowChange> changes, RowCommands commands)
    {
        IsChanged = true;
        var root = Root.With([.. changes.Where(change => WorldRoot.Holds(change.Row))]);
        var weight = root.Weight;

        // Before the rows are written: it may load the customers without them.
        foreach (var ofCustomer in ChangesOfCustomers(changes))
        {
            _customers[ofCustomer.Key] = Customer(ofCustomer.Key).With([.. ofCustomer]);
        }

        foreach (var change in changes)
        {
            switch (change.Row)
            {
                case { } row when WorldRoot.Holds(row):
                    break;
                case CustomerIdentifier row:
                    _identifiers[new(row.OrgId, row.Name, row.Value)] = change.After is null ? null : row.CustomerId;
                    break;
                case UsageEntry row when change.Before is null:
                    var key = new TotalKey(row.PromotionId, row.Kind);
                    _totals[key] = (_totals.TryGetValue(key, out var total) ? total : _world.Totals.Find(key)?.Value)?.With(row.At, Consumption.Of(row));
                    break;
                case Domain.Customers.Customer or Enrolment or UserTarget:
                    break;
                case RequestKey:
                    // Only the database holds it.
                    break;
                default:
                    throw new InvalidOperationException($"No part of the state in memory holds a {change.Row.GetType().Name}.");
            }

            var added = commands.Apply(change, _world.WorldId);
            weight += WorldRoot.Holds(change.Row) ? added - StoredTables.WeightOf(change.Before) : 0;
        }

        Root = root with { Sequences = Ids.Sequences, Weight = weight };
    }

    /// <summary>Writes the revision and the sequences, and announces the commit.</summary>
    internal void Prepare(RowCommands commands)
    {
        Root = Root with { Revision = _world.Revision + 1 };
        WriteNumbers(commands, _world, Root, _sequencesBefore);
        _world.Begin(new PendingCommit(_customers.Keys, _totals.Keys, _identifiers.Keys));
    }

    /// <summary>Writes the revision and the sequences that changed.</summary>
    internal static void WriteNumbers(RowCommands commands, LoadedWorld world, WorldRoot root, Sequences before)
    {
        commands.Execute("""UPDATE "Worlds" SET "Revision" = @Revision WHERE "WorldId" = @WorldId""", world.WorldId, ("Revision", root.Revision));
        foreach (var kind in Enum.GetValues<IdKind>())
        {
            if (root.Sequences.Next(kind) != before.Next(kind))
            {
                commands.Execute(SequenceSql, world.WorldId, ("Kind", WireName<IdKind>.Of(kind)), ("NextId", root.Sequences.Next(kind)));
            }
        }
    }

    internal void Show()
    {
        foreach (var (key, state) in _customers)
        {
            _world.Customers.Publish(key, state, Root.Revision);
        }

        foreach (var (key, sums) in _totals)
        {
            if (sums is null)
            {
                _world.Totals.Drop(key);
            }
            else
            {
                _world.Totals.Publish(key, sums, Root.Revision);
            }
        }

        foreach (var (key, customerId) in _identifiers)
        {
            _world.Identifiers.Publish(key, customerId, Root.Revision);
        }

        _world.Show(Root);
    }

    internal void Cancel() => _world.Cancel();

    /// <summary>Loads totals, with what earlier decisions of the batch have written.</summary>
    private UsageSums Load(TotalKey key, bool isChanged)
    {
        var loaded = _queries.Totals(_world.WorldId, [key])[key];
        if (isChanged)
        {
            _totals[key] = loaded;
        }

        return loaded;
    }

    /// <summary>False for changes that enlarge a catalog or a customer that is as large as it may be.</summary>
    private bool HasRoomFor(IReadOnlyList<RowChange> changes) =>
        (Root.Weight <= _world.Memory.LargestPart
            || changes.Where(change => WorldRoot.Holds(change.Row)).Sum(change => StoredTables.WeightOf(change.After) - StoredTables.WeightOf(change.Before)) <= 0)
        && ChangesOfCustomers(changes).All(ofCustomer =>
            ofCustomer.Sum(change => CustomerState.WeightOf(change.After) - CustomerState.WeightOf(change.Before)) <= 0 || Customer(ofCustomer.Key).Weight <= _world.Memory.LargestPart);

    /// <summary>The changes of rows that the states of customers hold. An identifier may go from one customer to another.</summary>
    private static IEnumerable<IGrouping<CustomerKey, RowChange>> ChangesOfCustomers(IReadOnlyList<RowChange> changes) => changes
        .SelectMany(static change => change is { Before: CustomerIdentifier before, After: CustomerIdentifier after } && before.CustomerId != after.CustomerId
            ? [RowChange.Remove(before), RowChange.Add(after)]
            : new[] { change })
        .Where(static change => CustomerOf(change.Row) is not null)
        .GroupBy(static change => CustomerOf(change.Row)!.Value);

    /// <summary>The customer whose state holds a row; null for other rows.</summary>
    private static CustomerKey? CustomerOf(object row) => row switch
    {
        Customer customer => new(customer.OrgId, customer.Id),
        CustomerIdentifier identifier => new(identifier.OrgId, identifier.CustomerId),
        UsageEntry entry => new(entry.OrgId, entry.CustomerId),
        Enrolment enrolment => new(enrolment.OrgId, enrolment.CustomerId),
        UserTarget progress => new(progress.OrgId, progress.CustomerId),
        _ => null,
    };
}
