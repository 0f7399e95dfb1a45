namespace Loyalty.Laws.Tests.Model;

/// <summary>Documents with many customers and two target groups, whose clock stands in the only period of both.</summary>
internal static class ManyCustomers
{
    /// <summary>The targets, each with its group.</summary>
    public static readonly IReadOnlyList<(long Group, long Target)> Targets = [(10, 11), (20, 21)];

    /// <summary>The body of a request that creates a world.</summary>
    public static string World(string name, string till, IEnumerable<long> customers) => $$"""{"name":"{{name}}","world":{{Document(till, customers, withPasswords: true)}}}""";

    public static string Document(string till, IEnumerable<long> customers, bool withPasswords)
    {
        var groups = Targets.Select(target => new NaiveGroup(target.Group, [new(target.Target * 10, "P", "2026-03-01", "2026-03-31")], [new(target.Target, "IMPORT", "2026-03-01T00:00:00Z")]));
        var org = new NaiveOrg(1, null, till, [.. customers], [.. groups], [], [], [], []);
        return new NaiveDocument("UTC", TimeSpan.Zero, false, false, new(Hosting.Emulator.Noon, default), [org]).ToJson("", withPasswords);
    }

    public static string Path((long Group, long Target) target, bool isEnd) =>
        $"/v3/targetGroups/{target.Group}/targets/{target.Target}/{(isEnd ? "unEnroll" : "enroll")}";

    public static string Body(long customer, long? initialBalance = null) =>
        $$"""[{"customerId":{{customer}}{{(initialBalance is { } balance ? $",\"initialBalance\":{balance}" : "")}}}]""";
}
