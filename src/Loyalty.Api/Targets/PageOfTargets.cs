using System.Globalization;
using Loyalty.Api.Json;

namespace Loyalty.Api.Targets;

/// <summary>The paging block of the target family.</summary>
public sealed record PaginationJson(int Limit, long Offset, int Total);

/// <summary>The query parameters <c>limit</c> and <c>offset</c>, a zero-based number of a page (docs/contract/targets.md 3, rows 31 and 64).</summary>
internal static class PageOfTargets
{
    public const int DefaultSize = 10;

    public const int MostEntries = 1000;

    public const string LimitAccepts = "limit accepts a whole number from 1 to 1000.";

    public const string OffsetAccepts = "offset accepts the number of a page, a whole number from 0 to 2147483647.";

    public static bool TryParseLimit(string text, out int limit) => TryParse(text, out limit) && limit is > 0 and <= MostEntries;

    public static bool TryParseOffset(string text, out int offset) => TryParse(text, out offset);

    private static bool TryParse(string text, out int number)
    {
        number = 0;
        return WireNumber.IsDigits(text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The beginning of an answer, up to its data.</summary>
    public static BodyBuilder Begin(int limit, int offset, int total) => new BodyBuilder()
        .Append("{\"pagination\":{\"limit\":"u8).Append(limit).Append(",\"offset\":"u8).Append(offset).Append(",\"total\":"u8).Append(total).Append("},\"data\":["u8);

    public static BodyBuilder End(BodyBuilder body) => body.Append("],\"errors\":[],\"warnings\":[]}"u8);
}
