using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;

namespace Loyalty.Domain.Tests.Promotions;

/// <summary>An entry of a generated ledger. <paramref name="Issue"/>, <paramref name="Reverses"/> and <paramref name="Enrol"/> are the indexes of its issue, of the entry that it reverses, and of its enrolment.</summary>
internal sealed record LedgerEntry(
    UsageKind Kind, int Sign, long Times, long Points, long At, int? Issue = null, int? Reverses = null, long PromotionId = 1, int? Enrol = null, long? ExpiresAt = null)
{
    /// <summary>The id is the index plus one.</summary>
    public UsageEntry ToUsageEntry(int index) => new()
    {
        Id = index + 1,
        OrgId = 1,
        PromotionId = PromotionId,
        CustomerId = 1,
        Kind = Kind,
        Sign = Sign,
        Times = Times,
        Points = Points,
        At = At,
        ExpiresAt = ExpiresAt,
        EnrolId = Enrol + 1,
        IssueId = Issue + 1,
        ReversesId = Reverses + 1,
    };

    public override string ToString() => $"{Kind} {Sign * Times}x {Sign * Points} at {TestInstants.Print(At)}{(Issue is null ? "" : $" of #{Issue}")}{(Enrol is null ? "" : $" in #{Enrol}")}{(ExpiresAt is { } last ? $" until {TestInstants.Print(last)}" : "")}{(Reverses is null ? "" : $" reverses #{Reverses}")} in {PromotionId}";
}

/// <summary>The entries of one customer, and the instant and zone for which usage is computed.</summary>
internal sealed record Ledger(ZonedInstant Now, IReadOnlyList<LedgerEntry> Entries)
{
    public static readonly IReadOnlyList<PeriodUnit?> Units = [null, PeriodUnit.Daily, PeriodUnit.Weekly, PeriodUnit.Monthly];

    /// <summary>All measures of restrictions.</summary>
    public static readonly IReadOnlyList<RestrictionMeasure> Measures =
        [.. Enum.GetValues<RestrictionName>().Select(RestrictionMeasure.Of).OfType<RestrictionMeasure>().Distinct()];

    public static Gen<Ledger> Any => ForInstants(TestInstants.AnyZonedInstant);

    public IReadOnlyList<UsageEntry> UsageEntries => [.. Entries.Select((entry, index) => entry.ToUsageEntry(index))];

    public UsageWindows Windows => new(Now.At, Now.Zone);

    public PromotionUsage Read(UsageSums redemptions) => Read(UsageEntries, redemptions);

    /// <summary>The state of a customer with these entries, as it is loaded.</summary>
    public static CustomerState StateOf(IEnumerable<UsageEntry> entries, long now) =>
        CustomerState.Of(new Customer { Id = 1, OrgId = 1 }, [], CustomerTargets.Of(1, 1, [], []), entries, now);

    /// <summary>The usage as it is loaded, with the entries in another order.</summary>
    public PromotionUsage Read(IEnumerable<UsageEntry> entries, UsageSums redemptions) =>
        new(StateOf(entries, Now.At).UsageOf(1), redemptions, Windows);

    public override string ToString() => $"at {Now}: {string.Join("; ", Entries)}";

    private static Gen<Ledger> ForInstants(Gen<ZonedInstant> nows) => nows.SelectMany(EntriesAround, (now, entries) => new Ledger(now, entries));

    private static Gen<IReadOnlyList<LedgerEntry>> EntriesAround(ZonedInstant now) =>
        from count in Gen.Choose(0, 10)
        from entries in Gen.CollectToArray(Enumerable.Range(0, count), _ => EntryAround(now, count))
        select (IReadOnlyList<LedgerEntry>)entries;

    private static Gen<LedgerEntry> EntryAround(ZonedInstant now, int count) =>
        from kind in Gen.Elements(Enum.GetValues<UsageKind>())
        from sign in Gen.Elements(1, 1, 1, -1)
        from times in Gen.Choose(0, 3)
        from points in Gen.Choose(0, 100_000)
        from age in UsageWindowTests.Ages(now)
        from other in Gen.Choose(-1, count - 1)
        from promotion in Gen.Elements(1, 1, 1, 2)
        let isRedemption = kind == UsageKind.Redeem && other >= 0
        let isReversal = kind != UsageKind.Redeem && sign < 0 && other >= 0
        let isIssue = kind == UsageKind.Issue && sign > 0 && other >= 0
        from lasts in Gen.Choose(-5, 60)
        let expiresAt = kind != UsageKind.Redeem && sign > 0 && lasts >= 0 ? now.At - age + (lasts * Instants.Day) : (long?)null
        select new LedgerEntry(kind, sign, times, points, now.At - age, isRedemption ? other : null, isReversal ? other : null, promotion, isIssue ? other : null, expiresAt);
}
