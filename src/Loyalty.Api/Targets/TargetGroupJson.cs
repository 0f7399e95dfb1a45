using System.Text.Json.Serialization;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Targets;

namespace Loyalty.Api.Targets;

/// <summary>An answer with one target group. <paramref name="Errors"/> and <paramref name="Warnings"/> are always null.</summary>
public sealed record TargetGroupResponse(TargetGroupJson Data, IReadOnlyList<V3Error>? Errors, IReadOnlyList<V3Warning>? Warnings);

/// <summary>An answer with target groups. <paramref name="Errors"/> and <paramref name="Warnings"/> are always null.</summary>
public sealed record TargetGroupsResponse(IReadOnlyList<TargetGroupJson> Data, IReadOnlyList<V3Error>? Errors, IReadOnlyList<V3Warning>? Warnings);

/// <summary>A target group. Each operation prints some of the fields, in this order; null fields are omitted (docs/contract/targets.md 1.16).</summary>
public sealed record TargetGroupJson
{
    public required long Id { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AttributionJson? Attribution { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? OrgId { get; init; }

    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FromDate { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ToDate { get; init; }

    public required bool Active { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? PreferredTillId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PeriodJson>? Periods { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<StreakLevelJson>? Streaks { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PeriodJson? ActivePeriod { get; init; }

    public required int TotalPeriods { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    [ValuesOf<TargetEvaluationType>]
    public required string TargetEvaluationType { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? RecurringCycles { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Frequency { get; init; }

    public required string TargetCycleStartDate { get; init; }

    public required string TargetCycleEndDate { get; init; }

    [ValuesOf<FrequencyType>]
    public required string FrequencyType { get; init; }

    [ValuesOf<TrackingType>]
    public required string TrackingType { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? CreatedOn { get; init; }

    public required IReadOnlyList<TargetOfGroupJson> Targets { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [ValuesOf<CombinationType>]
    public string? CombinationType { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public UnifiedExpressionJson? UnifiedTargetExpression { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? LeaderboardEnabled { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? UserCreated { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TimeZoneName { get; init; }

    /// <summary>The answer to a creation: no attribution of the group, and what was sent of the cycle (docs/contract/targets.md 1.7).</summary>
    public static TargetGroupJson Created(TargetGroupEntry entry, TargetGroupBody sent, long now, TimeZoneInfo zone)
    {
        var group = entry.Group;
        var view = new TargetView(zone, Instants.DateIn(now, zone));
        return Core(entry, view) with
        {
            FromDate = group.FromDate is { } from ? InstantText.Day(from) : null,
            ToDate = group.ToDate is { } to ? InstantText.Day(to) : null,
            Periods = [.. entry.Periods.Select(period => PeriodJson.From(period, entry, view))],
            Streaks = StreakLevelJson.Of(entry, view, createdAt: now),
            RecurringCycles = group.RecurringCycles,
            Frequency = group.Frequency,
            TargetCycleStartDate = sent.TargetCycleStartDate ?? view.CycleStart(entry, now),
            TargetCycleEndDate = sent.TargetCycleEndDate ?? view.CycleEnd(entry, now),
            Targets = [.. entry.Targets.Select(target => TargetOfGroupJson.From(target.Target, view, createdAt: now))],
            CombinationType = WireNameOf(group.CombinationType),
            UnifiedTargetExpression = UnifiedExpressionJson.Of(entry),
            LeaderboardEnabled = group.LeaderboardEnabled,
            UserCreated = group.UserCreated,
        };
    }

    /// <summary>A group in a list of groups, or read by its id.</summary>
    public static TargetGroupJson Listed(TargetGroupEntry entry, TargetView view, bool includePeriods) => Read(entry, view, includePeriods) with
    {
        OrgId = entry.Group.OrgId,
        Targets = [.. entry.Targets.Select(target => TargetOfGroupJson.From(target.Target, view, alwaysTriggers: true))],
        LeaderboardEnabled = entry.Group.LeaderboardEnabled,
        UserCreated = entry.Group.UserCreated,
        TimeZoneName = entry.Group.TimeZoneName,
    };

    /// <summary>A group in the list of milestones.</summary>
    public static TargetGroupJson Milestone(TargetGroupEntry entry, TargetView view, bool includePeriods) => Read(entry, view, includePeriods) with
    {
        Streaks = StreakLevelJson.Of(entry, view),
    };

    /// <summary>The answer to an update: the group's user references have only their ids, and the dates follow from the periods (docs/contract/targets.md 2.3).</summary>
    public static TargetGroupJson Updated(TargetGroupEntry entry, TargetView view, long now) => Read(entry, view, includePeriods: true) with
    {
        Attribution = AttributionJson.From(Anonymous(entry.Attribution, now), view.Zone, includeIso: false),
        FromDate = (entry.Group.FromDate ?? entry.FirstDay) is { } from ? InstantText.Day(from) : null,
        ToDate = (entry.LastDay ?? entry.Group.ToDate) is { } to ? InstantText.Day(to) : null,
        Streaks = StreakLevelJson.Of(entry, view, createdAt: now),
        CreatedOn = now,
        CombinationType = null,
        UnifiedTargetExpression = null,
    };

    private static Attribution Anonymous(Attribution attribution, long now) => new(now, now, new(attribution.CreatedBy.Id), new(attribution.LastUpdatedBy.Id));

    private static TargetGroupJson Read(TargetGroupEntry entry, TargetView view, bool includePeriods) => Core(entry, view) with
    {
        Attribution = AttributionJson.From(entry.Attribution, view.Zone, includeIso: false),
        Periods = includePeriods ? [.. entry.Periods.Select(period => PeriodJson.From(period, entry, view))] : null,
        ActivePeriod = entry.ActivePeriodOn(view.Today) is { } active ? PeriodJson.From(active, entry, view) : null,
        CreatedOn = entry.Attribution.CreatedOn,
        CombinationType = WireNameOf(entry.Group.CombinationType),
        UnifiedTargetExpression = UnifiedExpressionJson.Of(entry),
    };

    private static TargetGroupJson Core(TargetGroupEntry entry, TargetView view) => new()
    {
        Id = entry.Group.Id,
        Name = entry.Group.Name,
        Active = entry.Group.Active,
        PreferredTillId = entry.Group.PreferredTillId,
        TotalPeriods = entry.Group.TotalPeriods ?? entry.Periods.Count,
        Description = entry.Group.Description,
        TargetEvaluationType = WireName<TargetEvaluationType>.Of(entry.Group.TargetEvaluationType),
        RecurringCycles = entry.Group.RecurringCycles ?? -1,
        Frequency = entry.Group.Frequency ?? 0,
        TargetCycleStartDate = view.CycleStart(entry, entry.Attribution.CreatedOn),
        TargetCycleEndDate = view.CycleEnd(entry, entry.Attribution.CreatedOn),
        FrequencyType = WireName<FrequencyType>.Of(entry.Group.FrequencyType ?? Domain.Targets.FrequencyType.Custom),
        TrackingType = WireName<TrackingType>.Of(entry.Group.TrackingType),
        Targets = [.. entry.Targets.Select(target => TargetOfGroupJson.From(target.Target, view))],
    };

    private static string? WireNameOf(CombinationType? combination) => combination is { } known ? WireName<CombinationType>.Of(known) : null;
}

/// <summary>The zone and the day for which target groups are printed.</summary>
public sealed record TargetView(TimeZoneInfo Zone, DateOnly Today)
{
    private const int YearsWithoutPeriods = 5;

    /// <summary>What was set, in UTC; else the first day of the periods; without periods, the creation.</summary>
    public string CycleStart(TargetGroupEntry entry, long createdOn) =>
        entry.Group.CycleStart is { } start ? InstantText.UtcWholeSeconds(start)
        : entry.FirstDay is { } first ? InstantText.DayWithZ(first, isEnd: false)
        : InstantText.UtcMilliseconds(createdOn);

    /// <summary>What was set, in UTC; else the last day of the periods; without periods, five years after the creation.</summary>
    public string CycleEnd(TargetGroupEntry entry, long createdOn) =>
        entry.Group.CycleEnd is { } end ? InstantText.UtcWholeSeconds(end)
        : entry.LastDay is { } last ? InstantText.DayWithZ(last, isEnd: true)
        : InstantText.UtcMilliseconds(YearsAfter(createdOn));

    /// <summary>At the latest the last instant that can be printed.</summary>
    private static long YearsAfter(long createdOn)
    {
        var created = Instants.InZone(createdOn, TimeZoneInfo.Utc);
        return created.Year > DateTime.MaxValue.Year - YearsWithoutPeriods ? Instants.Latest : created.AddYears(YearsWithoutPeriods).ToUnixTimeMilliseconds();
    }
}

/// <summary>A period (docs/contract/targets.md 1.16).</summary>
public sealed record PeriodJson(
    long Id,
    AttributionJson Attribution,
    string StartDate,
    string EndDate,
    string RefCode,
    [property: ValuesOf<PeriodStatus>] string PeriodStatus,
    long TargetGroupId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description,
    bool Active)
{
    /// <param name="period">The period.</param>
    /// <param name="entry">Its group.</param>
    /// <param name="view">The zone and the day.</param>
    /// <param name="includeIso">Whether the attribution has the ISO dates.</param>
    /// <param name="createdAt">The instant of a creation that is answered now, with its milliseconds.</param>
    public static PeriodJson From(Period period, TargetGroupEntry entry, TargetView view, bool includeIso = false, long? createdAt = null) => new(
        period.Id,
        AttributionJson.From((period.Attribution ?? entry.Attribution).At(createdAt), view.Zone, includeIso),
        InstantText.Day(period.StartDate),
        InstantText.Day(period.EndDate),
        period.RefCode,
        WireName<PeriodStatus>.Of(period.StatusOn(view.Today)),
        period.TargetGroupId,
        period.Description,
        period.Active);
}

/// <summary>A level of a streak (docs/contract/targets.md 1.16).</summary>
public sealed record StreakLevelJson(long Id, AttributionJson Attribution, long TargetGroupId, string Name, int TargetCountOfSequence)
{
    /// <summary>Null for groups that are no streaks.</summary>
    public static IReadOnlyList<StreakLevelJson>? Of(TargetGroupEntry entry, TargetView view, long? createdAt = null) => !entry.Group.IsStreak ? null :
    [
        .. (entry.Group.Streaks ?? []).Select(level => new StreakLevelJson(
            level.Id, AttributionJson.From((level.Attribution ?? entry.Attribution).At(createdAt), view.Zone, false), entry.Group.Id, level.Name, level.TargetCountOfSequence)),
    ];
}

/// <summary>How the targets of a unified group combine. Null values are printed.</summary>
public sealed record UnifiedExpressionJson([property: ValuesOf<AggregateFunction>] string? Aggregation, long? ThresholdValue, string? RuleExpression)
{
    /// <summary>Null for groups that are not unified.</summary>
    public static UnifiedExpressionJson? Of(TargetGroupEntry entry) => entry.Group.TrackingType != TrackingType.Unified ? null : new(
        entry.Group.UnifiedThreshold is { } threshold ? WireName<AggregateFunction>.Of(threshold.Aggregation) : null,
        entry.Group.UnifiedThreshold?.Value,
        entry.RuleExpression);
}
