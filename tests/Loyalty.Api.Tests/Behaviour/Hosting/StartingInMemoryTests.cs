using System.Diagnostics;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Hosting;

/// <summary>What docs/architecture.md 6 says works, and quickly.</summary>
public sealed class StartingInMemoryTests
{
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task A_database_in_memory_opens_without_waiting_for_itself()
    {
        var start = Stopwatch.GetTimestamp();
        using var app = new EmulatorApp(null, ("ConnectionStrings:Loyalty", "Data Source=:memory:"));
        var elapsed = Stopwatch.GetElapsedTime(start);

        Assert.Equal(200, (await app.GetAsync("/v3/users/565039506/enrolledTargets")).Status);
        Assert.InRange(elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }
}
