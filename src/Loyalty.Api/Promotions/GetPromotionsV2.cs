using System.Globalization;
using FluentValidation;
using Loyalty.Api.Access;
using Loyalty.Api.Docs;
using Loyalty.Api.Errors;
using Loyalty.Api.Validation;
using Loyalty.Api.Wire;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Store;
using Loyalty.Store.Customers;
using Loyalty.Store.Promotions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Promotions;

/// <summary>GET /api_gateway/loyalty/v1/programs/{programId}/promotionsV2 and its alias userCreatedPromotions (seed 004).</summary>
public static partial class GetPromotionsV2
{
    private static readonly IReadOnlyList<(string Id, string Spelling)> Spellings =
        [("getPromotionsV2", "promotionsV2"), ("getUserCreatedPromotions", "userCreatedPromotions")];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (id, spelling) in Spellings)
        {
            routes.MapGet($"/api_gateway/loyalty/v1/programs/{{programId}}/{spelling}", HandleAsync)
                .WithOperation(new Operation(id, Family.Gateway, Resources.Customer, Permission.Read))
                .WithMetadata(Documentation(spelling));
        }
    }

    internal sealed record Query(
        [FromRoute(Name = "programId")] string ProgramId,
        [FromQuery(Name = "limit")] string? Limit,
        [FromQuery(Name = "sourceType")] string? SourceType,
        [FromQuery(Name = "offset")] string? Offset,
        [FromQuery(Name = "promotionId")] string? PromotionId,
        [FromQuery(Name = "includeInactivePromotions")] string? IncludeInactivePromotions,
        [FromQuery(Name = "startRuleIdentifier")] string? StartRuleIdentifier,
        [FromQuery(Name = "eventName")] string? EventName,
        [FromQuery(Name = "identifierName")] string? IdentifierName,
        [FromQuery(Name = "identifierValue")] string? IdentifierValue,
        [FromQuery(Name = "source")] string? Source,
        [FromHeader(Name = "Prefer")] string? Prefer,
        IdentifiedCustomer Customer,
        Caller Caller)
    {
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

    /// <summary>The first rule that fails gives the code: mandatory parameters, then the documented table's order, then the customer (C-2).</summary>
    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query.Limit).Must(IsPassed).WithError(PromotionErrors.MissingParameter, "(limit).");
            RuleFor(query => query.Offset).Must(IsPassed).WithError(PromotionErrors.MissingParameter, "(offset).");
            RuleFor(query => query.SourceType).Must(text => text is not null).WithError(PromotionErrors.MissingParameter, "(sourceType).");
            RuleFor(query => query.Limit)
                .Must(IsDigits).WithError(PromotionErrors.MissingParameter, LimitAccepts)
                .Must(text => PageSize.TryParse(text, out _)).WithError(PromotionErrors.LimitTooLarge);
            RuleFor(query => query.SourceType)
                .Must(text => text is not "").WithError(PromotionErrors.EmptySourceType)
                .Must(text => Words<PromotionSourceType>.TryParse(text, out _)).WithError(PromotionErrors.WrongSourceType);
            RuleFor(query => query.Offset)
                .Must(text => IsDigits(text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .WithError(PromotionErrors.MissingParameter, OffsetAccepts);
            RuleFor(query => query.PromotionId)
                .Must(text => text is null || WholeNumber.TryParse(text, out _))
                .WithError(PromotionErrors.InvalidInput, "promotionId accepts a whole number.");
            RuleFor(query => query.IncludeInactivePromotions)
                .Must(text => text is null || Switch.IsOne(text))
                .WithError(PromotionErrors.InvalidInput, "includeInactivePromotions accepts true or false.");
            RuleFor(query => query.StartRuleIdentifier)
                .Must(text => text is null || WholeNumber.TryParse(text, out _))
                .WithError(PromotionErrors.InvalidInput, "startRuleIdentifier accepts a whole number.");
            RuleFor(query => query.EventName)
                .Must(text => text is not "").WithError(PromotionErrors.EmptyEventName)
                .Must(text => text is null || EventNames.IsEvery(text) || EventNames.Find(text) is not null).WithError(PromotionErrors.WrongEventName);
            RuleFor(query => query.Prefer)
                .Must(text => Preferences.Representation(text, out _))
                .WithError(PromotionErrors.InvalidInput, $"Prefer: representation accepts {string.Join(", ", Enum.GetNames<PromotionRepresentation>())}.");
            When(query => query.IdentifiesCustomer, () =>
            {
                RuleFor(query => query.IdentifierName).Must(CustomerIdentification.IsName).WithError(PromotionErrors.IdentifierName);
                RuleFor(query => query.IdentifierValue)
                    .Must(text => !string.IsNullOrEmpty(text)).WithError(PromotionErrors.IdentifierValue)
                    .MustAsync((query, text, cancellation) => query.Customer.FindAsync(query.Caller, query.IdentifierName!, text!, cancellation))
                    .WithError(PromotionErrors.IdentifierValue);
                RuleFor(query => query.Source).Must(CustomerIdentification.IsSource).WithError(PromotionErrors.Source);
            });
        }

        private static bool IsPassed(string? text) => !string.IsNullOrEmpty(text);

        private static bool IsDigits(string? text) => text!.All(char.IsAsciiDigit);
    }

    private static async Task<Results<Answer<DocumentedPromotions>, Answer<GatewayPromotions>, Answer<CustomerPromotions>, ErrorResult<Errors>>> HandleAsync(
        [AsParameters] Query query, OrgData data, CancellationToken cancellation)
    {
        var caller = query.Caller;
        var db = data.Open(caller);
        var world = caller.World;
        var now = world.Now;
        if (!CustomerIdentification.TryParseId(query.ProgramId, out var programId)
            || await PromotionPages.ProgramNameAsync(db, programId, cancellation) is not { } programName)
        {
            return new ErrorResult<Errors>(PromotionErrors.UnknownProgram);
        }

        var asked = await AskedPromotionsAsync(query, programId, db, cancellation);
        if (asked is { Known: false })
        {
            return new ErrorResult<Errors>(PromotionErrors.UnknownPromotion);
        }

        var limit = PageSize.Parse(query.Limit!);
        var offset = long.Parse(query.Offset!, CultureInfo.InvariantCulture);
        var advanced = world.Settings.AdvancedPromotions is true;
        var filter = new PromotionFilter(
            programId,
            Words<PromotionSourceType>.Parse(query.SourceType!),
            Switch.IsOn(query.IncludeInactivePromotions),
            EventNames.Find(query.EventName),
            asked.Ids,
            OnlyGeneric: !advanced);
        var total = await PromotionPages.CountAsync(db, filter, cancellation);
        IReadOnlyList<PromotionRow> rows = limit == 0 || offset >= total
            ? []
            : await PromotionPages.ListAsync(db, filter, limit, (int)offset, query.Customer.Id, now, world.Zone, cancellation);

        var holdsUntil = Instants.Never;
        foreach (var row in rows)
        {
            holdsUntil = Math.Min(holdsUntil, Math.Min(row.Promotion.StatusHoldsUntil(now), row.Usage.HoldsUntil()));
        }

        var page = PageDetails.Of(limit, offset, total);
        Preferences.Representation(query.Prefer, out var preferred);
        KeyValuePair<string, string>[] headers = preferred is { } applied ? [new("Preference-Applied", $"representation={applied}")] : [];
        IReadOnlyList<PromotionJson> Data() => [.. rows.Select(row => PromotionJson.From(row, caller.Org, programName, now, advanced))];
        IReadOnlyList<CustomerPromotionJson> Promotions() => [.. rows.Select(row => CustomerPromotionJson.From(row, advanced))];
        return (preferred ?? world.Settings.PromotionsRepresentation) switch
        {
            PromotionRepresentation.Gateway => new Answer<GatewayPromotions>(
                new(GatewayStatus.Success, null, Data(), page), WireJson.Relaxed.GatewayPromotions, holdsUntil, headers),
            PromotionRepresentation.Customer => new Answer<CustomerPromotions>(
                new(page, query.Customer.Id, Promotions(), []), WireJson.Relaxed.CustomerPromotions, holdsUntil, headers),
            _ => new Answer<DocumentedPromotions>(
                new(GatewayStatus.Success, null, Data(), page, query.Customer.Id, Promotions(), []), WireJson.Relaxed.DocumentedPromotions, holdsUntil, headers),
        };
    }

    /// <summary>What promotionId and startRuleIdentifier name together, null when neither is given; whether both are known.</summary>
    private static async Task<(bool Known, IReadOnlyList<long>? Ids)> AskedPromotionsAsync(
        Query query, long programId, LoyaltyContext db, CancellationToken cancellation)
    {
        IReadOnlyList<long>? asked = null;
        if (query.PromotionId is not null)
        {
            var id = WholeNumber.Parse(query.PromotionId);
            if (!await PromotionPages.IsInProgramAsync(db, programId, id, cancellation))
            {
                return (false, null);
            }

            asked = [id];
        }

        if (query.StartRuleIdentifier is not null)
        {
            var owners = await PromotionPages.PromotionsOfRuleAsync(db, programId, WholeNumber.Parse(query.StartRuleIdentifier), cancellation);
            if (owners.Count == 0)
            {
                return (false, null);
            }

            asked = asked is null ? owners : [.. asked.Intersect(owners)];
        }

        return (true, asked);
    }
}
