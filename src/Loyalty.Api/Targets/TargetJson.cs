using System.Text.Json.Serialization;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Targets;

namespace Loyalty.Api.Targets;

/// <summary>The answer of enrolledTargets. <paramref name="Errors"/> and <paramref name="Warnings"/> are always null.</summary>
public sealed record EnrolledTargetsResponse(IReadOnlyList<TargetJson> Data, IReadOnlyList<V3Error>? Errors, IReadOnlyList<V3Warning>? Warnings);

/// <summary>A target as enrolledTargets prints it (docs/contract/seeds.md 1.4).</summary>
public sealed record TargetJson(
    long Id,
    AttributionJson Attribution,
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? EmfRuleSetId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? EmfUnrolledRulesetId,
    [property: ValuesOf<Domain.Targets.TargetType>] string TargetType,
    [property: ValuesOf<Domain.Targets.TargetEntity>] string TargetEntity,
    long TargetGroupId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description,
    bool Active,
    string Expression,
    string ExpressionJson,
    IReadOnlyList<TargetFilterJson> Filters,
    [property: ValuesOf<Domain.Targets.EnrolmentMethod>] string EnrolmentMethod,
    EmptyObject TargetPeriodDefaultValuesMap)
{
    /// <summary><c>Active</c> is always true, because only active targets are listed.</summary>
    public static TargetJson From(Target target, TimeZoneInfo zone, bool includeIso) => new(
        target.Id,
        AttributionJson.From(target.GetAttribution(), zone, includeIso),
        target.Name,
        target.EmfRuleSetId,
        target.EmfUnrolledRulesetId,
        WireName<TargetType>.Of(target.TargetType),
        WireName<TargetEntity>.Of(target.TargetEntity),
        target.TargetGroupId,
        target.Description,
        true,
        target.Expression,
        target.ExpressionJson,
        [.. (target.Filters ?? []).Select(filter => new TargetFilterJson(WireName<FilterEntityType>.Of(filter.EntityType), filter.EntityIds))],
        WireName<EnrolmentMethod>.Of(target.EnrolmentMethod),
        EmptyObject.Instance);
}

/// <summary>Who created the target and who changed it last, with times in the server's zone. A setting of the world omits the ISO dates.</summary>
public sealed record AttributionJson(
    string CreatedOn,
    [property: JsonPropertyName("createdOnISO"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CreatedOnIso,
    string LastUpdatedOn,
    [property: JsonPropertyName("lastUpdatedOnISO"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? LastUpdatedOnIso,
    UserRefJson LastUpdatedBy,
    UserRefJson CreatedBy)
{
    public static AttributionJson From(Attribution attribution, TimeZoneInfo zone, bool includeIso) => new(
        InstantText.Legacy(attribution.CreatedOn, zone),
        includeIso ? InstantText.Iso(attribution.CreatedOn, zone) : null,
        InstantText.Legacy(attribution.LastUpdatedOn, zone),
        includeIso ? InstantText.Iso(attribution.LastUpdatedOn, zone) : null,
        UserRefJson.From(attribution.LastUpdatedBy),
        UserRefJson.From(attribution.CreatedBy));
}

public sealed record UserRefJson(long Id, string? Code, string? Description, string? Name, string? Type)
{
    public static UserRefJson From(UserRef user) => new(user.Id, user.Code, user.Description, user.Name, user.Type);
}

public sealed record TargetFilterJson([property: ValuesOf<FilterEntityType>] string EntityType, IReadOnlyList<long> EntityIds);

/// <summary>A map that is empty in every documented answer of this operation.</summary>
public sealed record EmptyObject
{
    public static readonly EmptyObject Instance = new();
}
