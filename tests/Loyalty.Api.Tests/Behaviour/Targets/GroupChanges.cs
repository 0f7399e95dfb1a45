using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Targets.TargetWorlds;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>
/// Worlds for tests that change target groups, frozen at 14 January 2026, 09:15:42.318 UTC: a single milestone (10) with an ended, a running and a coming period, a unified group (20),
/// a streak (30), a deactivated group (40) and a user-created group without targets (50). Customer 1001 is enrolled in target 1.
/// </summary>
internal static class GroupChanges
{
    public const string Old = """{"createdOn":"2026-01-08T10:00:00.000+0000","lastUpdatedOn":"2026-01-08T10:00:00.000+0000","lastUpdatedBy":{"id":4,"code":null,"description":null,"name":null,"type":null},"createdBy":{"id":4,"code":null,"description":null,"name":null,"type":null}}""";

    /// <summary>The attribution of a row of the document after a change by the till at this instant.</summary>
    public static string Changed(string instant) => $$$"""{"createdOn":"{{{instant}}}","lastUpdatedOn":"{{{instant}}}","lastUpdatedBy":{by},"createdBy":{"id":4,"code":null,"description":null,"name":null,"type":null}}""";

    public static readonly IReadOnlyList<(string Method, string Path)> Bodies =
    [
        ("PUT", "/v3/targetGroups/editTargetGroup/10"), ("POST", "/v3/targetGroups/10/targetPeriods"), ("PUT", "/v3/targetGroups/10/targetPeriods"), ("POST", "/v3/targetGroups/20/targets"),
        ("PUT", "/v3/targetGroups/10/targets/1"), ("POST", "/v3/targetGroups/10/targets/1"), ("PUT", "/v3/targetGroups/20/unifiedTargets"), ("POST", "/v3/targetGroups/20/unifiedTargets"),
    ];

    public static Task<TargetGroupWorld> NewGroupsAsync(EmulatorApp app, string zone = "UTC", string settings = "") =>
        TargetGroupWorld.NewAsync(app, zone, Groups, settings, $$""", "enrolments":[ {{Enrolment(1, 1, 102)}} ]""");

    public static Task<Reply> SendAsync(this TargetGroupWorld world, string method, string path, string? body = null) => world.SendAsync(new HttpMethod(method), path, body);

    /// <summary>The answer without line breaks that only make an expected body readable.</summary>
    public static string Line(string body) => body.Replace("\n", "", StringComparison.Ordinal);

    private static string Groups => Join(
        Group(
            10,
            Join(Period(101, "2025-12-01", "2025-12-31"), Period(102, "2026-01-10", "2026-01-31", """, "description":"first" """), Period(103, "2026-02-10", "2026-02-20")),
            OldTarget(1, """, "emfRuleSetId":9, "eventName":"TransactionAdd", "defaultValues":[{"id":501,"periodId":102,"defaultValue":1}]"""),
            """, "description":"visits", "totalPeriods":7, "fromDate":"2025-12-01", "toDate":"2026-03-31" """),
        Group(
            20,
            Period(201, "2026-01-01", "2026-12-31"),
            Join(OldTarget(21, """, "defaultValues":[{"id":521,"periodId":201,"defaultValue":300}]"""), OldTarget(22), OldTarget(23, """, "active":false""")),
            """, "trackingType":"UNIFIED", "combinationType":"ALL", "unifiedThreshold":{"aggregation":"SUM","value":800}"""),
        Group(
            30,
            Join(Period(301, "2026-01-10", "2026-01-31"), Period(302, "2026-02-01", "2026-02-28")),
            OldTarget(31),
            """, "trackingType":"STREAKS", "streaks":[{"id":701,"name":"Bronze","targetCountOfSequence":1}]"""),
        Group(40, Period(401, "2026-01-01", "2026-12-31"), OldTarget(41), """, "active":false"""),
        Group(50, Period(501, "2026-01-01", "2026-12-31"), "", """, "userCreated":true"""));

    private static string OldTarget(int id, string more = "") => Target(id, createdOn: "2026-01-08T10:00:00Z", more: more);
}
