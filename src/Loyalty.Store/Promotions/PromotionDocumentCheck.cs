using Loyalty.Domain.Promotions;
using Loyalty.Store.DocumentFormat;
using static Loyalty.Store.DocumentFormat.DocumentCheck;

namespace Loyalty.Store.Promotions;

/// <summary>Checks programs, promotions with their rulesets, and the usage ledger.</summary>
internal static class PromotionDocumentCheck
{
    public static void RunPrograms(DocumentCheck check, IReadOnlyList<ProgramDocument>? programs, string path) =>
        Each(programs, path + ".programs", (program, programPath) => check.AddUnique("program", program.Id, programPath + ".id"));

    public static void RunPromotions(DocumentCheck check, IReadOnlyList<PromotionDocument>? promotions, string path)
    {
        var spellings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Each(promotions, path + ".promotions", (promotion, promotionPath) => RunPromotion(check, promotion, spellings, promotionPath));
    }

    /// <summary>Runs after the targets were added, because promotions refer to them.</summary>
    public static void RunReferences(DocumentCheck check, IReadOnlyList<PromotionDocument>? promotions, string path) => Each(promotions, path + ".promotions", (promotion, promotionPath) =>
    {
        Each(promotion.TargetGroupIds, promotionPath + ".targetGroupIds", (id, idPath) => check.RequireReference("target group", id, idPath));
        Each(promotion.TargetRuleIds, promotionPath + ".targetRuleIds", (id, idPath) => check.RequireReference("target", id, idPath));
    });

    public static void RunUsage(DocumentCheck check, IReadOnlyList<UsageDocument>? usage, string path)
    {
        Each(usage, path + ".usage", (entry, entryPath) => check.AddUnique("usage entry", entry.Id, entryPath + ".id"));
        Each(usage, path + ".usage", (entry, entryPath) =>
        {
            check.RequireReference("promotion", entry.PromotionId, entryPath + ".promotionId");
            check.RequireReference("customer", entry.CustomerId, entryPath + ".customerId");
            check.RequireReference("usage entry", entry.EnrolId, entryPath + ".enrolId");
            check.RequireReference("usage entry", entry.IssueId, entryPath + ".issueId");
            check.RequireReference("usage entry", entry.ReversesId, entryPath + ".reversesId");
            Require(entry.Sign is 1 or -1, entryPath + ".sign", "sign must be 1 or -1");
            Require(entry.Times is >= 0 and <= int.MaxValue, entryPath + ".times", $"times must be from 0 to {int.MaxValue}");
            Require(
                DocumentNumber.FitsThousandths(entry.Points) && entry.Points is >= 0 and <= int.MaxValue,
                entryPath + ".points",
                $"points must be from 0 to {int.MaxValue}, with at most three decimals");
        });
    }

    private static void RunPromotion(DocumentCheck check, PromotionDocument promotion, Dictionary<string, string> spellings, string path)
    {
        check.AddUnique("promotion", promotion.Id, path + ".id");
        check.RequireReference("program", promotion.ProgramId, path + ".programId");
        Require(
            EventNames.IsWellSpelled(promotion.EventName),
            path + ".eventName",
            $"eventName must be one of {string.Join(", ", EventNames.All)}, or a custom name of 1 to {EventNames.MaxLength} characters other than ALL");
        Require(
            spellings.TryAdd(promotion.EventName, promotion.EventName) || spellings[promotion.EventName].Equals(promotion.EventName, StringComparison.Ordinal),
            path + ".eventName",
            $"eventName differs only in case from '{spellings.GetValueOrDefault(promotion.EventName)}' of an earlier promotion");
        RequireNoNulls(promotion.Metadata, path + ".metadata");
        RequireNoNulls(promotion.Restrictions?.Redemption, path + ".restrictions.redemption");
        RequireNoNulls(promotion.Restrictions?.Issual, path + ".restrictions.issual");
        RequireNoNulls(promotion.Restrictions?.Earn, path + ".restrictions.earn");
        RequireNoNulls(promotion.Restrictions?.Expiry, path + ".restrictions.expiry");
        Each(promotion.Rulesets, path + ".rulesets", (ruleset, rulesetPath) =>
        {
            check.AddUnique("ruleset", ruleset.Id, rulesetPath + ".id");
            Each(ruleset.Filters, rulesetPath + ".filters", (filter, filterPath) => CheckFilter(check, filter, filterPath));
            Each(ruleset.Rules, rulesetPath + ".rules", (rule, rulePath) =>
            {
                check.AddUnique("rule", rule.Id, rulePath + ".id");
                Each(rule.Actions, rulePath + ".actions", (action, actionPath) => check.AddUnique("action", action.Id, actionPath + ".id"));
            });
        });
    }

    private static void CheckFilter(DocumentCheck check, RulesetFilter filter, string path)
    {
        check.AddUnique("ruleset filter", filter.Id, path + ".id");
        foreach (var (property, values) in filter.PropertyToValues)
        {
            Require(values is not null, $"{path}.propertyToValues.{property}", "an array is expected here, not null");
            RequireNoNulls(values, $"{path}.propertyToValues.{property}");
        }
    }
}
