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

/// <summary>POST /v3/promotions/revoke: revokes the enrolment or opt-ins of a member (docs/contract/promotions.md 2.18).</summary>
public static partial class RevokePromotion
{
    internal const int MostIds = 10;

    private static readonly string[] IdentifierNames = ["id", "mobile", "email", "externalId"];

    private static readonly Operation Operation = new("revokePromotion", ApiFamily.V3, Resources.Customer, Permission.None);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapLazy(HttpMethods.Post, "/v3/promotions/revoke", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Request(
        [FromQuery(Name = "revokeAllEnrollments")] string? RevokeAllEnrollmentsText,
        [FromQuery(Name = "revokeAllOptIns")] string? RevokeAllOptInsText,
        [FromHeader(Name = "Prefer")] string? Prefer,
        [FromBody] RevokeBody? Body)
    {
        public Parsed<bool> RevokeAllEnrollments { get; } = Parsed<bool>.From(RevokeAllEnrollmentsText, WireBoolean.TryParse);

        public Parsed<bool> RevokeAllOptIns { get; } = Parsed<bool>.From(RevokeAllOptInsText, WireBoolean.TryParse);

        public Parsed<RevokeAction> Action { get; } = Parsed<RevokeAction>.From(Body?.Action, WireName<RevokeAction>.TryParse);

        public Parsed<long> OptOutDate { get; } = Parsed<long>.From(Body?.OptOutDate, IsoInstant.TryParse);

        public RevokeCustomerBody? Customer => Body?.Customers is [var customer] ? customer : null;

        public bool RevokesAll => (IsOfEnrolments ? RevokeAllEnrollments : RevokeAllOptIns).Value is true;

        public IReadOnlyList<long>? Ids => IsOfEnrolments ? Customer?.EnrollmentIds : Customer?.OptInIds;

        /// <summary>The flag of the other action.</summary>
        public Parsed<bool> OtherRevokeAll => IsOfEnrolments ? RevokeAllOptIns : RevokeAllEnrollments;

        /// <summary>The ids of the other action.</summary>
        public IReadOnlyList<long>? OtherIds => IsOfEnrolments ? Customer?.OptInIds : Customer?.EnrollmentIds;

        private bool IsOfEnrolments => Action.Value == RevokeAction.RevokeEnroll;
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All =>
        [
            UnifiedErrors.InvalidInput, MemberErrors.InvalidRevokeAction, MemberErrors.DuplicateRequest, MemberErrors.InvalidRevocation, MemberErrors.NoActiveEnrolment, MemberErrors.UnknownOptIn,
            MemberErrors.NoOptIn,
        ];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(request => request.Action).Must(action => action.Value is not null).WithError(MemberErrors.InvalidRevokeAction, "action accepts REVOKE_ENROLL, REVOKE_OPTIN.");
            RuleFor(request => request.Body!.RequestId).Must(id => id is null or { Length: >= 1 and <= RequestOnce.LongestId })
                .WithError(MemberErrors.InvalidRevocation, $"requestId accepts 1 to {RequestOnce.LongestId} characters.");
            RuleFor(request => request.Body!.ProgramId).NotNull().WithError(MemberErrors.InvalidRevocation, "programId accepts a whole number.");
            RuleFor(request => request.Customer).NotNull().WithError(MemberErrors.InvalidRevocation, "customers accepts exactly one customer.");
            RuleFor(request => request.Body!.Promotion).Must(promotion => promotion is { PromotionId: not null, PromotionIdentifier: null } or { PromotionId: null, PromotionIdentifier.Length: > 0 })
                .WithError(MemberErrors.InvalidRevocation, "promotion accepts either promotionId or promotionIdentifier.");
            RuleFor(request => request.Customer!.IdentifierName).Must(name => IdentifierNames.Contains(name, StringComparer.Ordinal))
                .WithError(MemberErrors.InvalidRevocation, $"identifierName accepts {string.Join(", ", IdentifierNames)}.");
            RuleFor(request => request.Customer!.IdentifierValue).NotEmpty().WithError(MemberErrors.InvalidRevocation, "identifierValue is missing or empty.");
            RuleFor(request => request.Customer!.Source).Must(source => source is null || CustomerIdentification.IsSource(source))
                .WithError(MemberErrors.InvalidRevocation, $"source accepts {string.Join(", ", CustomerIdentification.Sources)}.");
            RuleFor(request => request).Must(request => request.RevokeAllEnrollments.IsValid && request.RevokeAllOptIns.IsValid)
                .WithError(MemberErrors.InvalidRevocation, "revokeAllEnrollments and revokeAllOptIns accept true or false.");
            RuleFor(request => request.OtherRevokeAll).Must(flag => flag.Value is not true)
                .WithError(MemberErrors.InvalidRevocation, "revokeAllEnrollments goes with REVOKE_ENROLL, revokeAllOptIns with REVOKE_OPTIN.");
            RuleFor(request => request.OtherIds).Must(ids => ids is not { Count: > 0 }).WithError(MemberErrors.InvalidRevocation, "enrollmentIds go with REVOKE_ENROLL, optInIds with REVOKE_OPTIN.");
            RuleFor(request => request).Must(request => request.RevokesAll || request.Ids is { Count: > 0 }).WithError(MemberErrors.InvalidRevocation, "The ids of the action are missing; without them, revoke all.");
            RuleFor(request => request.Ids).Must(ids => ids is not { Count: > MostIds }).WithError(MemberErrors.InvalidRevocation, $"There are at most {MostIds} ids.");
            RuleFor(request => request.OptOutDate).Must(date => date.IsValid).WithError(MemberErrors.InvalidRevocation, $"optOutDate {IsoInstant.Accepts}.");
        }
    }

