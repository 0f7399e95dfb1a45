using System.Diagnostics;
using System.Text;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Worlds;

/// <summary>
/// Median times over HTTP. The limits (10 ms for an empty world, 50 ms for the rest) hold on an idle machine. The tests allow ten times as
/// much, because other work on the machine slows them down.
/// </summary>
[Collection(nameof(SpeedTests))]
[CollectionDefinition(nameof(SpeedTests), DisableParallelization = true)]
[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class SpeedTests(EmulatorApp app, ITestOutputHelper output) : IClassFixture<EmulatorApp>
{
    private const int Runs = 21;
    private const int Tolerance = 10;

    [Fact]
    public async Task An_empty_world_is_created_quickly()
    {
        await MeasureAsync("create an empty world", 10, _ => app.NewWorldAsync());
    }

    [Fact]
    public async Task A_world_with_1000_customers_is_saved_restored_reset_and_forked_quickly()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WorldWith1000Customers()}}}""");

        await MeasureAsync("snapshot", 50, time => world.DoAsync(HttpMethod.Put, $"/snapshots/s{time}"));
        await MeasureAsync("restore", 50, time => world.DoAsync(HttpMethod.Post, $"/snapshots/s{time}/restore"));
        await MeasureAsync("reset", 50, _ => world.DoAsync(HttpMethod.Post, "/reset"));
        await MeasureAsync("fork", 50, _ => world.DoAsync(HttpMethod.Post, "/fork"));
        Assert.Equal(200, (await world.AskAsync(TargetsOf(1000))).Status);
    }

    private static string WorldWith1000Customers()
    {
        var customers = new StringBuilder();
        for (var id = 1; id <= 1000; id++)
        {
            customers.Append(customers.Length == 0 ? "" : ",")
                .Append(System.Globalization.CultureInfo.InvariantCulture, $$"""{"id":{{id}},"identifiers":[{"name":"mobile","value":"91{{id:0000000000}}"},{"name":"email","value":"c{{id}}@example.com"}]}""");
        }

        return $$"""{"schemaVersion":1,"name":"thousand","timeZone":"UTC","orgs":[{"id":1,"name":"Big","customers":[{{customers}}]}]}""";
    }

    private async Task MeasureAsync(string action, int limit, Func<int, Task> run)
    {
        var times = new List<double>();
        for (var time = 0; time < Runs; time++)
        {
            var start = Stopwatch.GetTimestamp();
            await run(time);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        var median = times[Runs / 2];
        output.WriteLine($"{action}: median {median:0.0} ms, fastest {times[0]:0.0} ms, slowest {times[^1]:0.0} ms (limit {limit} ms)");
        TestContext.Current.SendDiagnosticMessage($"{action}: median {median:0.0} ms of {Runs} (limit {limit} ms)");
        Assert.True(median < limit * Tolerance, $"{action}: median {median:0.0} ms");
    }
}
