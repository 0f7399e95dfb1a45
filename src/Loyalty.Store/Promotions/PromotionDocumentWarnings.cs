using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Promotions;

/// <summary>Warns of promotions that can be loaded but are probably wrong.</summary>
internal static class PromotionDocumentWarnings
{
    private const string Redemption = "redemption";
    private const string Issual = "issual";
    private const string Earn = "earn";
    private const string Expiry = "expiry";

    public static void Run(DocumentCheck check, IReadOnlyList<PromotionDocument>? promotions, string path) => check.Each(promotions, path, (promotion, promotionPath) =>
    {
        WarnOfEnd(check, "promotion", promotion.StartDate, promotion.EndDate, promotionPath);
        var restrictionsPath = promotionPath + ".restrictions.";
        WarnOfRestrictions(check, promotion.Restrictions?.Redemption, Redemption, restrictionsPath);
        WarnOfRestrictions(check, promotion.Restrictions?.Issual, Issual, restrictionsPath);
        WarnOfRestrictions(check, promotion.Restrictions?.Earn, Earn, restrictionsPath);
        WarnOfRestrictions(check, promotion.Restrictions?.Expiry, Expiry, restrictionsPath);
        check.Each(promotion.Rulesets, promotionPath + ".rulesets", (ruleset, rulesetPath) =>
        {
            WarnOfEnd(check, "ruleset", ruleset.StartDate, ruleset.EndDate, rulesetPath);
            check.Each(ruleset.Rules, rulesetPath + ".rules", (rule, rulePath) => WarnOfEnd(check, "rule", rule.StartDate, rule.EndDate, rulePath));
        });
    });

    /// <summary>A relative instant is in the past, but how it compares to an absolute one is known only when the document is loaded.</summary>
    private static void WarnOfEnd(DocumentCheck check, string kind, DocumentInstant start, DocumentInstant end, string path)
    {
        if (start.IsRelative == end.IsRelative && end.Milliseconds < start.Milliseconds && check.IsReadable(path + ".startDate") && check.IsReadable(path + ".endDate"))
        {
            check.Warn(path + ".endDate", $"the {kind} ends before it starts ({start})");
        }
    }

    private static void WarnOfRestrictions(DocumentCheck check, IReadOnlyList<Restriction>? restrictions, string list, string path) =>
        check.Each(restrictions, path + list, (restriction, restrictionPath) =>
        {
            if (!check.IsReadable(restrictionPath))
            {
                return;
            }

            if (restriction is { Type: RestrictionType.PeriodBased, PeriodUnit: null })
            {
                check.Warn(restrictionPath, $"a PERIOD_BASED restriction without periodUnit has no window; set periodUnit to one of {string.Join(", ", WireName<PeriodUnit>.All)}");
            }

            if (ListOf(restriction.Name) is var usual && !usual.Equals(list, StringComparison.Ordinal))
            {
                check.Warn(restrictionPath + ".name", $"{WireName<RestrictionName>.Of(restriction.Name)} belongs in the list '{usual}', not in '{list}'");
            }
        });

    /// <summary>The list in which the documentation has the restriction.</summary>
    private static string ListOf(RestrictionName name) => WireName<RestrictionList>.Of(RestrictionKind.Of(name).List).ToLowerInvariant();
}
