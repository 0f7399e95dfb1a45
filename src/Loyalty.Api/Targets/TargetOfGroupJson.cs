using System.Globalization;
using System.Text.Json.Serialization;
using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Targets;

namespace Loyalty.Api.Targets;

/// <summary>A target as all operations except enrolledTargets print it (docs/contract/targets.md 1.16).</summary>
public sealed record TargetOfGroupJson(
    long Id,
    AttributionJson Attribution,
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? EmfRuleSetId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? EmfUnrolledRulesetId,
    [property: ValuesOf<Domain.Targets.TargetType>] string TargetType,
    [property: ValuesOf<Domain.Targets.TargetEntity>] string TargetEntity,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? EventName,
    long TargetGroupId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description,
    bool Active,
    string Expression,
    string ExpressionJson,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TargetFilterJson>? Filters,
    [property: ValuesOf<Domain.Targets.EnrolmentMethod>] string EnrolmentMethod,
    IReadOnlyList<PeriodDefaultValueJson> DefaultValues,
    IReadOnlyDictionary<string, PeriodDefaultValueJson> TargetPeriodDefaultValuesMap,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<MilestoneTriggerJson>? TargetMilestoneTriggers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AudienceFilterJson>? TargetAudienceFilter,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ExtendedFieldJson? ExtendedFieldInfo)
{
    /// <param name="target">The target.</param>
    /// <param name="view">The zone.</param>
    /// <param name="includeIso">Whether the attribution has the ISO dates.</param>
    /// <param name="alwaysTriggers">Whether a target without milestone triggers prints an empty list.</param>
    /// <param name="createdAt">The instant of a creation that is answered now, with its milliseconds.</param>
    public static TargetOfGroupJson From(Target target, TargetView view, bool includeIso = false, bool alwaysTriggers = false, long? createdAt = null)
    {
        IReadOnlyList<PeriodDefaultValueJson> values = [.. target.DefaultValues.Select(PeriodDefaultValueJson.From)];
        return new(
            target.Id,
            AttributionJson.From(target.GetAttribution().At(createdAt), view.Zone, includeIso),
            target.Name,
            target.EmfRuleSetId,
            target.EmfUnrolledRulesetId,
            WireName<TargetType>.Of(target.TargetType),
            WireName<TargetEntity>.Of(target.TargetEntity),
            target.EventName,
            target.TargetGroupId,
            target.Description,
            target.Active,
            target.Expression,
            target.ExpressionJson,
            target.Filters?.Select(filter => new TargetFilterJson(WireName<FilterEntityType>.Of(filter.EntityType), filter.EntityIds)).ToList(),
            WireName<EnrolmentMethod>.Of(target.EnrolmentMethod),
            values,
            values.GroupBy(value => value.PeriodId.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal),
            target.MilestoneTriggers?.Select(trigger => MilestoneTriggerJson.From(trigger, target)).ToList() ?? (alwaysTriggers ? [] : null),
            target.AudienceFilters?.Select(filter => AudienceFilterJson.From(filter, view.Zone)).ToList(),
            ExtendedFieldJson.From(target.ExtendedFieldInfo));
    }
}

/// <summary>The value to reach in a period.</summary>
public sealed record PeriodDefaultValueJson(long Id, long PeriodId, decimal DefaultValue)
{
    public static PeriodDefaultValueJson From(DefaultValue value) => new(value.Id, value.PeriodId, TargetNumber.ThreeDecimals(value.ValueMillionths));
}

/// <summary>A value on the way to a target.</summary>
public sealed record MilestoneTriggerJson(
    long Id,
    string TriggerName,
    bool IsActive,
    [property: ValuesOf<Domain.Targets.TriggerType>] string TriggerType,
    [property: ValuesOf<Domain.Targets.TriggerValueType>] string TriggerValueType,
    decimal TriggerValue,
    long TargetRuleId)
{
    public static MilestoneTriggerJson From(MilestoneTrigger trigger, Target target) => new(
        trigger.Id,
        trigger.TriggerName,
        trigger.IsActive,
        WireName<TriggerType>.Of(Domain.Targets.TriggerType.SystemTrigger),
        WireName<TriggerValueType>.Of(trigger.TriggerValueType),
        TargetNumber.OneDecimal(trigger.ValueMillionths),
        target.Id);
}

/// <summary>An audience list of a target.</summary>
public sealed record AudienceFilterJson(long AudienceGroupId, long VersionId, long AudienceFilterMetaId, string LastUpdatedOn)
{
    public static AudienceFilterJson From(AudienceFilter filter, TimeZoneInfo zone) =>
        new(filter.AudienceGroupId, filter.VersionId, filter.AudienceFilterMetaId, InstantText.Legacy(filter.LastUpdatedOn, zone));
}

/// <summary>What a target counts beyond its type. Null fields are omitted, so that the object may be empty.</summary>
public sealed record ExtendedFieldJson(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), ValuesOf<Domain.Targets.AggregateFunction>] string? AggregateFunction,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AggregateWindowJson? AggregateWindow,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? ProgramId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? AlternateCurrencyIdentifier)
{
    public static ExtendedFieldJson? From(ExtendedFieldInfo? info) => info is null ? null : new(
        info.Name,
        info.AggregateFunction is { } function ? WireName<AggregateFunction>.Of(function) : null,
        info.AggregateWindow is { } window ? new(WireName<WindowType>.Of(window.WindowType), WireName<WindowTimeUnit>.Of(window.WindowTimeUnit), window.WindowValue) : null,
        info.ProgramId,
        info.AlternateCurrencyIdentifier);
}

public sealed record AggregateWindowJson(
    [property: ValuesOf<Domain.Targets.WindowType>] string WindowType, [property: ValuesOf<Domain.Targets.WindowTimeUnit>] string WindowTimeUnit, int WindowValue);

/// <summary>Target values on the wire. They have more decimals than usual only where the value needs them (docs/contract/targets.md 5.4).</summary>
internal static class TargetNumber
{
    public static decimal ThreeDecimals(long millionths) => millionths % 1_000 == 0 ? millionths / 1_000 * 0.001m : millionths * 0.000001m;

    public static decimal OneDecimal(long millionths) => millionths % 100_000 == 0 ? millionths / 100_000 * 0.1m : ThreeDecimals(millionths);

    public static decimal SixDecimals(long millionths) => millionths * 0.000001m;
}
