using System.Text.Json;

namespace Loyalty.Laws.Tests.Model;

/// <summary>The enrolments and the progress of an exported document with one organisation.</summary>
internal sealed class Exported
{
    private readonly ILookup<(long Customer, long Target), long> _enrolments;
    private readonly ILookup<(long Customer, long Target), decimal> _progress;

    public Exported(string document)
    {
        var org = JsonDocument.Parse(document).RootElement.GetProperty("orgs")[0];
        var enrolments = Rows(org, "enrolments");
        var progress = Rows(org, "userTargets");
        _enrolments = enrolments.ToLookup(Key, row => row.GetProperty("id").GetInt64());
        _progress = progress.ToLookup(Key, row => row.GetProperty("achievedValue").GetDecimal());
        AssertUnique(enrolments);
        AssertUnique(progress);
        Assert.All(_enrolments, rows => Assert.True(rows.Count() == 1, $"customer {rows.Key.Customer} is enrolled {rows.Count()} times in target {rows.Key.Target}"));
        Assert.All(_progress, rows => Assert.Single(rows));
    }

    public int Count => _enrolments.Count;

    public bool IsEnrolled(long customer, long target) => _enrolments.Contains((customer, target));

    /// <summary>Null without progress.</summary>
    public decimal? ProgressOf(long customer, long target) => _progress[(customer, target)].Select(value => (decimal?)value).SingleOrDefault();

    private static List<JsonElement> Rows(JsonElement org, string name) => org.TryGetProperty(name, out var rows) ? [.. rows.EnumerateArray()] : [];

    private static (long Customer, long Target) Key(JsonElement row) => (row.GetProperty("customerId").GetInt64(), row.GetProperty("targetId").GetInt64());

    private static void AssertUnique(List<JsonElement> rows) =>
        Assert.Equal(rows.Count, rows.Select(row => row.GetProperty("id").GetInt64()).Distinct().Count());
}
