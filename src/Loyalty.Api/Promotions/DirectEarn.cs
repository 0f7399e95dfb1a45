using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Domain.Access;
using Loyalty.Domain.Promotions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Promotions;

/// <summary>POST /v2/promotion/bulk/directEarn: issues a promotion of the type LOYALTY to customers (docs/contract/promotions.md 2.7).</summary>
public static partial class DirectEarn
{
    private static readonly Operation Operation = new("directEarn", ApiFamily.V2, Resources.Customer, Permission.Write);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Post, "/v2/promotion/bulk/directEarn", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Request([FromHeader(Name = "Prefer")] string? Prefer, [FromBody] BulkEarnBody? Body);

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            BulkPromotionErrors.InvalidInput, BulkPromotionErrors.NoBody, BulkPromotionErrors.UserGroup, BulkPromotionErrors.MissingPromotion, BulkPromotionErrors.UnknownProgram, BulkPromotionErrors.UnknownPromotion,
            BulkPromotionErrors.EmptyIdentifier, BulkPromotionErrors.Inactive, BulkPromotionErrors.UnknownCustomer,
        ];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleLevelCascadeMode = CascadeMode.Stop;
            this.AddBulkRules(request => request.Body, entityType: null, mostCustomers: int.MaxValue);
        }
    }

    private static async Task<Results<Answer<BulkResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, Caller caller, WorldWrites writes, HttpContext context)
    {
        var (items, refusal) = await BulkWrite.RunAsync(writes, context, caller, request.Body!, new BulkStep(LifecycleAction.IssueDirectly, ErrorOf));
        return refusal is { } refused ? new ErrorResult<Errors>(refused.Error, refused.Reason) : new Answer<BulkResponse>(BulkResponse.Of(items!), CustomerStepJsonContext.Answers.BulkResponse);
    }

    /// <summary>Another offer type is a matter of how the promotion is set up, so it is answered with the warning.</summary>
    private static ApiError? ErrorOf(LifecycleRefusal refusal) => refusal == LifecycleRefusal.Inactive ? BulkPromotionErrors.Inactive : null;
}