    private static async Task<Results<Answer<RevokeResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, Caller caller, WorldWrites writes, HttpContext context)
    {
        var (orgId, customer) = (caller.Org.Id, request.Customer!);
        var once = new RequestOnce(RequestOperation.RevokePromotion, request.Body!.RequestId, null, new(MemberErrors.DuplicateRequest, "requestId was used for an earlier request."));
        long? customerId = null;
        var (answer, refusal) = await writes.DecideAsync<OnceAnswer>(
            context,
            caller,
            world =>
            {
                customerId = IdentifiedCustomer.Find(world, orgId, customer.IdentifierName!, customer.IdentifierValue!, caller.Now);
                return customerId is { } id ? world.Customer(new CustomerKey(orgId, id), caller.Now) : null;
            },
            (turn, current) => once.Decide(turn, orgId, () => Decide(turn, current, request, customerId)));
        return (refusal ?? answer!.Refusal) is { } error
            ? new ErrorResult<Errors>(error.Error, error.Reason)
            : new Answer<RevokeResponse>(new BodyBuilder().Append(answer!.Body!));
    }

    private static Decided<OnceAnswer> Decide(WorldTurn turn, Caller caller, Request request, long? customerId)
    {
        var catalog = turn.Root.Orgs[caller.Org.Id].Promotions;
        if (catalog.Programs.Find(request.Body!.ProgramId!.Value) is not { } program)
        {
            return Refused("programId names no program of this organisation.");
        }

        if (PromotionOf(catalog, request.Body.Promotion!, program.Id, caller.HasAdvancedPromotions()) is not { } promotion)
        {
            return Refused("promotion names no promotion of the program.");
        }

        if (customerId is not { } id || turn.Customer(new CustomerKey(caller.Org.Id, id)) is not { Exists: true } customer)
        {
            return Refused("customers names no customer of this organisation.");
        }

        if (request.OptOutDate.Value > turn.Now)
        {
            return Refused("optOutDate accepts no instant after the time of the world.");
        }

        var step = new PromotionStep(promotion, id, customer.UsageOf(promotion.Id), new UsageWindows(turn.Now, caller.Zone), caller.Zone, request.OptOutDate.Value);
        var decided = MemberRevocation.Revoke(step, catalog.Unified.OfPromotions.Find(promotion.Id)?.Status, request.Action.Value!.Value, request.RevokesAll ? null : request.Ids, turn.Ids);
        if (decided.Answer.IsRequestRefused)
        {
            return Refused(decided.Answer.Refusal == RevocationRefusal.Stopped ? "The promotion is stopped." : "The action does not apply to a promotion of the type GENERIC.");
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(ResponseOf(request, promotion, id, decided.Answer), PromotionJsonContext.Answers.RevokeResponse);
        return new(new OnceAnswer(body, null), decided.Changes);
    }

    private static Decided<OnceAnswer> Refused(string reason) => OnceAnswer.Refused(new(MemberErrors.InvalidRevocation, reason));

    private static Promotion? PromotionOf(PromotionCatalog catalog, RevokePromotionBody named, long programId, bool isAdvanced)
    {
        var promotion = named.PromotionId is { } id
            ? catalog.Find(id, isAdvanced)
            : catalog.Identified(named.PromotionIdentifier!, isAdvanced).FirstOrDefault(known => known.ProgramId == programId);
        return promotion?.ProgramId == programId ? promotion : null;
    }

    private static RevokeResponse ResponseOf(Request request, Promotion promotion, long customerId, RevocationAnswer answer)
    {
        var (body, customer) = (request.Body!, request.Customer!);
        var status = answer.Refusal is null ? "SUCCESS" : "FAILED";
        IReadOnlyList<V3Error> errors = answer.Refusal is { } refusal ? [ErrorOf(refusal, promotion.OrgId, customerId)] : [];
        var result = new RevokedCustomerJson(customer.IdentifierName!, customer.IdentifierValue!, customerId, answer.EnrolmentIds, answer.OptInIds, status, errors, []);
        return new(new(body.RequestId, body.Action!, status, promotion.Id, promotion.Identifier, [result], 1, errors.Count), null, null);
    }

    /// <summary>The errors of a customer inside a success. No page has one for opt-ins that have to be revoked first.</summary>
    private static V3Error ErrorOf(RevocationRefusal refusal, long orgId, long customerId) => refusal switch
    {
        RevocationRefusal.NoActiveEnrolment => new(MemberErrors.NoActiveEnrolment.Code, MemberErrors.MessageFor(orgId, customerId)),
        RevocationRefusal.OptInsFirst => new(400, "Revoke the opt-ins of the enrolment first."),
        RevocationRefusal.UnknownOptIn => new(MemberErrors.UnknownOptIn.Code, MemberErrors.UnknownOptIn.Message),
        _ => new(MemberErrors.NoOptIn.Code, MemberErrors.NoOptIn.Message),
    };
}
