using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

/// <summary>A line of a generated ledger; <paramref name="Issue"/> is the place of the issue it belongs to, <paramref name="Reverses"/> of the line it takes back.</summary>
internal sealed record Line(UsageKind Kind, int Sign, long Times, long Points, long At, int? Issue = null, int? Reverses = null)
{
    /// <summary>Ids count from one in the order of the places.</summary>
    public UsageEntry ToEntry(int place) => new()
    {
        Id = place + 1,
        OrgId = 1,
        PromotionId = 1,
        CustomerId = 1,
        Kind = Kind,
        Sign = Sign,
        Times = Times,
        Points = Points,
        At = At,
        IssueId = Issue + 1,
        ReversesId = Reverses + 1,
    };

    public override string ToString() => $"{Kind} {Sign * Times}x {Sign * Points} at {Moments.Print(At)}{(Issue is null ? "" : $" of #{Issue}")}";
}

/// <summary>One customer's lines, and the instant and zone in which they are read.</summary>
internal sealed record Ledger(Moment Now, IReadOnlyList<Line> Lines)
{
    public static readonly IReadOnlyList<PeriodUnit?> Units = [null, PeriodUnit.Daily, PeriodUnit.Weekly, PeriodUnit.Monthly];

    /// <summary>Every measure that a restriction can have.</summary>
    public static readonly IReadOnlyList<RestrictionMeasure> Measures =
        [.. Enum.GetValues<RestrictionName>().Select(RestrictionMeasure.Of).OfType<RestrictionMeasure>().Distinct()];

    public static Gen<Ledger> Any => At(Moments.Any);

    public static Gen<Ledger> AtMonthEnds => At(Moments.MonthEnds);

    /// <summary>Days 1 to 27 of a month in zones without changes of clocks, where the month's window only ever moves on.</summary>
    public static Gen<Ledger> Steady =>
        from at in Moments.AnyInstant
        from zone in Moments.SteadyZones
        let now = new Moment(at, zone)
        where Instants.DateIn(at, now.Zone).Day <= 27
        from lines in LinesAround(now)
        select new Ledger(now, lines);

    public IReadOnlyList<UsageEntry> Entries => [.. Lines.Select((line, place) => line.ToEntry(place))];

    public PromotionUsage Read(PromotionTotals totals) => new(Entries, totals, Now.At, Now.Zone);

    public PromotionUsage ReadAt(long now, PromotionTotals totals) => new(Entries, totals, now, Now.Zone);

    public override string ToString() => $"at {Now}: {string.Join("; ", Lines)}";

    private static Gen<Ledger> At(Gen<Moment> moments) => moments.SelectMany(LinesAround, (now, lines) => new Ledger(now, lines));

    private static Gen<IReadOnlyList<Line>> LinesAround(Moment now) =>
        from count in Gen.Choose(0, 8)
        from lines in Gen.CollectToArray(Enumerable.Range(0, count), _ => LineAround(now, count))
        select (IReadOnlyList<Line>)lines;

    private static Gen<Line> LineAround(Moment now, int count) =>
        from kind in Gen.Elements(Enum.GetValues<UsageKind>())
        from sign in Gen.Elements(1, 1, 1, -1)
        from times in Gen.Choose(0, 3)
        from points in Gen.Choose(0, 100_000)
        from age in UsageWindowTests.Ages(now)
        from issue in Gen.Choose(-1, count - 1)
        select new Line(kind, sign, times, points, now.At - age, kind == UsageKind.Redeem && issue >= 0 ? issue : null);
}
