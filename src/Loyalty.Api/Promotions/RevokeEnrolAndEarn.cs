using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Domain.Access;
using Loyalty.Domain.Promotions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Promotions;

/// <summary>POST /v2/promotion/bulk/revokeEnrolAndEarn: revokes enrolments or issues of a promotion (docs/contract/promotions.md 2.6).</summary>
public static partial class RevokeEnrolAndEarn
{
    private static readonly Operation Operation = new("revokeEnrolAndEarn", ApiFamily.V2, Resources.Customer, Permission.Write);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Post, "/v2/promotion/bulk/revokeEnrolAndEarn", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Request([FromHeader(Name = "Prefer")] string? Prefer, [FromBody] BulkRevocationBody? Body);

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            BulkPromotionErrors.InvalidInput, BulkPromotionErrors.NoBody, EnrolAndEarnErrors.EntityType, BulkPromotionErrors.UserGroup, BulkRevocationErrors.ActionNotSupported, BulkPromotionErrors.MissingPromotion,
            BulkPromotionErrors.UnknownProgram, BulkPromotionErrors.UnknownPromotion, BulkPromotionErrors.EmptyIdentifier, BulkPromotionErrors.BatchTooLarge, BulkPromotionErrors.Inactive,
            BulkPromotionErrors.UnknownCustomer, BulkRevocationErrors.UnknownIssue, EnrolAndEarnErrors.Failed,
        ];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleLevelCascadeMode = CascadeMode.Stop;
            this.AddBulkRules(request => request.Body, EnrolAndEarnErrors.EntityType);
            RuleFor(request => request.Body!.BulkAction).Must(action => ActionOf(action) is not null).WithError(BulkRevocationErrors.ActionNotSupported, "bulkAction accepts REVOKE_ENROL or REVOKE_EARN, in capitals.");
        }
    }

    private static async Task<Results<Answer<BulkResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, Caller caller, WorldWrites writes, HttpContext context)
    {
        var (items, refusal) = await BulkWrite.RunAsync(writes, context, caller, request.Body!, new BulkStep(ActionOf(request.Body!.BulkAction)!.Value, ErrorOf));
        return refusal is { } refused ? new ErrorResult<Errors>(refused.Error, refused.Reason) : new Answer<BulkResponse>(BulkResponse.Of(items!), CustomerStepJsonContext.Answers.BulkResponse);
    }

    private static LifecycleAction? ActionOf(string? text) => text switch
    {
        "REVOKE_ENROL" => LifecycleAction.RevokeEnrolment,
        "REVOKE_EARN" => LifecycleAction.RevokeIssues,
        _ => null,
    };

    private static ApiError? ErrorOf(LifecycleRefusal refusal) => refusal switch
    {
        LifecycleRefusal.Inactive => BulkPromotionErrors.Inactive,
        LifecycleRefusal.NotSupported => BulkRevocationErrors.ActionNotSupported,
        LifecycleRefusal.UnknownIssue or LifecycleRefusal.NoOpenIssue => BulkRevocationErrors.UnknownIssue,
        _ => EnrolAndEarnErrors.Failed,
    };
}
