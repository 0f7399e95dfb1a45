using Loyalty.Domain.Promotions;
using Loyalty.Domain.Worlds;

namespace Loyalty.Store.State;

/// <summary>
/// One state of a world, for a pure function. Parts that are not in memory are noted, and default values returned in their place; the function runs
/// again after they were loaded.
/// </summary>
public sealed class WorldReading
{
    private readonly LoadedWorld _world;
    private List<(CustomerKey Key, long Now)>? _missingCustomers;
    private List<IdentifierKey>? _missingIdentifiers;
    private List<TotalKey>? _missingTotals;
    private Dictionary<CustomerKey, Cell<CustomerState>>? _customers;
    private Dictionary<IdentifierKey, Cell<long?>>? _identifiers;
    private Dictionary<TotalKey, Cell<UsageSums>>? _totals;
    private bool _isStale;

    internal WorldReading(LoadedWorld world, WorldRoot root)
    {
        _world = world;
        Root = root;
    }

    public WorldRoot Root { get; }

    /// <summary>False if something was missing or newer than the root.</summary>
    public bool IsComplete => !_isStale && _missingCustomers is null && _missingIdentifiers is null && _missingTotals is null;

    public OrgCatalog Catalog(long orgId) => Root.Orgs[orgId];

    /// <summary>Null if the customer has to be loaded first.</summary>
    public CustomerState? Customer(CustomerKey key, long now)
    {
        var cell = _customers?.GetValueOrDefault(key) ?? _world.Customers.Find(key);
        if (cell is null || cell.Value.ValidFrom > now)
        {
            (_missingCustomers ??= []).Add((key, now));
            return null;
        }

        return IsOfRoot(cell) ? cell.Value : null;
    }

    /// <summary>The customer with an identifier; null if there is none.</summary>
    public long? CustomerOf(IdentifierKey key)
    {
        var cell = _identifiers?.GetValueOrDefault(key) ?? _world.Identifiers.Find(key);
        if (cell is null)
        {
            (_missingIdentifiers ??= []).Add(key);
            return null;
        }

        return IsOfRoot(cell) ? cell.Value : null;
    }

    /// <summary>What all customers together did in a promotion.</summary>
    public UsageSums Totals(long promotionId, UsageKind kind = UsageKind.Redeem)
    {
        var key = new TotalKey(promotionId, kind);
        var cell = _totals?.GetValueOrDefault(key) ?? _world.Totals.Find(key);
        if (cell is null)
        {
            (_missingTotals ??= []).Add(key);
            return UsageSums.Empty;
        }

        return IsOfRoot(cell) ? cell.Value : UsageSums.Empty;
    }

    /// <summary>Loads what was missing. False if something is newer than the root, so that the reader has to start again.</summary>
    internal bool LoadMissing()
    {
        if (_isStale)
        {
            return false;
        }

        if (_missingCustomers is { } customers)
        {
            var nowOf = customers.GroupBy(missing => missing.Key, missing => missing.Now).ToDictionary(times => times.Key, times => times.Min());
            Hold(ref _customers, _world.Customers.Load(nowOf.Keys, keys =>
                _world.Load<IReadOnlyDictionary<CustomerKey, CustomerState>>(
                    queries => keys.ToDictionary(key => key, key => queries.Customer(_world.WorldId, key, nowOf[key])), commit => keys.Any(commit.MayChange))));
            _missingCustomers = null;
        }

        if (_missingIdentifiers is { } identifiers)
        {
            Hold(ref _identifiers, _world.Identifiers.Load([.. identifiers.Distinct()], keys =>
                _world.Load<IReadOnlyDictionary<IdentifierKey, long?>>(
                    queries => keys.ToDictionary(key => key, key => queries.CustomerOf(_world.WorldId, key)), commit => keys.Any(commit.MayChange))));
            _missingIdentifiers = null;
        }

        if (_missingTotals is { } totals)
        {
            Hold(ref _totals, _world.Totals.Load([.. totals.Distinct()], keys => _world.Load(queries => queries.Totals(_world.WorldId, keys), commit => keys.Any(commit.MayChange))));
            _missingTotals = null;
        }

        return true;
    }

    private static void Hold<TKey, TValue>(ref Dictionary<TKey, Cell<TValue>>? held, IReadOnlyDictionary<TKey, Cell<TValue>> loaded)
        where TKey : notnull
    {
        held ??= [];
        foreach (var (key, cell) in loaded)
        {
            held[key] = cell;
        }
    }

    private bool IsOfRoot<TValue>(Cell<TValue> cell)
    {
        _isStale |= cell.Revision > Root.Revision;
        return !_isStale;
    }
}
