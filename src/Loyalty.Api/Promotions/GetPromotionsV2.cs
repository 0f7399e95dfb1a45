using FluentValidation;
using Loyalty.Api.Customers;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Store.Database;
using Loyalty.Store.Promotions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Promotions;

/// <summary>GET /api_gateway/loyalty/v1/programs/{programId}/promotionsV2 and its alias userCreatedPromotions (docs/contract/seeds.md 2).</summary>
public static partial class GetPromotionsV2
{
    private static readonly IReadOnlyList<(string Id, string Spelling)> Spellings =
        [("getPromotionsV2", "promotionsV2"), ("getUserCreatedPromotions", "userCreatedPromotions")];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (id, spelling) in Spellings)
        {
            routes.MapGet($"/api_gateway/loyalty/v1/programs/{{programId}}/{spelling}", HandleAsync)
                .WithOperation(new Operation(id, ApiFamily.Gateway, Resources.Customer, Permission.Read))
                .WithMetadata(Documentation(spelling));
        }
    }

    internal sealed record Query(
        [FromRoute(Name = "programId")] string ProgramIdText,
        [FromQuery(Name = "limit")] string? LimitText,
        [FromQuery(Name = "sourceType")] string? SourceTypeText,
        [FromQuery(Name = "offset")] string? OffsetText,
        [FromQuery(Name = "promotionId")] string? PromotionIdText,
        [FromQuery(Name = "includeInactivePromotions")] string? IncludeInactivePromotionsText,
        [FromQuery(Name = "startRuleIdentifier")] string? StartRuleIdentifierText,
        [FromQuery(Name = "eventName")] string? EventName,
        [FromQuery(Name = "identifierName")] string? IdentifierName,
        [FromQuery(Name = "identifierValue")] string? IdentifierValue,
        [FromQuery(Name = "source")] string? Source,
        [FromHeader(Name = "Prefer")] string? PreferText,
        EventFilter Event,
        IdentifiedCustomer Customer,
        Caller Caller)
    {
        public Parsed<long> ProgramId { get; } = Parsed<long>.From(ProgramIdText, CustomerIdentification.TryParseId);

        public Parsed<int> Limit { get; } = Parsed<int>.From(LimitText, PageSize.TryParse);

        public Parsed<PromotionSourceType> SourceType { get; } = Parsed<PromotionSourceType>.From(SourceTypeText, WireName<PromotionSourceType>.TryParse);

        public Parsed<long> Offset { get; } = Parsed<long>.From(OffsetText, WireNumber.TryParseNatural);

        public Parsed<long> PromotionId { get; } = Parsed<long>.From(PromotionIdText, WireNumber.TryParseWhole);

        public Parsed<bool> IncludeInactivePromotions { get; } = Parsed<bool>.From(IncludeInactivePromotionsText, WireBoolean.TryParse);

        public Parsed<long> StartRuleIdentifier { get; } = Parsed<long>.From(StartRuleIdentifierText, WireNumber.TryParseWhole);

        public Parsed<PromotionRepresentation> Representation { get; } =
            Parsed<PromotionRepresentation>.From(RepresentationPreference.Find(PreferText), RepresentationPreference.TryParse);

        public bool IdentifiesCustomer => IdentifierName is not null || IdentifierValue is not null || Source is not null;
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            PromotionErrors.MissingParameter, PromotionErrors.LimitTooLarge, PromotionErrors.EmptySourceType, PromotionErrors.WrongSourceType,
            PromotionErrors.EmptyEventName, PromotionErrors.WrongEventName, PromotionErrors.IdentifierName, PromotionErrors.IdentifierValue,
            PromotionErrors.Source, PromotionErrors.UnknownProgram, PromotionErrors.UnknownPromotion, PromotionErrors.InvalidInput,
        ];
    }

    /// <summary>The first failing rule determines the code: required parameters first, then the order of the documented table, then the customer (docs/contract/promotions.md 3, row C-2).</summary>
    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query.Limit).Must(limit => !string.IsNullOrEmpty(limit.Text)).WithError(PromotionErrors.MissingParameter, "limit is missing or empty.");
            RuleFor(query => query.Offset).Must(offset => !string.IsNullOrEmpty(offset.Text)).WithError(PromotionErrors.MissingParameter, "offset is missing or empty.");
            RuleFor(query => query.SourceType).Must(type => type.Text is not null).WithError(PromotionErrors.MissingParameter, "sourceType is missing.");
            RuleFor(query => query.Limit)
                .Must(limit => WireNumber.IsDigits(limit.Text)).WithError(PromotionErrors.MissingParameter, LimitAccepts)
                .Must(limit => limit.IsValid).WithError(PromotionErrors.LimitTooLarge, LimitAccepts);
            RuleFor(query => query.SourceType)
                .Must(type => type.Text is not "").WithError(PromotionErrors.EmptySourceType, "sourceType is empty.")
                .Must(type => type.IsValid).WithError(PromotionErrors.WrongSourceType, $"sourceType accepts {string.Join(", ", WireName<PromotionSourceType>.All)}, in capitals.");
            RuleFor(query => query.Offset).Must(offset => offset.IsValid).WithError(PromotionErrors.MissingParameter, OffsetAccepts);
            RuleFor(query => query.PromotionId)
                .Must(id => id.IsValid).WithError(PromotionErrors.InvalidInput, "promotionId accepts a whole number.");
            RuleFor(query => query.IncludeInactivePromotions)
                .Must(flag => flag.IsValid).WithError(PromotionErrors.InvalidInput, "includeInactivePromotions accepts true or false.");
            RuleFor(query => query.StartRuleIdentifier)
                .Must(id => id.IsValid).WithError(PromotionErrors.InvalidInput, "startRuleIdentifier accepts a whole number.");
            RuleFor(query => query.EventName)
                .Must(name => name is not "").WithError(PromotionErrors.EmptyEventName, "eventName is empty.")
                .MustAsync(async (query, name, cancellation) => name is null || await query.Event.FindAsync(query.Caller, name, cancellation))
                .WithError(PromotionErrors.WrongEventName, $"eventName accepts {string.Join(", ", EventNames.All)}, ALL, or an event of a promotion of this organisation, in any case.");
            RuleFor(query => query.Representation)
                .Must(representation => representation.IsValid)
                .WithError(PromotionErrors.InvalidInput, $"Prefer: representation accepts {string.Join(", ", Enum.GetNames<PromotionRepresentation>())}.");
            When(query => query.IdentifiesCustomer, () =>
            {
                RuleFor(query => query.IdentifierName).Must(CustomerIdentification.IsName).WithError(PromotionErrors.IdentifierName, $"identifierName accepts {string.Join(", ", CustomerIdentification.Names)}; identifierName, identifierValue and source go together.");
                RuleFor(query => query.IdentifierValue)
                    .Must(text => !string.IsNullOrEmpty(text)).WithError(PromotionErrors.IdentifierValue, "identifierValue is missing or empty.")
                    .MustAsync((query, text, cancellation) => query.Customer.FindAsync(query.Caller, query.IdentifierName!, text!, cancellation))
                    .WithError(PromotionErrors.IdentifierValue, "identifierValue names no customer of this organisation.");
                RuleFor(query => query.Source).Must(CustomerIdentification.IsSource).WithError(PromotionErrors.Source, $"source accepts {string.Join(", ", CustomerIdentification.Sources)}; identifierName, identifierValue and source go together.");
            });
        }
    }

    private static async Task<Results<Answer<PromotionsV2Response>, Answer<PromotionsV2GatewayResponse>, Answer<PromotionsV2CustomerResponse>, ErrorResult<Errors>>> HandleAsync(
        [AsParameters] Query query, RequestDatabase database, CancellationToken cancellation)
    {
        var caller = query.Caller;
        var db = database.Open(caller);
        var now = caller.Now;
        if (query.ProgramId.Value is not { } programId || await PromotionPages.ProgramNameAsync(db, programId, cancellation) is not { } programName)
        {
            return new ErrorResult<Errors>(PromotionErrors.UnknownProgram, "programId names no program of this organisation.");
        }

        var requested = await RequestedPromotionsAsync(query, programId, db, cancellation);
        if (requested.Unknown is { } parameter)
        {
            return new ErrorResult<Errors>(PromotionErrors.UnknownPromotion, $"{parameter} names nothing in this program.");
        }

        var limit = query.Limit.Value!.Value;
        var offset = query.Offset.Value!.Value;
        var advanced = caller.Settings.AdvancedPromotions is true;
        var filter = new PromotionFilter(
            programId,
            query.SourceType.Value!.Value,
            query.IncludeInactivePromotions.Value is true,
            query.Event.Name,
            requested.Ids,
            OnlyGeneric: !advanced);
        var total = await PromotionPages.CountAsync(db, filter, cancellation);
        IReadOnlyList<PromotionRow> rows = limit == 0 || offset >= total
            ? []
            : await PromotionPages.ListAsync(db, filter, limit, (int)offset, query.Customer.Id, now, caller.Zone, cancellation);

        var holdsUntil = Instants.Never;
        foreach (var row in rows)
        {
            holdsUntil = Math.Min(holdsUntil, Math.Min(row.Promotion.StatusValidUntil(now), row.Usage.ValidUntil()));
        }

        var page = PageDetails.Of(limit, offset, total);
        KeyValuePair<string, string>[] headers = query.Representation.Value is { } applied ? [new(PreferHeader.Applied, $"representation={applied}")] : [];
        IReadOnlyList<PromotionJson> Data() => [.. rows.Select(row => PromotionJson.From(row, caller.Org, programName, now, advanced))];
        IReadOnlyList<CustomerPromotionJson> Promotions() => [.. rows.Select(row => CustomerPromotionJson.From(row, advanced))];
        return (query.Representation.Value ?? caller.Settings.PromotionsRepresentation) switch
        {
            PromotionRepresentation.Gateway => new Answer<PromotionsV2GatewayResponse>(
                new(GatewayStatus.Success, null, Data(), page), PromotionJsonContext.Answers.PromotionsV2GatewayResponse, holdsUntil, headers),
            PromotionRepresentation.Customer => new Answer<PromotionsV2CustomerResponse>(
                new(page, query.Customer.Id, Promotions(), []), PromotionJsonContext.Answers.PromotionsV2CustomerResponse, holdsUntil, headers),
            _ => new Answer<PromotionsV2Response>(
                new(GatewayStatus.Success, null, Data(), page, query.Customer.Id, Promotions(), []), PromotionJsonContext.Answers.PromotionsV2Response, holdsUntil, headers),
        };
    }

    /// <summary>The parameter whose id does not exist; otherwise the promotions that match both promotionId and startRuleIdentifier, or null if neither is sent.</summary>
    private static async Task<(string? Unknown, IReadOnlyList<long>? Ids)> RequestedPromotionsAsync(
        Query query, long programId, LoyaltyContext db, CancellationToken cancellation)
    {
        IReadOnlyList<long>? ids = null;
        if (query.PromotionId.Value is { } id)
        {
            if (!await PromotionPages.IsInProgramAsync(db, programId, id, cancellation))
            {
                return ("promotionId", null);
            }

            ids = [id];
        }

        if (query.StartRuleIdentifier.Value is { } ruleId)
        {
            var owners = await PromotionPages.PromotionsOfRuleAsync(db, programId, ruleId, cancellation);
            if (owners.Count == 0)
            {
                return ("startRuleIdentifier", null);
            }

            ids = ids is null ? owners : [.. ids.Intersect(owners)];
        }

        return (null, ids);
    }
}
