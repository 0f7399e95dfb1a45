using Loyalty.Domain.Customers;

namespace Loyalty.Api.Targets;

/// <summary>The comma-separated list of <c>targetRuleIds</c>.</summary>
internal readonly record struct TargetRuleIdList(IReadOnlySet<long> Ids)
{
    public const int MaxCount = 1000;

    public static bool TryParse(string text, out TargetRuleIdList value)
    {
        var ids = new HashSet<long>();
        value = new(ids);
        var parts = text.Split(',', MaxCount + 1);
        if (parts.Length > MaxCount)
        {
            return false;
        }

        foreach (var part in parts)
        {
            if (!CustomerIdentification.TryParseId(part, out var id))
            {
                return false;
            }

            ids.Add(id);
        }

        return true;
    }
}
