using System.Diagnostics;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Hosting;

/// <summary>The app starts with an in-memory database.</summary>
public sealed class InMemoryStartTests
{
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task An_in_memory_database_opens_within_15_seconds()
    {
        var start = Stopwatch.GetTimestamp();
        using var app = new EmulatorApp(null, ("ConnectionStrings:Loyalty", "Data Source=:memory:"));
        var elapsed = Stopwatch.GetElapsedTime(start);

        Assert.Equal(200, (await app.GetAsync("/v3/users/565039506/enrolledTargets")).Status);
        Assert.InRange(elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }
}
