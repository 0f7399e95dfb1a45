using Loyalty.Domain.Customers;

namespace Loyalty.Api.Promotions;

/// <summary>The query parameter <c>programs</c>: ids of programs, separated by commas.</summary>
internal readonly record struct ProgramIds(IReadOnlyList<long> Ids)
{
    public const int Most = 1000;

    public static bool TryParse(string text, out ProgramIds programs)
    {
        var ids = new List<long>();
        programs = new(ids);
        foreach (var part in text.Split(',', Most + 1))
        {
            if (ids.Count == Most || !CustomerIdentification.TryParseId(part.Trim(), out var id))
            {
                return false;
            }

            if (!ids.Contains(id))
            {
                ids.Add(id);
            }
        }

        return true;
    }
}
