namespace Loyalty.Domain.Promotions;

/// <summary>
/// The restrictions of a promotion after an edit of v3, which shows only a part of them: no points per event, no switched-off limits, no periods of enrolments and issues. What v3 does not show stays,
/// and what the edit leaves as v3 shows it stays as it is stored.
/// </summary>
internal static class EditedRestrictions
{
    public static Restrictions Of(Restrictions stored, Restrictions edited) => new(
        [.. Merge(stored.Redemption, edited.Redemption).OrderBy(restriction => restriction.Name)],
        InOrderOf(stored.Issual, Merge(stored.Issual, edited.Issual)),
        InOrderOf(stored.Earn, Merge(stored.Earn, edited.Earn)),
        InOrderOf(stored.Expiry, Merge(stored.Expiry, edited.Expiry)));

    private static IEnumerable<Restriction> Merge(IReadOnlyList<Restriction> stored, IReadOnlyList<Restriction> edited) =>
    [
        .. stored.Where(restriction => Shown(restriction) is null && !edited.Any(other => other.Name == restriction.Name && other.Window() == restriction.Window())),
        .. edited.Select(restriction => stored.FirstOrDefault(other => restriction.Equals(Shown(other))) ?? restriction),
    ];

    private static IReadOnlyList<Restriction> InOrderOf(IReadOnlyList<Restriction> stored, IEnumerable<Restriction> restrictions)
    {
        List<RestrictionName> names = [.. stored.Select(restriction => restriction.Name)];
        return [.. restrictions.OrderBy(restriction => names.IndexOf(restriction.Name) is >= 0 and var place ? place : names.Count)];
    }

    /// <summary>The restriction as it is read back from v3; null if v3 does not show it.</summary>
    private static Restriction? Shown(Restriction restriction) => restriction.Name switch
    {
        RestrictionName.MaxAllowedPointsPerEvent => null,
        RestrictionName.MaxAllowedTimesPerCustomer or RestrictionName.MaxAllowedPointsPerCustomer or RestrictionName.MaxAllowedTimesPerPromotion or RestrictionName.MaxAllowedPointsPerPromotion =>
            restriction.Value == Restrictions.NoLimit ? null
            : restriction.Window() is { } unit ? new(restriction.Name, restriction.Value, RestrictionType.PeriodBased, PeriodType.MovingWindow, unit)
            : new(restriction.Name, restriction.Value, RestrictionType.NonPeriodBased),
        _ => new(restriction.Name, restriction.Value, restriction.Type),
    };
}
