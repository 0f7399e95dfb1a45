using System.Globalization;
using System.Text;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Store.State;
using Microsoft.Extensions.DependencyInjection;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Memory.Tests;

/// <summary>The state in memory stays within its bound, whatever clients send and documents hold.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class StateMemoryTests(ITestOutputHelper output)
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task Many_distinct_long_queries_and_Prefer_headers_do_not_take_more_memory_than_the_bounds()
    {
        using var app = new EmulatorApp(null, NoSeed, ("Emulator:StateMegabytes", "16"), ("Emulator:JournalMegabytes", "1"));
        var world = await app.NewWorldAsync($$"""{"world":{{World(1, "p", "")}} }""");
        var prefer = "representation=Gateway, note=" + new string('p', 15_000);
        Task<Reply> AskAsync(int number) => world.AskAsync(
            string.Create(CultureInfo.InvariantCulture, $"/api_gateway/loyalty/v1/programs/1/promotionsV2?limit=1&offset=0&sourceType=UI&source=ALL&identifierName=email&identifierValue={number}{new string('x', 15_000)}"), ("Prefer", prefer + number.ToString(CultureInfo.InvariantCulture)));
        await AskAsync(0);
        var before = SettledMemory.Measure();

        for (var number = 1; number <= 2000; number++)
        {
            Assert.Contains("\"responseCode\":8015", (await AskAsync(number)).Body, StringComparison.Ordinal);
            app.Logs.Reset();
        }

        var grown = SettledMemory.Measure() - before;
        output.WriteLine($"{grown / Megabyte} MB");
        Assert.InRange(grown, -100L * Megabyte, 20L * Megabyte);
    }

    [Theory]
    [InlineData("typical", 5000, 10, 0)]
    [InlineData("long names", 200, 20_000, 0)]
    [InlineData("much metadata", 200, 10, 500)]
    public async Task The_estimate_of_a_catalog_is_not_smaller_than_its_memory(string kind, int promotions, int nameLength, int metadata)
    {
        using var app = new EmulatorApp(null, NoSeed);
        var world = await app.NewWorldAsync($$"""{"world":{{World(promotions, new string('n', nameLength), string.Join(',', Enumerable.Range(0, metadata).Select(number => $$"""{"key":"{{number}}","value":"v","brandDefined":true}""")))}} }""");
        var memory = app.Services.GetRequiredService<StateMemory>();
        var (heap, estimate) = (SettledMemory.Measure(), memory.Used);

        for (var offset = 0; offset < promotions; offset += 100)
        {
            Assert.Equal(200, (await world.AskAsync(string.Create(CultureInfo.InvariantCulture, $"/api_gateway/loyalty/v1/programs/1/promotionsV2?limit=100&offset={offset}&sourceType=UI&source=ALL&identifierName=id&identifierValue=1"))).Status);
        }

        app.Logs.Reset();
        (heap, estimate) = (SettledMemory.Measure() - heap, memory.Used - estimate);
        output.WriteLine($"{kind}: {heap / Megabyte} MB, estimated {estimate / Megabyte} MB");
        Assert.InRange(heap, 0, estimate + Megabyte);
    }

    private static string World(int promotions, string name, string metadata)
    {
        const string life = """ "startDate":"2020-01-01T00:00:00Z","endDate":"2099-01-01T00:00:00Z" """;
        const string changes = """ "changes":{"createdOn":"2031-01-01T00:00:00Z","modifiedOn":"2031-01-01T00:00:00Z"} """;
        const string restrictions = """
            "restrictions":{"redemption":[{"name":"MAX_ALLOWED_TIMES_PER_CUSTOMER","value":20,"type":"PERIOD_BASED","periodType":"MOVING_WINDOW","periodUnit":"MONTHLY"},
            {"name":"MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER","value":100,"type":"NON_PERIOD_BASED"}],"issual":[],"earn":[],"expiry":[]}
            """;
        var list = new StringBuilder().AppendJoin(',', Enumerable.Range(1, promotions).Select(id => string.Create(CultureInfo.InvariantCulture, $$"""
            {"id":{{id}},"programId":1,"name":"{{name}}","identifier":"{{name}}","sourceType":"UI","eventName":"TargetCompleted",{{life}},"pointsOfferType":"GENERIC","lastUpdateDate":"2031-01-01T00:00:00Z",{{restrictions}},"metadata":[{{metadata}}],
            "rulesets":[{"id":{{id}},"name":"r",{{life}},{{changes}},"rules":[{"id":{{id}},"name":"Rule 1","description":"Rule 1",{{life}},{{changes}},"expression":"true","expressionJson":"{}"}]}]}
            """)));
        return $$"""{"schemaVersion":1,"name":"own","timeZone":"UTC","orgs":[{"id":1,"name":"Own","customers":[{"id":1}],"programs":[{"id":1,"name":"P"}],"promotions":[{{list}}]}]}""";
    }
}
