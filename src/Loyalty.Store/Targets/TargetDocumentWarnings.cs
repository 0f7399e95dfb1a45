using System.Globalization;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Targets;

/// <summary>Warns of periods that can be loaded but are probably wrong.</summary>
internal static class TargetDocumentWarnings
{
    public static void Run(DocumentCheck check, IReadOnlyList<TargetGroupDocument>? groups, string path) => check.Each(groups, path, (group, groupPath) =>
    {
        var periods = new List<(PeriodDocument Period, string Path)>();
        check.Each(group.Periods, groupPath + ".periods", (period, periodPath) =>
        {
            if (!check.IsReadable(periodPath))
            {
                return;
            }

            if (period.EndDate < period.StartDate)
            {
                check.Warn(periodPath + ".endDate", $"the period ends before it starts ({Text(period.StartDate)}), so it never runs");
            }
            else
            {
                periods.Add((period, periodPath));
            }
        });
        WarnOfOverlaps(check, periods);
    });

    /// <summary>Compares each period, in the order of their first days, with the earlier one that ends last.</summary>
    private static void WarnOfOverlaps(DocumentCheck check, List<(PeriodDocument Period, string Path)> periods)
    {
        PeriodDocument? latest = null;
        foreach (var (period, path) in periods.OrderBy(entry => entry.Period.StartDate))
        {
            if (latest is not null && period.StartDate <= latest.EndDate)
            {
                check.Warn(
                    path + ".startDate",
                    $"the period overlaps period {latest.Id} of the same target group ({Text(latest.StartDate)} to {Text(latest.EndDate)}; the end date is inclusive)");
            }

            latest = latest is null || period.EndDate > latest.EndDate ? period : latest;
        }
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
