using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Api.Worlds;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Faults;

/// <summary>A request that is delayed answers from its world as it is when the delay is over, also when what it was before is swept up.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed class DelayedRequestTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const int Long = 2500;

    private ExpiredWorldCleanup ExpiredWorldCleanup => app.Services.GetServices<IHostedService>().OfType<ExpiredWorldCleanup>().Single();

    [Theory]
    [InlineData("POST", "/reset", null)]
    [InlineData("POST", "/snapshots/before/restore", null)]
    [InlineData("PUT", "/document", """{"schemaVersion":1,"name":"own","timeZone":"UTC","orgs":[{"id":1,"name":"Own","customers":[{"id":1}]}]}""")]
    public async Task A_world_that_was_loaded_anew_meanwhile_still_has_its_customer(string method, string below, string? body)
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.DoAsync(HttpMethod.Put, "/snapshots/before");

        var delayed = await DelayAsync(world, 1, () => world.DoAsync(new HttpMethod(method), below, body));

        Assert.Equal((200, (await world.AskAsync(TargetsOf(1))).Body), (delayed.Status, delayed.Body));
    }

    [Fact]
    public async Task The_present_document_counts_and_the_answer_is_kept_for_it_alone()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");

        var gone = await DelayAsync(world, 1, () => world.DoAsync(HttpMethod.Put, "/document", WithCustomer(2)));
        var come = await DelayAsync(world, 1, () => world.DoAsync(HttpMethod.Put, "/document", WithCustomer(1)));

        Assert.Contains("310011", gone.Body, StringComparison.Ordinal);
        Assert.Equal(200, come.Status);
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(2));
        Assert.Equal(400, (await world.AskAsync(TargetsOf(1), ("Prefer", "delay=1"))).Status);
    }

    [Fact]
    public async Task A_fault_delays_like_a_preference()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.FailAsync($$"""{"effect":{"delay":{{Long}} } }""");

        var delayed = await DelayAsync(world, 1, () => world.DoAsync(HttpMethod.Put, "/document", WithCustomer(1)), prefer: "");

        Assert.Equal(200, delayed.Status);
    }

    [Fact]
    public async Task The_till_of_a_world_that_went_meanwhile_is_unknown_and_the_journal_says_why()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");

        var delayed = await DelayAsync(world, 1, async () =>
        {
            await world.DoAsync(HttpMethod.Delete, "");
            await app.NewWorldAsync($$"""{"name":"{{world.Name}}","world":{{WithCustomer(1)}}}""");
        });

        Assert.Equal(401, delayed.Status);
        Assert.Contains("the world of the till or client was deleted", (await app.ControlAsync(HttpMethod.Get, "/_emulator/requests?status=401&limit=1")).Body, StringComparison.Ordinal);
    }

    /// <summary>Asks with a delay, and in it does what is given and sweeps up.</summary>
    private async Task<Reply> DelayAsync(TestWorld world, long customer, Func<Task> meanwhile, string? prefer = null)
    {
        var delayed = world.AskAsync(TargetsOf(customer), ("Prefer", prefer ?? $"delay={Long}"));
        await Task.Delay(Long / 5, TestContext.Current.CancellationToken);
        await meanwhile();
        await ExpiredWorldCleanup.RemoveOrphansAsync(await ExpiredWorldCleanup.OrphansAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Assert.False(delayed.IsCompleted, "the delay is long enough");
        return await delayed;
    }
}
