using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Access;
using Loyalty.Store.Customers;
using Loyalty.Store.Database;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;
using Loyalty.Store.Providers;
using Loyalty.Store.Providers.Sqlite;
using Loyalty.Store.Targets;
using Loyalty.Store.WorldDocuments;
using Loyalty.Store.Worlds;

namespace Loyalty.Benchmarks;

/// <summary>Writes a store of a given size with the emulator's own loader.</summary>
internal static class BenchmarkStore
{
    public const int Program = 469;
    public const int FirstCustomer = 1_000_001;

    /// <summary>A target group in which nobody is enrolled at first, and its target.</summary>
    public const int EmptyGroup = 9_999;

    /// <summary>A promotion in which customers are enrolled without a limit. promotionsV2 does not list it.</summary>
    public const int Enrollable = 9_999_999;

    /// <summary>The promotions on the measured pages have a ledger.</summary>
    public const int PageSize = 100;

    private const int Groups = 200;
    private const int TargetsPerCustomer = 2;

    public static async Task WriteAsync(string file, int customers, int promotions, int ledgerRows)
    {
        await using var database = new SqliteDatabase($"Data Source={file}", Durability.Normal);
        await database.OpenAsync(CancellationToken.None);
        using var commands = RowCommands.Open(database);
        using (var transaction = commands.Begin())
        {
            WorldRows.Load(commands, Document(customers, promotions), worldId: 1, machineNow: 0);
            commands.Insert(new World { Name = "bench", WorldId = 1, Revision = 1, Origin = "none", CreatedAt = 0 }, 0);
            commands.Insert(
                new Credential
                {
                    Kind = CredentialKind.Till,
                    Name = "bench.till",
                    WorldName = "bench",
                    SecretHash = SecretHash.Of(SecretHash.Md5Hex("123"), []),
                },
                0);
            transaction.Commit();
        }

        WriteLedger(commands, customers, promotions, ledgerRows);
        commands.Execute(
            $"UPDATE \"IdSequences\" SET \"NextId\" = (SELECT MAX(\"Id\") + 1 FROM \"UsageEntries\") WHERE \"WorldId\" = @WorldId AND \"Kind\" = '{WireName<IdKind>.Of(IdKind.UsageEntry)}'", 1);
        commands.Execute("ANALYZE", 0);
    }

    /// <summary>Redemptions of all customers during the last 400 days, for the promotions with the highest ids.</summary>
    private static void WriteLedger(RowCommands commands, int customers, int promotions, int rows) => commands.Execute(
        $"""
        WITH RECURSIVE "Numbers"("N") AS (SELECT 0 UNION ALL SELECT "N" + 1 FROM "Numbers" WHERE "N" + 1 < @Rows * @Measured)
        INSERT INTO "UsageEntries" ("WorldId", "Id", "OrgId", "PromotionId", "CustomerId", "Kind", "Sign", "Times", "Points", "At")
        SELECT @WorldId, "N" + 1, 1, @Promotions - "N" / @Rows, {FirstCustomer} + ("N" * 7919) % @Customers, 'REDEEM', 1, 1, 1500, @Now - (("N" * 7919) % @Rows) * (34560000000 / @Rows) - "N" % 977
        FROM "Numbers"
        """,
        1,
        ("Rows", rows),
        ("Measured", Math.Min(PageSize, promotions)),
        ("Promotions", promotions),
        ("Customers", customers),
        ("Now", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));

    private static WorldDocument Document(int customers, int promotions) => WorldDocument.Empty("bench", "UTC", 1) with
    {
        Orgs =
        [
            new OrgDocument(
                1,
                "Benchmark",
                Tills: [new TillDocument("bench.till")],
                Programs: [new ProgramDocument(Program, "Benchmark")],
                Customers: [.. Enumerable.Range(0, customers).Select(index => new CustomerDocument(FirstCustomer + index))],
                TargetGroups: [.. Enumerable.Range(1, Groups).Append(EmptyGroup).Select(Group)],
                Enrolments: [.. Enumerable.Range(0, customers * TargetsPerCustomer).Select(Enrolment)],
                Promotions: [.. Enumerable.Range(1, promotions).Select(Promotion), EnrollablePromotion()]),
        ],
    };

    private static TargetGroupDocument Group(int index)
    {
        var user = new UserRef(75160044, "1739864914683_", "", "tom ", "ADMIN_USER");
        var created = DocumentInstant.Of(1762856769000);
        return new TargetGroupDocument(
            index,
            $"Group {index}",
            [new PeriodDocument(index, $"P{index}", new DateOnly(2020, 1, 1), new DateOnly(2099, 12, 31))],
            [
                new TargetDocument(
                    index,
                    $"Run {index} kilometers",
                    new AttributionDocument(created, created, user, user),
                    TargetType.Sales,
                    TargetEntity.Transaction,
                    EnrolmentMethod.Transaction,
                    "true",
                    "\n{\n \"arity\":\"literal\",\n \"value\":\"true\",\n \"type\":\"boolean:primitive\"\n}",
                    "Run a while",
                    EmfRuleSetId: 126_000_000 + index),
            ]);
    }

    private static EnrolmentDocument Enrolment(int index)
    {
        var group = (((index / TargetsPerCustomer) + (index % TargetsPerCustomer * 7)) % Groups) + 1;
        return new EnrolmentDocument(
            index + 1, FirstCustomer + (index / TargetsPerCustomer), group, group, EnrolmentMethod.Transaction, DocumentInstant.Of(1762856769000));
    }

    private static PromotionDocument EnrollablePromotion() => Promotion(Enrollable) with
    {
        SourceType = PromotionSourceType.Ui,
        PointsOfferType = PointsOfferType.LoyaltyEarning,
        Restrictions = new Restrictions([], [new Restriction(RestrictionName.MaxNumberOfIssualsPerCustomer, Restrictions.NoLimit)], [], []),
        Rulesets = null,
    };

    internal static PromotionDocument Promotion(int id)
    {
        var start = DocumentInstant.Of(1700000000000);
        var end = DocumentInstant.Of(4000000000000);
        var changes = new RuleChangesDocument(start, start);
        return new PromotionDocument(
            id,
            Program,
            $"Promotion {id}",
            $"promotion-{id}",
            PromotionSourceType.UserCreated,
            "TargetCompleted",
            start,
            end,
            PointsOfferType.Generic,
            start,
            Restrictions: new Restrictions(
                [
                    new Restriction(RestrictionName.MaxAllowedTimesPerCustomer, 20, RestrictionType.PeriodBased, PeriodType.MovingWindow, PeriodUnit.Monthly),
                    new Restriction(RestrictionName.MaxRedemptionsPerEarnPerCustomer, 100, RestrictionType.NonPeriodBased),
                ],
                [],
                [],
                []),
            Rulesets: [new RulesetDocument(id, $"ruleset_{id}", start, end, changes, [new RuleDocument(id, "Rule 1", start, end, changes, "Rule 1", "true", "{}")])]);
    }
}
