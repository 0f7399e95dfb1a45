using Loyalty.Laws.Tests.Hosting;

namespace Loyalty.Laws.Tests;

/// <summary>Two processes over one store.</summary>
[Trait("Evidence", "documented: docs/architecture.md 1")]
public sealed class TwoProcessLaws
{
    [Fact]
    public async Task A_second_process_is_refused_while_the_first_runs_and_starts_after_it_was_killed()
    {
        using var emulator = new KillableEmulator();
        await emulator.StartAsync();
        (await emulator.SendAsync(HttpMethod.Post, "/_emulator/worlds", """{"name":"first"}""")).Require(201);

        var second = await emulator.StartSecondAsync();
        (await emulator.SendAsync(HttpMethod.Post, "/_emulator/worlds", """{"name":"second"}""")).Require(201);
        await emulator.KillAsync();
        await emulator.StartAsync();

        Assert.Equal((1, $"'{emulator.File}' is in use by another process of this emulator: stop that process, or use another data folder."), second);
        var worlds = (await emulator.SendAsync(HttpMethod.Get, "/_emulator/worlds", null)).Require(200).Body;
        Assert.Contains("\"first\"", worlds, StringComparison.Ordinal);
        Assert.Contains("\"second\"", worlds, StringComparison.Ordinal);
    }
}
