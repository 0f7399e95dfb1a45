using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Worlds;

/// <summary>The ids in a row whose kinds have a sequence. New ids start above all of them.</summary>
public static class RowIds
{
    public static IEnumerable<(IdKind Kind, long Id)> Of(object row) => row switch
    {
        Enrolment enrolment => [(IdKind.Enrolment, enrolment.Id)],
        UserTarget progress => [(IdKind.UserTarget, progress.Id)],
        UsageEntry entry => entry.EventId is { } eventId ? [(IdKind.UsageEntry, entry.Id), (IdKind.EventLog, eventId)] : [(IdKind.UsageEntry, entry.Id)],
        TargetGroup group => [(IdKind.TargetGroup, group.Id), .. (group.Streaks ?? []).Select(level => (IdKind.StreakLevel, level.Id))],
        Period period => [(IdKind.Period, period.Id)],
        Target target =>
        [
            (IdKind.Target, target.Id),
            (IdKind.EmfRuleSet, Math.Max(target.EmfRuleSetId ?? 0, target.EmfUnrolledRulesetId ?? 0)),
            .. target.DefaultValues.Select(value => (IdKind.DefaultValue, value.Id)),
            .. (target.MilestoneTriggers ?? []).Select(trigger => (IdKind.MilestoneTrigger, trigger.Id)),
        ],
        Customer customer => [(IdKind.Customer, customer.Id)],
        Promotion promotion => [(IdKind.Promotion, promotion.Id)],
        UnifiedPromotion version => [(IdKind.UnifiedPromotion, version.Id)],
        Ruleset ruleset => ruleset.Filters.Select(filter => filter.Id).Prepend(ruleset.Id).Select(id => (IdKind.Rule, id)),
        Rule rule => rule.Actions.Select(action => action.Id).Prepend(rule.Id).Select(id => (IdKind.Rule, id)),
        _ => [],
    };
}
