using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Domain.Access;
using Loyalty.Domain.Targets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Targets;

/// <summary>POST /v3/targetGroups: creates a target group of any kind, with its periods and targets (docs/contract/targets.md 2.2).</summary>
public static partial class CreateTargetGroup
{
    private static readonly Operation Operation = new("createTargetGroup", ApiFamily.V3, Resources.TargetLoyalty, Permission.Write);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Post, "/v3/targetGroups", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Request(Caller Caller, [FromHeader(Name = "Prefer")] string? Prefer, [FromBody] TargetGroupBody? Body)
    {
        /// <summary>What the body describes, and what could not be read of it; null if everything could.</summary>
        public (TargetGroupDraft Draft, string? Problem) Read { get; } = TargetGroupReader.ReadGroup(Body, Caller.Zone);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            TargetErrors.InvalidGroup, TargetErrors.NameTaken, TargetErrors.NameTooLong, TargetErrors.LeaderboardNotEnabled, TargetErrors.LeaderboardWindow, TargetErrors.EntityAndType,
            TargetErrors.MissingMetadata, TargetErrors.ExtendedFieldName, TargetErrors.UnknownProgram, TargetErrors.AlternateCurrency,
        ];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator() =>
            RuleFor(request => request.Read.Problem).Null().WithState(_ => TargetErrors.InvalidGroup).WithMessage(request => request.Read.Problem);
    }

    private static async Task<Results<CreatedAnswer<TargetGroupResponse>, ErrorResult<Errors>>> HandleAsync(
        [AsParameters] Request request, Caller caller, WorldWrites writes, HttpContext context)
    {
        var (created, now, refusal) = await TargetGroupWrite.DecideAsync(writes, context, caller, TargetErrors.InvalidGroup, change => TargetGroupRules.Create(request.Read.Draft, change));
        return refusal is { } refused
            ? new ErrorResult<Errors>(refused.Error, refused.Reason)
            : new CreatedAnswer<TargetGroupResponse>(
                new(TargetGroupJson.Created(created!, request.Body!, now, caller.Zone), null, null), TargetJsonContext.Answers.TargetGroupResponse);
    }
}
