using System.Text.Json.Serialization;
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

/// <summary>POST /v2/promotion/issue: issues a promotion to one customer, or enrols the customer in one that needs an enrolment (docs/contract/promotions.md 2.9).</summary>
public static partial class IssuePromotion
{
    private static readonly Operation Operation = new("issuePromotion", ApiFamily.V2, Resources.Customer, Permission.Write);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Post, "/v2/promotion/issue", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    private static readonly IReadOnlyList<string> IdentifierNames = ["email", "mobile", "externalId", "id"];

    private static readonly IReadOnlyList<string> Sources = [.. CustomerIdentification.Sources.Where(source => source is not "ALL"), "MOBILE_APP"];

    internal sealed record Request(
        [FromQuery(Name = "identifierName")] string? IdentifierName,
        [FromQuery(Name = "identifierValue")] string? IdentifierValue,
        [FromQuery(Name = "source")] string? Source,
        [FromQuery(Name = "type")] string? Type,
        [FromQuery(Name = "accountId")] string? AccountId,
        [FromHeader(Name = "Prefer")] string? Prefer,
        [FromBody] IssuePromotionBody? Body);

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            IssuePromotionErrors.EmptyIdentifier, IssuePromotionErrors.EntityType, IssuePromotionErrors.UnknownProgram, IssuePromotionErrors.UnknownPromotion, IssuePromotionErrors.UnknownCustomer,
            IssuePromotionErrors.InvalidInput,
        ];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleLevelCascadeMode = CascadeMode.Stop;
            RuleFor(request => request)
                .Must(request => !string.IsNullOrEmpty(request.IdentifierName) && !string.IsNullOrEmpty(request.IdentifierValue) && !string.IsNullOrEmpty(request.Source))
                .WithError(IssuePromotionErrors.EmptyIdentifier, "identifierName, identifierValue or source is missing or empty.");
            RuleFor(request => request.IdentifierName).Must(name => IdentifierNames.Contains(name!, StringComparer.Ordinal)).WithError(IssuePromotionErrors.InvalidInput, $"identifierName accepts {string.Join(", ", IdentifierNames)}.");
            RuleFor(request => request.Source).Must(source => Sources.Contains(source!, StringComparer.Ordinal)).WithError(IssuePromotionErrors.InvalidInput, $"source accepts {string.Join(", ", Sources)}.");
            RuleFor(request => request.Type).Must(type => type is null or "CUSTOMER").WithError(IssuePromotionErrors.EntityType, "type accepts CUSTOMER, in capitals.");
            RuleFor(request => request.Body).NotNull().WithError(IssuePromotionErrors.InvalidInput, "The body accepts programId and promotionId.");
            RuleFor(request => request.Body!.ProgramNumber).Must(id => id.Value is not null).WithError(IssuePromotionErrors.UnknownProgram, "programId accepts a whole number.");
            RuleFor(request => request.Body!.PromotionNumber).Must(id => id.Value is not null).WithError(IssuePromotionErrors.UnknownPromotion, "promotionId accepts a whole number.");
        }
    }

    private static async Task<Results<Answer<IssuePromotionResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, Caller caller, WorldWrites writes, HttpContext context)
    {
        var orgId = caller.Org.Id;
        long? customerId = null;
        var (answer, refusal) = await writes.DecideAsync<IssueAnswer>(
            context,
            caller,
            world =>
            {
                customerId = IdentifiedCustomer.Find(world, orgId, request.IdentifierName!, request.IdentifierValue!, caller.Now);
                _ = customerId is { } id ? world.Customer(new CustomerKey(orgId, id), caller.Now) : null;
                return world.Catalog(orgId).Promotions.Find(request.Body!.PromotionNumber.Value!.Value, caller.HasAdvancedPromotions()) is { } promotion && PromotionLimits.OfAllIssues(promotion) is not null
                    ? world.Totals(promotion.Id, UsageKind.Issue)
                    : null;
            },
            (turn, current) => Decide(turn, current, request.Body!, customerId));
        return (refusal ?? answer!.Refusal) is { } refused
            ? new ErrorResult<Errors>(refused.Error, refused.Reason)
            : new Answer<IssuePromotionResponse>(answer!.Response!, CustomerStepJsonContext.Answers.IssuePromotionResponse);
    }

    private sealed record IssueAnswer(IssuePromotionResponse? Response, Refusal? Refusal = null)
    {
        public static Decided<IssueAnswer> Refused(ApiError error, string reason) => Decided.Refused(new IssueAnswer(null, new Refusal(error, reason)));
    }

    private static Decided<IssueAnswer> Decide(WorldTurn turn, Caller caller, IssuePromotionBody body, long? customerId)
    {
        var catalog = turn.Root.Orgs[caller.Org.Id].Promotions;
        var programId = body.ProgramNumber.Value!.Value;
        if (catalog.Programs.Find(programId) is null)
        {
            return IssueAnswer.Refused(IssuePromotionErrors.UnknownProgram, "programId names no program of this organisation.");
        }

        if (catalog.Find(body.PromotionNumber.Value!.Value, caller.HasAdvancedPromotions()) is not { } promotion || promotion.ProgramId != programId)
        {
            return IssueAnswer.Refused(IssuePromotionErrors.UnknownPromotion, "promotionId names no promotion of this program.");
        }

        if (customerId is not { } id || turn.Customer(new CustomerKey(caller.Org.Id, id)) is not { Exists: true } customer)
        {
            return IssueAnswer.Refused(IssuePromotionErrors.UnknownCustomer, "identifierValue names no customer of the organisation.");
        }

        var step = new PromotionStep(promotion, id, customer.UsageOf(promotion.Id), new UsageWindows(turn.Now, caller.Zone), caller.Zone);
        var decided = promotion.PointsOfferType == PointsOfferType.LoyaltyEarning
            ? PromotionLifecycle.Enrol(step, turn.Ids)
            : PromotionLifecycle.Issue(step, PromotionLimits.OfAllIssues(promotion) is null ? UsageSums.Empty : turn.Totals(promotion.Id, UsageKind.Issue), turn.Ids);
        return new(new IssueAnswer(IssuePromotionResponse.Of(promotion, decided.Answer)), decided.Changes);
    }
}

