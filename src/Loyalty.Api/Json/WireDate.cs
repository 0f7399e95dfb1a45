using System.Globalization;
using Loyalty.Domain;

namespace Loyalty.Api.Json;

/// <summary>
/// A date or date-time in a body: with <c>Z</c>, with an offset, without a zone, or a date only (docs/contract/targets.md 2.2). A value without a zone has
/// the server's.
/// </summary>
internal readonly record struct WireDate(DateTime Local, TimeSpan? Offset)
{
    public const string Accepts = "a date such as 2026-01-31, or a date-time such as 2026-01-31T23:59:59.000Z, with Z, with an offset, or without a zone";

    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];

    private static readonly string[] FormatsWithOffset = [.. Formats[1..].SelectMany(format => new[] { format + "'Z'", format + "zzz" })];

    public static bool TryParse(string text, out WireDate value)
    {
        value = default;
        if (DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            value = new(local, null);
            return true;
        }

        if (DateTimeOffset.TryParseExact(text, FormatsWithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            value = new(instant.DateTime, instant.Offset);
            return true;
        }

        return false;
    }

    public DateOnly DayIn(TimeZoneInfo zone) => Offset is null ? DateOnly.FromDateTime(Local) : Instants.DateIn(InstantIn(zone), zone);

    public long InstantIn(TimeZoneInfo zone) =>
        Offset is { } offset ? new DateTimeOffset(Local, offset).ToUnixTimeMilliseconds() : Instants.FromLocalTime(Local, zone);
}
