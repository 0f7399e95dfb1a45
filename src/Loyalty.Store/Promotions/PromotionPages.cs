using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Promotions;

/// <summary>What promotionsV2 asks for; every part narrows the others.</summary>
public sealed record PromotionFilter(
    long ProgramId, PromotionSourceType SourceType, bool IncludeInactive, string? EventName, IReadOnlyList<long>? PromotionIds, bool OnlyGeneric);

/// <summary>A promotion with its rulesets and what the identified customer has used of it.</summary>
public sealed record PromotionRow(Promotion Promotion, IReadOnlyList<RulesetRow> Rulesets, PromotionUsage Usage);

public sealed record RulesetRow(Ruleset Ruleset, IReadOnlyList<Rule> Rules);

/// <summary>Pages of promotions, newest id first: a fixed number of statements whatever the size of the page.</summary>
public static class PromotionPages
{
    private static readonly Func<LoyaltyContext, long, CancellationToken, Task<string?>> Program =
        EF.CompileAsyncQuery((LoyaltyContext db, long programId, CancellationToken cancellation) =>
            db.Programs.Where(program => program.Id == programId).Select(program => program.Name).FirstOrDefault());

    /// <summary>Null for a program that the org does not have.</summary>
    public static Task<string?> ProgramNameAsync(LoyaltyContext db, long programId, CancellationToken cancellation) =>
        Program(db, programId, cancellation);

    /// <summary>The program's promotions that a ruleset or rule of this id belongs to: two when a ruleset and a rule share the id.</summary>
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
        // The inner query walks the covering index alone, so a deep page does not read the rows it skips.
        var ids = Matching(db, filter).OrderByDescending(promotion => promotion.Id).Select(promotion => promotion.Id).Skip(offset).Take(limit);
        var promotions = await db.Promotions
            .Where(promotion => ids.Contains(promotion.Id))
            .OrderByDescending(promotion => promotion.Id)
            .ToListAsync(cancellation);
        if (promotions.Count == 0)
        {
            return [];
        }

        var page = promotions.Select(promotion => promotion.Id).ToArray();
        var rulesets = (await db.Rulesets.Where(ruleset => EF.Parameter(page).Contains(ruleset.PromotionId)).ToListAsync(cancellation))
            .OrderBy(ruleset => ruleset.Id)
            .ToLookup(ruleset => ruleset.PromotionId);
        var rules = (await db.Rules.Where(rule => EF.Parameter(page).Contains(rule.PromotionId)).ToListAsync(cancellation))
            .OrderBy(rule => rule.Id)
            .ToLookup(rule => rule.RulesetId);
        var usage = customerId is { } customer
            ? await UsageAsync(db, page, customer, now, zone, cancellation)
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
        LoyaltyContext db, long[] page, long customerId, long now, TimeZoneInfo zone, CancellationToken cancellation)
    {
        var own = (await db.UsageEntries
                .Where(entry => EF.Parameter(page).Contains(entry.PromotionId) && entry.CustomerId == customerId)
                .ToListAsync(cancellation))
            .ToLookup(entry => entry.PromotionId);
        var totals = await TotalsAsync(db, page, now, zone, cancellation);
        return page.ToDictionary(
            promotion => promotion,
            promotion => new PromotionUsage([.. own[promotion]], totals.GetValueOrDefault(promotion, PromotionTotals.None), now, zone));
    }

    private static async Task<Dictionary<long, PromotionTotals>> TotalsAsync(
        LoyaltyContext db, long[] page, long now, TimeZoneInfo zone, CancellationToken cancellation)
    {
        var day = UsageWindow.StartsAfter(PeriodUnit.Daily, now, zone);
        var week = UsageWindow.StartsAfter(PeriodUnit.Weekly, now, zone);
        var month = UsageWindow.StartsAfter(PeriodUnit.Monthly, now, zone);
        var oldest = now - UsageWindow.Longest;
        var rows = await db.UsageEntries
            .Where(entry => EF.Parameter(page).Contains(entry.PromotionId) && entry.Kind == UsageKind.Redeem)
            .GroupBy(entry => entry.PromotionId)
            .Select(entries => new
            {
                PromotionId = entries.Key,
                Times = entries.Sum(entry => entry.At <= now ? entry.Sign * entry.Times : 0),
                Points = entries.Sum(entry => entry.At <= now ? entry.Sign * entry.Points : 0),
                DayTimes = entries.Sum(entry => entry.At <= now && entry.At > day ? entry.Sign * entry.Times : 0),
                DayPoints = entries.Sum(entry => entry.At <= now && entry.At > day ? entry.Sign * entry.Points : 0),
                WeekTimes = entries.Sum(entry => entry.At <= now && entry.At > week ? entry.Sign * entry.Times : 0),
                WeekPoints = entries.Sum(entry => entry.At <= now && entry.At > week ? entry.Sign * entry.Points : 0),
                MonthTimes = entries.Sum(entry => entry.At <= now && entry.At > month ? entry.Sign * entry.Times : 0),
                MonthPoints = entries.Sum(entry => entry.At <= now && entry.At > month ? entry.Sign * entry.Points : 0),
                OldestOfDay = entries.Min(entry => entry.At <= now && entry.At > day ? entry.At : Instants.Never),
                OldestOfWeek = entries.Min(entry => entry.At <= day && entry.At > week ? entry.At : Instants.Never),
                OldestOfAny = entries.Min(entry => entry.At <= week && entry.At > oldest ? entry.At : Instants.Never),
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
                Earliest(now, row.OldestOfDay, row.OldestOfWeek, row.OldestOfAny, row.Next)));
    }

    private static long Earliest(long now, params ReadOnlySpan<long> entries)
    {
        var until = Instants.Never;
        foreach (var at in entries)
        {
            if (at != Instants.Never)
            {
                until = Math.Min(until, UsageWindow.HoldsUntil(at, now));
            }
        }

        return until;
    }
}
