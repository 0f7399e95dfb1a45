using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Access;
using Loyalty.Domain.Promotions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Promotions;

/// <summary>POST /v3/promotions/{promotionId}/review: approves or rejects a promotion that waits for approval (docs/contract/promotions.md 2.17).</summary>
public static partial class ReviewPromotion
{
    private const int LongestComment = 150;

    private const string IdAccepts = "unifiedPromotionId accepts the unified id of a promotion of this organisation: 24 hex digits.";

    private static readonly Operation Operation = new("reviewPromotion", ApiFamily.V3, Resources.Customer, Permission.None);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapLazy(HttpMethods.Post, "/v3/promotions/{promotionId}/review", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Request([FromRoute(Name = "promotionId")] string PromotionIdText, [FromHeader(Name = "Prefer")] string? Prefer, [FromBody] ReviewBody? Body)
    {
        public Parsed<long> PromotionId { get; } = Parsed<long>.From(PromotionIdText, UnifiedId.TryParse);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            UnifiedErrors.InvalidApprovalStatus, UnifiedErrors.OperationFailed, UnifiedErrors.AccessDenied, UnifiedErrors.InvalidInput, UnifiedErrors.PromotionNotFound,
            UnifiedErrors.InvalidPromotionStatus, UnifiedErrors.LongComment, UnifiedErrors.NoEdits,
        ];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(request => request.Body).NotNull().WithError(UnifiedErrors.InvalidInput, "The body accepts an object with approvalStatus.");
            RuleFor(request => request.Body!.ApprovalStatus).Must(status => status is "APPROVE" or "REJECT").WithError(UnifiedErrors.InvalidApprovalStatus, "approvalStatus accepts APPROVE, REJECT.");
            RuleFor(request => request.Body!.Comment).Must(comment => comment is not { Length: > LongestComment }).WithError(UnifiedErrors.LongComment, $"comment accepts up to {LongestComment} characters.");
            RuleFor(request => request.PromotionId).Must(id => id.IsValid).WithError(UnifiedErrors.PromotionNotFound, IdAccepts);
        }
    }

    private static async Task<Results<Answer<UnifiedPromotionResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, Caller caller, WorldWrites writes, HttpContext context)
    {
        var (answer, refusal) = await UnifiedWrite.DecideAsync(
            writes,
            context,
            caller,
            request.PromotionId.Value,
            (turn, _, catalog) => UnifiedLifecycle.Review(catalog, request.PromotionId.Value!.Value, request.Body!.ApprovalStatus is "APPROVE", request.Body.Comment, turn.Now, turn.Ids),
            static (promotion, form) => UnifiedWrite.Response(promotion, form with { IsFull = true }),
            static refused => refused switch
            {
                UnifiedRefusal.NotFound => new(UnifiedErrors.PromotionNotFound, IdAccepts),
                UnifiedRefusal.Stopped => new(UnifiedErrors.NoEdits, "The promotion is stopped, or a later version replaced it."),
                UnifiedRefusal.StartNotEditable => new(UnifiedErrors.NoEdits, "The draft changes the start of a promotion that has started."),
                UnifiedRefusal.InvalidEnd => new(UnifiedErrors.NoEdits, "The draft ends a running promotion in the past."),
                UnifiedRefusal.OptInStartFixed => new(UnifiedErrors.NoEdits, "The draft changes the start of an opt-in window that has opened."),
                _ => new(UnifiedErrors.InvalidPromotionStatus, "Only a promotion that waits for approval is reviewed."),
            });
        return refusal is { } error ? new ErrorResult<Errors>(error.Error, error.Reason) : new Answer<UnifiedPromotionResponse>(answer!, PromotionJsonContext.Answers.UnifiedPromotionResponse);
    }
}

/// <summary>A review. <paramref name="ApprovalStatus"/> is APPROVE or REJECT.</summary>
public sealed record ReviewBody(string? ApprovalStatus, string? Comment = null);
