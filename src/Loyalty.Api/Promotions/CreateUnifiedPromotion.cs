using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Promotions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Promotions;

/// <summary>POST /v3/promotions: creates a draft (docs/contract/promotions.md 2.15).</summary>
public static partial class CreateUnifiedPromotion
{
    private static readonly Operation Operation = new("createUnifiedPromotion", ApiFamily.V3, Resources.Customer, Permission.None);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapLazy(HttpMethods.Post, "/v3/promotions", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Request([FromHeader(Name = "Prefer")] string? Prefer, [FromBody] UnifiedPromotionBody? Body)
    {
        public ParsedUnified Promotion { get; } = ParsedUnified.Creation(Body);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            UnifiedErrors.OperationFailed, .. UnifiedBodyRules.Errors.All, UnifiedErrors.OptInNotEnabled, UnifiedErrors.IdentifierTaken, UnifiedErrors.NameTaken, UnifiedErrors.ServerError,
        ];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
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
            null,
            (turn, current, catalog) => PromotionChecks.IsKnown(content.PromotionType, current.HasAdvancedPromotions())
                ? UnifiedRules.Create(catalog, current.Org.Id, content, turn.Now, turn.Ids)
                : Decided.Refused(new UnifiedOutcome(null, UnifiedRefusal.UnknownType)),
            UnifiedWrite.Response,
            static refused => refused == UnifiedRefusal.IdentifierTaken ? new(UnifiedErrors.IdentifierTaken, "Another promotion has this promoIdentifier.") : UnifiedErrors.OfUpdate(refused));
        return refusal is { } error ? new ErrorResult<Errors>(error.Error, error.Reason) : new Answer<UnifiedPromotionResponse>(answer!, PromotionJsonContext.Answers.UnifiedPromotionResponse);
    }
}
