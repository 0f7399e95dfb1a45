namespace Loyalty.Benchmarks;

/// <summary>The size of the stores and the duration of the load.</summary>
/// <param name="Name">The name of the form.</param>
/// <param name="LargeCustomers">Customers of the large store; each has two enrolments.</param>
/// <param name="LargePromotions">Promotions of the large store.</param>
/// <param name="LedgerRows">Rows of the ledger for each promotion on the measured pages.</param>
/// <param name="Rounds">Alternating rounds of emulator and bare server.</param>
/// <param name="Seconds">Duration of a round.</param>
/// <param name="WarmUpSeconds">Duration of the load before the first round.</param>
/// <param name="Strictness">What the limits are multiplied with.</param>
internal sealed record Scale(string Name, int LargeCustomers, int LargePromotions, int LedgerRows, int Rounds, int Seconds, int WarmUpSeconds, double Strictness)
{
    public const int SmallCustomers = 10_000;

    public const int SmallPromotions = 200;

    public static readonly Scale Full = new("full", 500_000, 100_000, 5_000, 5, 2, 6, 1);

    /// <summary>For CI: smaller and shorter, with limits relaxed by a factor of 1 / Strictness because CI machines are noisy.</summary>
    public static readonly Scale Short = new("short", 100_000, 5_000, 500, 2, 1, 2, 0.4);
}
