using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Domain.Access;
using Loyalty.Domain.Promotions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Promotions;

/// <summary>POST /v2/promotion/bulk/revokeDirectEarn: revokes issues of a promotion (docs/contract/promotions.md 2.8).</summary>
public static partial class RevokeDirectEarn
{
    private static readonly Operation Operation = new("revokeDirectEarn", ApiFamily.V2, Resources.Customer, Permission.Write);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Post, "/v2/promotion/bulk/revokeDirectEarn", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Request([FromHeader(Name = "Prefer")] string? Prefer, [FromBody] BulkRevocationBody? Body);

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            BulkPromotionErrors.InvalidInput, BulkPromotionErrors.NoBody, BulkPromotionErrors.UserGroup, BulkPromotionErrors.MissingPromotion, BulkPromotionErrors.UnknownProgram, BulkPromotionErrors.UnknownPromotion,
            BulkPromotionErrors.EmptyIdentifier, BulkPromotionErrors.BatchTooLarge, BulkRevocationErrors.ActionNotSupported, BulkPromotionErrors.Inactive, BulkPromotionErrors.UnknownCustomer,
            BulkRevocationErrors.UnknownIssue, BulkRevocationErrors.NoOpenIssue,
        ];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleLevelCascadeMode = CascadeMode.Stop;
            this.AddBulkRules(request => request.Body, entityType: null);
            RuleFor(request => request.Body!.BulkAction).Must(action => action is null or "REVOKE_EARN").WithError(BulkRevocationErrors.ActionNotSupported, "bulkAction accepts REVOKE_EARN, and can be omitted.");
        }
    }

    private static async Task<Results<Answer<BulkResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, Caller caller, WorldWrites writes, HttpContext context)
    {
        var (items, refusal) = await BulkWrite.RunAsync(writes, context, caller, request.Body!, new BulkStep(LifecycleAction.RevokeIssues, ErrorOf));
        return refusal is { } refused ? new ErrorResult<Errors>(refused.Error, refused.Reason) : new Answer<BulkResponse>(BulkResponse.Of(items!), CustomerStepJsonContext.Answers.BulkResponse);
    }

    private static ApiError? ErrorOf(LifecycleRefusal refusal) => refusal switch
    {
        LifecycleRefusal.Inactive => BulkPromotionErrors.Inactive,
        LifecycleRefusal.NotSupported => BulkRevocationErrors.ActionNotSupported,
        LifecycleRefusal.UnknownIssue => BulkRevocationErrors.UnknownIssue,
        _ => BulkRevocationErrors.NoOpenIssue,
    };
}
