using Loyalty.Api.Customers;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Worlds;
using Loyalty.Store.State;

namespace Loyalty.Api.Promotions;

/// <summary>A promotion of a page of promotionData, with its organisation and the customer there.</summary>
internal readonly record struct PromotionDataRow(PromotionEntry Entry, OrgCatalog Catalog, CustomerState Customer);

/// <summary>A page of promotionData as it is answered, or why it is refused.</summary>
internal readonly record struct PromotionDataPage(BodyBuilder? Body, Refusal? Refusal)
{
    public static PromotionDataPage Read(WorldReading world, GetPromotionData.Query query, DataScope? scope, UsageWindows windows)
    {
        var orgs = world.Root.Orgs;
        var (orgIds, refusal) = scope is { } connected ? connected.OrgsForRead(query.Caller.Org, orgs.Values.Select(org => org.Org)) : ([query.Caller.Org.Id], null);
        if (refusal is not null)
        {
            return Refused(PromotionDataErrors.NotConnected, "DATA-SCOPE OTHER needs DATA-SCOPE-ORG with one or two child organisations of the caller's organisation, separated by a comma; ALL may have it.");
        }

        var customers = Customers(world, query, orgIds, windows.Now);
        if (!world.IsComplete)
        {
            return default;
        }

        if (customers.Count == 0)
        {
            return Refused(PromotionDataErrors.UnknownCustomer, "identifierValue names no customer of the organisation.");
        }

        if (UnknownPromotions(query, orgIds.Select(id => orgs[id].Promotions)) is { } reason)
        {
            return Refused(PromotionDataErrors.UnknownPromotions, reason);
        }

        var (rows, total) = Rows(world, query, customers, windows);
        var usages = rows.Select(row => new PromotionUsage(row.Customer.UsageOf(row.Entry.Promotion.Id), world.Totals(row.Entry.Promotion.Id), windows)).ToArray();
        if (!world.IsComplete)
        {
            return default;
        }

        var page = PageDetails.Of(query.PageLimit, query.PageOffset, total);
        var form = new PromotionDataForm(
            query.Caller.HasAdvancedPromotions(), query.Caller.Settings.NewerPromotionKeys is true, query.FetchAllUsage.Value is true, PrintsOrg: scope is not null, PrintsTimelines: query.Status.Value is not null, HidesTimelines: query.Status.Value == CustomerPromotionStatus.AvailableToEnrol);
        return new(PromotionDataBody.Write(page, customers[0].CustomerId, rows, usages, form, windows.Now), null);
    }

    private static PromotionDataPage Refused(ApiError error, string reason) => new(null, new Refusal(error, reason));

    /// <summary>The customer in each organisation that has one with this identifier.</summary>
    private static List<(OrgCatalog Catalog, long CustomerId, CustomerState State)> Customers(WorldReading world, GetPromotionData.Query query, IReadOnlyList<long> orgIds, long now)
    {
        var customers = new List<(OrgCatalog, long, CustomerState)>();
        foreach (var orgId in orgIds)
        {
            if (IdentifiedCustomer.Find(world, orgId, query.IdentifierName!, query.IdentifierValue!, now) is { } id && world.Customer(new CustomerKey(orgId, id), now) is { Exists: true } state)
            {
                customers.Add((world.Catalog(orgId), id, state));
            }
        }

        return customers;
    }

    /// <summary>Null if every program, or the promotion, that the query names exists in one of the organisations.</summary>
    private static string? UnknownPromotions(GetPromotionData.Query query, IEnumerable<PromotionCatalog> catalogs)
    {
        if (query.Programs.Value is { } programs && programs.Ids.FirstOrDefault(id => catalogs.All(catalog => catalog.Programs.Find(id) is null)) is not 0 and var unknown)
        {
            return $"programs names {unknown}, which is no program of the organisation.";
        }

        return query.PromotionIdentifier is { } identifier && !catalogs.Any(catalog => catalog.Identified(identifier, query.Caller.HasAdvancedPromotions()).Any())
            ? "promotionIdentifier names no promotion of the organisation."
            : null;
    }

    private static bool IsNamed(PromotionEntry entry, string identifier) => entry.Promotion.Identifier.Equals(identifier, StringComparison.Ordinal);

    private static (IReadOnlyList<PromotionDataRow> Rows, long Total) Rows(
        WorldReading world, GetPromotionData.Query query, IReadOnlyList<(OrgCatalog Catalog, long CustomerId, CustomerState State)> customers, UsageWindows windows)
    {
        var (limit, offset) = (query.PageLimit, query.PageOffset);
        var lists = customers.SelectMany(customer => Filters(query).Select(filter => (customer.Catalog, customer.State, List: customer.Catalog.Promotions.Matching(filter)))).ToList();
        if (lists is [var only] && query.Status.Value is null && query.PromotionIdentifier is null)
        {
            return ([.. only.List.Descending(offset, limit).Select(entry => new PromotionDataRow(entry, only.Catalog, only.State))], only.List.Count);
        }

        var rows = lists.SelectMany(list => list.List.Values.Select(entry => new PromotionDataRow(entry, list.Catalog, list.State)))
            .Where(row => (query.PromotionIdentifier is null || IsNamed(row.Entry, query.PromotionIdentifier)) && HasStatus(world, query, row, windows))
            .OrderByDescending(row => row.Entry.Promotion.Id)
            .ToList();
        return ([.. rows.Skip((int)Math.Min(offset, rows.Count)).Take(limit)], rows.Count);
    }

    private static bool HasStatus(WorldReading world, GetPromotionData.Query query, PromotionDataRow row, UsageWindows windows) =>
        query.Status.Value is not { } status
        || CustomerPromotionStatuses.Has(status, StepOf(query, row, windows), id => world.Totals(id));

    private static PromotionStep StepOf(GetPromotionData.Query query, PromotionDataRow row, UsageWindows windows) =>
        new(row.Entry.Promotion, row.Customer.Customer!.Id, row.Customer.UsageOf(row.Entry.Promotion.Id), windows, query.Caller.Zone);

    /// <summary>One filter for each program. An organisation without advanced promotions has GENERIC ones only (docs/contract/promotions.md 1.1).</summary>
    private static IEnumerable<CustomerPromotionFilter> Filters(GetPromotionData.Query query)
    {
        var programs = query.Programs.Value is { } wanted ? wanted.Ids.Select(id => (long?)id) : [null];
        return programs
            .Select(program => new CustomerPromotionFilter(program, query.SourceType.Value, (PointsOfferType?)query.PromotionType.Value).In(query.Caller.HasAdvancedPromotions()))
            .OfType<CustomerPromotionFilter>();
    }
}
