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

    public required IReadOnlyList<TargetFilter> Filters { get; init; }

    public required EnrolmentMethod EnrolmentMethod { get; init; }

    public required IReadOnlyList<DefaultValue> DefaultValues { get; init; }

    public required long CreatedOn { get; init; }

    public required long LastUpdatedOn { get; init; }

    public required UserRef CreatedBy { get; init; }

    public required UserRef LastUpdatedBy { get; init; }
}

/// <summary>A back-office user as recorded in one attribution. The same id can have another name or description elsewhere.</summary>
public sealed record UserRef(
    long Id, string? Code = null, string? Description = null, string? Name = null, string? Type = null);

/// <summary>The stores, zones or concepts that a target is limited to.</summary>
public sealed record TargetFilter(FilterEntityType EntityType, IReadOnlyList<long> EntityIds);

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
