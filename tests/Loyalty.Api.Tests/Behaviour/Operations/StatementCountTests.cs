using System.Diagnostics.Metrics;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Behaviour.Promotions;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Store.Database;
using Loyalty.Store.State;
using Microsoft.Extensions.DependencyInjection;
using static Loyalty.Api.Tests.Behaviour.Targets.TargetWorlds;

namespace Loyalty.Api.Tests.Behaviour.Operations;

/// <summary>The meter counts the statements of the whole process, so these tests do not run in parallel with others.</summary>
[CollectionDefinition(nameof(StatementCountCollection), DisableParallelization = true)]
public sealed class StatementCountCollection;

/// <summary>A read executes no SQL while its world's state is in memory, and loads what is not there with a number of statements that does not depend on the size of the response.</summary>
[Collection(nameof(StatementCountCollection))]
public sealed class StatementCountTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("555380205")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_page_of_100_promotions_is_loaded_with_few_statements_and_then_needs_none(string? customer)
    {
        using var app = new SamplePromotions();
        (string, string?)[] Parameters(string limit) => customer is null
            ? [("limit", limit)]
            : [("limit", limit), ("identifierName", "id"), ("identifierValue", customer), ("source", "INSTORE")];

        var one = await CountAsync(app, SamplePromotions.Path("469", Parameters("1")), Tills.Sample, "\"id\":67248,");
        var hundred = await CountAsync(app, SamplePromotions.Path("469", Parameters("100")), Tills.Sample, "\"id\":67149,");

        // The redemptions of 32 promotions are one statement.
        Assert.InRange(one.Loading, 1, 22);
        Assert.InRange(hundred.Loading, one.Loading, one.Loading + 3);
        Assert.Equal((0, 0), (one.InMemory, hundred.InMemory));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task Two_hundred_targets_are_loaded_with_as_many_statements_as_one_and_then_need_none()
    {
        static string World(int count) => Document(
            "UTC",
            "2031-06-15T12:00:00Z",
            Group(10, Period(101, "2031-01-01", "2031-12-31"), Join([.. Enumerable.Range(1, count).Select(id => Target(id))])),
            Join([.. Enumerable.Range(1, count).Select(id => Enrolment(id, id, 101))]));
        using var few = new EmulatorApp(World(1));
        using var many = new EmulatorApp(World(200));
        const string path = "/v3/users/1001/enrolledTargets";

        var one = await CountAsync(few, path, Tills.Of("t.one"), "\"id\":1,");
        var twoHundred = await CountAsync(many, path, Tills.Of("t.one"), "\"id\":200,");

        Assert.Equal(one, twoHundred);
        Assert.InRange(one.Loading, 1, 19);
        Assert.Equal(0, one.InMemory);
    }

    [Theory]
    [InlineData("/v3/members/555380205/promotions?size=20", "\"totalEntries\":")]
    [InlineData("/v3/members/555380205/promotions?memberEnrollmentStatus=AVAILABLE_TO_REDEEM", "\"memberId\":555380205")]
    [InlineData("/v3/members/555380205/promotions/67245", "\"promotionId\":67245")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task The_promotions_of_a_member_are_loaded_with_few_statements_and_then_need_none(string path, string part)
    {
        using var app = new SamplePromotions();

        var (loading, inMemory) = await CountAsync(app, path, Tills.Sample, part);

        Assert.InRange(loading, 1, 30);
        Assert.Equal(0, inMemory);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task After_a_patch_the_catalog_and_all_other_customers_are_still_in_memory()
    {
        var group = Group(10, Period(101, "2031-01-01", "2031-12-31"), Target(1));
        var renamed = group.Replace("target 1", "renamed", StringComparison.Ordinal);
        using var app = new EmulatorApp(Document("UTC", "2031-06-15T12:00:00Z", group, Join(Enrolment(1, 1, 101), Enrolment(2, 1, 101, customer: 1002))));
        var till = ("Authorization", Tills.Of("t.one"));
        await app.GetPlainAsync("/v3/users/1001/enrolledTargets", till);
        await app.GetPlainAsync("/v3/users/1002/enrolledTargets", till);
        var patched = await app.ControlAsync(
            HttpMethod.Patch, "/_emulator/worlds/targets/document", $$"""{"orgs":[{"id":1,"targetGroups":[{{renamed}}],"remove":{"enrolments":[2]} }]}""");
        Assert.True(patched.Status == 204, patched.Body);
        using var counter = new StatementCounter();

        var other = await app.GetPlainAsync("/v3/users/1001/enrolledTargets", till);
        Assert.Contains("renamed", other.Body, StringComparison.Ordinal);
        Assert.Equal(0, counter.Count);
        var concerned = await app.GetPlainAsync("/v3/users/1002/enrolledTargets", till);

        Assert.DoesNotContain("renamed", concerned.Body, StringComparison.Ordinal);
        Assert.InRange(counter.Count, 1, 7);
    }

    /// <summary>Counts the statements of a request that finds nothing in memory, and of the same request after it.</summary>
    private static async Task<(long Loading, long InMemory)> CountAsync(EmulatorApp app, string path, string till, string part)
    {
        using var counter = new StatementCounter();
        await app.GetPlainAsync(path, ("Authorization", till));
        app.Services.GetRequiredService<StateMemory>().EvictAll();
        var loading = await CountOnceAsync();
        return (loading, await CountOnceAsync());

        async Task<long> CountOnceAsync()
        {
            var before = counter.Count;
            var reply = await app.GetPlainAsync(path, ("Authorization", till));

            Assert.Equal(200, reply.Status);
            Assert.Contains(part, reply.Body, StringComparison.Ordinal);
            return counter.Count - before;
        }
    }
}

/// <summary>Counts the statements of the process from now on.</summary>
internal sealed class StatementCounter : IDisposable
{
    private readonly MeterListener _listener;
    private long _count;

    public StatementCounter()
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name is StatementMeter.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<long>((_, measurement, _, _) => Interlocked.Add(ref _count, measurement));
        _listener.Start();
    }

    public long Count => Interlocked.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
