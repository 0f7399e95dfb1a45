using Loyalty.Api.Tests.Hosting;
using Loyalty.Store.Tests.Generated;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>Well-formed reads are answered without model binding and validation. Any Prefer header takes a request the ordinary way, so both ways can be compared.</summary>
public sealed class DirectReadTests
{
    private const int Count = 3000;

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task Reads_are_answered_directly_as_they_are_the_ordinary_way()
    {
        using var logs = new LogCapture();
        using var factory = new EmulatorFactory(null, [], new FixedClock(EmulatorApp.Noon), logs);
        using var client = factory.CreateClient();
        var statuses = new Dictionary<int, int>();
        for (var seed = 0; seed < Count; seed++)
        {
            var drawn = HostileRequests.Make(new RandomData(seed), new string('t', 60));
            if (drawn.Method is not ("GET" or "HEAD") || drawn.Body is not null)
            {
                continue;
            }

            var direct = drawn with { Headers = [.. drawn.Headers.Where(header => header.Name is not "Prefer")] };
            var ordinary = direct with { Headers = [.. direct.Headers, ("Prefer", "respond-async")] };

            var one = await HostileInputTests.SendAsync(factory.Server, direct);
            var other = await HostileInputTests.SendAsync(factory.Server, ordinary);

            Assert.True((one.Status, one.Body, one.ETag) == (other.Status, other.Body, other.ETag), $"Seed {seed}\n{direct}\n{one}\n{other}");
            statuses[one.Status] = statuses.GetValueOrDefault(one.Status) + 1;
        }

        Assert.InRange(statuses.GetValueOrDefault(200), 100, Count);
        Assert.InRange(statuses.GetValueOrDefault(400), 100, Count);
    }
}
