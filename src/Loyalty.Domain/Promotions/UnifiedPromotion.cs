using System.Globalization;

namespace Loyalty.Domain.Promotions;

/// <summary>
/// A version of a promotion as v3 configures it (docs/contract/promotions.md 2.14). When it is approved, it is published as a <see cref="Promotion"/>, which all other operations
/// use; a promotion of another origin has no row of this kind until v3 changes it.
/// </summary>
public sealed record UnifiedPromotion : IOrgOwned
{
    /// <summary>Negative for a promotion that v3 did not create: see <see cref="UnifiedId"/>.</summary>
    public required long Id { get; init; }

    public required long OrgId { get; init; }

    /// <summary>The promotion that it was published as; null before.</summary>
    public long? PromotionId { get; init; }

    /// <summary>The published version that this draft would replace, or that replaced this snapshot.</summary>
    public long? ParentId { get; init; }

    public required int Version { get; init; }

    public required UnifiedStatus Status { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public long? ProgramId { get; init; }

    public required long StartsAt { get; init; }

    public required long EndsAt { get; init; }

    public string? TimezoneName { get; init; }

    public required PointsOfferType PromotionType { get; init; }

    public string? Identifier { get; init; }

    public required IReadOnlyList<PromotionMetadata> Metadata { get; init; }

    public required bool IsStackable { get; init; }

    public required bool IsConsideredForRanking { get; init; }

    public required bool IsExclusive { get; init; }

    public required bool IsAlwaysApply { get; init; }

    public required bool SkipEarnedDateCheckOnRedeem { get; init; }

    public required long CreatedOn { get; init; }

    public required long LastModifiedOn { get; init; }

    public string? Comments { get; init; }

    /// <summary>JSON with customerEnrolment, activities, limits, liabilityOwnerSplitInfo, workflowMetadata and what else a request had. Read with <see cref="UnifiedDefinition"/>.</summary>
    public required string Definition { get; init; }

    /// <summary>True for a draft of a published promotion, and for a version that was replaced.</summary>
    public bool IsVersionOfOther => ParentId is not null;

    /// <summary>The words by which the status is known: an active promotion is also upcoming, live or completed.</summary>
    public UnifiedStatusWord WordAt(long now) => WordAt(Status, StartsAt, EndsAt, now);

    /// <inheritdoc cref="WordAt(long)"/>
    public static UnifiedStatusWord WordAt(UnifiedStatus status, long startsAt, long endsAt, long now) => status switch
    {
        UnifiedStatus.Active => now < startsAt ? UnifiedStatusWord.Upcoming : now > endsAt ? UnifiedStatusWord.Completed : UnifiedStatusWord.Live,
        UnifiedStatus.Draft => UnifiedStatusWord.Draft,
        UnifiedStatus.PendingApproval => UnifiedStatusWord.PendingApproval,
        UnifiedStatus.Paused => UnifiedStatusWord.Paused,
        UnifiedStatus.Stopped => UnifiedStatusWord.Stopped,
        UnifiedStatus.PublishFailed => UnifiedStatusWord.PublishFailed,
        _ => UnifiedStatusWord.Snapshot,
    };
}

/// <summary>The states of a version.</summary>
public enum UnifiedStatus
{
    Draft,
    PendingApproval,
    Active,
    Paused,
    Stopped,
    PublishFailed,

    /// <summary>A version that another one replaced.</summary>
    Snapshot,
}

/// <summary>The status in answers.</summary>
public enum UnifiedStatusWord
{
    Draft,
    PendingApproval,
    Active,
    Upcoming,
    Live,
    Completed,
    Paused,
    Stopped,
    PublishFailed,
    Snapshot,
}

/// <summary>
/// The text of a unified id: 24 hex digits. It starts with 6a and the number in 22 digits; for a promotion that v3 did not create, with 6b and the promotion's id.
/// </summary>
public static class UnifiedId
{
    private const string Own = "6a";

    private const string OfPromotion = "6b";

    private const int Digits = 22;

    public static string TextOf(long id) => id > 0 ? Own + id.ToString("x" + Digits, CultureInfo.InvariantCulture) : OfPromotion + (-id).ToString("x" + Digits, CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out long id)
    {
        id = 0;
        if (text is not { Length: 2 + Digits }
            || !long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            || number <= 0)
        {
            return false;
        }

        id = text.StartsWith(Own, StringComparison.Ordinal) ? number : text.StartsWith(OfPromotion, StringComparison.Ordinal) ? -number : 0;
        return id != 0 && text.Equals(TextOf(id), StringComparison.Ordinal);
    }
}