/// <summary>The promotion to issue.</summary>
/// <param name="ProgramId">The program.</param>
/// <param name="PromotionId">The promotion.</param>
public sealed record IssuePromotionBody(WireIdText? ProgramId, WireIdText? PromotionId)
{
    internal Parsed<long> ProgramNumber { get; } = Parsed<long>.From(ProgramId?.Text, CustomerIdentification.TryParseId);

    internal Parsed<long> PromotionNumber { get; } = Parsed<long>.From(PromotionId?.Text, CustomerIdentification.TryParseId);
}

/// <summary>The answer of a single issue. <paramref name="SideEffects"/> is empty if the promotion was not issued, and then <paramref name="Warnings"/> says so.</summary>
public sealed record IssuePromotionResponse(IReadOnlyList<V2Error> Warnings, IReadOnlyList<V2Error> Errors, IReadOnlyList<IssueSideEffectJson> SideEffects)
{
    internal static IssuePromotionResponse Of(Promotion promotion, LifecycleAnswer answer) => answer.Refusal is null
        ? new([], [], [new IssueSideEffectJson(promotion.ProgramId, answer.EnrolmentId, answer.IssueId == 0 ? null : answer.IssueId, promotion.Id, "Points promotion")])
        : new([PromotionWarnings.NotIssued], [], []);
}

/// <summary>What was issued. <paramref name="IssualId"/> is the id of the enrolment, <paramref name="EarnedId"/> that of the issue, absent after an enrolment (docs/contract/promotions.md 1.2).</summary>
public sealed record IssueSideEffectJson(
    long ProgramId, long IssualId, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? EarnedId, long PromotionId, string Type);
