using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Loyalty.Domain.Tests;

/// <summary>An instant and the zone in which a calendar looks at it.</summary>
internal sealed record Moment(long At, string ZoneId)
{
    public TimeZoneInfo Zone => Moments.Zone(ZoneId);

    public override string ToString() => $"{Moments.Print(At)} in {ZoneId}";
}

/// <summary>Instants written as ISO 8601, and generators of instants that crowd around the days when clocks change.</summary>
internal static class Moments
{
    /// <summary>East, west, none; half hours and three quarters; changes at night, at midnight forward (Sao Paulo, Cairo) and back (Havana).</summary>
    private static readonly string[] ZoneIds =
    [
        "UTC", "Asia/Kolkata", "Asia/Kathmandu", "Europe/Berlin", "Europe/London", "America/New_York", "America/Sao_Paulo", "America/Havana",
        "Africa/Cairo", "Africa/Sao_Tome", "Australia/Lord_Howe", "Pacific/Auckland",
    ];

    /// <summary>Ends of months and of years, leap days, and days on which one of the zones changes its clocks.</summary>
    private static readonly long[] Edges =
    [
        At("2018-01-01T01:00Z"), At("2018-02-18T02:00Z"), At("2018-11-04T03:00Z"), At("2019-01-01T00:00Z"), At("2020-02-29T00:00Z"),
        At("2020-11-01T05:00Z"), At("2023-04-27T22:00Z"), At("2023-10-26T21:00Z"), At("2024-02-29T12:00Z"), At("2026-03-08T07:00Z"),
        At("2026-03-29T01:00Z"), At("2026-04-04T15:00Z"), At("2026-05-31T00:00Z"), At("2026-09-26T14:00Z"), At("2026-10-25T01:00Z"),
        At("2026-12-31T23:00Z"),
    ];

    /// <summary>Days that a zone skipped or lived twice, the first railway times, and both ends of time.</summary>
    private static readonly long[] FarEdges =
    [
        Instants.Earliest, At("1844-12-31T00:00Z"), At("1867-10-18T09:00Z"), At("1892-07-05T00:00Z"), At("1969-09-30T12:00Z"), At("1993-08-21T12:00Z"),
        At("1994-12-31T12:00Z"), At("2010-11-07T02:31Z"), At("2011-12-30T10:00Z"), Instants.Latest,
    ];

    /// <summary>Every zone of the machine, and an instant of any year; two of three within a day and a bit of an edge.</summary>
    public static Gen<Moment> Anywhere =>
        from zone in Gen.Elements(TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).ToArray())
        from at in Gen.OneOf(Between(Instants.Earliest, Instants.Latest), Near(Edges), Near(FarEdges))
        select new Moment(at, zone);

    /// <summary>Zones whose clocks never change in the generated years.</summary>
    public static Gen<string> SteadyZones => Gen.Elements("UTC", "Asia/Kolkata", "Asia/Kathmandu");

    /// <summary>From 2000 to 2040 in any zone, half of them within a day and a bit of an edge.</summary>
    public static Gen<Moment> Any =>
        from zone in Gen.Elements(ZoneIds)
        from at in Gen.OneOf(AnyInstant, Near(Edges))
        select new Moment(at, zone);

    /// <summary>Days before the last of a month that is longer than the one before it: a month before both is the same day.</summary>
    public static Gen<Moment> MonthEnds =>
        from year in Gen.Choose(2000, 2039)
        from month in Gen.Elements(3, 5, 7, 10, 12)
        from rest in Gen.Choose(0, (int)Instants.Day - 1)
        from zone in Gen.Elements(ZoneIds)
        let last = new DateOnly(year, month, 1).AddMonths(1).AddDays(-1)
        select new Moment(Instants.StartOf(last, Zone(zone)) - rest - 1, zone);

    public static Gen<long> AnyInstant => Between(At("2000-01-01T00:00Z"), At("2040-01-01T00:00Z"));

    private static Gen<long> Near(long[] edges) =>
        from edge in Gen.Elements(edges)
        from minutes in Gen.Choose(-26 * 60, 26 * 60)
        from milliseconds in Gen.Elements(-1, 0, 1)
        select Math.Clamp(edge + (minutes * 60_000L) + milliseconds, Instants.Earliest, Instants.Latest);

    /// <summary>Both borders included.</summary>
    public static Gen<long> Between(long first, long last) =>
        from day in Gen.Choose(0, (int)((last - first) / Instants.Day))
        from rest in Gen.Choose(0, (int)Instants.Day - 1)
        select Math.Min(first + (day * Instants.Day) + rest, last);

    /// <summary>The borders of <c>[from, until)</c> and instants between them, densely for five days; <c>Never</c> is cut off after 70.</summary>
    public static IEnumerable<long> Within(long from, long until)
    {
        var end = until == Instants.Never ? from + (70 * Instants.Day) : until;
        var dense = Math.Min(end, from + (5 * Instants.Day));
        return Parts(from, dense).Concat(Parts(dense, end)).Append(end - 1).Where(at => from <= at && at < end);
    }

    private static IEnumerable<long> Parts(long from, long until) => Enumerable.Range(0, 60).Select(part => from + ((until - from) / 60 * part));

    public static long At(string iso) =>
        DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds();

    public static string Print(long instant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(instant).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);
}
