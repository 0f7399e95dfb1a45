using System.Text.Json.Serialization;
using Loyalty.Api.Json;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>A promotion of a member, without <c>data</c> around it.</summary>
public sealed record MemberPromotionResponse(long MemberId, IReadOnlyList<MemberPromotionDetailJson> Promotions);

/// <summary>A promotion with the enrolments and opt-ins of a member. The window is absent if there is none.</summary>
public sealed record MemberPromotionDetailJson(
    long PromotionId,
    string PromotionName,
    long ProgramId,
    [property: JsonPropertyName("startDateISO")] string StartDateIso,
    [property: JsonPropertyName("endDateISO")] string EndDateIso,
    string? TimezoneName,
    string PromotionIdentifier,
    string UnifiedPromotionId,
    string Description,
    bool Active,
    [property: JsonPropertyName("optInStartDateISO"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? OptInStartDateIso,
    [property: JsonPropertyName("optInEndDateISO"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? OptInEndDateIso,
    IReadOnlyList<MemberCustomFieldJson> PromotionCustomFields,
    IReadOnlyList<MemberTimelineJson> CustomerPromotionTimelines)
{
    internal static MemberPromotionDetailJson From(Promotion promotion, UnifiedPromotion version, PromotionTimeline timeline, MemberForm form)
    {
        var window = UnifiedDefinition.Read(version.Definition).OptIn;
        return new(
            promotion.Id,
            promotion.Name,
            promotion.ProgramId,
            InstantText.Iso(promotion.StartsAt, form.Zone),
            InstantText.Iso(promotion.EndsAt, form.Zone),
            version.TimezoneName,
            promotion.Identifier,
            UnifiedId.TextOf(version.Id),
            promotion.Description,
            promotion.Active,
            window is null ? null : InstantText.Iso(window.StartsAt, form.Zone),
            window is null ? null : InstantText.Iso(window.EndsAt, form.Zone),
            [.. promotion.Metadata.Select(property => new MemberCustomFieldJson(property.Key, property.Value, property.BrandDefined))],
            timeline.Enrolments.Count == 0 ? [] : [new([.. timeline.Enrolments.Select(enrolment => EnrollmentDetailJson.From(promotion, timeline, enrolment, form))])]);
    }
}

/// <summary>What the instants and the flags of a member's promotion depend on.</summary>
/// <param name="Zone">The server's zone.</param>
/// <param name="Now">The time of the request.</param>
internal readonly record struct MemberForm(TimeZoneInfo Zone, long Now);

/// <summary>A property that the brand gave the promotion.</summary>
public sealed record MemberCustomFieldJson(string Key, string Value, bool BrandDefined);

/// <summary>The enrolments of a member, oldest first.</summary>
public sealed record MemberTimelineJson(IReadOnlyList<EnrollmentDetailJson> EnrollmentDetails);

/// <summary>An enrolment. It is active unless it expired or a later one replaced it.</summary>
public sealed record EnrollmentDetailJson(
    long EnrollmentId,
    [property: JsonPropertyName("enrollmentDateISO")] string EnrollmentDateIso,
    [property: JsonPropertyName("enrollmentExpiryDateISO")] string EnrollmentExpiryDateIso,
    long EnrollEventLogId,
    bool Active,
    IReadOnlyList<OptInDetailJson> OptInDetails)
{
    internal static EnrollmentDetailJson From(Promotion promotion, PromotionTimeline timeline, CustomerEnrolment enrolment, MemberForm form)
    {
        var (entry, expiresAt) = (enrolment.Entry, enrolment.Entry.ExpiresIn(promotion));
        return new(
            entry.Id,
            InstantText.Iso(entry.At, form.Zone),
            InstantText.Iso(expiresAt, form.Zone),
            entry.EventId ?? 0,
            form.Now <= expiresAt && (!PromotionLifecycle.NeedsEnrolment(promotion) || entry == timeline.Current),
            [.. enrolment.Issues.Select(issue => OptInDetailJson.From(promotion, issue.Entry, form))]);
    }
}

/// <summary>An opt-in, which the older generation calls an issue. It is active until it expires.</summary>
public sealed record OptInDetailJson(
    long OptInId,
    [property: JsonPropertyName("optInDateISO")] string OptInDateIso,
    [property: JsonPropertyName("optInExpiryDateISO")] string OptInExpiryDateIso,
    long OptInEventLogId,
    [property: JsonPropertyName("optInProcessingDateISO")] string OptInProcessingDateIso,
    bool Active)
{
    internal static OptInDetailJson From(Promotion promotion, UsageEntry entry, MemberForm form) => new(
        entry.Id,
        InstantText.Iso(entry.At, form.Zone),
        InstantText.Iso(entry.ExpiresIn(promotion), form.Zone),
        entry.EventId ?? 0,
        InstantText.Iso(entry.ProcessedAt ?? entry.At, form.Zone),
        form.Now <= entry.ExpiresIn(promotion));
}
