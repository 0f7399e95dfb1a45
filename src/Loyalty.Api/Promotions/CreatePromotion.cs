using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Promotions;

/// <summary>POST …/programs/{programId}/createPromotion/{promotionType}: creates a promotion for a user-created challenge (docs/contract/promotions.md 2.2).</summary>
public static partial class CreatePromotion
{
    private const string ProgramAccepts = "programId in the path accepts the id of a program of this organisation.";

    private static readonly string[] Kinds = ["SIMPLE", "RANGE", "KEYWORD"];

    private static readonly Operation Operation = new("createPromotion", ApiFamily.Gateway, Resources.Customer, Permission.None);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Post, "/api_gateway/loyalty/v1/programs/{programId}/createPromotion/{promotionType}", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Request(
        [FromRoute(Name = "programId")] string ProgramIdText,
        [FromRoute(Name = "promotionType")] string Kind,
        [FromHeader(Name = "Prefer")] string? Prefer,
        [FromBody] CreatePromotionBody? Body)
    {
        public Parsed<long> ProgramId { get; } = Parsed<long>.From(ProgramIdText, CustomerIdentification.TryParseId);

        public ParsedCreation Creation { get; } = ParsedCreation.Of(Body);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            PromotionErrors.IdentifierTaken, PromotionErrors.NameTaken, PromotionErrors.MissingStartDate, PromotionErrors.MissingEndDate, PromotionErrors.MissingTargets,
            PromotionErrors.MissingPromotionSourceType, PromotionErrors.NotOneRuleset, PromotionErrors.InvalidRuleset, PromotionErrors.InvalidRule, PromotionErrors.InvalidAction,
            PromotionErrors.InvalidFilterName, PromotionErrors.UnknownProgram, PromotionErrors.InvalidInput,
            PromotionErrors.RefusedInput,
        ];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(request => request.ProgramId).Must(id => id.IsValid).WithError(PromotionErrors.UnknownProgram, ProgramAccepts);
            RuleFor(request => request.Kind).Must(kind => Kinds.Contains(kind, StringComparer.OrdinalIgnoreCase))
                .WithError(PromotionErrors.InvalidInput, $"promotionType in the path accepts {string.Join(", ", Kinds)}, in any case.");
            foreach (var (part, error) in new (CreationPart, ApiError)[]
            {
                (CreationPart.SourceType, PromotionErrors.MissingPromotionSourceType),
                (CreationPart.StartDate, PromotionErrors.MissingStartDate),
                (CreationPart.EndDate, PromotionErrors.MissingEndDate),
                (CreationPart.RulesetCount, PromotionErrors.NotOneRuleset),
                (CreationPart.Ruleset, PromotionErrors.InvalidRuleset),
                (CreationPart.Rule, PromotionErrors.InvalidRule),
                (CreationPart.Action, PromotionErrors.InvalidAction),
                (CreationPart.Filter, PromotionErrors.InvalidFilterName),
                (CreationPart.Targets, PromotionErrors.MissingTargets),
                (CreationPart.Other, PromotionErrors.InvalidInput),
            })
            {
                RuleFor(request => request.Creation).Must(creation => creation.Problem?.Part != part).WithState(_ => error).WithMessage(request => request.Creation.Problem!.Reason);
            }
        }
    }

    private static async Task<Results<Answer<CreatedPromotionResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, Caller caller, WorldWrites writes, HttpContext context)
    {
        var creation = request.Creation.For(request.ProgramId.Value!.Value);
        var (answer, refusal) = await writes.DecideAsync<Created>(
            context,
            caller,
            world => world.Catalog(caller.Org.Id),
            (turn, current) =>
            {
                if (!current.HasAdvancedPromotions())
                {
                    return Decided.Refused<Created>(new(null, new Refusal(PromotionErrors.RefusedInput, "pointsOfferType: this organisation has no promotion types (advancedPromotions is false).")));
                }

                var org = turn.Root.Orgs[current.Org.Id];
                var decided = PromotionCreation.Create(org.Promotions, org.Targets, current.Org.Id, creation, turn.Now, current.Zone, turn.Ids);
                return new(
                    decided.Answer.Promotion is { } promotion ? new(CreatedPromotionResponse.Of(promotion, turn.Now), null) : new(null, RefusalOf(decided.Answer.Refusal!.Value)),
                    decided.Changes);
            });
        return (refusal ?? answer.Refusal) is { } error
            ? new ErrorResult<Errors>(error.Error, error.Reason)
            : new Answer<CreatedPromotionResponse>(answer.Answer!, PromotionJsonContext.Answers.CreatedPromotionResponse);
    }

    private static Refusal RefusalOf(CreationRefusal refusal) => refusal switch
    {
        CreationRefusal.UnknownProgram => new(PromotionErrors.UnknownProgram, ProgramAccepts),
        CreationRefusal.UnknownTargetGroup => new(PromotionErrors.RefusedInput, "targetGroupIds accepts target groups of this organisation; for USER_CREATED, user-created ones."),
        CreationRefusal.UnknownTarget => new(PromotionErrors.RefusedInput, "targetRuleIds accepts targets of the target groups in targetGroupIds."),
        CreationRefusal.NameTaken => new(PromotionErrors.NameTaken, "Another promotion of the program has this name."),
        _ => new(PromotionErrors.IdentifierTaken, "Another promotion of the program has this identifier."),
    };

    private readonly record struct Created(CreatedPromotionResponse? Answer, Refusal? Refusal);
}
