using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Access;
using Loyalty.Domain.Promotions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Promotions;

/// <summary>PUT /v3/promotions/{promotionId}: replaces the content of a promotion; a published one gets a draft (docs/contract/promotions.md 2.16).</summary>
public static partial class UpdateUnifiedPromotion
{
    private const string IdAccepts = "promotionId accepts a unified id: 24 hex digits.";

    private static readonly Operation Operation = new("updateUnifiedPromotion", ApiFamily.V3, Resources.Customer, Permission.None);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapLazy(HttpMethods.Put, "/v3/promotions/{promotionId}", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Request(
        [FromRoute(Name = "promotionId")] string PromotionIdText, [FromHeader(Name = "Prefer")] string? Prefer, [FromBody] UnifiedPromotionBody? Body)
    {
        public Parsed<long> PromotionId { get; } = Parsed<long>.From(PromotionIdText, UnifiedId.TryParse);

        public ParsedUnified Promotion { get; } = ParsedUnified.Update(Body);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            UnifiedErrors.RequestNotFound, UnifiedErrors.NameNotEditable, UnifiedErrors.StartNotEditable, UnifiedErrors.InvalidEnd, UnifiedErrors.ProgramImmutable,
            UnifiedErrors.IdentifierExists, UnifiedErrors.EventImmutable, UnifiedErrors.MilestoneImmutable, UnifiedErrors.WaitsForApproval, UnifiedErrors.StatusImmutable,
            UnifiedErrors.Stopped, UnifiedErrors.VersionImmutable, UnifiedErrors.NameTaken, UnifiedErrors.EligibilityNotEditable, UnifiedErrors.OptInStartFixed,
            UnifiedErrors.OptInEndShortened, UnifiedErrors.OptInStartPast, UnifiedErrors.OptInEndPast, UnifiedErrors.OptInNotEnabled, .. UnifiedBodyRules.Errors.All,
        ];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(request => request.PromotionId).Must(id => id.IsValid).WithError(UnifiedErrors.RequestNotFound, IdAccepts);
            foreach (var (part, error) in UnifiedBodyRules.Errors.ByPart)
            {
                RuleFor(request => request.Promotion).Must(promotion => promotion.Problem?.Part != part).WithState(_ => error).WithMessage(request => request.Promotion.Problem!.Reason);
            }
        }
    }

    private static async Task<Results<Answer<UnifiedPromotionResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, Caller caller, WorldWrites writes, HttpContext context)
    {
        if (request.Promotion.HasOptIn && caller.Settings.OptInDuration is not true)
        {
            return new ErrorResult<Errors>(UnifiedErrors.OptInNotEnabled, "The setting optInDuration of the world is false.");
        }

        var content = request.Promotion.Content();
        var (answer, refusal) = await UnifiedWrite.DecideAsync(
            writes,
            context,
            caller,
            request.PromotionId.Value,
            (turn, _, catalog) => UnifiedRules.Update(catalog, request.PromotionId.Value!.Value, content, turn.Now, turn.Ids),
            UnifiedWrite.Response,
            UnifiedErrors.OfUpdate);
        return refusal is { } error ? new ErrorResult<Errors>(error.Error, error.Reason) : new Answer<UnifiedPromotionResponse>(answer!, PromotionJsonContext.Answers.UnifiedPromotionResponse);
    }
}
