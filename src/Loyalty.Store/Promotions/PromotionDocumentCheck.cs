using Loyalty.Domain.Promotions;
using Loyalty.Store.DocumentFormat;
using static Loyalty.Store.DocumentFormat.DocumentCheck;

namespace Loyalty.Store.Promotions;

/// <summary>Checks programs, promotions with their rules, and the usage ledger.</summary>
internal static class PromotionDocumentCheck
{
    public static void RunPrograms(DocumentCheck check, IReadOnlyList<ProgramDocument>? programs, string path) =>
        Each(programs, path + ".programs", (program, at) => check.Add("program", program.Id, at + ".id"));

    public static void RunPromotions(DocumentCheck check, IReadOnlyList<PromotionDocument>? promotions, string path)
    {
        var spellings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Each(promotions, path + ".promotions", (promotion, at) => RunPromotion(check, promotion, spellings, at));
    }

    /// <summary>Promotions refer to targets, and usage to customers, so it runs after all of them are known.</summary>
    public static void RunReferences(DocumentCheck check, IReadOnlyList<PromotionDocument>? promotions, string path) => Each(promotions, path + ".promotions", (promotion, at) =>
    {
        Each(promotion.TargetGroupIds, at + ".targetGroupIds", (id, place) => check.Refer("target group", id, place));
        Each(promotion.TargetRuleIds, at + ".targetRuleIds", (id, place) => check.Refer("target", id, place));
    });

    public static void RunUsage(DocumentCheck check, IReadOnlyList<UsageDocument>? usage, string path)
    {
        Each(usage, path + ".usage", (entry, at) => check.Add("usage entry", entry.Id, at + ".id"));
        Each(usage, path + ".usage", (entry, at) =>
        {
            check.Refer("promotion", entry.PromotionId, at + ".promotionId");
            check.Refer("customer", entry.CustomerId, at + ".customerId");
            check.Refer("usage entry", entry.EnrolId, at + ".enrolId");
            check.Refer("usage entry", entry.IssueId, at + ".issueId");
            check.Refer("usage entry", entry.ReversesId, at + ".reversesId");
            Require(entry.Sign is 1 or -1, at + ".sign", "a sign is 1 or -1");
            Require(entry.Times is >= 0 and <= int.MaxValue, at + ".times", $"times run from 0 to {int.MaxValue}");
            Require(
                DocumentNumber.FitsThousandths(entry.Points) && entry.Points is >= 0 and <= int.MaxValue,
                at + ".points",
                $"points run from 0 to {int.MaxValue} with at most three decimals");
        });
    }

    private static void RunPromotion(DocumentCheck check, PromotionDocument promotion, Dictionary<string, string> spellings, string at)
    {
        check.Add("promotion", promotion.Id, at + ".id");
        check.Refer("program", promotion.ProgramId, at + ".programId");
        Require(
            EventNames.IsWellSpelled(promotion.EventName),
            at + ".eventName",
            $"an event name is one of {string.Join(", ", EventNames.All)} in this case, or a name of the brand's own of 1 to {EventNames.Longest} characters other than ALL");
        Require(
            spellings.TryAdd(promotion.EventName, promotion.EventName) || spellings[promotion.EventName].Equals(promotion.EventName, StringComparison.Ordinal),
            at + ".eventName",
            $"the case of an event name does not count, and '{spellings.GetValueOrDefault(promotion.EventName)}' is spelled so before");
        RequireEntries(promotion.Metadata, at + ".metadata");
        RequireEntries(promotion.Restrictions?.Redemption, at + ".restrictions.redemption");
        RequireEntries(promotion.Restrictions?.Issual, at + ".restrictions.issual");
        RequireEntries(promotion.Restrictions?.Earn, at + ".restrictions.earn");
        RequireEntries(promotion.Restrictions?.Expiry, at + ".restrictions.expiry");
        Each(promotion.Rulesets, at + ".rulesets", (ruleset, place) =>
        {
            check.Add("ruleset", ruleset.Id, place + ".id");
            Each(ruleset.Filters, place + ".filters", (filter, deep) => CheckFilter(check, filter, deep));
            Each(ruleset.Rules, place + ".rules", (rule, deep) =>
            {
                check.Add("rule", rule.Id, deep + ".id");
                Each(rule.Actions, deep + ".actions", (action, deeper) => check.Add("action", action.Id, deeper + ".id"));
            });
        });
    }

    private static void CheckFilter(DocumentCheck check, RulesetFilter filter, string path)
    {
        check.Add("ruleset filter", filter.Id, path + ".id");
        foreach (var (property, values) in filter.PropertyToValues)
        {
            Require(values is not null, $"{path}.propertyToValues.{property}", "null is not a list");
            RequireEntries(values, $"{path}.propertyToValues.{property}");
        }
    }
}
