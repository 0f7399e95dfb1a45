using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Promotions;

/// <summary>The filter of promotionsV2; all conditions must hold.</summary>
public sealed record PromotionFilter(
    long ProgramId, PromotionSourceType SourceType, bool IncludeInactive, string? EventName, IReadOnlyList<long>? PromotionIds, bool OnlyGeneric);

/// <summary>A promotion with its rulesets and the usage of the identified customer.</summary>
public sealed record PromotionRow(Promotion Promotion, IReadOnlyList<RulesetRow> Rulesets, PromotionUsage Usage);

/// <summary>A ruleset with its rules.</summary>
public sealed record RulesetRow(Ruleset Ruleset, IReadOnlyList<Rule> Rules);

/// <summary>Reads pages of promotions, highest id first. The number of statements does not depend on the page size.</summary>
public static class PromotionPages
{
    private static readonly Func<LoyaltyContext, long, CancellationToken, Task<string?>> ProgramNameQuery =
        EF.CompileAsyncQuery((LoyaltyContext db, long programId, CancellationToken cancellation) =>
            db.Programs.Where(program => program.Id == programId).Select(program => program.Name).FirstOrDefault());

    /// <summary>Null if the org has no such program.</summary>
    public static Task<string?> ProgramNameAsync(LoyaltyContext db, long programId, CancellationToken cancellation) =>
        ProgramNameQuery(db, programId, cancellation);

    /// <summary>The ids of the program's promotions that contain a ruleset or rule with this id. There are two if a ruleset and a rule have the same id.</summary>
    public static async Task<IReadOnlyList<long>> PromotionsOfRuleAsync(LoyaltyContext db, long programId, long id, CancellationToken cancellation)
    {
        var owners = db.Rulesets.Where(ruleset => ruleset.Id == id).Select(ruleset => ruleset.PromotionId)
            .Union(db.Rules.Where(rule => rule.Id == id).Select(rule => rule.PromotionId));
        return await db.Promotions
            .Where(promotion => owners.Contains(promotion.Id) && promotion.ProgramId == programId)
            .Select(promotion => promotion.Id)
            .ToListAsync(cancellation);
    }

    public static Task<bool> IsInProgramAsync(LoyaltyContext db, long programId, long promotionId, CancellationToken cancellation) =>
        db.Promotions.AnyAsync(promotion => promotion.Id == promotionId && promotion.ProgramId == programId, cancellation);

