namespace Loyalty.Domain.Promotions;

/// <summary>The limits of a promotion in their original order. All response formats are derived from them.</summary>
public sealed record Restrictions(
    IReadOnlyList<Restriction> Redemption,
    IReadOnlyList<Restriction> Issual,
    IReadOnlyList<Restriction> Earn,
    IReadOnlyList<Restriction> Expiry)
{
    public const long NoLimit = -1;

    public static readonly Restrictions None = new([], [], [], []);

    /// <summary>The redemption restrictions of a customer, which are shown with all usage even if they are switched off (docs/contract/promotions.md 1.4).</summary>
    private static readonly RestrictionName[] OfCustomer = [RestrictionName.MaxAllowedTimesPerCustomer, RestrictionName.MaxAllowedPointsPerCustomer];

    /// <summary>True if the redemption restriction is missing or has no limit.</summary>
    public bool IsOff(RestrictionName name) => !Redemption.Any(restriction => restriction.Name == name && restriction.Value != NoLimit);

    /// <summary>The redemption restrictions, with those of a customer that are missing at their places in the documented order.</summary>
    public IReadOnlyList<Restriction> AllRedemptions()
    {
        var all = Redemption.ToList();
        foreach (var name in OfCustomer.Where(name => !all.Exists(restriction => restriction.Name == name)))
        {
            var later = all.FindIndex(restriction => restriction.Name > name);
            all.Insert(later < 0 ? all.Count : later, new Restriction(name, NoLimit, RestrictionType.NonPeriodBased));
        }

        return all;
    }

    /// <summary>The restrictions with a limit that is raised; a default limit becomes a restriction.</summary>
    public Restrictions Raised(RestrictionUse use, long limit)
    {
        IReadOnlyList<Restriction> Of(IReadOnlyList<Restriction> list) => list.Any(restriction => IsOf(restriction, use))
            ? [.. list.Select(restriction => IsOf(restriction, use) ? restriction with { Value = Math.Max(restriction.Value, limit) } : restriction)]
            : [.. list, new Restriction(use.Name, limit)];

        return use.List switch
        {
            RestrictionList.Redemption => this with { Redemption = Of(Redemption) },
            RestrictionList.Issual => this with { Issual = Of(Issual) },
            _ => this with { Earn = Of(Earn) },
        };
    }

    public bool IsEmpty() => Redemption.Count == 0 && Issual.Count == 0 && Earn.Count == 0 && Expiry.Count == 0;

    /// <summary>The restriction's value in the summary of limits; null if it has a period, because the summary excludes such restrictions (docs/contract/promotions.md 1.4).</summary>
    public long? OverallLimit(RestrictionName name)
    {
        foreach (var restriction in Redemption)
        {
            if (restriction.Name == name && !restriction.IsPeriodBased())
            {
                return restriction.Value;
            }
        }

        return null;
    }

    private static bool IsOf(Restriction restriction, RestrictionUse use) =>
        restriction.Name == use.Name && restriction.Value != NoLimit && (use.List != RestrictionList.Redemption || restriction.Window() == use.Window);
}

/// <summary>One limit, with the fields that are documented for creating a promotion.</summary>
public sealed record Restriction(
    RestrictionName Name, long Value, RestrictionType? Type = null, PeriodType? PeriodType = null, PeriodUnit? PeriodUnit = null)
{
    /// <summary>The type decides; without a type, the presence of a unit decides. The unit of a restriction without a period is ignored (docs/contract/promotions.md 3, row C-5).</summary>
    public bool IsPeriodBased() => Type is null ? PeriodUnit is not null : Type == RestrictionType.PeriodBased;

    /// <summary>The moving window in which the restriction counts; null if it counts without a window.</summary>
    public PeriodUnit? Window() => IsPeriodBased() ? PeriodUnit : null;
}

public enum RestrictionName
{
    MaxAllowedPointsPerEvent,
    MaxAllowedTimesPerCustomer,
    MaxAllowedPointsPerCustomer,
    MaxAllowedTimesPerPromotion,
    MaxAllowedPointsPerPromotion,
    MaxRedemptionsPerEarnPerCustomer,
    MaxNumberOfIssualsPerCustomer,
    MaxNumberOfEarnsPerCustomer,
    MaxPointsPerEarnPerCustomer,
    MaxNumberOfEarnPerPromotion,
    IssualPromotionExpiryBasedOn,
    EarnPromotionExpiryBasedOn,
}

public enum RestrictionType
{
    NonPeriodBased,
    PeriodBased,

    /// <summary>Expires at the end of the promotion.</summary>
    Promotion,

    /// <summary>Expires a number of days after the enrolment or issue.</summary>
    Custom,
}

public enum PeriodType
{
    MovingWindow,
}

public enum PeriodUnit
{
    Daily,
    Weekly,
    Monthly,
}
