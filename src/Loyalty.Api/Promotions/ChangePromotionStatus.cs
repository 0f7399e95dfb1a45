using System.Globalization;
using System.Text.Json;
using FluentValidation;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Promotions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Promotions;

/// <summary>PUT /v3/requests/PROMOTION/{promotionId}/status: sends for approval, revokes, pauses, resumes, stops (docs/contract/promotions.md 2.17).</summary>
public static partial class ChangePromotionStatus
{
    private const string NotFound = "promotionId names no promotion of this organisation with this status.";

    private static readonly UnifiedStatus[] Existing = [UnifiedStatus.Draft, UnifiedStatus.PendingApproval, UnifiedStatus.Active, UnifiedStatus.Paused];

    private static readonly Operation Operation = new("changePromotionStatus", ApiFamily.V3, Resources.Customer, Permission.None);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapLazy(HttpMethods.Put, "/v3/requests/PROMOTION/{promotionId}/status", HandleAsync).WithOperation(Operation).WithMetadata(Documentation);

    internal sealed record Request(
        [FromRoute(Name = "promotionId")] string PromotionIdText,
        [FromQuery(Name = "existingStatus")] string? ExistingStatusText,
        [FromHeader(Name = "Prefer")] string? Prefer,
        [FromBody] StatusBody? Body)
    {
        public Parsed<long> PromotionId { get; } = Parsed<long>.From(PromotionIdText, UnifiedId.TryParse);

        public Parsed<UnifiedStatus> ExistingStatus { get; } = Parsed<UnifiedStatus>.From(ExistingStatusText, WireName<UnifiedStatus>.TryParse);

        public Parsed<UnifiedAction> Action { get; } = Parsed<UnifiedAction>.From(Body?.PromotionStatus, WireName<UnifiedAction>.TryParse);
    }

    internal sealed class Errors : IErrorList
    {
        public static IReadOnlyList<ApiError> All => [UnifiedErrors.StatusMismatch, UnifiedErrors.MissingStatus, UnifiedErrors.InvalidStatus, UnifiedErrors.InvalidExistingStatus];
    }

    internal sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            ClassLevelCascadeMode = CascadeMode.Stop;
            RuleFor(request => request.ExistingStatus).Must(status => status.Value is { } value && Existing.Contains(value))
                .WithError(UnifiedErrors.InvalidExistingStatus, $"existingStatus accepts {string.Join(", ", Existing.Select(WireName<UnifiedStatus>.Of))}.");
            RuleFor(request => request.Action).Must(action => !string.IsNullOrEmpty(action.Text)).WithError(UnifiedErrors.MissingStatus, "promotionStatus is missing or empty.");
            RuleFor(request => request.Action).Must(action => action.IsValid).WithError(UnifiedErrors.InvalidStatus, $"promotionStatus accepts {string.Join(", ", WireName<UnifiedAction>.All)}.");
            RuleFor(request => request.PromotionId).Must(id => id.IsValid).WithError(UnifiedErrors.StatusMismatch, NotFound);
        }
    }

    private static async Task<Results<Answer<StatusResponse>, ErrorResult<Errors>>> HandleAsync([AsParameters] Request request, Caller caller, WorldWrites writes, HttpContext context)
    {
        var (answer, refusal) = await UnifiedWrite.DecideAsync(
            writes,
            context,
            caller,
            request.PromotionId.Value,
            (turn, _, catalog) => UnifiedLifecycle.Change(catalog, request.PromotionId.Value!.Value, request.ExistingStatus.Value!.Value, request.Action.Value!.Value, turn.Now),
            StatusResponse.Of,
            static refused => refused == UnifiedRefusal.InvalidAction
                ? new(UnifiedErrors.InvalidStatus, "A promotion with this status cannot get that one, and a draft of a stopped promotion gets no other.")
                : new(UnifiedErrors.StatusMismatch, NotFound));
        return refusal is { } error ? new ErrorResult<Errors>(error.Error, error.Reason) : new Answer<StatusResponse>(answer!, PromotionJsonContext.Answers.StatusResponse);
    }
}

/// <summary>What to do: PENDING_APPROVAL, REVOKE, PAUSE, RESUME or STOP.</summary>
public sealed record StatusBody(string? PromotionStatus);

/// <summary>The answer to a change of the status. Its status is 200 for error 310191, too; then there is no data.</summary>
public sealed record StatusResponse(StatusDataJson? Data, IReadOnlyList<V3Error>? Errors, IReadOnlyList<V3Warning>? Warnings)
{
    public static StatusResponse Of(UnifiedPromotion promotion, UnifiedForm form) => new(StatusDataJson.From(promotion, form), null, null);
}

/// <summary>A promotion after a change of its status.</summary>
public sealed record StatusDataJson(string UnifiedPromotionId, StatusMetadataJson Metadata, JsonElement? CustomerEnrolment, JsonElement? Activities, int Version, JsonElement? Limits)
{
    public static StatusDataJson From(UnifiedPromotion promotion, UnifiedForm form)
    {
        var whole = UnifiedPromotionJson.From(promotion, form);
        return new(
            whole.Id,
            new(
                promotion.Name,
                promotion.Description,
                promotion.ProgramId?.ToString(CultureInfo.InvariantCulture),
                promotion.OrgId,
                whole.Metadata.StartDate,
                whole.Metadata.EndDate,
                whole.Metadata.PromotionType,
                whole.Metadata.Status,
                UnifiedMetadataJson.Unified,
                promotion.Identifier),
            whole.CustomerEnrolment,
            whole.Activities,
            promotion.Version,
            whole.Limits);
    }
}

public sealed record StatusMetadataJson(
    string Name,
    string? Description,
    string? ProgramId,
    long OrgId,
    string StartDate,
    string EndDate,
    [property: ValuesOf<PointsOfferType>] string PromotionType,
    [property: ValuesOf<UnifiedStatusWord>] string Status,
    string PromotionMode,
    string? PromoIdentifier);
