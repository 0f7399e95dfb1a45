using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Data.Common;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;

namespace Loyalty.Store.State;

/// <summary>Reads the state of a world from the database, each part with a fixed number of statements.</summary>
public sealed class StateLoader(IStoreDatabase database) : IDisposable
{
    private readonly ConcurrentBag<RowCommands> _idle = [];

    /// <summary>Runs reads in one snapshot of the database.</summary>
    internal T Read<T>(Func<StateQueries, T> read)
    {
        if (!_idle.TryTake(out var commands))
        {
            commands = RowCommands.Open(database);
        }

        try
        {
            var result = commands.InSnapshot(() => read(new StateQueries(commands)));
            _idle.Add(commands);
            return result;
        }
        catch
        {
            // The state of its transaction is unknown.
            commands.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var commands))
        {
            commands.Dispose();
        }
    }
}

/// <summary>The queries that load the state of a world, over one connection. Used by loads, and by the writer inside its transaction.</summary>
internal sealed class StateQueries(RowCommands commands)
{
    /// <summary>The longest list of promotions in one statement. Shorter lists are filled up, so that one prepared statement serves all lengths.</summary>
    private const int TotalsBatch = 32;

    private const long EmptyRootWeight = 10_000;

    private static readonly string[] TotalsParameters = [.. Enumerable.Range(0, TotalsBatch).Select(index => $"p{index}")];

    private static readonly string TotalsSql =
        $"""SELECT "PromotionId", "At", SUM("Sign" * "Times"), SUM("Sign" * "Points") FROM "UsageEntries" WHERE "WorldId" = @WorldId AND "Kind" = @Kind AND "PromotionId" IN ({string.Join(", ", TotalsParameters.Select(name => "@" + name))}) GROUP BY "PromotionId", "At" ORDER BY "PromotionId", "At" """;

    public WorldRoot Root(long worldId, long revision)
    {
        var weightBefore = commands.WeightRead;
        var orgs = commands.Read<Org>(worldId);
        var groups = commands.Read<TargetGroup>(worldId).ToLookup(row => row.OrgId);
        var periods = commands.Read<Period>(worldId).ToLookup(row => row.OrgId);
        var targets = commands.Read<Target>(worldId).ToLookup(row => row.OrgId);
        var programs = commands.Read<LoyaltyProgram>(worldId).ToLookup(row => row.OrgId);
        var promotions = commands.Read<Promotion>(worldId).ToLookup(row => row.OrgId);
        var rulesets = commands.Read<Ruleset>(worldId).ToLookup(row => row.OrgId);
        var rules = commands.Read<Rule>(worldId).ToLookup(row => row.OrgId);
        var versions = commands.Read<UnifiedPromotion>(worldId).ToLookup(row => row.OrgId);
        var sequences = commands.Read<IdSequence>(worldId).ToDictionary(row => row.Kind, row => row.NextId);
        return new WorldRoot(
            revision,
            orgs.ToFrozenDictionary(org => org.Id, org => new OrgCatalog(
                org,
                TargetCatalog.Of(groups[org.Id], periods[org.Id], targets[org.Id]),
                PromotionCatalog.Of(programs[org.Id], promotions[org.Id], rulesets[org.Id], rules[org.Id], versions[org.Id]))),
            Sequences.Of(kind => sequences.GetValueOrDefault(kind, 1)))
        {
            Weight = EmptyRootWeight + commands.WeightRead - weightBefore,
        };
    }

    public CustomerState Customer(long worldId, CustomerKey key, long now)
    {
        if (commands.Read<Customer>(worldId, (nameof(Domain.Customers.Customer.Id), key.CustomerId)) is not [{ } customer] || customer.OrgId != key.OrgId)
        {
            return CustomerState.Nobody(now);
        }

        var identifiers = commands.Read<CustomerIdentifier>(worldId, (nameof(CustomerIdentifier.CustomerId), key.CustomerId));
        var enrolments = commands.Read<Enrolment>(worldId, (nameof(Enrolment.CustomerId), key.CustomerId));
        var progress = commands.Read<UserTarget>(worldId, (nameof(UserTarget.CustomerId), key.CustomerId));
        var usage = commands.Read<UsageEntry>(worldId, (nameof(UsageEntry.CustomerId), key.CustomerId));
        return CustomerState.Of(customer, identifiers, CustomerTargets.Of(key.OrgId, key.CustomerId, enrolments, progress), usage, now);
    }

    /// <summary>Null if the request was not carried out.</summary>
    public RequestKey? Request(long worldId, long orgId, RequestOperation operation, string requestId) => commands.Read<RequestKey>(
        worldId,
        (nameof(RequestKey.OrgId), orgId),
        (nameof(RequestKey.Operation), WireName<RequestOperation>.Of(operation)),
        (nameof(RequestKey.RequestId), requestId)) is [{ } key] ? key : null;

    /// <summary>Null if the organisation has no such identifier.</summary>
    public long? CustomerOf(long worldId, IdentifierKey key) => commands.Read<CustomerIdentifier>(
        worldId,
        (nameof(CustomerIdentifier.OrgId), key.OrgId),
        (nameof(CustomerIdentifier.Name), key.Name),
        (nameof(CustomerIdentifier.Value), key.Value)) is [{ } identifier] ? identifier.CustomerId : null;

    /// <summary>What all customers together did in promotions.</summary>
    public IReadOnlyDictionary<TotalKey, UsageSums> Totals(long worldId, IReadOnlyCollection<TotalKey> keys)
    {
        var totals = keys.ToDictionary(key => key, _ => UsageSums.Empty);
        foreach (var ofKind in keys.GroupBy(key => key.Kind))
        {
            var points = new Dictionary<long, List<(long At, Consumption Amount)>>();
            foreach (var batch in ofKind.Chunk(TotalsBatch))
            {
                var promotions = TotalsParameters.Select((name, index) => (name, (object)batch[Math.Min(index, batch.Length - 1)].PromotionId));
                using var reader = commands.Command(TotalsSql, worldId, [("Kind", WireName<UsageKind>.Of(ofKind.Key)), .. promotions]).ExecuteReader();
                ReadPoints(reader, points);
            }

            foreach (var (id, list) in points)
            {
                totals[new(id, ofKind.Key)] = UsageSums.Of(list);
            }
        }

        return totals;
    }

    private static void ReadPoints(DbDataReader reader, Dictionary<long, List<(long At, Consumption Amount)>> points)
    {
        while (reader.Read())
        {
            var id = reader.GetInt64(0);
            if (!points.TryGetValue(id, out var list))
            {
                points.Add(id, list = []);
            }

            list.Add((reader.GetInt64(1), new Consumption(reader.GetInt64(2), reader.GetInt64(3))));
        }
    }
}
