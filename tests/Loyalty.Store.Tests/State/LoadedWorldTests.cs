using Loyalty.Domain;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;
using Loyalty.Store.State;
using Loyalty.Store.Tests.Generated;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.State;

[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class LoadedWorldTests : IAsyncLifetime
{
    private WrittenWorld? _world;

    private WrittenWorld World => _world!;

    public async ValueTask InitializeAsync() => _world = await WrittenWorld.OpenAsync();

    public ValueTask DisposeAsync() => World.DisposeAsync();

    /// <summary>The load has read the old rows in its snapshot when the commit is made and answered.</summary>
    [Fact]
    public void A_load_that_a_commit_overtakes_never_becomes_visible()
    {
        var key = WrittenWorld.Customer(21);
        var read = new List<IReadOnlyList<long>>();
        var loaded = World.State.Customers.Load([key], keys => World.State.Load<IReadOnlyDictionary<CustomerKey, CustomerState>>(queries =>
        {
            var state = queries.Customer(WrittenWorld.WorldId, key, WrittenWorld.Now);
            read.Add(Ids(state));
            if (read.Count == 1)
            {
                Assert.Equal(1, Wait(World.EnrolAsync(21)).Answer);
                Assert.Equal([71L], Ids(queries.Customer(WrittenWorld.WorldId, key, WrittenWorld.Now)));
            }

            return new Dictionary<CustomerKey, CustomerState> { [key] = state };
        }, commit => commit.MayChange(key)));

        Assert.Equal([[71L], [71L, 73L]], read);
        Assert.Equal([71L, 73L], Ids(loaded[key].Value));
        Assert.Equal([71L, 73L], Ids(World.State.Customers.Find(key)!.Value));
    }

    [Theory]
    [InlineData(21, false)]
    [InlineData(22, true)]
    public async Task A_load_waits_for_a_pending_commit_only_if_the_commit_changes_the_customer(long customer, bool isLoadedMeanwhile)
    {
        await World.State.ReadAsync(world => world.Root);
        Task<IReadOnlyList<long>>? load = null;
        var finished = false;
        World.Prepare = connection => SQLitePCL.raw.sqlite3_commit_hook(
            connection.Handle,
            _ =>
            {
                load = Task.Run(() => World.EnrolmentsAsync(customer));
                finished = load.Wait(TimeSpan.FromSeconds(2));
                return 0;
            },
            null);

        await World.EnrolAsync(21);

        Assert.Equal(isLoadedMeanwhile, finished);
        Assert.Equal(customer == 21 ? [71, 73] : [72L], await load!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reader_with_an_older_root_that_finds_a_newer_customer_starts_again(bool isEvicted)
    {
        await World.State.ReadAsync(world => (WrittenWorld.IdsOf(world, 21), WrittenWorld.IdsOf(world, 22)));
        var runs = 0;

        var (revision, first, second) = await World.State.ReadAsync(world =>
        {
            var ofFirst = WrittenWorld.IdsOf(world, 21);
            if (runs++ == 0)
            {
                var release = World.Block();
                var writes = new[] { World.EnrolAsync(21), World.EnrolAsync(22) };
                release();
                Wait(Task.WhenAll(writes));
                if (isEvicted)
                {
                    World.State.Customers.Drop(WrittenWorld.Customer(22));
                }
            }

            return (world.Root.Revision, ofFirst, WrittenWorld.IdsOf(world, 22));
        });

        Assert.InRange(runs, 2, 4);
        Assert.Equal(2, revision);
        Assert.Equal([71L, 73L], first);
        Assert.Equal([72L, 74L], second);
    }

    [Fact]
    public async Task A_reader_that_finished_before_a_commit_is_not_disturbed()
    {
        await World.EnrolmentsAsync(21);
        var runs = 0;

        var ids = await World.State.ReadAsync(world =>
        {
            runs++;
            var before = WrittenWorld.IdsOf(world, 21);
            Wait(World.EnrolAsync(21));
            return before;
        });

        Assert.Equal(1, runs);
        Assert.Equal([71L], ids);
    }

    [Fact]
    public async Task A_function_may_ask_for_the_same_parts_twice()
    {
        var both = await World.State.ReadAsync(world => (
            WrittenWorld.IdsOf(world, 21),
            WrittenWorld.IdsOf(world, 21),
            world.Totals(91),
            world.Totals(91),
            world.CustomerOf(new IdentifierKey(1, "mobile", "911")),
            world.CustomerOf(new IdentifierKey(1, "mobile", "911"))));

        Assert.Equal([71L], both.Item1);
        Assert.Equal(both.Item1, both.Item2);
        Assert.Same(both.Item3, both.Item4);
        Assert.Equal((21, 21), (both.Item5, both.Item6));
    }

    [Fact]
    public async Task A_state_in_memory_is_read_without_a_statement_and_a_customer_with_a_fixed_number()
    {
        static object Read(WorldReading world) => (
            WrittenWorld.IdsOf(world, 21), world.Customer(WrittenWorld.Customer(21), WrittenWorld.Now)?.Customer?.Profiles, world.Totals(91), world.Totals(92), world.CustomerOf(new IdentifierKey(1, "mobile", "911")));
        await World.State.ReadAsync(Read);

        Assert.Equal(0, await StatementsAsync(() => World.State.ReadAsync(Read)));
        World.State.Customers.Drop(WrittenWorld.Customer(21));
        Assert.Equal(7, await StatementsAsync(() => World.State.ReadAsync(Read)));
    }

    [Fact]
    public async Task The_state_of_a_customer_has_the_profile_and_the_identifiers()
    {
        var (first, second) = await World.State.ReadAsync(world => (world.Customer(WrittenWorld.Customer(21), WrittenWorld.Now), world.Customer(WrittenWorld.Customer(22), WrittenWorld.Now)));

        Assert.Equal([("mobile", "911"), ("email", "a@example.com")], first!.Identifiers.Select(identifier => (identifier.Name, identifier.Value)));
        Assert.Empty(first.Customer!.Profiles);
        Assert.Equal(["912"], second!.Identifiers.Select(identifier => identifier.Value));
        Assert.Equal((CustomerSource.Website, "Asha", null), second.Customer!.Profiles.Select(profile => (profile.Source, profile.FirstName, profile.LastName)).Single());
        Assert.Equal((LoyaltyType.NonLoyalty, 12_125), (second.Customer.LoyaltyInfo!.LoyaltyType, second.Customer.LoyaltyInfo.LifetimePurchasesThousandths));
    }

    [Fact]
    public async Task A_customer_of_another_organisation_or_without_rows_does_not_exist()
    {
        var (other, unknown) = await World.State.ReadAsync(world => (world.Customer(new CustomerKey(2, 21), WrittenWorld.Now), world.Customer(new CustomerKey(1, 4711), WrittenWorld.Now)));

        Assert.False(other!.Exists);
        Assert.False(unknown!.Exists);
    }

    [Fact]
    public async Task A_raised_revision_is_visible_at_once_and_the_next_commit_goes_on_from_it()
    {
        await World.EnrolmentsAsync(21);
        World.State.Raise(7);

        Assert.Equal((7, 7), (World.State.Revision, await World.State.ReadAsync(world => world.Root.Revision)));
        await World.EnrolAsync(21);
        await World.AssertAsync(revision: 8, nextId: 74, [71, 73], [72]);
    }

    [Fact]
    public void Evicting_everything_before_every_read_changes_no_answer() => Law.Holds(
        random =>
        {
            var world = RandomWorld.Of(random);
            return (World: world, Reads: random.List(1, 12, () => (Org: random.Of(world.Orgs).Id, At: random.Instant(), Customer: random.Below(8))));
        },
        async given =>
        {
            var worldId = World.Store.Load(given.World);
            var memory = new StateMemory(StateMemory.DefaultBytes);
            using var evicted = World.Store.StateOf(worldId, memory);
            using var kept = World.Store.StateOf(worldId);
            using var cramped = World.Store.StateOf(worldId, new StateMemory(1));
            foreach (var read in given.Reads)
            {
                memory.EvictAll();
                Assert.Equal(0, memory.Used);
                var answers = new List<string>();
                foreach (var state in new[] { evicted, kept, cramped })
                {
                    answers.Add(await state.ReadAsync(world => Describe(world, given.World, read.Org, (int)read.Customer, read.At)));
                }

                Assert.Equal([answers[0], answers[0]], answers.Skip(1));
            }
        },
        times: 30,
        given => $"{string.Join(", ", given.Reads)} {TestStore.Text(given.World)}");

    [Fact]
    public void Any_interleaving_of_writes_reads_evictions_and_restarts_answers_as_a_list_does() => Law.Holds(
        random => random.List(1, 25, () => (Kind: random.Below(8), Customer: 21L + random.Below(2))),
        async steps =>
        {
            await using var world = await WrittenWorld.OpenAsync();
            var expected = new Dictionary<long, List<long>> { [21] = [71], [22] = [72] };
            var (next, revision) = (WrittenWorld.FirstFreshId, 1L);
            foreach (var (kind, customer) in steps)
            {
                switch (kind)
                {
                    case 0:
                        await world.RestartAsync();
                        break;
                    case 1:
                        world.Memory.EvictAll();
                        break;
                    case 2:
                        Assert.Equal(expected[customer].Count, (await world.EnrolAsync(customer, isDryRun: true)).Answer);
                        break;
                    case 3:
                        Assert.Equal(expected[customer], await world.EnrolmentsAsync(customer));
                        break;
                    case 4:
                        var removed = (await world.RemoveAsync(customer)).Answer;
                        Assert.Equal(expected[customer].Count == 0 ? null : expected[customer][^1], removed);
                        revision += removed is null ? 0 : 1;
                        expected[customer].Remove(removed ?? 0);
                        break;
                    default:
                        Assert.Equal(expected[customer].Count, (await world.EnrolAsync(customer, count: (int)kind - 4)).Answer);
                        for (var added = 4; added < kind; added++)
                        {
                            expected[customer].Add(next++);
                        }

                        revision++;
                        break;
                }
            }

            await world.AssertAsync(revision, next, expected[21], expected[22]);
        },
        times: 8,
        steps => string.Join(", ", steps));

    private static string Describe(WorldReading world, WorldDocument document, long orgId, int place, long now)
    {
        var org = document.Orgs.Single(one => one.Id == orgId);
        var id = org.Customers is { } customers ? customers[place % customers.Count].Id : 4711;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(document.TimeZone);
        var customer = world.Customer(new CustomerKey(orgId, id), now);
        var active = customer?.Targets is { } targets
            ? ActiveTargetsRule.List(world.Catalog(orgId).Targets, targets, new ActiveTargetsFilter(Instants.DateIn(now, zone))).Select(entry => entry.Target.Id)
            : [];
        var identified = CustomerIdentification.StoredNames.SelectMany(name => (org.Customers ?? []).SelectMany(one => one.Identifiers ?? [])
            .Select(identifier => world.CustomerOf(new IdentifierKey(orgId, name, identifier.Value))));
        var windows = new UsageWindows(now, zone);
        var usage = (org.Promotions ?? []).Select(promotion => new PromotionUsage(customer?.UsageOf(promotion.Id), world.Totals(promotion.Id), windows))
            .Select(of => $"{of.CustomerTotal()} {of.CustomerTotal(PeriodUnit.Monthly)} {of.PromotionTotal()} {of.PromotionTotal(PeriodUnit.Weekly)}");
        return $"{string.Join(", ", active)}; {string.Join(", ", identified)}; {string.Join(", ", usage)}; {customer?.Targets?.Progress.Count}";
    }

    private static async Task<long> StatementsAsync(Func<ValueTask<object>> act)
    {
        var statements = 0L;
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name is "loyalty.store.statements")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        var thread = Environment.CurrentManagedThreadId;
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => statements += Environment.CurrentManagedThreadId == thread ? count : 0);
        listener.Start();
        await act();
        return statements;
    }

    private static IReadOnlyList<long> Ids(CustomerState state) => [.. state.Targets!.Enrolments.Select(enrolment => enrolment.Id)];

    /// <summary>A load and a pure function are synchronous, so the test waits inside them.</summary>
    private static T Wait<T>(Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(20)).GetAwaiter().GetResult();
}