    /// <summary>The event of the organisation's promotions that this text names in any case, as they spell it; null if none has it.</summary>
    public static async Task<string?> EventNameAsync(LoyaltyContext db, string text, CancellationToken cancellation) =>
        (await db.Promotions.Select(promotion => promotion.EventName).Distinct().ToListAsync(cancellation))
            .Find(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));

    public static Task<long> CountAsync(LoyaltyContext db, PromotionFilter filter, CancellationToken cancellation) =>
        Matching(db, filter).LongCountAsync(cancellation);

    public static async Task<IReadOnlyList<PromotionRow>> ListAsync(
        LoyaltyContext db, PromotionFilter filter, int limit, int offset, long? customerId, long now, TimeZoneInfo zone, CancellationToken cancellation)
    {
        // The inner query reads only the covering index, so the rows before the page are not read.
        var ids = Matching(db, filter).OrderByDescending(promotion => promotion.Id).Select(promotion => promotion.Id).Skip(offset).Take(limit);
        var promotions = await db.Promotions
            .Where(promotion => ids.Contains(promotion.Id))
            .OrderByDescending(promotion => promotion.Id)
            .ToListAsync(cancellation);
        if (promotions.Count == 0)
        {
            return [];
        }

        var pageIds = promotions.Select(promotion => promotion.Id).ToArray();
        var rulesets = (await db.Rulesets.Where(ruleset => EF.Parameter(pageIds).Contains(ruleset.PromotionId)).ToListAsync(cancellation))
            .OrderBy(ruleset => ruleset.Id)
            .ToLookup(ruleset => ruleset.PromotionId);
        var rules = (await db.Rules.Where(rule => EF.Parameter(pageIds).Contains(rule.PromotionId)).ToListAsync(cancellation))
            .OrderBy(rule => rule.Id)
            .ToLookup(rule => rule.RulesetId);
        var usage = customerId is { } customer
            ? await UsageAsync(db, pageIds, customer, now, zone, cancellation)
            : [];
        return
        [
            .. promotions.Select(promotion => new PromotionRow(
                promotion,
                [.. rulesets[promotion.Id].Select(ruleset => new RulesetRow(ruleset, [.. rules[ruleset.Id]]))],
                usage.GetValueOrDefault(promotion.Id, PromotionUsage.None))),
        ];
    }

    private static IQueryable<Promotion> Matching(LoyaltyContext db, PromotionFilter filter)
    {
        var query = db.Promotions.Where(promotion => promotion.ProgramId == filter.ProgramId && promotion.SourceType == filter.SourceType);
        if (!filter.IncludeInactive)
        {
            query = query.Where(promotion => promotion.Active);
        }

        if (filter.EventName is { } eventName)
        {
            query = query.Where(promotion => promotion.EventName == eventName);
        }

        if (filter.PromotionIds is { } ids)
        {
            query = query.Where(promotion => EF.Parameter(ids).Contains(promotion.Id));
        }

        return filter.OnlyGeneric ? query.Where(promotion => promotion.PointsOfferType == PointsOfferType.Generic) : query;
    }

    private static async Task<Dictionary<long, PromotionUsage>> UsageAsync(
        LoyaltyContext db, long[] pageIds, long customerId, long now, TimeZoneInfo zone, CancellationToken cancellation)
    {
        var entriesByPromotion = (await db.UsageEntries
                .Where(entry => EF.Parameter(pageIds).Contains(entry.PromotionId) && entry.CustomerId == customerId)
                .ToListAsync(cancellation))
            .ToLookup(entry => entry.PromotionId);
        var totals = await TotalsAsync(db, pageIds, now, zone, cancellation);
        return pageIds.ToDictionary(
            id => id,
            id => new PromotionUsage([.. entriesByPromotion[id]], totals.GetValueOrDefault(id, PromotionTotals.None), now, zone));
    }

    private static async Task<Dictionary<long, PromotionTotals>> TotalsAsync(
        LoyaltyContext db, long[] promotionIds, long now, TimeZoneInfo zone, CancellationToken cancellation)
    {
        var dayStart = UsageWindow.ExclusiveStart(PeriodUnit.Daily, now, zone);
        var weekStart = UsageWindow.ExclusiveStart(PeriodUnit.Weekly, now, zone);
        var monthStart = UsageWindow.ExclusiveStart(PeriodUnit.Monthly, now, zone);
        var earliest = now - UsageWindow.MaxLength;
        var rows = await db.UsageEntries
            .Where(entry => EF.Parameter(promotionIds).Contains(entry.PromotionId) && entry.Kind == UsageKind.Redeem)
            .GroupBy(entry => entry.PromotionId)
            .Select(entries => new
            {
                PromotionId = entries.Key,
                Times = entries.Sum(entry => entry.At <= now ? entry.Sign * entry.Times : 0),
                Points = entries.Sum(entry => entry.At <= now ? entry.Sign * entry.Points : 0),
                DayTimes = entries.Sum(entry => entry.At <= now && entry.At > dayStart ? entry.Sign * entry.Times : 0),
                DayPoints = entries.Sum(entry => entry.At <= now && entry.At > dayStart ? entry.Sign * entry.Points : 0),
                WeekTimes = entries.Sum(entry => entry.At <= now && entry.At > weekStart ? entry.Sign * entry.Times : 0),
                WeekPoints = entries.Sum(entry => entry.At <= now && entry.At > weekStart ? entry.Sign * entry.Points : 0),
                MonthTimes = entries.Sum(entry => entry.At <= now && entry.At > monthStart ? entry.Sign * entry.Times : 0),
                MonthPoints = entries.Sum(entry => entry.At <= now && entry.At > monthStart ? entry.Sign * entry.Points : 0),
                OldestInDay = entries.Min(entry => entry.At <= now && entry.At > dayStart ? entry.At : Instants.Never),
                OldestInWeek = entries.Min(entry => entry.At <= dayStart && entry.At > weekStart ? entry.At : Instants.Never),
                OldestInMonth = entries.Min(entry => entry.At <= weekStart && entry.At > earliest ? entry.At : Instants.Never),
                Next = entries.Min(entry => entry.At > now ? entry.At : Instants.Never),
            })
            .ToListAsync(cancellation);
        return rows.ToDictionary(
            row => row.PromotionId,
            row => new PromotionTotals(
                new Consumption(row.Times, row.Points),
                new Consumption(row.DayTimes, row.DayPoints),
                new Consumption(row.WeekTimes, row.WeekPoints),
                new Consumption(row.MonthTimes, row.MonthPoints),
                UnchangedUntil(now, row.OldestInDay, row.OldestInWeek, row.OldestInMonth, row.Next)));
    }

    private static long UnchangedUntil(long now, params ReadOnlySpan<long> entries)
    {
        var until = Instants.Never;
        foreach (var at in entries)
        {
            if (at != Instants.Never)
            {
                until = Math.Min(until, UsageWindow.UnchangedUntil(at, now));
            }
        }

        return until;
    }
}
