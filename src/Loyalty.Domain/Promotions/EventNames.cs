using System.Collections.Frozen;

namespace Loyalty.Domain.Promotions;

/// <summary>The events a promotion can react to, as docs/contract/promotions.md 1.7 lists them.</summary>
public static class EventNames
{
    public static readonly IReadOnlyList<string> All =
    [
        "TransactionAdd", "CustomerUpdate", "CustomerRegistration", "TargetCompleted", "PointsRedemption", "GenericEvent",
        "NewBill", "PointsContributionToGroup", "PointsTransfer", "ReturnBill",
    ];

    /// <summary>The word of the list filter for any event.</summary>
    private const string Every = "ALL";

    private static readonly FrozenDictionary<string, string> Canonical = All.ToFrozenDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    public static bool IsEvery(string? text) => Every.Equals(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>The PascalCase spelling of a name in any case; null for an unknown one.</summary>
    public static string? Find(string? text) => text is null ? null : Canonical.GetValueOrDefault(text);
}
