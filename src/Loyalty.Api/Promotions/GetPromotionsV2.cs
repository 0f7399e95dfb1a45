using System.Diagnostics.CodeAnalysis;
using FluentValidation;
using Loyalty.Api.Customers;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Store.State;
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
            routes.MapLazy(HttpMethods.Get, $"/api_gateway/loyalty/v1/programs/{{programId}}/{spelling}", HandleAsync)
                .WithOperation(new Operation(id, ApiFamily.Gateway, Resources.Customer, Permission.Read))
                .WithMetadata(Documentation(spelling))
                .WithDirectRead<Query>(TryRead, AnswerAsync);
        }
    }

    private const string UnknownCustomer = "identifierValue names no customer of this organisation.";

    private static readonly string EventNameAccepts =
        $"eventName accepts {string.Join(", ", EventNames.All)}, ALL, or an event of a promotion of this organisation, in any case.";

    private static readonly string[] QueryNames =
        ["limit", "sourceType", "offset", "promotionId", "includeInactivePromotions", "startRuleIdentifier", "eventName", "identifierName", "identifierValue", "source"];

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

        /// <summary>False if the request alone tells that it is refused.</summary>
        public bool IsWellFormed =>
            WireNumber.IsDigits(Limit.Text) && Offset.Value is not null && SourceType.Value is not null && Limit.IsValid && Offset.IsValid && SourceType.IsValid
            && PromotionId.IsValid && IncludeInactivePromotions.IsValid && StartRuleIdentifier.IsValid && EventName is not "" && Representation.IsValid
            && (!IdentifiesCustomer || (CustomerIdentification.IsName(IdentifierName) && !string.IsNullOrEmpty(IdentifierValue) && CustomerIdentification.IsSource(Source)));
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
                .MustAsync(async (query, name, _) => await query.Caller.State.ReadAsync(world => EventFilter.TryFind(world, query.Caller.Org.Id, name, out var _)))
                .WithError(PromotionErrors.WrongEventName, EventNameAccepts);
            RuleFor(query => query.Representation)
                .Must(representation => representation.IsValid)
                .WithError(PromotionErrors.InvalidInput, $"Prefer: representation accepts {string.Join(", ", Enum.GetNames<PromotionRepresentation>())}.");
            When(query => query.IdentifiesCustomer, () =>
            {
                RuleFor(query => query.IdentifierName).Must(CustomerIdentification.IsName).WithError(PromotionErrors.IdentifierName, $"identifierName accepts {string.Join(", ", CustomerIdentification.Names)}; identifierName, identifierValue and source go together.");
                RuleFor(query => query.IdentifierValue)
                    .Must(text => !string.IsNullOrEmpty(text)).WithError(PromotionErrors.IdentifierValue, "identifierValue is missing or empty.")
                    .MustAsync(async (query, text, _) =>
                        await query.Caller.State.ReadAsync(world => IdentifiedCustomer.Find(world, query.Caller.Org.Id, query.IdentifierName!, text!, query.Caller.Now)) is not null)
                    .WithError(PromotionErrors.IdentifierValue, UnknownCustomer);
                RuleFor(query => query.Source).Must(CustomerIdentification.IsSource).WithError(PromotionErrors.Source, $"source accepts {string.Join(", ", CustomerIdentification.Sources)}; identifierName, identifierValue and source go together.");
            });
        }
    }

    private static async Task<Results<Answer<PromotionsV2Response>, Answer<PromotionsV2GatewayResponse>, Answer<PromotionsV2CustomerResponse>, ErrorResult<Errors>>> HandleAsync(
        [AsParameters] Query query)
    {
        var page = await ReadAsync(query);
        if (page.Refusal is { } refusal)
        {
            return refusal;
        }

        var applied = query.Representation.Value is { } preferred ? $"representation={preferred}" : null;
        return RepresentationOf(query) switch
        {
            PromotionRepresentation.Gateway => new Answer<PromotionsV2GatewayResponse>(page.Body!) { AppliedPreference = applied },
            PromotionRepresentation.Customer => new Answer<PromotionsV2CustomerResponse>(page.Body!) { AppliedPreference = applied },
            _ => new Answer<PromotionsV2Response>(page.Body!) { AppliedPreference = applied },
        };
    }

    private static bool TryRead(HttpContext context, Caller caller, [NotNullWhen(true)] out Query? query)
    {
        Span<string?> values = new string?[QueryNames.Length];
        query = DirectRead.TryReadQuery(context.Request, QueryNames, values)
            ? new Query((string)context.Request.RouteValues["programId"]!, values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8], values[9], null, caller)
            : null;
        return query?.IsWellFormed is true;
    }

    private static async Task AnswerAsync(HttpContext context, Query query, Caller caller)
    {
        var page = await ReadAsync(query);
        using (page.Body)
        {
            await (page.Refusal?.ExecuteAsync(context) ?? AnswerBody.WriteAsync(context, page.Body!.Body, null));
        }
    }

    private static PromotionRepresentation RepresentationOf(Query query) =>
        query.Representation.Value ?? query.Caller.Settings.PromotionsRepresentation ?? PromotionRepresentation.Documented;

    private static ValueTask<PromotionsPage> ReadAsync(Query query)
    {
        var now = query.Caller.Now;
        var windows = new UsageWindows(now, query.Caller.Zone);
        return query.Caller.State.ReadAsync(world => PromotionsPage.Read(world, query, now, windows));
    }

    /// <summary>A page as it is answered, or why it is refused.</summary>
    internal readonly record struct PromotionsPage(BodyBuilder? Body, ErrorResult<Errors>? Refusal)
    {
        public static PromotionsPage Read(WorldReading world, Query query, long now, UsageWindows windows)
        {
            var orgId = query.Caller.Org.Id;
            var catalog = world.Catalog(orgId).Promotions;
            if (!EventFilter.TryFind(world, orgId, query.EventName, out var eventName))
            {
                return Refused(PromotionErrors.WrongEventName, EventNameAccepts);
            }

            long? customerId = null;
            if (query.IdentifiesCustomer)
            {
                customerId = IdentifiedCustomer.Find(world, orgId, query.IdentifierName!, query.IdentifierValue!, now);
                if (customerId is null)
                {
                    return Refused(PromotionErrors.IdentifierValue, UnknownCustomer);
                }
            }

            if (query.ProgramId.Value is not { } programId || catalog.Programs.Find(programId) is not { } program)
            {
                return Refused(PromotionErrors.UnknownProgram, "programId names no program of this organisation.");
            }

            var advanced = query.Caller.HasAdvancedPromotions();
            if (query.PromotionId.Value is { } promotionId && catalog.Find(promotionId, advanced)?.ProgramId != programId)
            {
                return Refused(PromotionErrors.UnknownPromotion, "promotionId names nothing in this program.");
            }

            var owners = query.StartRuleIdentifier.Value is { } ruleId ? catalog.PromotionsOfRule(programId, ruleId).Where(id => catalog.Find(id, advanced) is not null).ToHashSet() : null;
            if (owners is { Count: 0 })
            {
                return Refused(PromotionErrors.UnknownPromotion, "startRuleIdentifier names nothing in this program.");
            }

            var matching = catalog.Matching(new PromotionFilter(programId, query.SourceType.Value!.Value, query.IncludeInactivePromotions.Value is true, eventName, OnlyGeneric: !advanced));
            if (query.PromotionId.Value is { } only)
            {
                owners = owners?.Contains(only) is false ? [] : [only];
            }

            if (owners is not null)
            {
                matching = IdMap<PromotionEntry>.Of(owners.Select(id => (id, matching.Find(id)!)).Where(owner => owner.Item2 is not null));
            }

            var (limit, offset) = (query.Limit.Value!.Value, query.Offset.Value!.Value);
            var customer = customerId is { } known ? world.Customer(new CustomerKey(orgId, known), now) : null;
            var rows = matching.Descending(offset, limit);
            var usages = new PromotionUsage[rows.Count];
            for (var index = 0; index < rows.Count; index++)
            {
                var id = rows[index].Promotion.Id;
                usages[index] = customerId is null ? new(null, UsageSums.Empty, windows) : new(customer?.UsageOf(id), world.Totals(id), windows);
            }

            return world.IsComplete
                ? new(PromotionsBody.Write(rows, usages, world.Catalog(orgId).Org, program, RepresentationOf(query), advanced, query.Caller.Settings.NewerPromotionKeys is true, PageDetails.Of(limit, offset, matching.Count), customerId, now), null)
                : default;
        }

        private static PromotionsPage Refused(ApiError error, string reason) => new(null, new ErrorResult<Errors>(error, reason));
    }
}
