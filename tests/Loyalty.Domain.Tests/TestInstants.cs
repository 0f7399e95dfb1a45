using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Loyalty.Domain.Tests;

/// <summary>An instant and a time zone.</summary>
internal sealed record ZonedInstant(long At, string ZoneId)
{
    public TimeZoneInfo Zone => TestInstants.Zone(ZoneId);

    public override string ToString() => $"{TestInstants.Print(At)} in {ZoneId}";
}

/// <summary>Converts instants from and to ISO 8601, and generates instants, many of them close to clock changes.</summary>
internal static class TestInstants
{
    /// <summary>Zones east and west of UTC, with offsets of half and quarter hours. Clocks go forward at midnight in Sao Paulo and Cairo, and back to midnight in Havana.</summary>
    private static readonly string[] ZoneIds =
    [
        "UTC", "Asia/Kolkata", "Asia/Kathmandu", "Europe/Berlin", "Europe/London", "America/New_York", "America/Sao_Paulo", "America/Havana",
        "Africa/Cairo", "Africa/Sao_Tome", "Australia/Lord_Howe", "Pacific/Auckland",
    ];

    /// <summary>Ends of months and years, leap days, and clock changes in these zones.</summary>
    private static readonly long[] Edges =
    [
        At("2018-01-01T01:00Z"), At("2018-02-18T02:00Z"), At("2018-11-04T03:00Z"), At("2019-01-01T00:00Z"), At("2020-02-29T00:00Z"),
        At("2020-11-01T05:00Z"), At("2023-04-27T22:00Z"), At("2023-10-26T21:00Z"), At("2024-02-29T12:00Z"), At("2026-03-08T07:00Z"),
        At("2026-03-29T01:00Z"), At("2026-04-04T15:00Z"), At("2026-05-31T00:00Z"), At("2026-09-26T14:00Z"), At("2026-10-25T01:00Z"),
        At("2026-12-31T23:00Z"),
    ];

    /// <summary>Clock changes that skipped or repeated a date or crossed midnight, and the earliest and latest instants.</summary>
    private static readonly long[] FarEdges =
    [
        Instants.Earliest, At("1844-12-31T00:00Z"), At("1867-10-18T09:00Z"), At("1892-07-05T00:00Z"), At("1969-09-30T12:00Z"), At("1993-08-21T12:00Z"),
        At("1994-12-31T12:00Z"), At("2010-11-07T02:31Z"), At("2011-12-30T10:00Z"), Instants.Latest,
    ];

    /// <summary>Any zone of the machine and any year. Two thirds of the instants are within 26 hours of an edge.</summary>
    public static Gen<ZonedInstant> AnyZonedInstantInHistory =>
        from zone in Gen.Elements(TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).ToArray())
        from at in Gen.OneOf(Between(Instants.Earliest, Instants.Latest), Near(Edges), Near(FarEdges))
        select new ZonedInstant(at, zone);

    /// <summary>From 2000 to 2040 in one of the zones. Half of the instants are within 26 hours of an edge.</summary>
    public static Gen<ZonedInstant> AnyZonedInstant =>
        from zone in Gen.Elements(ZoneIds)
        from at in Gen.OneOf(AnyInstant, Near(Edges))
        select new ZonedInstant(at, zone);

    /// <summary>From 2000 to 2040.</summary>
    public static Gen<long> AnyInstant => Between(At("2000-01-01T00:00Z"), At("2040-01-01T00:00Z"));

    private static Gen<long> Near(long[] edges) =>
        from edge in Gen.Elements(edges)
        from minutes in Gen.Choose(-26 * 60, 26 * 60)
        from milliseconds in Gen.Elements(-1, 0, 1)
        select Math.Clamp(edge + (minutes * 60_000L) + milliseconds, Instants.Earliest, Instants.Latest);

    /// <summary>Both bounds are inclusive.</summary>
    public static Gen<long> Between(long first, long last) =>
        from day in Gen.Choose(0, (int)((last - first) / Instants.Day))
        from milliseconds in Gen.Choose(0, (int)Instants.Day - 1)
        select Math.Min(first + (day * Instants.Day) + milliseconds, last);

    /// <summary>Samples of <c>[from, until)</c>, including its first and last millisecond. The first five days have denser samples.</summary>
    public static IEnumerable<long> Within(long from, long until)
    {
        var denseEnd = Math.Min(until, from + (5 * Instants.Day));
        return Samples(from, denseEnd).Concat(Samples(denseEnd, until)).Append(until - 1).Where(at => from <= at && at < until);
    }

    private static IEnumerable<long> Samples(long from, long until) => Enumerable.Range(0, 60).Select(index => from + ((until - from) / 60 * index));

    public static long At(string iso) =>
        DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds();

    public static string Print(long instant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(instant).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);
}
