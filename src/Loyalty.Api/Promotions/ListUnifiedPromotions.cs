using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Promotions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Promotions;

/// <summary>GET /v3/promotions: a page of all promotions of the organisation (docs/contract/promotions.md 2.16).</summary>
public static partial class ListUnifiedPromotions
{
    private static readonly UnifiedStatusWord[] Statuses =
        [UnifiedStatusWord.Draft, UnifiedStatusWord.Active, UnifiedStatusWord.Paused, UnifiedStatusWord.PendingApproval, UnifiedStatusWord.Live, UnifiedStatusWord.Upcoming];

    private static readonly Operation Operation = new("listUnifiedPromotions", ApiFamily.V3, Resources.Customer, Permission.None);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapLazy(HttpMethods.Get, "/v3/promotions", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Query(
        [FromQuery(Name = "searchText")] string? SearchText,
        [FromQuery(Name = "status")] string? StatusText,
        [FromQuery(Name = "page")] string? PageText,
        [FromQuery(Name = "size")] string? SizeText,
        [FromQuery(Name = "includeDraftDetails")] string? IncludeDraftDetailsText,
        [FromHeader(Name = "Prefer")] string? Prefer,
        Caller Caller)
    {
        public IReadOnlyList<UnifiedStatusWord>? StatusList { get; } = StatusesOf(StatusText);

        public Parsed<long> Page { get; } = Parsed<long>.From(PageText, WireNumber.TryParseNatural);

        public Parsed<long> Size { get; } = Parsed<long>.From(SizeText, WireNumber.TryParseNatural);

        public Parsed<bool> IncludeDraftDetails { get; } = Parsed<bool>.From(IncludeDraftDetailsText, WireBoolean.TryParse);

        private static IReadOnlyList<UnifiedStatusWord>? StatusesOf(string? text)
        {
            var words = (text ?? "").Split(',');
            var statuses = words.Select(word => WireName<UnifiedStatusWord>.TryParse(word, out var status) && Statuses.Contains(status) ? status : default(UnifiedStatusWord?)).ToList();
            return statuses.TrueForAll(status => status is not null) ? [.. statuses.Select(status => status!.Value)] : null;
        }
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
            [UnifiedErrors.InvalidInput, UnifiedErrors.AccessDenied, UnifiedErrors.OperationFailed, UnifiedErrors.InvalidStatusFilter, UnifiedErrors.GenericValidation];
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query).Must(query => query.StatusText is null || query.StatusList is not null).WithError(UnifiedErrors.InvalidStatusFilter, StatusAccepts);
            RuleFor(query => query.Page).Must(page => page.IsValid).WithError(UnifiedErrors.GenericValidation, PageAccepts);
            RuleFor(query => query.Size).Must(size => size.Text is null || size.Value is >= 1 and <= 100).WithError(UnifiedErrors.GenericValidation, SizeAccepts);
            RuleFor(query => query.IncludeDraftDetails).Must(flag => flag.IsValid).WithError(UnifiedErrors.InvalidInput, "includeDraftDetails accepts true or false.");
        }
    }

    private static async Task<Results<Answer<UnifiedListResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query)
    {
        var (now, zone) = (query.Caller.Now, query.Caller.Zone);
        var (page, size) = (query.Page.Value ?? 0, (int)(query.Size.Value ?? 10));
        var filter = new UnifiedQuery(string.IsNullOrEmpty(query.SearchText) ? null : query.SearchText, query.StatusText is null ? null : query.StatusList, query.Caller.HasAdvancedPromotions());
        return await query.Caller.State.ReadAsync(world =>
        {
            var catalog = world.Catalog(query.Caller.Org.Id).Promotions;
            var (rows, total) = UnifiedReading.Read(catalog, filter, page, size, now);
            var content = rows.Select(row => UnifiedPromotionJson.From(row, new(zone, now, IsFull: true, UnifiedReading.EarningTypeOf(catalog, row), query.IncludeDraftDetails.Value is true ? catalog.Unified.Drafts.Find(row.Id) : null)));
            return new Answer<UnifiedListResponse>(new(UnifiedPageJson.Of([.. content], page, size, total), null, null), PromotionJsonContext.Answers.UnifiedListResponse);
        });
    }
}

/// <summary>A page of promotions of v3.</summary>
public sealed record UnifiedListResponse(UnifiedPageJson Data, IReadOnlyList<V3Error>? Errors, IReadOnlyList<V3Warning>? Warnings);

/// <summary>The page with its numbers, as the vendor's framework prints them.</summary>
public sealed record UnifiedPageJson(
    IReadOnlyList<UnifiedPromotionJson> Content,
    PageableJson Pageable,
    long TotalElements,
    long TotalPages,
    bool Last,
    int Size,
    long Number,
    SortJson Sort,
    int NumberOfElements,
    bool First,
    bool Empty)
{
    public static UnifiedPageJson Of(IReadOnlyList<UnifiedPromotionJson> content, long page, int size, long total)
    {
        var pages = (total + size - 1) / size;
        var offset = page > long.MaxValue / size ? long.MaxValue : page * size;
        return new(content, new(page, size, SortJson.None, offset, false, true), total, pages, page >= pages - 1, size, page, SortJson.None, content.Count, page == 0, content.Count == 0);
    }
}

public sealed record PageableJson(long PageNumber, int PageSize, SortJson Sort, long Offset, bool Unpaged, bool Paged);

public sealed record SortJson(bool Empty, bool Sorted, bool Unsorted)
{
    public static readonly SortJson None = new(true, false, true);
}
