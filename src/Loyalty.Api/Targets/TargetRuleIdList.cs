using Loyalty.Domain.Customers;

namespace Loyalty.Api.Targets;

/// <summary>The comma list of <c>targetRuleIds</c>.</summary>
internal static class TargetRuleIdList
{
    public const int Most = 1000;

    public static bool TryParse(string text, out IReadOnlySet<long> ids)
    {
        var list = new HashSet<long>();
        ids = list;
        var parts = text.Split(',', Most + 1);
        if (parts.Length > Most)
        {
            return false;
        }

        foreach (var part in parts)
        {
            if (!CustomerIdentification.TryParseId(part, out var id))
            {
                return false;
            }

            list.Add(id);
        }

        return true;
    }
}
