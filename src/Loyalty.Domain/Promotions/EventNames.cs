using System.Collections.Frozen;

namespace Loyalty.Domain.Promotions;

/// <summary>The events that a promotion can react to: the documented ones (docs/contract/promotions.md 1.7) and custom events of the brand.</summary>
public static class EventNames
{
    public static readonly IReadOnlyList<string> All =
    [
        "TransactionAdd", "CustomerUpdate", "CustomerRegistration", "TargetCompleted", "PointsRedemption", Generic,
        "NewBill", "PointsContributionToGroup", "PointsTransfer", "ReturnBill",
    ];

    /// <summary>What the older operations call an event of the brand's own that v3 names.</summary>
    public const string Generic = "GenericEvent";

    /// <summary>The maximum length of a custom event name.</summary>
    public const int MaxLength = 200;

    /// <summary>The filter value that selects all events.</summary>
    public const string AllEvents = "ALL";

    private static readonly FrozenDictionary<string, string> Canonical = All.ToFrozenDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    public static bool IsAll(string? text) => AllEvents.Equals(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a promotion can be stored with this name: a documented name in PascalCase, or a custom name other than ALL.</summary>
    public static bool IsWellSpelled(string name) =>
        name.Length is > 0 and <= MaxLength && !IsAll(name) && (Find(name) is not { } documented || documented.Equals(name, StringComparison.Ordinal));

    /// <summary>Finds a documented name regardless of case and returns it in PascalCase; null for any other name.</summary>
    public static string? Find(string? text) => text is null ? null : Canonical.GetValueOrDefault(text);
}
