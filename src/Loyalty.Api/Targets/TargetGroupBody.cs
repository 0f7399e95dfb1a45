using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using Loyalty.Api.Json;

namespace Loyalty.Api.Targets;

/// <summary>A target group to create (docs/contract/targets.md 2.2). Unknown fields are ignored.</summary>
public sealed record TargetGroupBody(
    string? Name = null,
    string? Description = null,
    bool? Active = null,
    string? FromDate = null,
    string? ToDate = null,
    long? PreferredTillId = null,
    string? TrackingType = null,
    string? TargetEvaluationType = null,
    int? TotalPeriods = null,
    string? FrequencyType = null,
    int? Frequency = null,
    int? RecurringCycles = null,
    string? TargetCycleStartDate = null,
    string? TargetCycleEndDate = null,
    string? TimeZoneName = null,
    bool? UserCreated = null,
    bool? LeaderboardEnabled = null,
    string? CombinationType = null,
    UnifiedExpressionBody? UnifiedTargetExpression = null,
    IReadOnlyList<StreakLevelBody?>? Streaks = null,
    IReadOnlyList<PeriodBody?>? Periods = null,
    IReadOnlyList<TargetBody?>? Targets = null);

public sealed record UnifiedExpressionBody(string? Aggregation = null, long? ThresholdValue = null);

public sealed record StreakLevelBody(string? Name = null, int? TargetCountOfSequence = null);

/// <summary>A period (docs/contract/targets.md 2.8). The status that some clients send is ignored, because it follows from the dates.</summary>
/// <param name="Id">Only to change a period.</param>
/// <param name="RefCode">A text or a number.</param>
/// <param name="StartDate">The first day.</param>
/// <param name="EndDate">The last day.</param>
/// <param name="Description">Free text.</param>
/// <param name="Active">True if omitted.</param>
public sealed record PeriodBody(long? Id = null, WireText? RefCode = null, string? StartDate = null, string? EndDate = null, string? Description = null, bool? Active = null);

/// <summary>A target (docs/contract/targets.md 2.11).</summary>
public sealed record TargetBody(
    long? Id = null,
    string? Name = null,
    string? Description = null,
    bool? Active = null,
    long? EmfUnrolledRulesetId = null,
    string? TargetType = null,
    string? TargetEntity = null,
    string? EventName = null,
    WireText? Expression = null,
    string? ExpressionJson = null,
    IReadOnlyList<TargetFilterBody?>? Filters = null,
    string? EnrolmentMethod = null,
    IReadOnlyList<DefaultValueBody?>? DefaultValues = null,
    IReadOnlyList<MilestoneTriggerBody?>? TargetMilestoneTriggers = null,
    ExtendedFieldBody? ExtendedFieldInfo = null);

public sealed record TargetFilterBody(string? EntityType = null, IReadOnlyList<long>? EntityIds = null);

/// <summary>A default value; without a period, for the period at its position.</summary>
public sealed record DefaultValueBody(decimal? DefaultValue = null, long? PeriodId = null, long? Id = null);

public sealed record MilestoneTriggerBody(string? TriggerName = null, decimal? TriggerValue = null, string? TriggerValueType = null, bool? IsActive = null, string? TriggerType = null);

public sealed record ExtendedFieldBody(
    string? Name = null, string? AggregateFunction = null, AggregateWindowBody? AggregateWindow = null, long? ProgramId = null, string? AlternateCurrencyIdentifier = null);

/// <summary>Periods of a body: an array, or one object (docs/contract/targets.md 2.8).</summary>
[JsonConverter(typeof(Converter))]
public sealed class PeriodBodies(IList<PeriodBody?> periods) : ReadOnlyCollection<PeriodBody?>(periods)
{
    internal sealed class Converter() : OneOrManyConverter<PeriodBodies, PeriodBody>(static periods => new(periods));
}

/// <summary>Targets of a body: an array, or one object (docs/contract/targets.md 2.11; docs/contract/targets.md 3, row 16).</summary>
[JsonConverter(typeof(Converter))]
public sealed class TargetBodies(IList<TargetBody?> targets) : ReadOnlyCollection<TargetBody?>(targets)
{
    internal sealed class Converter() : OneOrManyConverter<TargetBodies, TargetBody>(static targets => new(targets));
}

/// <summary>The change of a unified group (docs/contract/targets.md 2.14). Targets without an id are added.</summary>
public sealed record UnifiedTargetsBody(
    UnifiedExpressionBody? UnifiedTargetExpression = null, IReadOnlyList<TargetBody?>? Targets = null, IReadOnlyList<long>? DeactivateTargetIds = null);

public sealed record AggregateWindowBody(string? WindowType = null, string? WindowTimeUnit = null, int? WindowValue = null);
