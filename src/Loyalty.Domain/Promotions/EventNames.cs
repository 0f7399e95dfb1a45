using System.Collections.Frozen;

namespace Loyalty.Domain.Promotions;

/// <summary>The events that a promotion can react to: those that docs/contract/promotions.md 1.7 lists, and events of the brand's own.</summary>
public static class EventNames
{
    public static readonly IReadOnlyList<string> All =
    [
        "TransactionAdd", "CustomerUpdate", "CustomerRegistration", "TargetCompleted", "PointsRedemption", "GenericEvent",
        "NewBill", "PointsContributionToGroup", "PointsTransfer", "ReturnBill",
    ];

    /// <summary>The length of an event name of the brand's own.</summary>
    public const int Longest = 200;

    /// <summary>The word of the list filter for any event.</summary>
    private const string Every = "ALL";

    private static readonly FrozenDictionary<string, string> Canonical = All.ToFrozenDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    public static bool IsEvery(string? text) => Every.Equals(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a promotion can be stored with this name: a documented one in PascalCase, or another that the filter can tell from ALL.</summary>
    public static bool IsWellSpelled(string name) =>
        name.Length is > 0 and <= Longest && !IsEvery(name) && (Find(name) is not { } documented || documented.Equals(name, StringComparison.Ordinal));

    /// <summary>The PascalCase spelling of a documented name in any case; null for another one.</summary>
    public static string? Find(string? text) => text is null ? null : Canonical.GetValueOrDefault(text);
}
