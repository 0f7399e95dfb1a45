using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.WorldDocuments;
using Loyalty.Store.Worlds;
using Microsoft.Extensions.DependencyInjection;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Worlds;

/// <summary>A control finds its world, then waits for the writer. Meanwhile the world is deleted, and perhaps a new one of the same name is created.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class DeletedWorldTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private static readonly string[] Controls = ["replace", "reset", "export", "create snapshot", "restore", "list snapshots", "delete snapshot", "clock", "faults"];

    private WorldRegistry Registry => app.Services.GetRequiredService<WorldRegistry>();

    public static TheoryData<string> ControlNames => [.. Controls];

    [Theory]
    [MemberData(nameof(ControlNames))]
    public async Task A_control_whose_world_was_deleted_fails_and_writes_nothing(string control)
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        var found = Registry.Find(world.Name)!;
        await world.DoAsync(HttpMethod.Put, "/snapshots/existing");
        await world.DoAsync(HttpMethod.Delete, "");

        var exception = await Assert.ThrowsAsync<WorldNotFoundException>(() => RunControlAsync(control, found));

        Assert.Equal($"There is no world '{world.Name}'.", exception.Message);
        Assert.Equal(0, CountSnapshots(world.Name));
        Assert.Equal(404, (await world.ControlAsync(HttpMethod.Get, "")).Status);
    }

    [Theory]
    [MemberData(nameof(ControlNames))]
    public async Task A_control_whose_world_was_deleted_does_not_affect_a_new_world_of_that_name(string control)
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        var found = Registry.Find(world.Name)!;
        await world.DoAsync(HttpMethod.Delete, "");
        var next = await app.NewWorldAsync($$"""{"name":"{{world.Name}}","world":{{WithCustomer(2)}}}""");
        await next.DoAsync(HttpMethod.Put, "/snapshots/existing");
        var before = (await next.DoAsync(HttpMethod.Get, ""), await next.ExportAsync(), await next.DoAsync(HttpMethod.Get, "/snapshots"), await next.DoAsync(HttpMethod.Get, "/faults"));

        await Assert.ThrowsAsync<WorldNotFoundException>(() => RunControlAsync(control, found));

        Assert.Equal(before, (await next.DoAsync(HttpMethod.Get, ""), await next.ExportAsync(), await next.DoAsync(HttpMethod.Get, "/snapshots"), await next.DoAsync(HttpMethod.Get, "/faults")));
        Assert.Equal(200, (await next.AskAsync(TargetsOf(2))).Status);
    }

    [Fact]
    public async Task Only_the_first_of_several_deletions_succeeds_and_a_new_world_of_that_name_stays()
    {
        var world = await app.NewWorldAsync();
        var found = Registry.Find(world.Name)!;

        Assert.True(await Registry.RemoveAsync(found));
        Assert.False(await Registry.RemoveAsync(found));
        var next = await app.NewWorldAsync($$"""{"name":"{{world.Name}}"}""");
        Assert.False(await Registry.RemoveAsync(found));
        await next.DoAsync(HttpMethod.Get, "");
    }

    [Fact]
    public async Task Controls_concurrent_with_a_deletion_succeed_or_are_404()
    {
        for (var round = 0; round < 10; round++)
        {
            var world = await app.NewWorldAsync("""{"name":"concurrent"}""");
            await world.DoAsync(HttpMethod.Put, "/snapshots/before");

            var replies = await Task.WhenAll(
                world.ControlAsync(HttpMethod.Post, "/reset"),
                world.ControlAsync(HttpMethod.Put, "/clock", """{"mode":"frozen"}"""),
                world.ControlAsync(HttpMethod.Delete, ""),
                world.ControlAsync(HttpMethod.Put, "/snapshots/new"),
                world.ControlAsync(HttpMethod.Put, "/faults", """{"rules":[]}"""),
                world.ControlAsync(HttpMethod.Post, "/snapshots/before/restore"),
                world.ControlAsync(HttpMethod.Put, "/document", WithCustomer(1)),
                world.ControlAsync(HttpMethod.Post, "/clock/advance", """{"by":"P1D"}"""));

            Assert.All(replies, reply => Assert.True(reply.Status is >= 200 and < 300 || ProblemDetail(404, reply) is "There is no world 'concurrent'.", $"{reply.Status} {reply.Body}"));
            Assert.Equal(0, CountSnapshots("concurrent"));
        }
    }

    private async Task RunControlAsync(string control, RunningWorld found)
    {
        switch (control)
        {
            case "replace":
                await Registry.ReplaceAsync(found, WorldDocument.Empty("w", "UTC", 1));
                break;
            case "reset":
                await Registry.ResetAsync(found);
                break;
            case "export":
                (await Registry.ExportAsync(found)).Place.Dispose();
                break;
            case "create snapshot":
                await Registry.CreateSnapshotAsync(found, "new");
                break;
            case "restore":
                await Registry.RestoreAsync(found, "existing");
                break;
            case "list snapshots":
                Registry.Snapshots(found);
                break;
            case "delete snapshot":
                await Registry.DeleteSnapshotAsync(found, "existing");
                break;
            case "clock":
                await Registry.SetClockAsync(found, (_, _) => ClockSetting.Following);
                break;
            default:
                await Registry.SetFaultsAsync(found, []);
                break;
        }
    }

    private int CountSnapshots(string name)
    {
        using var commands = RowCommands.Open(app.Services.GetRequiredService<IStoreDatabase>());
        return WorldStore.Snapshots(commands, name).Count;
    }
}
