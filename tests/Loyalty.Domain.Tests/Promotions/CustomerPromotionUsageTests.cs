using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Worlds;
using static Loyalty.Domain.Tests.TestInstants;

namespace Loyalty.Domain.Tests.Promotions;

[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class CustomerPromotionUsageTests
{
    private static readonly long LoadedAt = At("2026-06-15T12:00:00Z");

    /// <summary>A ledger whose first entries are there when the state is loaded, and an instant for which the state is asked.</summary>
    private static Gen<Case> Cases =>
        from ledger in Ledger.Any
        from loaded in Gen.Choose(0, ledger.Entries.Count)
        from shuffled in Gen.Shuffle(ledger.UsageEntries.AsEnumerable())
        let validFrom = CustomerState.Nobody(ledger.Now.At).ValidFrom
        from at in Gen.OneOf(
            Gen.Elements(validFrom, validFrom + 1, ledger.Now.At - 1, ledger.Now.At, ledger.Now.At + 1),
            Between(validFrom, ledger.Now.At),
            Between(ledger.Now.At, ledger.Now.At + (60 * Instants.Day)))
        select new Case(ledger, [.. shuffled], loaded, at);

    [Fact]
    public void Usage_equals_the_sum_of_all_entries_whether_they_are_loaded_or_added_one_by_one() => Law.Holds(
        Cases,
        given => Assert.All(given.States(), state => Assert.All(new long[] { 1, 2 }, promotion => Assert.All(
            Ledger.Units,
            unit =>
            {
                foreach (var usage in new[] { state.UsageOf(promotion), state.UsageOf(promotion)?.ForManySums() })
                {
                    foreach (var kind in Enum.GetValues<UsageKind>())
                    {
                        Assert.Equal(NaiveUsage.Sum(given.Entries, promotion, kind, unit, given.At, given.Zone), usage?.Sum(kind, unit, given.Windows) ?? default);
                    }

                    Assert.Equal(NaiveUsage.RedemptionsOfLatestIssue(given.Entries, promotion, unit, given.At, given.Zone), usage?.RedemptionsOfLatestIssue(unit, given.Windows) ?? 0);
                }
            }))),
        times: 1000);

    [Fact]
    public void Benefits_equal_those_of_all_entries_whether_they_are_loaded_or_added_one_by_one()
    {
        var found = 0;
        Law.Holds(
            Cases,
            given => Assert.All(new long[] { 1, 2 }, promotion =>
            {
                List<UsageEntry> counted = [.. given.Entries.Where(entry => entry is { Kind: UsageKind.Redeem, Points: > 0 } && entry.PromotionId == promotion && entry.At <= given.At && entry.At >= At("2025-06-12T00:00:00Z"))];
                var expected = (counted.Sum(entry => entry.Sign * entry.Times), counted.Sum(entry => entry.Sign * entry.Points), counted.Where(entry => entry.Sign > 0).Select(entry => entry.At).DefaultIfEmpty(0).Max());
                found += counted.Count > 1 ? 1 : 0;
                Assert.All(given.States(), state => Assert.Equal(
                    expected, state.UsageOf(promotion)?.BenefitsAt(given.At) is { } benefits ? (benefits.Issued.Times, benefits.Issued.Points, benefits.LastAt) : default));
            }),
            times: 3000);
        Assert.True(found > 100, $"{found} with several");
    }

    [Fact]
    public void The_timeline_equals_that_of_all_entries_whether_they_are_loaded_or_added_one_by_one()
    {
        var (enrolled, issued) = (0, 0);
        Law.Holds(
            Cases,
            given => Assert.All(new long[] { 1, 2 }, promotion =>
            {
                var expected = NaiveUsage.Timeline(given.Entries, promotion, given.At);
                enrolled += expected[0] is null ? 0 : 1;
                issued += expected.Any(enrolment => enrolment is not null && enrolment.Contains('x', StringComparison.Ordinal)) ? 1 : 0;
                Assert.All(given.States(), state => Assert.Equal(expected, Describe(state.UsageOf(promotion)?.TimelineAt(given.At) ?? PromotionTimeline.Empty)));
            }),
            times: 1000);
        Assert.True(enrolled > 100 && issued > 100, $"{enrolled} enrolled, {issued} issued");
    }

    [Fact]
    public void The_cases_have_entries_on_both_sides_of_the_horizon_and_issues_that_a_later_entry_reverses()
    {
        var (older, recent, reversedLater) = (0, 0, 0);
        Law.Holds(Cases, given =>
        {
            var horizon = given.Ledger.Now.At - (40 * Instants.Day);
            older += given.Entries.Count(entry => entry.At <= horizon);
            recent += given.Entries.Count(entry => entry.At > horizon);
            reversedLater += given.Entries.Count(entry => entry.At <= horizon && entry is { Kind: UsageKind.Issue, Sign: 1 }
                && given.Entries.Any(other => other.ReversesId == entry.Id && other.At > horizon));
        }, times: 1000);

        Assert.True(older > 100 && recent > 500 && reversedLater > 0, $"{older} older, {recent} recent, {reversedLater} reversed later");
    }

    [Fact]
    public void A_state_is_valid_from_eight_days_before_its_load() =>
        Assert.Equal(LoadedAt - (8 * Instants.Day), CustomerState.Nobody(LoadedAt).ValidFrom);

    [Fact]
    public void The_size_does_not_grow_with_old_redemptions()
    {
        var old = Enumerable.Range(0, 1000).Select(index => new LedgerEntry(UsageKind.Redeem, 1, 1, 500, LoadedAt - (60 * Instants.Day) - index).ToUsageEntry(index)).ToList();

        var usage = Ledger.StateOf(old, LoadedAt).UsageOf(1)!;

        Assert.Equal(1, usage.Count);
        Assert.Equal(new(1000, 500_000), usage.Sum(UsageKind.Redeem, null, new UsageWindows(LoadedAt, TimeZoneInfo.Utc)));
    }

    private static IEnumerable<string?> Describe(PromotionTimeline timeline) =>
    [
        timeline.Current?.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        .. timeline.Enrolments.Select(enrolment => $"{enrolment.Entry.Kind} {enrolment.Entry.Id}: {string.Join(", ", enrolment.Issues.Select(issue => $"{issue.Entry.Id} x{issue.RedeemedCount}"))}"),
    ];

    private sealed record Case(Ledger Ledger, IReadOnlyList<UsageEntry> Entries, int Loaded, long At)
    {
        public TimeZoneInfo Zone => Ledger.Now.Zone;

        public UsageWindows Windows => new(At, Zone);

        public IEnumerable<CustomerState> States() => new[] { Entries.Count, Loaded, 0 }.Select(count =>
            Entries.Skip(count).Aggregate(Ledger.StateOf(Entries.Take(count), Ledger.Now.At), (state, entry) => state.With(RowChange.Add(entry))));

        public override string ToString() =>
            $"{Loaded} loaded, asked for {Print(At)}: {Ledger}; order {string.Join(", ", Entries.Select(entry => entry.Id - 1))}";
    }
}
