using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>A promotion of v3 (docs/contract/promotions.md 2.14; docs/contract/promotions.md 2.15).</summary>
public sealed record UnifiedPromotionJson(
    UnifiedMetadataJson Metadata,
    JsonElement? CustomerEnrolment,
    JsonElement? Activities,
    string? Comments,
    string? ParentId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? ParentDetails,
    int Version,
    JsonElement? Limits,
    JsonElement? LiabilityOwnerSplitInfo,
    string Id,
    WorkflowMetadataJson WorkflowMetadata,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? CommunicationApprovalStatus)
{
    private static readonly JsonElement Null = JsonDocument.Parse("null").RootElement;

    private static readonly JsonElement Empty = JsonDocument.Parse("[]").RootElement;

    /// <summary>As create and update answer it.</summary>
    public static UnifiedPromotionJson From(UnifiedPromotion promotion, UnifiedForm form)
    {
        using var json = JsonDocument.Parse(promotion.Definition);
        var definition = json.RootElement.Clone();
        return new(
            UnifiedMetadataJson.From(promotion, form),
            PartOf(definition, "customerEnrolment") ?? Null,
            PartOf(definition, "activities") ?? Empty,
            promotion.Comments,
            promotion.ParentId is { } parent ? UnifiedId.TextOf(parent) : null,
            form.IsFull ? form.Parent is null ? Null : JsonSerializer.SerializeToElement(VersionDetailsJson.From(form.Parent, form.Now), PromotionJsonContext.Answers.VersionDetailsJson) : null,
            promotion.Version,
            PartOf(definition, "limits") ?? Empty,
            PartOf(definition, "liabilityOwnerSplitInfo") ?? Empty,
            UnifiedId.TextOf(promotion.Id),
            WorkflowMetadataJson.From(PartOf(definition, "workflowMetadata")),
            form.IsFull ? Null : null);
    }

    internal static JsonElement? PartOf(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var value) ? value : null;
}

/// <summary>Which form of a promotion an answer has.</summary>
/// <param name="Zone">The server's zone.</param>
/// <param name="Now">The time of the request.</param>
/// <param name="IsFull">True for the keys that list, by id and review add.</param>
/// <param name="EarningType">How the promotion is earned.</param>
/// <param name="Draft">The draft to show; null for none.</param>
/// <param name="Parent">The published version to show; null for none.</param>
public sealed record UnifiedForm(TimeZoneInfo Zone, long Now, bool IsFull, LoyaltyEarningType? EarningType, UnifiedPromotion? Draft = null, UnifiedPromotion? Parent = null);

/// <summary>The metadata of a promotion of v3. The keys after lastModifiedBy differ between create and the reads.</summary>
public sealed record UnifiedMetadataJson(
    string Name,
    string? Description,
    string? ProgramId,
    long OrgId,
    string StartDate,
    string EndDate,
    string? TimezoneName,
    [property: ValuesOf<PointsOfferType>] string PromotionType,
    [property: ValuesOf<UnifiedStatusWord>] string Status,
    string? PromoIdentifier,
    long PromotionId,
    string CreatedOn,
    string LastModifiedOn,
    long CreatedBy,
    long LastModifiedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? LoyaltyEarningType,
    int? Version,
    VersionDetailsJson? DraftDetails,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LoyaltyConfigJson? LoyaltyConfigMetaData,
    IReadOnlyList<UnifiedPropertyJson>? PromotionMetadata,
    string? CommonStrategies,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PromotionMode)
{
    public const string Unified = "UNIFIED";

    public static UnifiedMetadataJson From(UnifiedPromotion promotion, UnifiedForm form) => new(
        promotion.Name,
        promotion.Description,
        promotion.ProgramId?.ToString(CultureInfo.InvariantCulture),
        promotion.OrgId,
        InstantText.Iso(promotion.StartsAt, form.Zone),
        InstantText.Iso(promotion.EndsAt, form.Zone),
        promotion.TimezoneName,
        WireName<PointsOfferType>.Of(promotion.PromotionType),
        WireName<UnifiedStatusWord>.Of(promotion.WordAt(form.Now)),
        promotion.Identifier,
        promotion.PromotionId ?? 0,
        InstantText.Iso(promotion.CreatedOn, form.Zone),
        InstantText.Iso(promotion.LastModifiedOn, form.Zone),
        0,
        0,
        form.IsFull ? JsonSerializer.SerializeToElement(form.EarningType is { } type ? WireName<LoyaltyEarningType>.Of(type) : null, PromotionJsonContext.Answers.String) : null,
        null,
        form.Draft is null ? null : VersionDetailsJson.From(form.Draft, form.Now),
        form.IsFull
            ? new(promotion.IsStackable, promotion.IsConsideredForRanking, promotion.IsExclusive, promotion.IsAlwaysApply, promotion.SkipEarnedDateCheckOnRedeem)
            : null,
        promotion.Metadata.Count == 0 ? null : [.. promotion.Metadata.Select(property => new UnifiedPropertyJson(property.BrandDefined, property.Key, property.Value))],
        null,
        form.IsFull ? Unified : null);
}

