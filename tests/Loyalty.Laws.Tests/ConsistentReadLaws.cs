using Loyalty.Laws.Tests.Hosting;
using Loyalty.Laws.Tests.Model;

namespace Loyalty.Laws.Tests;

/// <summary>Reads beside writes, also of what is just being loaded.</summary>
[Trait("Evidence", "documented: docs/architecture.md 1")]
public sealed class ConsistentReadLaws(Emulator app) : IClassFixture<Emulator>
{
    private const long Customer = 1;
    private const int Readers = 6;
    private const int OtherWriters = 3;

    private const int Writes = 600;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>What one customer does again and again, and the targets that the customer is in before each of these writes.</summary>
    private static readonly (int Target, bool IsEnd, string Before)[] Cycle = [(0, false, ""), (1, false, "11"), (0, true, "11,21"), (1, true, "21")];

    /// <summary>Writes that were begun, and those that were acknowledged.</summary>
    private int _begun;
    private int _acknowledged;
    private int _reads;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reader_sees_every_acknowledged_write_and_only_states_that_were(bool evicts)
    {
        var world = $"reads-{evicts}";
        var others = Enumerable.Range(2, OtherWriters).Select(id => (long)id).ToList();
        await app.ControlAsync(HttpMethod.Post, "", ManyCustomers.World(world, world, [Customer, .. others]));
        using var end = new CancellationTokenSource(Limit);

        // A failure of one ends all.
        async Task UntilEndAsync(Func<Task> work)
        {
            try
            {
                while (_acknowledged < Writes && !end.IsCancellationRequested)
                {
                    await work();
                }
            }
            catch
            {
                await end.CancelAsync();
                throw;
            }
        }

        await Task.WhenAll(
        [
            UntilEndAsync(() => WriteAsync(world)),
            .. others.Select(other => UntilEndAsync(() => WriteOtherAsync(world, other))),
            .. Enumerable.Range(0, Readers).Select(_ => UntilEndAsync(() => ReadAsync(world))),
            .. evicts ? [UntilEndAsync(EvictAsync)] : Array.Empty<Task>(),
        ]);

        Assert.True(_acknowledged >= Writes && _reads >= Writes, $"only {_acknowledged} writes and {_reads} reads");
        TestContext.Current.TestOutputHelper?.WriteLine($"{_acknowledged} writes, {_reads} reads");
    }

    private async Task WriteAsync(string world)
    {
        var (target, isEnd, _) = Cycle[_begun % Cycle.Length];
        Interlocked.Increment(ref _begun);
        (await app.SendAsync(HttpMethod.Post, ManyCustomers.Path(ManyCustomers.Targets[target], isEnd), ManyCustomers.Body(Customer), Till.Header(world))).Require(200);
        Interlocked.Increment(ref _acknowledged);
    }

    /// <summary>Makes the world's commits more, and so the loads that a commit overtakes.</summary>
    private async Task WriteOtherAsync(string world, long customer)
    {
        foreach (var isEnd in (bool[])[false, true])
        {
            (await app.SendAsync(HttpMethod.Post, ManyCustomers.Path(ManyCustomers.Targets[0], isEnd), ManyCustomers.Body(customer, isEnd ? null : 1), Till.Header(world))).Require(200);
        }
    }

    private async Task ReadAsync(string world)
    {
        var first = Volatile.Read(ref _acknowledged);
        var reply = (await app.SendAsync(HttpMethod.Get, $"/v3/users/{Customer}/enrolledTargets", null, Till.Header(world))).Require(200);
        var last = Volatile.Read(ref _begun);
        var seen = string.Join(',', ManyCustomers.Targets.Select(target => target.Target).Where(id => reply.Body.Contains($"\"id\":{id},", StringComparison.Ordinal)));
        var possible = Enumerable.Range(first, last - first + 1).Select(count => Cycle[count % Cycle.Length].Before).Distinct().ToList();
        Assert.True(possible.Contains(seen), $"[{seen}] was answered between write {first} and write {last}; possible are [{string.Join("], [", possible)}]");
        Interlocked.Increment(ref _reads);
    }

    private async Task EvictAsync()
    {
        app.Memory.EvictAll();
        await Task.Yield();
    }
}
