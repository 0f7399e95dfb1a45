namespace Loyalty.Domain.Targets;

/// <summary>A goal in a target group. The vendor also calls it target rule or milestone.</summary>
public sealed record Target : IOrgOwned
{
    public required long Id { get; init; }

    public required long OrgId { get; init; }

    public required long TargetGroupId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required bool Active { get; init; }

    public long? EmfRuleSetId { get; init; }

    public long? EmfUnrolledRulesetId { get; init; }

    public required TargetType TargetType { get; init; }

    public required TargetEntity TargetEntity { get; init; }

    public string? EventName { get; init; }

    public required string Expression { get; init; }

    /// <summary>Stored and returned verbatim, because clients see its formatting.</summary>
    public required string ExpressionJson { get; init; }

    /// <summary>Null if they were never set.</summary>
    public required IReadOnlyList<TargetFilter>? Filters { get; init; }

    public required EnrolmentMethod EnrolmentMethod { get; init; }

    public required IReadOnlyList<DefaultValue> DefaultValues { get; init; }

    /// <summary>Null if they were never set.</summary>
    public IReadOnlyList<MilestoneTrigger>? MilestoneTriggers { get; init; }

    /// <summary>The audience lists of a target that was made in the vendor's user interface; null if there are none.</summary>
    public IReadOnlyList<AudienceFilter>? AudienceFilters { get; init; }

    public ExtendedFieldInfo? ExtendedFieldInfo { get; init; }

    public required long CreatedOn { get; init; }

    public required long LastUpdatedOn { get; init; }

    public required UserRef CreatedBy { get; init; }

    public required UserRef LastUpdatedBy { get; init; }

    public Attribution GetAttribution() => new(CreatedOn, LastUpdatedOn, CreatedBy, LastUpdatedBy);

    public Target With(Attribution attribution) => this with
    {
        CreatedOn = attribution.CreatedOn,
        LastUpdatedOn = attribution.LastUpdatedOn,
        CreatedBy = attribution.CreatedBy,
        LastUpdatedBy = attribution.LastUpdatedBy,
    };
}

/// <summary>The stores, zones or concepts that a target is limited to.</summary>
public sealed record TargetFilter(FilterEntityType EntityType, IReadOnlyList<long> EntityIds);

/// <summary>A value on the way to the target, absolute or in percent of the target value.</summary>
public sealed record MilestoneTrigger(
    long Id, string TriggerName, bool IsActive, TriggerValueType TriggerValueType, long ValueMillionths);

/// <summary>An audience list whose customers are enrolled.</summary>
public sealed record AudienceFilter(long AudienceGroupId, long VersionId, long AudienceFilterMetaId, long LastUpdatedOn);

/// <summary>What a target counts beyond its type: an extended field, an attribute of an event, or an alternate currency.</summary>
public sealed record ExtendedFieldInfo(
    string? Name = null, AggregateFunction? AggregateFunction = null, AggregateWindow? AggregateWindow = null, long? ProgramId = null, string? AlternateCurrencyIdentifier = null);

/// <summary>Counts only the least or the largest value of each window.</summary>
public sealed record AggregateWindow(WindowType WindowType, WindowTimeUnit WindowTimeUnit, int WindowValue);

/// <summary>The value to reach in a period.</summary>
public sealed record DefaultValue(long Id, long PeriodId, long ValueMillionths);

public enum TargetEntity
{
    Transaction,
    Lineitem,
    Event,
    Points,
    AlternateCurrencies,

    /// <summary>The table's word for points (docs/contract/seeds.md 1.5); answers of the vendor have POINTS.</summary>
    Rewards,
}

public enum TargetType
{
    Quantity,
    Sales,
    GrossSales,
    Count,
    Visit,
    RegularPoints,
    PromotionalPoints,
    AllPoints,
    ExtendedField,
    EventAttribute,
    All,
    Regular,
    Promotion,

    /// <summary>Only the table has it (docs/contract/seeds.md 1.5).</summary>
    Sum,
}

public enum FilterEntityType
{
    Store,
    Zone,
    Concept,
}

public enum EnrolmentMethod
{
    Transaction,
    Import,
    AudienceFilter,
}

/// <summary>Every trigger that the documentation shows is one of the system.</summary>
public enum TriggerType
{
    SystemTrigger,
}

public enum TriggerValueType
{
    Percentage,
    Absolute,
}

public enum AggregateFunction
{
    Sum,
    Count,
}

public enum WindowType
{
    Min,
    Max,
}

public enum WindowTimeUnit
{
    Day,
}
