namespace Loyalty.Domain.Promotions;

/// <summary>What to do so that a promotion applies to a customer.</summary>
public enum PromotionApplyAction
{
    AddCustomer,
    Activate,
    Wait,
    Extend,
    Enrol,
    Issue,
    RaiseLimit,
}

/// <summary>What can be switched on.</summary>
public enum SwitchedPromotion
{
    Promotion,
    AdvancedPromotions,
}

/// <summary>One step. Only the properties of its action are set.</summary>
/// <param name="Do">The action.</param>
/// <param name="Switch">What to activate.</param>
/// <param name="Id">The id of the customer to add, or of the promotion to activate or to extend.</param>
/// <param name="Until">When to wait until, or the earliest new end of the promotion.</param>
/// <param name="Restriction">The restriction whose limit to raise. Without one of this list, name and window, the promotion has a default.</param>
/// <param name="Limit">The new limit, at least.</param>
public sealed record PromotionApplyStep(
    PromotionApplyAction Do, SwitchedPromotion? Switch = null, long? Id = null, long? Until = null, RestrictionUse? Restriction = null, long? Limit = null);

/// <summary>Finds the steps with the rules themselves: each step is carried out on a copy of the rows, until the promotion applies.</summary>
internal static class PromotionApplySteps
{
    /// <summary>More than any promotion needs, unless it has more restrictions than names.</summary>
    private const int MostSteps = 50;

    /// <summary>The steps for a promotion and a customer of its organisation. Null if none are found.</summary>
    public static IReadOnlyList<PromotionApplyStep>? Of(PromotionQuestion question)
    {
        var steps = new List<PromotionApplyStep>();
        var state = question;
        while (!PromotionExplanation.Applies(state))
        {
            if (steps.Count == MostSteps || Next(state) is not { } step)
            {
                return null;
            }

            steps.Add(step);
            state = After(state, step);
        }

        return steps;
    }

    private static PromotionApplyStep? Next(PromotionQuestion state)
    {
        if (!state.Exists)
        {
            return new(PromotionApplyAction.AddCustomer, Id: state.CustomerId);
        }

        var promotion = state.Promotion!;
        return PromotionChecks.Listed(promotion, includesInactive: false, state.IsAdvanced).Reason switch
        {
            PromotionReason.PromotionInactive => new(PromotionApplyAction.Activate, SwitchedPromotion.Promotion, promotion.Id),
            PromotionReason.AdvancedPromotionsOff => new(PromotionApplyAction.Activate, SwitchedPromotion.AdvancedPromotions),
            _ => PromotionChecks.Running(promotion, state.At).Reason switch
            {
                PromotionReason.PromotionNotStarted => new(PromotionApplyAction.Wait, Until: promotion.StartsAt),
                PromotionReason.PromotionEnded => new(PromotionApplyAction.Extend, Id: promotion.Id, Until: Math.Min(Instants.Latest, state.At + Instants.Day)),
                _ => NextOfLimits(state) ?? NextOfIssue(state),
            },
        };
    }

    /// <summary>Waits as long as the promotion runs, or raises the limit.</summary>
    private static PromotionApplyStep? NextOfLimits(PromotionQuestion state) => PromotionExplanation.RedemptionRestrictions(state).FirstOrDefault(restriction => restriction.Use.IsReached) switch
    {
        null => null,
        { FreesAt: { } instant } when instant <= state.Promotion!.EndsAt => new(PromotionApplyAction.Wait, Until: instant),
        { Use: var use } => Raise(use),
    };

    private static PromotionApplyStep? NextOfIssue(PromotionQuestion state)
    {
        var step = state.Step;
        if (PromotionLimits.OnRedemptionOfIssue(step.Promotion, 0) is { IsReached: true } always)
        {
            return Raise(always);
        }

        return PromotionLifecycle.RefusalOfIssue(step, state.Issues) switch
        {
            null => new(PromotionApplyAction.Issue),
            LifecycleRefusal.LimitReached => Raise(PromotionLimits.OnIssue(step, state.Issues).First(use => use.IsReached)),
            LifecycleRefusal.NotEnrolled when PromotionLimits.OnEnrolment(step) is { IsReached: true } enrolments => Raise(enrolments),
            LifecycleRefusal.NotEnrolled => new(PromotionApplyAction.Enrol),
            _ => null,
        };
    }

    private static PromotionApplyStep Raise(RestrictionUse use) => new(PromotionApplyAction.RaiseLimit, Restriction: use, Limit: use.LeastHigherLimit);

    private static PromotionQuestion After(PromotionQuestion state, PromotionApplyStep step) => step.Do switch
    {
        PromotionApplyAction.AddCustomer => state with { Exists = true },
        PromotionApplyAction.Activate when step.Switch == SwitchedPromotion.AdvancedPromotions => state with { IsAdvanced = true },
        PromotionApplyAction.Activate => state with { Promotion = state.Promotion! with { Active = true } },
        PromotionApplyAction.Wait => state with { At = step.Until!.Value },
        PromotionApplyAction.Extend => state with { Promotion = state.Promotion! with { EndsAt = step.Until!.Value } },
        PromotionApplyAction.RaiseLimit => state with { Promotion = state.Promotion! with { Restrictions = state.Promotion.Restrictions.Raised(step.Restriction!.Value, step.Limit!.Value) } },
        PromotionApplyAction.Enrol => Granted(state, ids => PromotionLifecycle.Enrol(state.Step, ids)),
        _ => Granted(state, ids => PromotionLifecycle.Issue(state.Step, state.Issues, ids)),
    };

    private static PromotionQuestion Granted(PromotionQuestion state, Func<FreshIds, Decided<LifecycleAnswer>> decide)
    {
        var entries = decide(new FreshIds(Sequences.First.Above([(IdKind.UsageEntry, state.Usage?.HighestId ?? 0)]))).Changes.Select(change => change.After).OfType<UsageEntry>().ToList();
        return state with
        {
            Usage = entries.Aggregate(state.Usage, (usage, entry) => CustomerPromotionUsage.With(usage, entry, long.MinValue)),
            Issues = entries.Where(entry => entry.Kind == UsageKind.Issue).Aggregate(state.Issues, (issues, entry) => issues.With(entry.At, Consumption.Of(entry))),
        };
    }
}
