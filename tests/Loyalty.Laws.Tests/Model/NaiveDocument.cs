using System.Globalization;

namespace Loyalty.Laws.Tests.Model;

internal sealed record NaivePeriod(long Id, string Name, string Start, string End, bool Active = true)
{
    public DateOnly First => DateOnly.ParseExact(Start, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public DateOnly Last => DateOnly.ParseExact(End, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

internal sealed record NaiveTarget(long Id, string Method, string CreatedOn, bool Active = true);

internal sealed record NaiveGroup(long Id, IReadOnlyList<NaivePeriod> Periods, IReadOnlyList<NaiveTarget> Targets, bool IsStreak = false, bool Active = true, bool UserCreated = false);

/// <summary>A restriction of redemptions: its name, what it counts, and its window in words of the document; null for none.</summary>
internal sealed record NaiveLimit(string Name, string Kpi, string LimitOn, long Value, string? Unit = null);

internal sealed record NaivePromotion(long Id, IReadOnlyList<NaiveLimit> Limits);

internal sealed record NaiveUsage(long Id, long PromotionId, long CustomerId, string Kind, DateTimeOffset At, int Sign = 1, int Times = 1, decimal Points = 0, long? IssueId = null, long? ReversesId = null);

internal sealed record NaiveEnrolment(long Id, long CustomerId, long TargetId, long First, long? Last, string Method, DateTimeOffset At);

internal sealed record NaiveProgress(long Id, long CustomerId, long TargetId, long PeriodId, decimal Achieved);

internal sealed record NaiveOrg(
    long Id,
    long? ParentId,
    string Till,
    IReadOnlyList<long> Customers,
    IReadOnlyList<NaiveGroup> Groups,
    IReadOnlyList<NaiveEnrolment> Enrolments,
    IReadOnlyList<NaiveProgress> Progress,
    IReadOnlyList<NaivePromotion> Promotions,
    IReadOnlyList<NaiveUsage> Usage);

/// <summary>A clock: frozen at an instant, or the machine's time plus an offset.</summary>
internal readonly record struct NaiveClock(DateTimeOffset? At, TimeSpan By)
{
    public DateTimeOffset Now(DateTimeOffset machine) => At ?? machine + By;
}

/// <summary>What a world document says, in plain lists.</summary>
internal sealed record NaiveDocument(string Zone, TimeSpan Offset, bool NotEnrolledIsTable, bool TrackingIsAsOf, NaiveClock Clock, IReadOnlyList<NaiveOrg> Orgs)
{
    public string ToJson(string tillPrefix, bool withPasswords) => $$"""
        {"schemaVersion":1,"name":"law","timeZone":"{{Zone}}",
        "clock":{{(Clock.At is { } at ? $$"""{"mode":"FROZEN","at":"{{Instant(at)}}"}""" : """{"mode":"FOLLOWING"}""")}},
        "settings":{"advancedPromotions":true,"notEnrolled":"{{(NotEnrolledIsTable ? "TABLE" : "OPEN_API")}}","targetsTrackingDate":"{{(TrackingIsAsOf ? "AS_OF" : "CREATED_ON")}}"},
        "orgs":[{{string.Join(',', Orgs.Select(org => OrgJson(org, tillPrefix, withPasswords)))}}]}
        """;

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string OrgJson(NaiveOrg org, string tillPrefix, bool withPasswords) => $$"""
        {"id":{{org.Id}},"name":"org {{org.Id}}"{{(org.ParentId is { } parent ? $",\"parentId\":{parent}" : "")}},
        "tills":[{"username":"{{tillPrefix}}{{org.Till}}"{{(withPasswords ? ",\"password\":\"123\"" : "")}}}],
        "programs":[{"id":{{ProgramOf(org.Id)}},"name":"program"}],
        "customers":[{{List(org.Customers, id => $$"""{"id":{{id}},"identifiers":[{"name":"mobile","value":"{{Mobile(id)}}"}]}""")}}],
        "targetGroups":[{{List(org.Groups, GroupJson)}}],
        "enrolments":[{{List(org.Enrolments, row => $$"""{"id":{{row.Id}},"customerId":{{row.CustomerId}},"targetId":{{row.TargetId}},"firstPeriodId":{{row.First}}{{Optional("lastPeriodId", row.Last)}},"method":"{{row.Method}}","enrolledAt":"{{Instant(row.At)}}"}""")}}],
        "userTargets":[{{List(org.Progress, row => FormattableString.Invariant($$"""{"id":{{row.Id}},"customerId":{{row.CustomerId}},"targetId":{{row.TargetId}},"periodId":{{row.PeriodId}},"achievedValue":{{row.Achieved}}}"""))}}],
        "promotions":[{{List(org.Promotions, promotion => PromotionJson(org, promotion))}}],
        "usage":[{{List(org.Usage, UsageJson)}}]}
        """;

    public static long ProgramOf(long orgId) => 90 + orgId;

    public static string Mobile(long customerId) => $"9100{customerId}";

    private static string GroupJson(NaiveGroup group) => $$"""
        {"id":{{group.Id}},"name":"group {{group.Id}}","active":{{Bool(group.Active)}},"userCreated":{{Bool(group.UserCreated)}},"trackingType":"{{(group.IsStreak ? "STREAKS" : "DEFAULT")}}",
        "periods":[{{List(group.Periods, period => $$"""{"id":{{period.Id}},"refCode":"{{period.Name}}","startDate":"{{period.Start}}","endDate":"{{period.End}}","active":{{Bool(period.Active)}}}""")}}],
        "targets":[{{List(group.Targets, TargetJson)}}]}
        """;

    private static string TargetJson(NaiveTarget target) => $$"""
        {"id":{{target.Id}},"name":"target {{target.Id}}","active":{{Bool(target.Active)}},"targetType":"SALES","targetEntity":"TRANSACTION","enrolmentMethod":"{{target.Method}}","expression":"true","expressionJson":"{}",
        "attribution":{"createdOn":"{{target.CreatedOn}}","lastUpdatedOn":"{{target.CreatedOn}}","createdBy":{"id":1},"lastUpdatedBy":{"id":1} } }
        """;

    private static string PromotionJson(NaiveOrg org, NaivePromotion promotion) => $$"""
        {"id":{{promotion.Id}},"programId":{{ProgramOf(org.Id)}},"name":"promotion {{promotion.Id}}","identifier":"p{{promotion.Id}}","sourceType":"USER_CREATED","eventName":"TargetCompleted","pointsOfferType":"GENERIC",
        "startDate":"2026-01-01T00:00:00Z","endDate":"2026-12-31T00:00:00Z","lastUpdateDate":"2026-01-01T00:00:00Z",
        "restrictions":{"redemption":[{{List(promotion.Limits, LimitJson)}}],"issual":[],"earn":[],"expiry":[]} }
        """;

    private static string LimitJson(NaiveLimit limit) => limit.Unit is { } unit
        ? $$"""{"name":"{{limit.Name}}","value":{{limit.Value}},"type":"PERIOD_BASED","periodType":"MOVING_WINDOW","periodUnit":"{{unit}}"}"""
        : $$"""{"name":"{{limit.Name}}","value":{{limit.Value}},"type":"NON_PERIOD_BASED"}""";

    private static string UsageJson(NaiveUsage usage) => FormattableString.Invariant(
        $$"""{"id":{{usage.Id}},"promotionId":{{usage.PromotionId}},"customerId":{{usage.CustomerId}},"kind":"{{usage.Kind}}","at":"{{Instant(usage.At)}}","sign":{{usage.Sign}},"times":{{usage.Times}},"points":{{usage.Points}}{{Optional("issueId", usage.IssueId)}}{{Optional("reversesId", usage.ReversesId)}}}""");

    private static string List<T>(IEnumerable<T> rows, Func<T, string> json) => string.Join(',', rows.Select(json));

    private static string Optional(string name, long? id) => id is { } value ? $",\"{name}\":{value}" : "";

    private static string Bool(bool value) => value ? "true" : "false";
}
