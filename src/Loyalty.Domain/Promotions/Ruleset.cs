namespace Loyalty.Domain.Promotions;

/// <summary>A set of rules of a promotion.</summary>
public sealed record Ruleset : IOrgOwned
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

    /// <summary>Set only for user-created promotions.</summary>
    public string? Label { get; init; }

    public required bool Private { get; init; }

    public required bool UpdatedViaNewUI { get; init; }

    public required IReadOnlyList<RulesetFilter> Filters { get; init; }

    /// <summary>The program that the ruleset names, which can be another than that of the promotion (docs/contract/promotions.md 3, row C-9); null for the same.</summary>
    public long? ContextId { get; init; }
}

/// <summary>A condition that limits the customers of a ruleset.</summary>
public sealed record RulesetFilter(
    long Id, string Name, string ClassName, bool IsInclude, IReadOnlyDictionary<string, IReadOnlyList<string>> PropertyToValues);

/// <summary>An expression, and the actions that run if it is true.</summary>
public sealed record Rule : IOrgOwned
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

    /// <summary>Rules with a lower number run first; -1 if not set.</summary>
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

/// <summary>An action that runs if the rule's expression is true.</summary>
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
