namespace Loyalty.Domain.Targets;

/// <summary>What is measured inside a target group; the vendor also calls it target rule or milestone.</summary>
public sealed class Target : IOrgOwned
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

    /// <summary>Kept and returned verbatim: its layout is part of what a client sees.</summary>
    public required string ExpressionJson { get; init; }

    public required IReadOnlyList<TargetFilter> Filters { get; init; }

    public required EnrolmentMethod EnrolmentMethod { get; init; }

    public required IReadOnlyList<DefaultValue> DefaultValues { get; init; }

    public required long CreatedOn { get; init; }

    public required long LastUpdatedOn { get; init; }

    public required UserRef CreatedBy { get; init; }

    public required UserRef LastUpdatedBy { get; init; }
}

/// <summary>A back-office user as one attribution names it; the same id may carry other words elsewhere.</summary>
public sealed record UserRef(
    long Id, string? Code = null, string? Description = null, string? Name = null, string? Type = null);

/// <summary>A scope of a target: stores, zones or concepts.</summary>
public sealed record TargetFilter(FilterEntityType EntityType, IReadOnlyList<long> EntityIds);

/// <summary>The value to reach in a period, in millionths.</summary>
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
