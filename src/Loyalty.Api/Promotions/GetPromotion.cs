using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Store.State;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Promotions;

/// <summary>GET /api_gateway/loyalty/v1/programs/{programId}/promotions/{promotionId}/get (docs/contract/promotions.md 2.11).</summary>
public static partial class GetPromotion
{
    private const string ProgramAccepts = "programId accepts the id of a program of this organisation.";

    private const string PromotionAccepts = "promotionId accepts the id of a promotion of the program.";

    private static readonly Operation Operation = new("getPromotion", ApiFamily.Gateway, Resources.Customer, Permission.Read);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Get, "/api_gateway/loyalty/v1/programs/{programId}/promotions/{promotionId}/get", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Query([FromRoute(Name = "programId")] string ProgramIdText, [FromRoute(Name = "promotionId")] string PromotionIdText, Caller Caller)
    {
        public Parsed<long> ProgramId { get; } = Parsed<long>.From(ProgramIdText, CustomerIdentification.TryParseId);

        public Parsed<long> PromotionId { get; } = Parsed<long>.From(PromotionIdText, CustomerIdentification.TryParseId);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All => [PromotionErrors.InvalidPromotion, PromotionErrors.UnknownProgram];
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(query => query.ProgramId).Must(id => id.IsValid).WithError(PromotionErrors.UnknownProgram, ProgramAccepts);
            RuleFor(query => query.PromotionId).Must(id => id.IsValid).WithError(PromotionErrors.InvalidPromotion, PromotionAccepts);
        }
    }

    private static async Task<Results<Answer<PromotionResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Query query)
    {
        var now = query.Caller.Now;
        var (answer, refusal) = await query.Caller.State.ReadAsync(world => Read(world, query, now));
        return refusal is { } error ? new ErrorResult<Errors>(error.Error, error.Reason) : new Answer<PromotionResponse>(answer!, PromotionJsonContext.Answers.PromotionResponse);
    }

    private static (PromotionResponse? Answer, Refusal? Refusal) Read(WorldReading world, Query query, long now)
    {
        var org = world.Catalog(query.Caller.Org.Id);
        if (org.Promotions.Programs.Find(query.ProgramId.Value!.Value) is not { } program)
        {
            return (null, new(PromotionErrors.UnknownProgram, ProgramAccepts));
        }

        var advanced = query.Caller.HasAdvancedPromotions();
        if (org.Promotions.Promotions.Find(query.PromotionId.Value!.Value) is not { } entry
            || entry.Promotion.ProgramId != program.Id
            || !PromotionChecks.IsKnown(entry.Promotion.PointsOfferType, advanced))
        {
            return (null, new(PromotionErrors.InvalidPromotion, PromotionAccepts));
        }

        return (new(GatewayStatus.Success, null, [PromotionJson.ById(entry, org.Org, program.Name, now, advanced, query.Caller.Settings.NewerPromotionKeys is true)]), null);
    }
}

/// <summary>One promotion.</summary>
public sealed record PromotionResponse(GatewayStatus Status, GatewayValidationErrors? ValidationErrors, IReadOnlyList<PromotionJson> Data);
