using System.Runtime.CompilerServices;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Access;
using Loyalty.Store.Customers;
using Loyalty.Store.Database;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;
using Loyalty.Store.WorldDocuments;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Worlds;

/// <summary>Writes the rows of a world document to the database and reads them back as a document.</summary>
public static class WorldRows
{
    /// <summary>Inserts all rows of the document under an unused world id. The caller commits.</summary>
    public static void Load(LoyaltyContext db, WorldDocument document, long worldId, long machineNow) =>
        BulkInsert.Write(db, document.ToRows(machineNow), worldId);

    /// <summary>Reads the whole world as a document in a transaction of its own, which lets others write meanwhile.</summary>
    public static async Task<WorldDocument> ReadSnapshotAsync(LoyaltyContext db, long worldId, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        await db.Database.ExecuteSqlRawAsync("BEGIN", cancellation);
        try
        {
            return await ReadAsync(db, worldId, cancellation);
        }
        finally
        {
            await db.Database.ExecuteSqlRawAsync("COMMIT", CancellationToken.None);
        }
    }

    /// <summary>Reads the whole world as a document, ordered by id.</summary>
    public static async Task<WorldDocument> ReadAsync(LoyaltyContext db, long worldId, CancellationToken cancellation)
    {
        db.Enter(worldId, 0);
        var state = await db.WorldStates.AsNoTracking().SingleAsync(cancellation);
        var orgs = await db.Orgs.AsNoTracking().OrderBy(org => org.Id).ToListAsync(cancellation);
        var documents = new List<OrgDocument>(orgs.Count);
        foreach (var org in orgs)
        {
            db.Enter(worldId, org.Id);
            documents.Add(await ReadOrgAsync(db, org, cancellation));
        }

        return new WorldDocument(
            WorldDocument.CurrentSchemaVersion,
            state.DocumentName,
            state.TimeZone,
            documents,
            ClockDocument.From(new ClockSetting(state.ClockMode, state.ClockValue)),
            state.Settings == WorldSettings.Unset ? null : state.Settings);
    }

    /// <summary>Deletes all rows of a world id that no world uses any more.</summary>
    public static async Task RemoveAsync(LoyaltyContext db, long worldId, CancellationToken cancellation)
    {
        foreach (var table in RowTable.WorldTables(db))
        {
            // The table's name comes from the model, never from a request.
            await db.Database.ExecuteSqlAsync(
                FormattableStringFactory.Create($"DELETE FROM \"{table.Name}\" WHERE \"{LoyaltyContext.WorldKey}\" = {{0}}", worldId), cancellation);
        }
    }

    private static async Task<OrgDocument> ReadOrgAsync(LoyaltyContext db, Domain.Access.Org org, CancellationToken cancellation)
    {
        var identifiers = (await db.CustomerIdentifiers.AsNoTracking().ToListAsync(cancellation)).ToLookup(identifier => identifier.CustomerId);
        var periods = (await db.Periods.AsNoTracking().OrderBy(period => period.Id).ToListAsync(cancellation)).ToLookup(period => period.TargetGroupId);
        var targets = (await db.Targets.AsNoTracking().OrderBy(target => target.Id).ToListAsync(cancellation)).ToLookup(target => target.TargetGroupId);
        var rulesets = (await db.Rulesets.AsNoTracking().OrderBy(ruleset => ruleset.Id).ToListAsync(cancellation)).ToLookup(ruleset => ruleset.PromotionId);
        var rules = (await db.Rules.AsNoTracking().OrderBy(rule => rule.Id).ToListAsync(cancellation)).ToLookup(rule => rule.RulesetId);
        return new OrgDocument(
            org.Id,
            org.Name,
            org.ParentId,
            await ListAsync(db.AccessGroups.OrderBy(group => group.Name), AccessGroupDocument.From, cancellation),
            await ListAsync(db.Tills.OrderBy(till => till.Username), TillDocument.From, cancellation),
            await ListAsync(db.OAuthClients.OrderBy(client => client.Key), OAuthClientDocument.From, cancellation),
            await ListAsync(db.Programs.OrderBy(program => program.Id), ProgramDocument.From, cancellation),
            await ListAsync(db.Customers.OrderBy(customer => customer.Id), customer => CustomerDocument.From(customer, identifiers[customer.Id]), cancellation),
            await ListAsync(db.TargetGroups.OrderBy(group => group.Id), group => TargetGroupDocument.From(group, periods[group.Id], targets[group.Id]), cancellation),
            await ListAsync(db.Enrolments.OrderBy(enrolment => enrolment.Id), EnrolmentDocument.From, cancellation),
            await ListAsync(db.UserTargets.OrderBy(target => target.Id), UserTargetDocument.From, cancellation),
            await ListAsync(db.Promotions.OrderBy(promotion => promotion.Id), promotion => PromotionDocument.From(promotion, rulesets[promotion.Id], rules), cancellation),
            await ListAsync(db.UsageEntries.OrderBy(entry => entry.Id), UsageDocument.From, cancellation));
    }

    private static async Task<IReadOnlyList<TDocument>?> ListAsync<TEntity, TDocument>(
        IQueryable<TEntity> rows, Func<TEntity, TDocument> from, CancellationToken cancellation)
        where TEntity : class
    {
        var list = await rows.AsNoTracking().ToListAsync(cancellation);
        return list.Count == 0 ? null : [.. list.Select(from)];
    }
}
