using System.Collections.Frozen;

namespace Loyalty.Domain.Promotions;

/// <summary>The events that a promotion can react to (docs/contract/promotions.md 1.7).</summary>
public static class EventNames
{
    public static readonly IReadOnlyList<string> All =
    [
        "TransactionAdd", "CustomerUpdate", "CustomerRegistration", "TargetCompleted", "PointsRedemption", "GenericEvent",
        "NewBill", "PointsContributionToGroup", "PointsTransfer", "ReturnBill",
    ];

    /// <summary>The filter value that selects all events.</summary>
    private const string AllEvents = "ALL";

    private static readonly FrozenDictionary<string, string> Canonical = All.ToFrozenDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    public static bool IsAll(string? text) => AllEvents.Equals(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Finds a name regardless of case and returns it in PascalCase; null if there is no such event.</summary>
    public static string? Find(string? text) => text is null ? null : Canonical.GetValueOrDefault(text);
}
