using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Api.Worlds;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Faults;

/// <summary>A delayed request reads its world as it is after the delay, even if the cleanup has removed the rows that the world had before.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed class DelayedRequestTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const int DelayMilliseconds = 2500;

    private ExpiredWorldCleanup Cleanup => app.Services.GetServices<IHostedService>().OfType<ExpiredWorldCleanup>().Single();

    [Theory]
    [InlineData("POST", "/reset", null)]
    [InlineData("POST", "/snapshots/before/restore", null)]
    [InlineData("PUT", "/document", """{"schemaVersion":1,"name":"own","timeZone":"UTC","orgs":[{"id":1,"name":"Own","customers":[{"id":1}]}]}""")]
    public async Task A_world_reloaded_during_the_delay_still_has_its_customer(string method, string subpath, string? body)
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.DoAsync(HttpMethod.Put, "/snapshots/before");

        var delayed = await SendDelayedAsync(world, 1, () => world.DoAsync(new HttpMethod(method), subpath, body));

        Assert.Equal((200, (await world.AskAsync(TargetsOf(1))).Body), (delayed.Status, delayed.Body));
    }

    [Fact]
    public async Task A_request_reads_the_document_after_the_delay()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");

        var withoutCustomer = await SendDelayedAsync(world, 1, () => world.DoAsync(HttpMethod.Put, "/document", WithCustomer(2)));
        var withCustomer = await SendDelayedAsync(world, 1, () => world.DoAsync(HttpMethod.Put, "/document", WithCustomer(1)));

        Assert.Contains("310011", withoutCustomer.Body, StringComparison.Ordinal);
        Assert.Equal(200, withCustomer.Status);
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(2));
        Assert.Equal(400, (await world.AskAsync(TargetsOf(1), ("Prefer", "delay=1"))).Status);
    }

    [Fact]
    public async Task A_delay_by_a_fault_works_like_a_delay_by_a_preference()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.FailAsync($$"""{"effect":{"delay":{{DelayMilliseconds}} } }""");

        var delayed = await SendDelayedAsync(world, 1, () => world.DoAsync(HttpMethod.Put, "/document", WithCustomer(1)), prefer: "");

        Assert.Equal(200, delayed.Status);
    }

    [Fact]
    public async Task A_till_whose_world_is_deleted_during_the_delay_is_rejected_and_the_journal_gives_the_reason()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");

        var delayed = await SendDelayedAsync(world, 1, async () =>
        {
            await world.DoAsync(HttpMethod.Delete, "");
            await app.NewWorldAsync($$"""{"name":"{{world.Name}}","world":{{WithCustomer(1)}}}""");
        });

        Assert.Equal(401, delayed.Status);
        Assert.Contains("the world of the till or client was deleted", (await app.ControlAsync(HttpMethod.Get, "/_emulator/requests?status=401&limit=1")).Body, StringComparison.Ordinal);
    }

    /// <summary>Sends a delayed request; during the delay, runs the given action and the cleanup.</summary>
    private async Task<Reply> SendDelayedAsync(TestWorld world, long customer, Func<Task> duringDelay, string? prefer = null)
    {
        var delayed = world.AskAsync(TargetsOf(customer), ("Prefer", prefer ?? $"delay={DelayMilliseconds}"));
        await Task.Delay(DelayMilliseconds / 5, TestContext.Current.CancellationToken);
        await duringDelay();
        await Cleanup.RemoveOrphansAsync(await Cleanup.OrphansAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Assert.False(delayed.IsCompleted, "the delay ended before the action and the cleanup");
        return await delayed;
    }
}
