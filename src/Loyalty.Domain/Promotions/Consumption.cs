namespace Loyalty.Domain.Promotions;

/// <summary>Times and points (in thousandths), minus reversals.</summary>
public readonly record struct Consumption(long Times, long Points)
{
    public static Consumption operator +(Consumption left, Consumption right) => new(left.Times + right.Times, left.Points + right.Points);

    public static Consumption operator -(Consumption left, Consumption right) => new(left.Times - right.Times, left.Points - right.Points);

    public static Consumption Of(UsageEntry entry) => new(entry.Sign * entry.Times, entry.Sign * entry.Points);
}
