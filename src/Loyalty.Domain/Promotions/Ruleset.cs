namespace Loyalty.Domain.Promotions;

/// <summary>A set of rules behind a promotion.</summary>
public sealed class Ruleset : IOrgOwned
{
    public required long Id { get; init; }

    public required long OrgId { get; init; }

    public required long PromotionId { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required long StartsAt { get; init; }

    public required long EndsAt { get; init; }

    public required long CreatedOn { get; init; }

    public required long CreatedBy { get; init; }

    public required long ModifiedOn { get; init; }

    public required long ModifiedBy { get; init; }

    /// <summary>Only user-created promotions carry one.</summary>
    public string? Label { get; init; }

    public required bool Private { get; init; }

    public required bool UpdatedViaNewUI { get; init; }

    public required IReadOnlyList<RulesetFilter> Filters { get; init; }
}

/// <summary>Whom a ruleset lets in.</summary>
public sealed record RulesetFilter(
    long Id, string Name, string ClassName, bool IsInclude, IReadOnlyDictionary<string, IReadOnlyList<string>> PropertyToValues);

/// <summary>An expression and the actions that follow when it holds.</summary>
public sealed class Rule : IOrgOwned
{
    public required long Id { get; init; }

    public required long OrgId { get; init; }

    public required long PromotionId { get; init; }

    public required long RulesetId { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string Expression { get; init; }

    public required string ExpressionJson { get; init; }

    public required bool Active { get; init; }

    /// <summary>Lower numbers go first; -1 where nobody set one.</summary>
    public required int Priority { get; init; }

    public required long StartsAt { get; init; }

    public required long EndsAt { get; init; }

    public required long CreatedOn { get; init; }

    public required long CreatedBy { get; init; }

    public required long ModifiedOn { get; init; }

    public required long ModifiedBy { get; init; }

    public required bool UpdatedViaNewUI { get; init; }

    public required IReadOnlyList<RuleAction> Actions { get; init; }
}

/// <summary>What happens when a rule's expression is true.</summary>
public sealed record RuleAction(
    long Id, string ActionName, string ActionClass, IReadOnlyDictionary<string, PropertyValue> MandatoryPropertiesValues, string? Description = null);

/// <summary>A property's value: text or a whole number (docs/contract/seeds.md 2.5).</summary>
/// <param name="Text">Null for a number.</param>
/// <param name="Number">Zero for text.</param>
public readonly record struct PropertyValue(string? Text, long Number)
{
    public static PropertyValue Of(string text) => new(text, 0);

    public static PropertyValue Of(long number) => new(null, number);
}
