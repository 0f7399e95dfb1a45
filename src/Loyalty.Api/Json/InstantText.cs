using System.Globalization;
using Loyalty.Domain;

namespace Loyalty.Api.Json;

/// <summary>The documented text formats of an instant.</summary>
public static class InstantText
{
    /// <summary>Milliseconds in three digits, and an offset without a colon: <c>2026-01-14T09:15:42.000+0000</c>.</summary>
    public static string Legacy(long instant, TimeZoneInfo zone)
    {
        var local = Instants.InZone(instant, zone);
        var offset = local.Offset;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{local:yyyy-MM-dd'T'HH:mm:ss.fff}{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hhmm}");
    }

    /// <summary>As <see cref="Legacy"/>, in whole seconds, as stored instants are printed.</summary>
    public static string LegacyWholeSeconds(long instant, TimeZoneInfo zone) => Legacy(WholeSeconds(instant), zone);

    /// <summary>No milliseconds, <c>Z</c> for a zero offset: <c>2026-01-14T14:45:42+05:30</c>.</summary>
    public static string Iso(long instant, TimeZoneInfo zone)
    {
        var local = Instants.InZone(instant, zone);
        return local.Offset == TimeSpan.Zero
            ? local.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    /// <summary>UTC with milliseconds, the format of a customer's promotions.</summary>
    public static string UtcMilliseconds(long instant) =>
        Instants.InZone(instant, TimeZoneInfo.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>UTC without seconds if they are zero, the format of the gateway.</summary>
    public static string UtcShort(long instant)
    {
        var utc = Instants.InZone(instant, TimeZoneInfo.Utc);
        return utc.ToString(utc.Second == 0 ? "yyyy-MM-dd'T'HH:mm'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    /// <summary>The first or last second of a day of the server's zone, with a literal <c>Z</c> (docs/contract/targets.md 3, row 53).</summary>
    public static string DayWithZ(DateOnly day, bool isEnd) =>
        day.ToString(isEnd ? "yyyy-MM-dd'T23:59:59.000Z'" : "yyyy-MM-dd'T00:00:00.000Z'", CultureInfo.InvariantCulture);

    /// <summary>UTC in whole seconds, printed with milliseconds.</summary>
    public static string UtcWholeSeconds(long instant) => UtcMilliseconds(WholeSeconds(instant));

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string UtcSeconds(long instant) =>
        Instants.InZone(instant, TimeZoneInfo.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static long WholeSeconds(long instant) => instant - (((instant % 1000) + 1000) % 1000);
}
