namespace Loyalty.Laws.Tests.Model;

/// <summary>The world documents of the law: small, and full of borders.</summary>
internal static class Documents
{
    public const int Count = 3;

    private static readonly DateTimeOffset Noon = Hosting.Emulator.Noon;

    public static NaiveDocument Of(int variant) => variant switch
    {
        0 => new("UTC", TimeSpan.Zero, false, false, new(Noon, default), Orgs(FirstGroups, [], [])),
        1 => new("Asia/Kolkata", TimeSpan.FromHours(5.5), true, true, new(null, default), Orgs(FirstGroups, EarlierEnrolments, EarlierProgress)),
        _ => new("UTC", TimeSpan.Zero, false, false, new(Noon.AddDays(-20), default), Orgs(GroupsWithGaps, [], [])),
    };

    private static readonly NaiveEnrolment[] EarlierEnrolments =
    [
        new(500, 1002, 11, 101, 101, "TRANSACTION", Noon.AddDays(-10)),
        new(503, 1002, 21, 202, 202, "IMPORT", Noon.AddDays(-9)),
        new(507, 1003, 12, 103, null, "IMPORT", Noon.AddDays(-8)),
        new(508, 1003, 11, 101, 102, "IMPORT", Noon.AddDays(-8)),
    ];

    private static readonly NaiveProgress[] EarlierProgress =
    [
        new(700, 1002, 11, 101, 4.5m),
        new(702, 1002, 21, 202, 3m),
        new(704, 1002, 21, 201, 1m),
    ];

    private static readonly NaiveGroup[] FirstGroups =
    [
        new(10,
            [new(101, "P1", "2026-03-01", "2026-03-10"), new(102, "P2", "2026-03-11", "2026-03-20"), new(103, "P3", "2026-03-21", "2026-03-31"), new(104, "Off", "2026-03-14", "2026-03-16", Active: false)],
            [new(11, "IMPORT", "2026-03-01T10:00:00Z"), new(12, "TRANSACTION", "2026-03-02T20:00:00Z")]),
        new(20,
            [new(201, "S1", "2026-03-08", "2026-03-14"), new(202, "S2", "2026-03-15", "2026-03-21"), new(203, "S3", "2026-03-22", "2026-03-28")],
            [new(21, "IMPORT", "2026-03-03T00:00:00Z")],
            IsStreak: true),
        new(30, [new(301, "X1", "2026-01-01", "2026-12-31")], [new(31, "IMPORT", "2026-03-03T00:00:00Z")], Active: false),
        new(40, [new(401, "U1", "2026-04-01", "2026-04-30")], [new(41, "AUDIENCE_FILTER", "2026-03-03T00:00:00Z"), new(42, "IMPORT", "2026-03-03T00:00:00Z", Active: false)], UserCreated: true),
    ];

    private static readonly NaiveGroup[] GroupsWithGaps =
    [
        new(10,
            [new(101, "P1", "2026-02-01", "2026-02-10"), new(102, "P2", "2026-02-20", "2026-02-25"), new(103, "P3", "2026-02-23", "2026-03-18")],
            [new(11, "TRANSACTION", "2026-02-01T00:00:00Z"), new(12, "IMPORT", "2026-02-01T00:00:00Z")]),
        new(20, [new(201, "S1", "2026-02-08", "2026-02-08")], [new(21, "IMPORT", "2026-02-02T23:59:59Z")], IsStreak: true, UserCreated: true),
    ];

    private static readonly NaivePromotion[] Promotions =
    [
        new(901,
        [
            new("MAX_ALLOWED_TIMES_PER_CUSTOMER", "NUMBER_OF_TIMES", "CUSTOMER", 5, "DAILY"),
            new("MAX_ALLOWED_POINTS_PER_CUSTOMER", "NUMBER_OF_POINTS", "CUSTOMER", 100, "WEEKLY"),
            new("MAX_ALLOWED_POINTS_PER_PROMOTION", "NUMBER_OF_POINTS", "PROMOTION", 1000, "MONTHLY"),
            new("MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER", "NUMBER_OF_REDEMPTIONS_PER_EARN", "CUSTOMER", 3),
        ]),
        new(902,
        [
            new("MAX_ALLOWED_TIMES_PER_PROMOTION", "NUMBER_OF_TIMES", "PROMOTION", 50, "WEEKLY"),
            new("MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER", "NUMBER_OF_REDEMPTIONS_PER_EARN", "CUSTOMER", 3, "MONTHLY"),
        ]),
    ];

    /// <summary>Usage on both sides of the borders of all windows, before and after noon.</summary>
    private static readonly NaiveUsage[] Usage =
    [
        new(1, 901, 1001, "ISSUE", Noon.AddDays(-60)),
        new(2, 901, 1001, "REDEEM", Noon.AddDays(-59), Points: 7.25m, IssueId: 1),
        new(3, 901, 1001, "ISSUE", Noon.AddDays(-3)),
        new(4, 901, 1001, "REDEEM", Noon.AddDays(-2), Points: 10, IssueId: 3),
        new(5, 901, 1001, "REDEEM", Noon.AddDays(-1), Points: 1.5m, IssueId: 3),
        new(6, 901, 1001, "REDEEM", Noon.AddHours(-1), Sign: -1, Points: 1.5m, IssueId: 3, ReversesId: 5),
        new(7, 901, 1001, "ISSUE", Noon.AddHours(2), Sign: -1, ReversesId: 3),
        new(8, 901, 1002, "REDEEM", Noon.AddDays(-7), Times: 2, Points: 20),
        new(9, 902, 1002, "REDEEM", Noon.AddDays(-28), Points: 3),
        new(10, 902, 1002, "REDEEM", Noon.AddDays(30), Times: 4, Points: 5),
        new(11, 902, 1001, "REDEEM", Noon.AddDays(-7).AddMilliseconds(1)),
    ];

    private static NaiveOrg[] Orgs(NaiveGroup[] groups, NaiveEnrolment[] enrolments, NaiveProgress[] progress) =>
    [
        new(1, null, "parent", [1001, 1002, 1003], groups, enrolments, progress, Promotions, Usage),
        new(2, 1, "child", [2001], [new(50, [new(501, "C1", "2026-03-10", "2026-03-31")], [new(51, "IMPORT", "2026-03-03T00:00:00Z")])], [], [], [], []),
        new(3, 1, "other", [3001], [new(60, [new(601, "D1", "2026-01-01", "2026-12-31")], [new(61, "IMPORT", "2026-03-03T00:00:00Z")])], [], [], [], []),
    ];
}
