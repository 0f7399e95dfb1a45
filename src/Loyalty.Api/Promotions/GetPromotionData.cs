using System.Diagnostics.CodeAnalysis;
using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Promotions;

/// <summary>GET /v2/customers/lookup/promotionData and its form for connected organisations: the promotions of one customer (docs/contract/promotions.md 2.3; docs/contract/promotions.md 2.4).</summary>
public static partial class GetPromotionData
{
    private static readonly Operation Operation = new("getPromotionData", ApiFamily.Lookup, Resources.Customer, Permission.Read);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapLazy(HttpMethods.Get, "/v2/customers/lookup/promotionData", HandleAsync).WithOperation(Operation).WithMetadata(Documentation(isConnected: false)).WithDirectRead<Query>(TryRead, AnswerAsync);
        routes.MapLazy(HttpMethods.Get, "/v2.1/customers/lookup/promotionData", HandleConnectedAsync).WithOperation(Operation, "getPromotionDataV21").WithMetadata(Documentation(isConnected: true));
    }

    private const int DefaultLimit = 10;

    private static readonly string[] QueryNames =
        ["identifierName", "identifierValue", "source", "promotionStatusForCustomer", "fetchAllUsage", "limit", "offset", "promotionType", "sourceType", "programs", "promotionIdentifier"];

    internal record Query(
        [FromQuery(Name = "identifierName")] string? IdentifierName,
        [FromQuery(Name = "identifierValue")] string? IdentifierValue,
        [FromQuery(Name = "source")] string? Source,
        [FromQuery(Name = "promotionStatusForCustomer")] string? StatusText,
        [FromQuery(Name = "fetchAllUsage")] string? FetchAllUsageText,
        [FromQuery(Name = "limit")] string? LimitText,
        [FromQuery(Name = "offset")] string? OffsetText,
        [FromQuery(Name = "promotionType")] string? PromotionTypeText,
        [FromQuery(Name = "sourceType")] string? SourceTypeText,
        [FromQuery(Name = "programs")] string? ProgramsText,
        [FromQuery(Name = "promotionIdentifier")] string? PromotionIdentifier,
        Caller Caller)
    {
        public Parsed<CustomerPromotionStatus> Status { get; } = Parsed<CustomerPromotionStatus>.From(StatusText, WireName<CustomerPromotionStatus>.TryParse);

        public Parsed<bool> FetchAllUsage { get; } = Parsed<bool>.From(FetchAllUsageText, WireBoolean.TryParse);

        public Parsed<long> Limit { get; } = Parsed<long>.From(LimitText, WireNumber.TryParseSigned);

        public Parsed<long> Offset { get; } = Parsed<long>.From(OffsetText, WireNumber.TryParseSigned);

        public Parsed<CustomerPromotionType> PromotionType { get; } = Parsed<CustomerPromotionType>.From(PromotionTypeText, WireName<CustomerPromotionType>.TryParse);

        public Parsed<CustomerPromotionSource> SourceType { get; } = Parsed<CustomerPromotionSource>.From(SourceTypeText, WireName<CustomerPromotionSource>.TryParse);

        public Parsed<ProgramIds> Programs { get; } = Parsed<ProgramIds>.From(ProgramsText, ProgramIds.TryParse);

        public int PageLimit => (int)(Limit.Value ?? DefaultLimit);

        public long PageOffset => Offset.Value ?? 0;

        /// <summary>False if the request alone tells that it is refused.</summary>
        public bool IsWellFormed =>
            CustomerIdentification.IsName(IdentifierName) && !string.IsNullOrEmpty(IdentifierValue) && CustomerIdentification.IsSource(Source)
            && Status.IsValid && FetchAllUsage.IsValid && Limit.IsValid && Limit.Value is null or (>= 1 and <= PageSize.Max) && Offset.IsValid && Offset.Value is null or >= 0
            && PromotionType.IsValid && SourceType.IsValid && Programs.IsValid && (ProgramsText is null || PromotionIdentifier is null);
    }

    /// <summary>The request of v2.1. It has the parameters of v2 and those for connected organisations.</summary>
    internal sealed record ConnectedQuery(
        [FromQuery(Name = "identifierName")] string? IdentifierName,
        [FromQuery(Name = "identifierValue")] string? IdentifierValue,
        [FromQuery(Name = "source")] string? Source,
        [FromQuery(Name = "promotionStatusForCustomer")] string? StatusText,
        [FromQuery(Name = "fetchAllUsage")] string? FetchAllUsageText,
        [FromQuery(Name = "limit")] string? LimitText,
        [FromQuery(Name = "offset")] string? OffsetText,
        [FromQuery(Name = "promotionType")] string? PromotionTypeText,
        [FromQuery(Name = "sourceType")] string? SourceTypeText,
        [FromQuery(Name = "programs")] string? ProgramsText,
        [FromQuery(Name = "promotionIdentifier")] string? PromotionIdentifier,
        [FromQuery(Name = "includeAlternateCurrencyUsage")] string? IncludeAlternateCurrencyUsageText,
        [FromHeader(Name = "DATA-SCOPE")] string? DataScope,
        [FromHeader(Name = "DATA-SCOPE-ORG")] string? DataScopeOrg,
        Caller Caller)
        : Query(IdentifierName, IdentifierValue, Source, StatusText, FetchAllUsageText, LimitText, OffsetText, PromotionTypeText, SourceTypeText, ProgramsText, PromotionIdentifier, Caller)
    {
        public Parsed<bool> IncludeAlternateCurrencyUsage { get; } = Parsed<bool>.From(IncludeAlternateCurrencyUsageText, WireBoolean.TryParse);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            PromotionDataErrors.IdentifierName, PromotionDataErrors.UnknownCustomer, PromotionDataErrors.Source, PromotionDataErrors.StatusForCustomer, PromotionDataErrors.LimitTooSmall,
            PromotionDataErrors.LimitTooLarge, PromotionDataErrors.OffsetTooSmall, PromotionDataErrors.PromotionType, PromotionDataErrors.SourceType, PromotionDataErrors.ProgramsAndIdentifier,
            PromotionDataErrors.UnknownPromotions, PromotionDataErrors.InvalidInput,
        ];
    }

    internal sealed class ConnectedErrors : IErrorList
    {
        public static IReadOnlyList<ApiError> All => [.. Errors.All, PromotionDataErrors.Scope, PromotionDataErrors.NotConnected];
    }

    /// <summary>The first failing rule determines the code: the customer, then the order of the parameters in the documentation.</summary>
    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query.IdentifierName).Must(CustomerIdentification.IsName).WithError(PromotionDataErrors.IdentifierName, $"identifierName accepts {string.Join(", ", CustomerIdentification.Names)}.");
            RuleFor(query => query.IdentifierValue).Must(text => !string.IsNullOrEmpty(text)).WithError(PromotionDataErrors.UnknownCustomer, "identifierValue is missing or empty.");
            RuleFor(query => query.Source).Must(CustomerIdentification.IsSource).WithError(PromotionDataErrors.Source, $"source accepts {string.Join(", ", CustomerIdentification.Sources)}.");
            RuleFor(query => query.Status).Must(status => status.IsValid).WithError(PromotionDataErrors.StatusForCustomer, "promotionStatusForCustomer accepts one of the four words, in capitals.");
            RuleFor(query => query.FetchAllUsage).Must(flag => flag.IsValid).WithError(PromotionDataErrors.InvalidInput, "fetchAllUsage accepts true or false.");
            RuleFor(query => query.Limit)
                .Must(limit => limit.IsValid).WithError(PromotionDataErrors.InvalidInput, LimitAccepts)
                .Must(limit => limit.Value is null or >= 1).WithError(PromotionDataErrors.LimitTooSmall, LimitAccepts)
                .Must(limit => limit.Value is null or <= PageSize.Max).WithError(PromotionDataErrors.LimitTooLarge, LimitAccepts);
            RuleFor(query => query.Offset)
                .Must(offset => offset.IsValid).WithError(PromotionDataErrors.InvalidInput, OffsetAccepts)
                .Must(offset => offset.Value is null or >= 0).WithError(PromotionDataErrors.OffsetTooSmall, OffsetAccepts);
            RuleFor(query => query.PromotionType).Must(type => type.IsValid)
                .WithError(PromotionDataErrors.PromotionType, $"promotionType accepts {string.Join(", ", WireName<CustomerPromotionType>.All)}, in capitals.")
                .WithState(query => PromotionDataErrors.PromotionType.For(query.PromotionTypeText!));
            RuleFor(query => query.SourceType).Must(type => type.IsValid).WithError(PromotionDataErrors.SourceType, $"sourceType accepts {string.Join(", ", WireName<CustomerPromotionSource>.All)}, in capitals.");
            RuleFor(query => query.Programs)
                .Must((query, programs) => programs.Text is null || query.PromotionIdentifier is null).WithError(PromotionDataErrors.ProgramsAndIdentifier, "Send programs or promotionIdentifier, or none of them.")
                .Must(programs => programs.IsValid).WithError(PromotionDataErrors.UnknownPromotions, ProgramsAccepts);
        }
    }

    internal sealed class ConnectedValidator : AbstractValidator<ConnectedQuery>
    {
        public ConnectedValidator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            Include(new Validator());
            RuleFor(query => query.IncludeAlternateCurrencyUsage).Must(flag => flag.IsValid).WithError(PromotionDataErrors.InvalidInput, "includeAlternateCurrencyUsage accepts true or false.");
            RuleFor(query => query.DataScope).Must(scope => scope is null or "SELF" or "OTHER" or "ALL").WithError(PromotionDataErrors.Scope, "DATA-SCOPE accepts SELF, OTHER or ALL, in capitals.")
                .WithState(query => PromotionDataErrors.Scope.For(query.DataScope!));
        }
    }

    private static async Task<Results<Answer<PromotionDataResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query)
    {
        var page = await ReadAsync(query, null);
        return page.Refusal is { } refusal ? new ErrorResult<Errors>(refusal.Error, refusal.Reason) : new Answer<PromotionDataResponse>(page.Body!);
    }

    private static async Task<Results<Answer<PromotionDataResponse>, ErrorResult<ConnectedErrors>>> HandleConnectedAsync([AsParameters] ConnectedQuery query)
    {
        var page = await ReadAsync(query, new DataScope(query.DataScope, query.DataScopeOrg));
        return page.Refusal is { } refusal ? new ErrorResult<ConnectedErrors>(refusal.Error, refusal.Reason) : new Answer<PromotionDataResponse>(page.Body!);
    }

    private static bool TryRead(HttpContext context, Caller caller, [NotNullWhen(true)] out Query? query)
    {
        Span<string?> values = new string?[QueryNames.Length];
        query = DirectRead.TryReadQuery(context.Request, QueryNames, values)
            ? new Query(values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8], values[9], values[10], caller)
            : null;
        return query?.IsWellFormed is true;
    }

    private static async Task AnswerAsync(HttpContext context, Query query, Caller caller)
    {
        var page = await ReadAsync(query, null);
        using (page.Body)
        {
            await (page.Refusal is { } refusal ? ErrorBody.WriteAsync(context, refusal.Error, refusal.Reason) : AnswerBody.WriteAsync(context, page.Body!.Body, null));
        }
    }

    /// <param name="query">The request.</param>
    /// <param name="scope">The headers for connected organisations; null for v2, which has none.</param>
    private static ValueTask<PromotionDataPage> ReadAsync(Query query, DataScope? scope)
    {
        var windows = new UsageWindows(query.Caller.Now, query.Caller.Zone);
        return query.Caller.State.ReadAsync(world => PromotionDataPage.Read(world, query, scope, windows));
    }
}
