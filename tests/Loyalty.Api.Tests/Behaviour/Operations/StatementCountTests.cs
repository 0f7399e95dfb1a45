using System.Diagnostics.Metrics;
using Loyalty.Api.Tests.Behaviour.Promotions;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Store.Database;
using static Loyalty.Api.Tests.Behaviour.Targets.TargetWorlds;

namespace Loyalty.Api.Tests.Behaviour.Operations;

/// <summary>The meter counts the statements of the whole process, so these tests do not run in parallel with others.</summary>
[CollectionDefinition(nameof(StatementCountCollection), DisableParallelization = true)]
public sealed class StatementCountCollection;

/// <summary>The number of SQL statements of a request does not depend on the size of the response. The response cache is off, because cached responses need no statements.</summary>
[Collection(nameof(StatementCountCollection))]
public sealed class StatementCountTests
{
    private static readonly (string, string) NoCache = ("Emulator:KeptAnswersMegabytes", "0");

    [Theory]
    [InlineData(null)]
    [InlineData("555380205")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_page_of_100_promotions_needs_as_many_statements_as_a_page_of_one(string? customer)
    {
        using var app = new SamplePromotions(null, NoCache);
        (string, string?)[] Parameters(string limit) => customer is null
            ? [("limit", limit)]
            : [("limit", limit), ("identifierName", "id"), ("identifierValue", customer), ("source", "INSTORE")];

        var one = await CountAsync(app, SamplePromotions.Path("469", Parameters("1")), Tills.Sample, "\"id\":67248,");
        var hundred = await CountAsync(app, SamplePromotions.Path("469", Parameters("100")), Tills.Sample, "\"id\":67149,");

        Assert.Equal(one, hundred);
        Assert.InRange(one, 1, 9);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task Two_hundred_targets_need_as_many_statements_as_one()
    {
        static string World(int count) => Document(
            "UTC",
            "2031-06-15T12:00:00Z",
            Group(10, Period(101, "2031-01-01", "2031-12-31"), Join([.. Enumerable.Range(1, count).Select(id => Target(id))])),
            Join([.. Enumerable.Range(1, count).Select(id => Enrolment(id, id, 101))]));
        using var few = new EmulatorApp(World(1), NoCache);
        using var many = new EmulatorApp(World(200), NoCache);
        const string path = "/v3/users/1001/enrolledTargets";

        var one = await CountAsync(few, path, Tills.Of("t.one"), "\"id\":1,");
        var twoHundred = await CountAsync(many, path, Tills.Of("t.one"), "\"id\":200,");

        Assert.Equal(one, twoHundred);
        Assert.InRange(one, 1, 3);
    }

    /// <summary>Counts the statements of the second of two equal requests, so that one-time preparation does not count.</summary>
    private static async Task<long> CountAsync(EmulatorApp app, string path, string till, string part)
    {
        var count = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, meterListener) =>
            {
                if (instrument.Meter.Name is StatementMeter.MeterName)
                {
                    meterListener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, measurement, _, _) => Interlocked.Add(ref count, measurement));
        listener.Start();
        await app.GetPlainAsync(path, ("Authorization", till));
        var before = Interlocked.Read(ref count);
        var reply = await app.GetPlainAsync(path, ("Authorization", till));

        Assert.Equal(200, reply.Status);
        Assert.Contains(part, reply.Body, StringComparison.Ordinal);
        return Interlocked.Read(ref count) - before;
    }
}
