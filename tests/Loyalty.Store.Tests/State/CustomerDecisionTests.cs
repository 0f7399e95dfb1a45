using System.Diagnostics;
using System.Globalization;
using Loyalty.Domain;
using Loyalty.Domain.Customers;
using Loyalty.Store.State;

namespace Loyalty.Store.Tests.State;

/// <summary>Decisions that register customers and change their identifiers.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class CustomerDecisionTests : IAsyncLifetime
{
    private const string Free = "913";

    private WrittenWorld? _world;

    private WrittenWorld World => _world!;

    public async ValueTask InitializeAsync() => _world = await WrittenWorld.OpenAsync();

    public ValueTask DisposeAsync() => World.DisposeAsync();

    [Fact]
    public async Task A_registration_is_visible_at_once_where_the_identifier_was_known_to_be_free()
    {
        Assert.Null(await FindAsync(Free));
        Assert.False((await World.State.ReadAsync(world => world.Customer(WrittenWorld.Customer(23), WrittenWorld.Now)))!.Exists);

        Assert.Equal(23, (await RegisterAsync(Free)).Answer);

        Assert.Equal(23, await FindAsync(Free));
        var state = await World.State.ReadAsync(world => world.Customer(WrittenWorld.Customer(23), WrittenWorld.Now));
        Assert.Equal((true, "Asha"), (state!.Exists, state.Customer!.Profiles.Single().FirstName));
        Assert.Equal([Free], state.Identifiers.Select(identifier => identifier.Value));
        await AssertStoredAsync();
    }

    [Fact]
    public async Task The_second_registration_of_an_identifier_in_one_batch_sees_the_first()
    {
        var release = World.Block();
        var writes = Enumerable.Range(0, 30).Select(_ => RegisterAsync(Free)).ToArray();
        release();

        Assert.All(await Task.WhenAll(writes), result => Assert.Equal(23, result.Answer));
        Assert.Equal(2, World.State.Revision);
        Assert.Equal(24, await World.State.ReadAsync(world => world.Root.Sequences.Next(IdKind.Customer)));
        await AssertStoredAsync();
    }

    [Fact]
    public async Task An_identifier_goes_from_one_customer_to_another_and_is_removed()
    {
        Assert.Equal(21, await FindAsync("911"));
        var before = await IdentifierAsync(21, "911");
        var after = new CustomerIdentifier { OrgId = 1, CustomerId = 22, Name = "mobile", Value = "911", Position = 1 };

        await ChangeAsync(new RowChange(before, after));

        Assert.Equal(22, await FindAsync("911"));
        Assert.Equal(["a@example.com"], await ValuesAsync(21));
        Assert.Equal(["912", "911"], await ValuesAsync(22));
        await AssertStoredAsync();

        await ChangeAsync(RowChange.Remove(after));

        Assert.Null(await FindAsync("911"));
        Assert.Equal(["912"], await ValuesAsync(22));
        await AssertStoredAsync();
    }

    /// <summary>The customer's own row stays the same.</summary>
    [Fact]
    public async Task A_replacement_of_an_identifier_is_seen_in_the_state_of_the_customer()
    {
        Assert.Equal(["911", "a@example.com"], await ValuesAsync(21));
        var before = await IdentifierAsync(21, "911");
        var after = new CustomerIdentifier { OrgId = 1, CustomerId = 21, Name = "mobile", Value = Free, Position = 0 };

        var replacement = await RowReplacement.PrepareAsync(World.State, [before], [after]);
        await World.Writer.RunAsync(commands =>
        {
            replacement.Commit(commands);
            return true;
        });

        Assert.Equal([Free, "a@example.com"], await ValuesAsync(21));
        Assert.Equal((null, 21), (await FindAsync("911"), await FindAsync(Free)));
        await AssertStoredAsync();
    }

    [Fact]
    public async Task A_dry_run_and_a_failed_batch_leave_the_identifier_free()
    {
        await RegisterAsync(Free, isDryRun: true);

        Assert.Null(await FindAsync(Free));

        World.Execute("""CREATE TRIGGER refuse BEFORE INSERT ON "CustomerIdentifiers" BEGIN SELECT RAISE(ABORT, 'refused'); END""");
        await Assert.ThrowsAnyAsync<Exception>(() => RegisterAsync(Free));
        World.Execute("DROP TRIGGER refuse");

        Assert.Null(await FindAsync(Free));
        Assert.False((await World.State.ReadAsync(world => world.Customer(WrittenWorld.Customer(23), WrittenWorld.Now)))!.Exists);
        Assert.Equal(23, (await RegisterAsync(Free)).Answer);
        await AssertStoredAsync();
    }

    /// <summary>The load reads the database when the commit is in it, but not yet shown, and its outcome is not known.</summary>
    [Theory]
    [InlineData(Free, false)]
    [InlineData("912", true)]
    public async Task A_load_waits_for_a_pending_commit_only_if_the_commit_changes_the_identifier(string value, bool isLoadedMeanwhile)
    {
        await World.State.ReadAsync(world => world.Root);
        Task<long?>? load = null;
        var finished = false;
        World.Prepare = connection => SQLitePCL.raw.sqlite3_commit_hook(
            connection.Handle,
            _ =>
            {
                load = Task.Run(() => FindAsync(value));
                finished = load.Wait(TimeSpan.FromSeconds(2));
                return 0;
            },
            null);

        await RegisterAsync(Free);

        Assert.Equal(isLoadedMeanwhile, finished);
        Assert.Equal(string.Equals(value, Free, StringComparison.Ordinal) ? 23 : 22, await load!);
    }

    [Fact]
    public async Task A_load_of_a_free_identifier_that_a_registration_overtakes_never_becomes_visible()
    {
        var key = Mobile(Free);
        var read = new List<long?>();
        var loaded = World.State.Identifiers.Load([key], keys => World.State.Load<IReadOnlyDictionary<IdentifierKey, long?>>(queries =>
        {
            var customer = queries.CustomerOf(WrittenWorld.WorldId, key);
            read.Add(customer);
            if (read.Count == 1)
            {
                Assert.Equal(23, RegisterAsync(Free).GetAwaiter().GetResult().Answer);
            }

            return new Dictionary<IdentifierKey, long?> { [key] = customer };
        }, commit => commit.MayChange(key)));

        Assert.Equal([null, 23], read);
        Assert.Equal(23, loaded[key].Value);
        Assert.Equal(23, await FindAsync(Free));
    }

    /// <summary>All worlds wait for the writer. If each identifier sorted the whole list, the time would grow a hundredfold.</summary>
    [Fact]
    public async Task A_registration_with_ten_times_as_many_identifiers_takes_about_ten_times_as_long()
    {
        var (few, many) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var run = 0; run < 10 && (run < 2 || many >= few * 40); run++)
        {
            few = Shorter(few, await TimeAsync(1_000, run));
            many = Shorter(many, await TimeAsync(10_000, run));
        }

        Assert.True(many < few * 40, $"1,000 take {few}, 10,000 take {many}");
    }

    /// <summary>Also what makes a row larger counts. What makes it smaller goes on, and other customers.</summary>
    [Fact]
    public async Task A_customer_who_takes_too_much_memory_does_not_grow()
    {
        await using var world = await WrittenWorld.OpenAsync(stateBytes: 4_000_000);
        Task<WriteResult<int>> DecideAsync(Func<WorldTurn, RowChange> decide) => world.Writer.DecideAsync(() => (world.State, WrittenWorld.Now), turn => new Decided<int>(0, [decide(turn)]));
        Task<WriteResult<int>> FillAsync(int length) => DecideAsync(turn =>
        {
            var before = turn.Customer(WrittenWorld.Customer(21)).Customer!;
            return new RowChange(before, before with { ExtendedFields = new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = new('x', length) } });
        });
        Task<WriteResult<int>> IdentifyAsync(long id) =>
            DecideAsync(_ => RowChange.Add(new CustomerIdentifier { OrgId = 1, CustomerId = id, Name = "mobile", Value = Free + id.ToString(CultureInfo.InvariantCulture), Position = 9 }));

        Assert.Null((await FillAsync(1_000_000)).Refusal);
        var revision = world.State.Revision;
        Assert.Equal(WriteRefusal.WorldFull, (await FillAsync(1_000_001)).Refusal);
        Assert.Equal(WriteRefusal.WorldFull, (await IdentifyAsync(21)).Refusal);
        Assert.Equal(WriteRefusal.WorldFull, (await world.EnrolAsync(21)).Refusal);
        Assert.Equal(revision, world.State.Revision);

        Assert.Null((await IdentifyAsync(22)).Refusal);
        Assert.Null((await FillAsync(1_000_000)).Refusal);
        Assert.Null((await FillAsync(900_000)).Refusal);
        Assert.Null((await IdentifyAsync(21)).Refusal);
    }

    [Fact]
    public async Task A_registration_that_finds_no_id_left_is_refused_and_other_decisions_go_on()
    {
        var replacement = await RowReplacement.PrepareAsync(World.State, [], [new Customer { Id = long.MaxValue - 1, OrgId = 1 }]);
        await World.Writer.RunAsync(commands =>
        {
            replacement.Commit(commands);
            return true;
        });

        Assert.Equal(long.MaxValue, (await RegisterAsync(Free)).Answer);
        var revision = World.State.Revision;
        Assert.Equal(WriteRefusal.IdsUsedUp, (await RegisterAsync("914")).Refusal);
        Assert.Equal(WriteRefusal.IdsUsedUp, (await RegisterAsync("914", isDryRun: true)).Refusal);

        Assert.Equal((null, revision), (await FindAsync("914"), World.State.Revision));
        Assert.Equal(long.MaxValue, (await RegisterAsync(Free)).Answer);
        Assert.Null((await World.EnrolAsync(21)).Refusal);
        await World.RestartAsync();
        Assert.Equal(WriteRefusal.IdsUsedUp, (await RegisterAsync("914")).Refusal);
    }

    private static IdentifierKey Mobile(string value) => new(1, "mobile", value);

    private Task<long?> FindAsync(string value) => World.State.ReadAsync(world => world.CustomerOf(Mobile(value))).AsTask();

    private async Task<IReadOnlyList<string>> ValuesAsync(long customerId) =>
        (await World.State.ReadAsync(world => world.Customer(WrittenWorld.Customer(customerId), WrittenWorld.Now)?.Identifiers.Select(identifier => identifier.Value).ToList()))!;

    private async Task<CustomerIdentifier> IdentifierAsync(long customerId, string value) =>
        (await World.State.ReadAsync(world => world.Customer(WrittenWorld.Customer(customerId), WrittenWorld.Now)?.Identifiers.Single(identifier => identifier.Value.Equals(value, StringComparison.Ordinal))))!;

    private Task<WriteResult<int>> ChangeAsync(params RowChange[] changes) => World.Writer.DecideAsync(() => (World.State, WrittenWorld.Now), _ => new Decided<int>(0, changes));

    /// <summary>Registers a mobile number, unless it is known. The answer is the customer.</summary>
    private Task<WriteResult<long>> RegisterAsync(string mobile, bool isDryRun = false) => World.Writer.DecideAsync(
        () => (World.State, WrittenWorld.Now),
        turn =>
        {
            if (turn.CustomerOf(Mobile(mobile)) is { } known)
            {
                Assert.True(turn.Customer(WrittenWorld.Customer(known)).Exists);
                return new Decided<long>(known, []);
            }

            var id = turn.Ids.Next(IdKind.Customer);
            return new Decided<long>(id,
            [
                RowChange.Add(new Customer { Id = id, OrgId = 1, Profiles = [CustomerProfile.Unknown with { FirstName = "Asha" }] }),
                RowChange.Add(new CustomerIdentifier { OrgId = 1, CustomerId = id, Name = "mobile", Value = mobile, Position = 0 }),
            ]);
        },
        isDryRun);

    private async Task<TimeSpan> TimeAsync(int count, int run)
    {
        var id = (count * 100L) + run;
        var identifiers = Enumerable.Range(0, count).Select(position =>
            RowChange.Add(new CustomerIdentifier { OrgId = 1, CustomerId = id, Name = "cuid", Value = $"{id} {position}", Position = position })).ToList();
        var started = Stopwatch.GetTimestamp();
        Assert.Null((await ChangeAsync([RowChange.Add(new Customer { Id = id, OrgId = 1 }), .. identifiers])).Refusal);
        return Stopwatch.GetElapsedTime(started);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>The state in memory is the one that a new process loads.</summary>
    private async Task AssertStoredAsync()
    {
        using var stored = World.Store.StateOf(WrittenWorld.WorldId, revision: World.State.Revision);
        foreach (var value in new[] { "911", "912", Free })
        {
            Assert.Equal(await stored.ReadAsync(world => world.CustomerOf(Mobile(value))), await FindAsync(value));
        }

        foreach (var id in new long[] { 21, 22, 23 })
        {
            var (fresh, known) = (await StateAsync(stored, id), await StateAsync(World.State, id));
            Assert.Equal((fresh.Exists, fresh.Weight), (known.Exists, known.Weight));
            Assert.Equal(
                fresh.Identifiers.Select(identifier => (identifier.Name, identifier.Value, identifier.Position)),
                known.Identifiers.Select(identifier => (identifier.Name, identifier.Value, identifier.Position)));
        }
    }

    private static async Task<Domain.Worlds.CustomerState> StateAsync(LoadedWorld world, long id) =>
        (await world.ReadAsync(reading => reading.Customer(WrittenWorld.Customer(id), WrittenWorld.Now)))!;
}
