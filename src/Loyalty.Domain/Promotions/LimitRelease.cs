namespace Loyalty.Domain.Promotions;

/// <summary>Finds when restrictions that are used up leave something again, because usage leaves their windows.</summary>
internal static class LimitRelease
{
    /// <param name="step">The customer and the promotion.</param>
    /// <param name="limits">The same restrictions in the same order at any instant.</param>
    /// <param name="all">The usage of all customers that the restrictions count.</param>
    public static IReadOnlyList<ExplainedRestriction> Of(PromotionStep step, Func<PromotionStep, IEnumerable<RestrictionUse>> limits, UsageSums all)
    {
        var prepared = step with { Usage = step.Usage?.ForManySums() };
        return [.. limits(step).Select((use, index) => new ExplainedRestriction(use, FreesAt(prepared, use, later => limits(later).ElementAt(index), all)))];
    }

    /// <summary>Usage changes only when an entry enters the window, because it is dated later, and when it leaves the window.</summary>
    private static long? FreesAt(PromotionStep step, RestrictionUse use, Func<PromotionStep, RestrictionUse> at, UsageSums all)
    {
        if (!use.IsReached)
        {
            return null;
        }

        // An entry that left a monthly window can enter it again.
        var begin = use.Window switch
        {
            null => step.Now,
            PeriodUnit.Monthly => step.Now - UsageWindow.MaxLength,
            { } unit => step.Windows.ExclusiveStart(unit),
        };
        var entries = RestrictionMeasure.Of(use.Name)?.LimitOn == LimitOn.Customer ? step.Usage?.InstantsAfter(begin) ?? [] : all.InstantsAfter(begin);
        var changes = entries.SelectMany(entry => use.Window is { } unit ? UsageWindow.EndsOf(unit, entry, step.Zone).Prepend(entry) : [entry])
            .Where(instant => instant > step.Now && Instants.IsPrintable(instant))
            .Distinct()
            .Order();
        foreach (var instant in changes)
        {
            if (!at(step with { Windows = new UsageWindows(instant, step.Zone) }).IsReached)
            {
                return instant;
            }
        }

        return null;
    }
}
