using Loyalty.Domain;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>The restrictions of a promotion to create (docs/contract/promotions.md 1.4).</summary>
internal static class ParsedRestrictions
{
    /// <summary>Null if the restrictions are valid.</summary>
    public static CreationProblem? FindProblem(NewRestrictionListsBody? lists)
    {
        var problem = lists?.ExpiryRestrictions is not { Count: > 0 }
            ? "expiryRestrictions accepts one entry or more, with name, value and type."
            : FindProblem(lists.RedemptionRestrictions, "redemptionRestrictions", RestrictionCreation.Redemption, IsLimit)
                ?? FindProblem(lists.IssualRestrictions, "issualRestrictions", RestrictionCreation.Issual, IsLimit)
                ?? FindProblem(lists.EarnRestrictions, "earnRestrictions", RestrictionCreation.Earn, IsLimit)
                ?? FindProblem(lists.ExpiryRestrictions, "expiryRestrictions", RestrictionCreation.Expiry, IsExpiry);
        return problem is null ? null : new(CreationPart.Other, problem);
    }

    /// <summary>The restrictions to store; only for valid ones.</summary>
    public static Restrictions Of(NewRestrictionListsBody lists, NewLimitsBody? limits) => new(
        RestrictionCreation.Complete(
            Entries(lists.RedemptionRestrictions),
            [
                (RestrictionName.MaxAllowedPointsPerCustomer, limits?.PointsPerCustomer ?? Restrictions.NoLimit),
                (RestrictionName.MaxAllowedTimesPerCustomer, limits?.NumberOfTimesPerCustomer ?? Restrictions.NoLimit),
                (RestrictionName.MaxAllowedPointsPerPromotion, limits?.TotalPointsInPromotion ?? Restrictions.NoLimit),
            ]),
        Entries(lists.IssualRestrictions),
        Entries(lists.EarnRestrictions),
        Entries(lists.ExpiryRestrictions));

    private static string? FindProblem(
        IReadOnlyList<NewRestrictionBody?>? list, string path, IReadOnlyList<RestrictionName> names, Func<NewRestrictionBody, RestrictionName, string?> check)
    {
        foreach (var entry in list ?? [])
        {
            if (!WireName<RestrictionName>.TryParse(entry?.Name, out var name) || !names.Contains(name))
            {
                return $"name in {path} accepts {string.Join(", ", names.Select(WireName<RestrictionName>.Of))}.";
            }

            if (check(entry!, name) is { } problem)
            {
                return $"{WireName<RestrictionName>.Of(name)}: {problem}";
            }
        }

        return list?.Select(entry => entry!.Name).Distinct(StringComparer.Ordinal).Count() < list?.Count ? $"{path} accepts every name once." : null;
    }

    private static string? IsLimit(NewRestrictionBody entry, RestrictionName name) =>
        entry.Value is not { } value || !RestrictionCreation.IsValue(name, value) ? "value accepts -1 for no limit, or a number from 1 to 100; limits of points accept more."
        : entry.Type is null ? null
        : !WireName<RestrictionType>.TryParse(entry.Type, out var type) || type is not (RestrictionType.PeriodBased or RestrictionType.NonPeriodBased) ? "type accepts PERIOD_BASED, NON_PERIOD_BASED."
        : type == RestrictionType.NonPeriodBased ? null
        : !WireName<PeriodType>.TryParse(entry.PeriodType, out _) ? $"periodType accepts {string.Join(", ", WireName<PeriodType>.All)}."
        : !WireName<PeriodUnit>.TryParse(entry.PeriodUnit, out _) ? $"periodUnit accepts {string.Join(", ", WireName<PeriodUnit>.All)}."
        : null;

    private static string? IsExpiry(NewRestrictionBody entry, RestrictionName name) =>
        !WireName<RestrictionType>.TryParse(entry.Type, out var type) || entry.Value is not { } value || !RestrictionCreation.IsExpiry(type, value)
            ? "type accepts PROMOTION, or CUSTOM with a value from 1 to 36500 days; value is a number."
            : null;

    private static IReadOnlyList<Restriction> Entries(IReadOnlyList<NewRestrictionBody?>? list) => [.. (list ?? []).Select(entry =>
    {
        var type = entry!.Type is { } text ? WireName<RestrictionType>.Parse(text) : default(RestrictionType?);
        var isPeriodBased = type == RestrictionType.PeriodBased;
        return new Restriction(
            WireName<RestrictionName>.Parse(entry.Name!),
            entry.Value!.Value,
            type,
            isPeriodBased ? WireName<PeriodType>.Parse(entry.PeriodType!) : null,
            isPeriodBased ? WireName<PeriodUnit>.Parse(entry.PeriodUnit!) : null);
    })];
}
