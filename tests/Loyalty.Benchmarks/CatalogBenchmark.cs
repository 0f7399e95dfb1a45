using System.Diagnostics;
using System.Globalization;
using Loyalty.Domain.Promotions;

namespace Loyalty.Benchmarks;

/// <summary>Compares a change of a catalog with 100,000 promotions with a change of one with 1,000, in this process.</summary>
internal static class CatalogBenchmark
{
    private const int Changes = 2000;

    private const double Bar = 0.5;

    public static void Run(List<string> failures, double strictness)
    {
        var small = ChangesPerSecond(1_000);
        var large = ChangesPerSecond(100_000);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"changes of a catalog per second: {small:0} with 1,000 promotions, {large:0} with 100,000, ratio {large / small:0.00}, bar {Bar}"));
        if (large / small < Bar * strictness)
        {
            failures.Add($"change of a large catalog: ratio {large / small:0.00}, bar {Bar}");
        }
    }

    private static double ChangesPerSecond(int promotions)
    {
        var rows = Enumerable.Range(1, promotions).SelectMany(id => BenchmarkStore.Promotion(id).ToRows(1, 0)).ToList();
        var catalog = PromotionCatalog.Of([], rows.OfType<Promotion>(), rows.OfType<Ruleset>(), rows.OfType<Rule>());
        List<PromotionEntry> added = [.. Enumerable.Range(promotions + 1, Changes).Select(Entry)];
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 10; round++)
        {
            var watch = Stopwatch.StartNew();
            _ = added.Aggregate(catalog, static (changed, entry) => changed.With(entry));
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        return Changes / best.TotalSeconds;
    }

    private static PromotionEntry Entry(int id)
    {
        var rows = BenchmarkStore.Promotion(id).ToRows(1, 0).ToList();
        return new(rows.OfType<Promotion>().Single(), [new RulesetEntry(rows.OfType<Ruleset>().Single(), [.. rows.OfType<Rule>()])]);
    }
}
