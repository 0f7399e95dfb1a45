namespace Loyalty.Benchmarks;

/// <summary>The size of the stores and the duration of the load.</summary>
internal sealed record Scale(string Name, int Customers, int LargeEnrolments, int LargePromotions, int Rounds, int Seconds, double Strictness)
{
    public const int SmallPromotions = 200;

    public static readonly Scale Full = new("full", 10_000, 1_000_000, 100_000, 3, 2, 1);

    /// <summary>For CI: smaller and shorter, with limits relaxed by a factor of 1 / Strictness because CI machines are noisy.</summary>
    public static readonly Scale Short = new("short", 10_000, 100_000, 10_000, 2, 2, 0.4);
}
