using Loyalty.Domain.Promotions;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Promotions;

/// <summary>Checks programs, promotions with their rulesets, and the usage ledger.</summary>
internal static class PromotionDocumentCheck
{
    public static void RunPrograms(DocumentCheck check, IReadOnlyList<ProgramDocument>? programs, string path) =>
        check.Each(programs, path + ".programs", (program, programPath) => check.AddUnique("program", program.Id, programPath + ".id"));

    public static void RunPromotions(DocumentCheck check, IReadOnlyList<PromotionDocument>? promotions, string path)
    {
        var spellings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        check.Each(promotions, path + ".promotions", (promotion, promotionPath) => RunPromotion(check, promotion, spellings, promotionPath));
    }

    /// <summary>Runs after the targets were added, because promotions refer to them.</summary>
    public static void RunReferences(DocumentCheck check, IReadOnlyList<PromotionDocument>? promotions, string path) => check.Each(promotions, path + ".promotions", (promotion, promotionPath) =>
    {
        check.Each(promotion.TargetGroupIds, promotionPath + ".targetGroupIds", (id, idPath) => check.RequireReference("target group", id, idPath));
        check.Each(promotion.TargetRuleIds, promotionPath + ".targetRuleIds", (id, idPath) => check.RequireReference("target", id, idPath));
        check.Each(promotion.LinkedTargets, promotionPath + ".linkedTargets", (linked, linkedPath) =>
        {
            check.RequireReference("target group", linked.TargetGroupId, linkedPath + ".targetGroupId");
            check.Each(linked.TargetRuleIds, linkedPath + ".targetRuleIds", (id, idPath) => check.RequireReference("target", id, idPath));
        });
    });

    public static void RunUsage(DocumentCheck check, IReadOnlyList<UsageDocument>? usage, string path)
    {
        check.Each(usage, path + ".usage", (entry, entryPath) => check.AddUnique("usage entry", entry.Id, entryPath + ".id"));
        check.Each(usage, path + ".usage", (entry, entryPath) =>
        {
            check.RequireReference("promotion", entry.PromotionId, entryPath + ".promotionId");
            check.RequireReference("customer", entry.CustomerId, entryPath + ".customerId");
            check.RequireReference("usage entry", entry.EnrolId, entryPath + ".enrolId");
            check.RequireReference("usage entry", entry.IssueId, entryPath + ".issueId");
            check.RequireReference("usage entry", entry.ReversesId, entryPath + ".reversesId");
            check.Require(entry.Sign is 1 or -1, entryPath + ".sign", "sign must be 1 or -1");
            check.Require(entry.Times is >= 0 and <= int.MaxValue, entryPath + ".times", $"times must be from 0 to {int.MaxValue}");
            check.Require(
                DocumentNumber.FitsThousandths(entry.Points) && entry.Points is >= 0 and <= int.MaxValue,
                entryPath + ".points",
                $"points must be from 0 to {int.MaxValue}, with at most three decimals");
        });
    }

    private static void RunPromotion(DocumentCheck check, PromotionDocument promotion, Dictionary<string, string> spellings, string path)
    {
        check.AddUnique("promotion", promotion.Id, path + ".id");
        check.RequireReference("program", promotion.ProgramId, path + ".programId");
        if (!EventNames.IsWellSpelled(promotion.EventName))
        {
            check.Fail(
                path + ".eventName",
                $"eventName must be one of {string.Join(", ", EventNames.All)}, or a custom name of 1 to {EventNames.MaxLength} characters other than ALL");
        }
        else if (!spellings.TryAdd(promotion.EventName, promotion.EventName) && !spellings[promotion.EventName].Equals(promotion.EventName, StringComparison.Ordinal))
        {
            check.Fail(path + ".eventName", $"eventName differs only in case from '{spellings[promotion.EventName]}' of an earlier promotion");
        }

        check.RequireNoNulls(promotion.Metadata, path + ".metadata");
        check.RequireNoNulls(promotion.Restrictions?.Redemption, path + ".restrictions.redemption");
        check.RequireNoNulls(promotion.Restrictions?.Issual, path + ".restrictions.issual");
        check.RequireNoNulls(promotion.Restrictions?.Earn, path + ".restrictions.earn");
        check.RequireNoNulls(promotion.Restrictions?.Expiry, path + ".restrictions.expiry");
        check.Each(promotion.Rulesets, path + ".rulesets", (ruleset, rulesetPath) =>
        {
            check.AddUnique("ruleset", ruleset.Id, rulesetPath + ".id");
            check.Each(ruleset.Filters, rulesetPath + ".filters", (filter, filterPath) => CheckFilter(check, filter, filterPath));
            check.Each(ruleset.Rules, rulesetPath + ".rules", (rule, rulePath) =>
            {
                check.AddUnique("rule", rule.Id, rulePath + ".id");
                check.Each(rule.Actions, rulePath + ".actions", (action, actionPath) => check.AddUnique("action", action.Id, actionPath + ".id"));
            });
        });
    }

    private static void CheckFilter(DocumentCheck check, RulesetFilter filter, string path)
    {
        check.AddUnique("ruleset filter", filter.Id, path + ".id");
        foreach (var (property, values) in filter.PropertyToValues)
        {
            var valuesPath = JsonPath.Property(path + ".propertyToValues", property);
            check.Require(values is not null, valuesPath, "an array is expected here, not null");
            check.RequireNoNulls(values, valuesPath);
        }
    }
}
