using System.Globalization;
using System.Text.Json;
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

/// <summary>POST /v3/promotions/enrol: enrols a member in a promotion, or opts the member in (docs/contract/promotions.md 2.18).</summary>
public static partial class EnrolInPromotion
{
    private const string Success = "SUCCESS";

    private const string Failed = "FAILED";

    private static readonly IReadOnlyList<V3Warning> LimitReached = [new("Unable to enroll in promotions. Customer already enrolled or limit reached.")];

    private static readonly IReadOnlyList<V3Warning> MilestonesFailed = [new("failed to enrol into milestones")];

    private static readonly Operation Operation = new("enrolInPromotion", ApiFamily.V3, Resources.Customer, Permission.None);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapLazy(HttpMethods.Post, "/v3/promotions/enrol", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Request([FromHeader(Name = "Prefer")] string? Prefer, [FromBody] MemberEnrolBody? Body)
    {
        public Parsed<MemberAction> Action { get; } = Parsed<MemberAction>.From(Body?.Action, WireName<MemberAction>.TryParse);

        public Parsed<long> UnifiedPromotionId { get; } = Parsed<long>.From(Body?.Promotion?.Id, UnifiedId.TryParse);

        public Parsed<long> OptInDate { get; } = Parsed<long>.From(Body?.OptinDate, IsoInstant.TryParse);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            MemberErrors.MissingAction, MemberErrors.MissingPromotion, MemberErrors.MissingCustomer, MemberErrors.MissingProgram, MemberErrors.MissingIdentifierName,
            MemberErrors.MissingIdentifierValue, MemberErrors.MissingSource, MemberErrors.MissingTargetRule, MemberErrors.PromotionNotFound, MemberErrors.ProgramNotFound,
            MemberErrors.CustomerNotFound, MemberErrors.GenericNotEligible, MemberErrors.OptInNotSupported, MemberErrors.WindowNotOpen, MemberErrors.WindowClosed,
            MemberErrors.FutureOptIn, UnifiedErrors.OptInNotEnabled, MemberErrors.InvalidInput, MemberErrors.EnrolmentFailed,
        ];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(request => request.Body).NotNull().WithError(MemberErrors.InvalidInput, "The body accepts an object.");
            RuleFor(request => request.Body!.Action).NotEmpty().WithError(MemberErrors.MissingAction, "action is missing or empty.");
            RuleFor(request => request.Body!.Promotion).NotNull().WithError(MemberErrors.MissingPromotion, "promotion accepts an object with id and promotionId.");
            RuleFor(request => request.Body!.Customer).NotNull().WithError(MemberErrors.MissingCustomer, "customer accepts an object with identifierName and identifierValue.");
            RuleFor(request => request.Body!.ProgramId).NotNull().WithError(MemberErrors.MissingProgram, "programId accepts a whole number.");
            RuleFor(request => request.Body!.Customer!.IdentifierName).NotEmpty().WithError(MemberErrors.MissingIdentifierName, "identifierName is missing or empty.");
            RuleFor(request => request.Body!.Customer!.IdentifierValue).NotEmpty().WithError(MemberErrors.MissingIdentifierValue, "identifierValue is missing or empty.");
            RuleFor(request => request.Body!.Customer!.Source).Must(source => source is not "").WithError(MemberErrors.MissingSource, "source is empty.");
            RuleFor(request => request.Body!.Customer!.Milestone).Must(milestone => milestone is null or { TargetRuleId: not null }).WithError(MemberErrors.MissingTargetRule, "targetRuleId of milestone is missing.");
            RuleFor(request => request.Body!.Customer!.Milestone).Null().WithError(MemberErrors.InvalidInput, "customer.milestone belongs to ENROL_MILESTONES, which is not emulated.");
            RuleFor(request => request.Action).Must(action => action.IsValid).WithError(MemberErrors.InvalidInput, ActionAccepts);
            RuleFor(request => request.Body!.Promotion).Must(promotion => promotion is { Id: not null, PromotionId: not null }).WithError(MemberErrors.InvalidInput, "promotion accepts an object with id and promotionId.");
            RuleFor(request => request.Body!.RequestId).Must(id => id is null or { Length: >= 1 and <= RequestOnce.LongestId })
                .WithError(MemberErrors.InvalidInput, $"requestId accepts 1 to {RequestOnce.LongestId} characters.");
            RuleFor(request => request.Body!.Customer!.IdentifierName).Must(CustomerIdentification.IsName)
                .WithError(MemberErrors.InvalidInput, $"customer.identifierName accepts {string.Join(", ", CustomerIdentification.Names)}.");
            RuleFor(request => request.Body!.Customer!.Source).Must(source => source is null || CustomerIdentification.IsSource(source))
                .WithError(MemberErrors.InvalidInput, $"customer.source accepts {string.Join(", ", CustomerIdentification.Sources)}.");
            RuleFor(request => request.OptInDate).Must(date => date.IsValid).WithError(MemberErrors.InvalidInput, $"optinDate {IsoInstant.Accepts}.");
        }
    }

    private static async Task<Results<Answer<MemberEnrolResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, Caller caller, WorldWrites writes, HttpContext context)
    {
        if (request.OptInDate.Value is not null && caller.Settings.OptInDuration is not true)
        {
            return new ErrorResult<Errors>(UnifiedErrors.OptInNotEnabled, "The setting optInDuration of the world is false.");
        }

        var (orgId, body) = (caller.Org.Id, request.Body!);
        var once = new RequestOnce(
            RequestOperation.EnrolInPromotion, body.RequestId, RequestOnce.HashOf(body, PromotionJsonContext.Definitions.MemberEnrolBody), new(MemberErrors.InvalidInput, "requestId was used for another request."));
        long? customerId = null;
        var (answer, refusal) = await writes.DecideAsync<OnceAnswer>(
            context,
            caller,
            world =>
            {
                customerId = IdentifiedCustomer.Find(world, orgId, body.Customer!.IdentifierName!, body.Customer.IdentifierValue!, caller.Now);
                _ = customerId is { } id ? world.Customer(new CustomerKey(orgId, id), caller.Now) : null;
                return PromotionOf(world.Catalog(orgId).Promotions, request, caller.HasAdvancedPromotions()) is { } promotion && PromotionLimits.OfAllIssues(promotion) is not null ? world.Totals(promotion.Id, UsageKind.Issue) : null;
            },
            (turn, current) => once.Decide(turn, orgId, () => Decide(turn, current, request, customerId)));
        return (refusal ?? answer!.Refusal) is { } error
            ? new ErrorResult<Errors>(error.Error, error.Reason)
            : new Answer<MemberEnrolResponse>(new BodyBuilder().Append(answer!.Body!));
    }

    /// <summary>The promotion that both ids name. Null if there is none, or if the unified id is that of a draft or of a replaced version.</summary>
    private static Promotion? PromotionOf(PromotionCatalog catalog, Request request, bool isAdvanced) =>
        request.UnifiedPromotionId.Value is { } id
        && UnifiedReading.Find(catalog, id) is { IsVersionOfOther: false, PromotionId: { } promotionId }
        && promotionId == request.Body!.Promotion!.PromotionId
        && catalog.Find(promotionId, isAdvanced) is { } promotion
        && promotion.ProgramId == request.Body.ProgramId
            ? promotion
            : null;

    private static Decided<OnceAnswer> Decide(WorldTurn turn, Caller caller, Request request, long? customerId)
    {
        var org = turn.Root.Orgs[caller.Org.Id];
        if (org.Promotions.Programs.Find(request.Body!.ProgramId!.Value) is null)
        {
            return OnceAnswer.Refused(new(MemberErrors.ProgramNotFound, "programId names no program of this organisation."));
        }

        if (PromotionOf(org.Promotions, request, caller.HasAdvancedPromotions()) is not { } promotion)
        {
            return OnceAnswer.Refused(new(MemberErrors.PromotionNotFound, "promotion.id and promotion.promotionId do not name one promotion of the program."));
        }

        if (customerId is not { } id || turn.Customer(new CustomerKey(caller.Org.Id, id)) is not { Targets: { } targets } customer)
        {
            return OnceAnswer.Refused(new(MemberErrors.CustomerNotFound, "customer names no customer of this organisation."));
        }

        if (request.OptInDate.Value > turn.Now)
        {
            return OnceAnswer.Refused(new(MemberErrors.FutureOptIn, "optinDate is after the time of the world."));
        }

        var step = new PromotionStep(promotion, id, customer.UsageOf(promotion.Id), new UsageWindows(turn.Now, caller.Zone), caller.Zone, request.OptInDate.Value);
        var allOptIns = PromotionLimits.OfAllIssues(promotion) is null ? UsageSums.Empty : turn.Totals(promotion.Id, UsageKind.Issue);
        var decided = request.Action.Value == MemberAction.Enrol
            ? MemberEnrolment.Enrol(step, allOptIns, org.Targets, targets, turn.Ids)
            : MemberEnrolment.OptIn(step, allOptIns, WindowOf(org.Promotions, promotion), turn.Ids);
        return decided.Answer.Refusal is { } refusal
            ? OnceAnswer.Refused(MemberErrors.Of(refusal))
            : new(new OnceAnswer(JsonSerializer.SerializeToUtf8Bytes(ResponseOf(request.Body, promotion, id, decided.Answer), PromotionJsonContext.Answers.MemberEnrolResponse), null), decided.Changes);
    }

    private static OptInWindow? WindowOf(PromotionCatalog catalog, Promotion promotion) =>
        catalog.Unified.OfPromotions.Find(promotion.Id) is { } version ? UnifiedDefinition.Read(version.Definition).OptIn : null;

    private static MemberEnrolResponse ResponseOf(MemberEnrolBody body, Promotion promotion, long customerId, MemberAnswer answer)
    {
        var isDone = answer.EnrolmentId is not null;
        return new(
            new(
                body.RequestId,
                body.Action!,
                new(body.Customer!.IdentifierName!, body.Customer.IdentifierValue!, customerId),
                new(
                    new(body.Promotion!.Id!, promotion.Identifier, promotion.ProgramId, TextOf(answer.EnrolmentId), TextOf(answer.OptInId)),
                    answer.Milestones is null ? null
                        : new(answer.MilestonesFailed ? Failed : Success, [.. answer.Milestones.Select(milestone => new MemberMilestoneJson(milestone.GroupId, milestone.TargetId, 0))])),
                isDone ? Success : Failed),
            null,
            !isDone ? LimitReached : answer.MilestonesFailed ? MilestonesFailed : null);
    }

    private static string? TextOf(long? id) => id?.ToString(CultureInfo.InvariantCulture);
}
