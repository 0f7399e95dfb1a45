using System.Diagnostics.Metrics;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Store.State;

namespace Loyalty.Store.Tests.State;

/// <summary>Decisions that add entries to the ledger, which change a customer and totals.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class UsageDecisionTests : IAsyncLifetime
{
    private const long Promotion = 91;
    private const long Long = long.MaxValue;

    private WrittenWorld? _world;

    private WrittenWorld World => _world!;

    public async ValueTask InitializeAsync() => _world = await WrittenWorld.OpenAsync();

    public ValueTask DisposeAsync() => World.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_limit_of_all_customers_holds_in_a_batch_whether_its_total_is_in_memory_or_not(bool isInMemory)
    {
        if (isInMemory)
        {
            await TotalsAsync(UsageKind.Issue);
        }

        var release = World.Block();
        var decisions = Enumerable.Range(0, 10).Select(index => AddAsync(21 + (index % 2), UsageKind.Issue, limit: 4)).ToList();
        release();
        var answers = await Task.WhenAll(decisions);

        Assert.Equal([2L, 3, 4, 4, 4, 4, 4, 4, 4, 4], answers.Select(answer => answer.Answer));
        Assert.Equal(4, (await TotalsAsync(UsageKind.Issue)).Times);
        await AssertStoredAsync();
    }

    [Fact]
    public async Task Totals_and_customers_that_are_in_memory_are_changed_there()
    {
        var before = (await TotalsAsync(UsageKind.Redeem), await SumAsync(21, UsageKind.Redeem));
        await AddAsync(21, UsageKind.Redeem, points: 1500);

        Assert.Equal(0, await StatementsAsync(Environment.CurrentManagedThreadId, async () => Assert.Equal(
            (before.Item1 + new Consumption(1, 1500), before.Item2 + new Consumption(1, 1500)), (await TotalsAsync(UsageKind.Redeem), await SumAsync(21, UsageKind.Redeem)))));
        await AssertStoredAsync();
    }

    [Fact]
    public async Task A_total_that_was_loaded_during_a_batch_does_not_hide_what_the_batch_added()
    {
        var read = default(Consumption);
        var release = World.Block();
        var first = AddAsync(21, UsageKind.Issue);
        var second = World.Writer.DecideAsync(
            () => (World.State, WrittenWorld.Now),
            turn =>
            {
                // Another thread loads the total from the database, which does not have the entry yet.
                read = Task.Run(() => TotalsAsync(UsageKind.Issue)).GetAwaiter().GetResult();
                return Decided.Refused(turn.Totals(Promotion, UsageKind.Issue).Between(long.MinValue, Long).Times);
            });
        release();
        await first;

        Assert.Equal(1, read.Times);
        Assert.Equal(2, (await second).Answer);
        Assert.Equal(2, (await TotalsAsync(UsageKind.Issue)).Times);
    }

    [Fact]
    public async Task A_commit_that_fails_leaves_totals_and_customers_as_they_were()
    {
        var before = (await TotalsAsync(UsageKind.Redeem), await SumAsync(21, UsageKind.Redeem));
        await Assert.ThrowsAnyAsync<Exception>(() => AddAsync(21, UsageKind.Redeem, id: 143));

        Assert.Equal(before, (await TotalsAsync(UsageKind.Redeem), await SumAsync(21, UsageKind.Redeem)));
        await AssertStoredAsync();
    }

    [Fact]
    public async Task Every_entry_is_written_with_one_statement()
    {
        await AddAsync(21, UsageKind.Issue);
        var writer = await World.Writer.RunAsync(_ => Environment.CurrentManagedThreadId);
        var (one, two) = (await StatementsAsync(writer, () => AddAsync(21, UsageKind.Issue)), await StatementsAsync(writer, () => AddAsync(21, UsageKind.Issue, count: 2)));

        Assert.Equal(1, two - one);
    }

    /// <summary>Adds entries unless all customers together have reached the limit. The answer is what they have then.</summary>
    private Task<WriteResult<long>> AddAsync(long customerId, UsageKind kind, long limit = long.MaxValue, long points = 0, long? id = null, int count = 1) => World.Writer.DecideAsync(
        () => (World.State, WrittenWorld.Now),
        turn =>
        {
            var used = turn.Totals(Promotion, kind).Between(long.MinValue, turn.Now).Times;
            return used >= limit
                ? Decided.Refused(used)
                : new Decided<long>(used + 1, [.. Enumerable.Range(0, count).Select(_ => RowChange.Add(new UsageEntry
                {
                    Id = id ?? turn.Ids.Next(IdKind.UsageEntry),
                    OrgId = 1,
                    PromotionId = Promotion,
                    CustomerId = customerId,
                    Kind = kind,
                    Sign = 1,
                    Times = 1,
                    Points = points,
                    At = turn.Now,
                    ExpiresAt = turn.Now + 1,
                }))]);
        });

    private async Task<Consumption> TotalsAsync(UsageKind kind) => await World.State.ReadAsync(world => world.Totals(Promotion, kind).Between(long.MinValue, Long));

    private async Task<Consumption> SumAsync(long customerId, UsageKind kind) => await World.State.ReadAsync(world => Sum(world, customerId, kind));

    private static Consumption Sum(WorldReading world, long customerId, UsageKind kind) =>
        world.Customer(WrittenWorld.Customer(customerId), WrittenWorld.Now)?.UsageOf(Promotion)?.Sum(kind, null, new UsageWindows(WrittenWorld.Now, TimeZoneInfo.Utc)) ?? default;

    /// <summary>The statements that one thread executes meanwhile.</summary>
    private static async Task<long> StatementsAsync(int thread, Func<Task> run)
    {
        var statements = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name is "loyalty.store.statements")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => statements += Environment.CurrentManagedThreadId == thread ? count : 0);
        listener.Start();
        await run();
        return statements;
    }

    /// <summary>What is in memory is what a new process loads.</summary>
    private async Task AssertStoredAsync()
    {
        using var stored = World.Store.StateOf(WrittenWorld.WorldId, revision: World.State.Revision);
        foreach (var kind in Enum.GetValues<UsageKind>())
        {
            Assert.Equal(await stored.ReadAsync(world => world.Totals(Promotion, kind).Between(long.MinValue, Long)), await TotalsAsync(kind));
            Assert.Equal(await stored.ReadAsync(world => (Sum(world, 21, kind), Sum(world, 22, kind))), (await SumAsync(21, kind), await SumAsync(22, kind)));
        }
    }
}