/// <summary>A property that the brand gave a promotion.</summary>
public sealed record UnifiedPropertyJson(bool IsBrandDefined, string Key, string Value);

/// <summary>The flags of ranking and stacking.</summary>
public sealed record LoyaltyConfigJson(bool IsStackable, bool IsConsideredForRanking, bool IsExclusive, bool IsAlwaysApply, bool SkipEarnedDateCheckOnRedeem);

/// <summary>Another version of a promotion.</summary>
public sealed record VersionDetailsJson(string Id, [property: ValuesOf<UnifiedStatusWord>] string Status, int Version, long LastModifiedBy)
{
    public static VersionDetailsJson From(UnifiedPromotion version, long now) => new(UnifiedId.TextOf(version.Id), WireName<UnifiedStatusWord>.Of(version.WordAt(now)), version.Version, 0);
}

/// <summary>How customers get into the promotion.</summary>
public sealed record WorkflowMetadataJson(EnrolmentWorkflowJson Enrolment, OptInWorkflowJson Optin)
{
    internal static WorkflowMetadataJson From(JsonElement? workflow)
    {
        var (enrolment, optIn) = (UnifiedPromotionJson.PartOf(workflow, "enrolment"), UnifiedPromotionJson.PartOf(workflow, "optin"));
        return new(
            new(TextOf(enrolment, "basedOn"), NotNull(enrolment, "activities"), NotNull(enrolment, "audienceMapping"), NotNull(enrolment, "restrictions")),
            new(
                TextOf(optIn, "basedOn"), NotNull(optIn, "audienceMapping"), NotNull(optIn, "activities"), NotNull(optIn, "restrictions"), TextOf(optIn, "optInStartDate"), TextOf(optIn, "optInEndDate")));
    }

    private static JsonElement? NotNull(JsonElement? part, string name) => UnifiedPromotionJson.PartOf(part, name) is { ValueKind: not JsonValueKind.Null } value ? value : null;

    private static string? TextOf(JsonElement? part, string name) => UnifiedPromotionJson.PartOf(part, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}

public sealed record EnrolmentWorkflowJson(string? BasedOn, JsonElement? Activities, JsonElement? AudienceMapping, JsonElement? Restrictions);

public sealed record OptInWorkflowJson(
    string? BasedOn,
    JsonElement? AudienceMapping,
    JsonElement? Activities,
    JsonElement? Restrictions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? OptInStartDate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? OptInEndDate);

/// <summary>The answer of create, by id, update and review.</summary>
public sealed record UnifiedPromotionResponse(UnifiedPromotionJson Data, IReadOnlyList<V3Error>? Errors, IReadOnlyList<V3Warning>? Warnings);
