using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Promotions;
using Loyalty.Api.Tests.Behaviour.Targets;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>
/// The target groups and promotions of one world, and what belongs to one customer, may take half of the memory for the state of all worlds. Beyond that, what enlarges them is refused with 507.
/// </summary>
[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed class WorldFullTests : IDisposable
{
    private const string Sentence =
        "The target groups and promotions of one world, and what belongs to one customer, take at most 8 MB of memory each, an estimate, so nothing was changed. Remove some with PATCH /_emulator/worlds/{world}/document, or start the emulator with a larger Emulator__StateMegabytes.";

    private const string Refused = $$"""{"data":null,"errors":[{"code":507,"message":"Insufficient Storage. {{Sentence}}"}],"warnings":null}""";

    private readonly EmulatorApp _app = new(null, ("Emulator:Seed", "none"), ("Emulator:StateMegabytes", "16"));

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_full_catalog_refuses_additions_until_something_is_removed()
    {
        var world = await TargetGroupWorld.NewAsync(_app);
        var created = await FillAsync(world);

        var refused = await world.CreateAsync(Body(created.Count));

        Assert.Equal((507, Refused), (refused.Status, refused.Body));
        Assert.Equal(created.Count, await CountAsync(world));

        // The first groups are a little smaller than the last one.
        await world.World.DoAsync(HttpMethod.Patch, "/document", $$"""{"orgs":[{"id":1,"remove":{"targetGroups":[{{created[0]}},{{created[1]}}]} }]}""");
        Assert.Equal(201, (await world.CreateAsync(Body(created.Count))).Status);
    }

    [Fact]
    public async Task Another_world_and_everything_but_additions_go_on()
    {
        var world = await TargetGroupWorld.NewAsync(_app);
        await FillAsync(world);

        Assert.Equal(201, (await (await TargetGroupWorld.NewAsync(_app)).CreateAsync(Body(0))).Status);
        await world.World.DoAsync(HttpMethod.Patch, "/document", """{"orgs":[{"id":1,"customers":[{"id":1002}]}]}""");
        Assert.Equal(507, (await world.CreateAsync(Body(-1))).Status);
    }

    [Fact]
    public async Task A_document_with_a_larger_catalog_is_refused_and_a_patch_that_makes_one()
    {
        var world = await TargetGroupWorld.NewAsync(_app);
        await FillAsync(world);
        var document = await world.World.ExportAsync();

        var copy = await _app.ControlAsync(HttpMethod.Post, WorldsPath, $$"""{"name":"copy","world":{{document.Replace("group.till", "copied.till", StringComparison.Ordinal)}} }""");
        var patch = await world.World.ControlAsync(HttpMethod.Patch, "/document", """{"orgs":[{"id":1,"programs":[{"id":470,"name":"Second"}]}]}""");

        Assert.Equal((507, Sentence), (copy.Status, ParseJson(copy.Body).GetProperty("detail").GetString()));
        Assert.Equal((507, Sentence), (patch.Status, ParseJson(patch.Body).GetProperty("detail").GetString()));
        Assert.Equal(404, (await _app.ControlAsync(HttpMethod.Get, $"{WorldsPath}/copy")).Status);
        Assert.True(JsonElement.DeepEquals(ParseJson(document), ParseJson(await world.World.ExportAsync())));
    }

    [Fact]
    public async Task A_customer_with_too_much_usage_gets_no_more_of_it_and_others_do()
    {
        var usage = string.Join(',', Enumerable.Range(1, 70_000).Select(id => $$"""{"id":{{id}},"promotionId":7,"customerId":1,"kind":"ISSUE","at":"2031-03-01T00:00:00Z"}"""));
        var world = await _app.NewWorldAsync($$"""
            {"world":{"schemaVersion":1,"name":"usage","timeZone":"UTC","clock":{"mode":"FROZEN","at":"2031-03-10T12:00:00Z"},"orgs":[{"id":1,"name":"One","programs":[{"id":415,"name":"P"}],"customers":[{"id":1},{"id":2}],
            "promotions":[{{CustomerWorld.Promotion(7, "many", "LOYALTY", """{"redemption":[],"issual":[],"earn":[{"name":"MAX_NUMBER_OF_EARNS_PER_CUSTOMER","value":-1}],"expiry":[]}""")}}],"usage":[{{usage}}]}]} }
            """);
        Task<Reply> IssueAsync(long customer) => _app.ControlAsync(
            HttpMethod.Post, "/v2/promotion/bulk/directEarn", CustomerWorld.Bulk(null, 7, CustomerWorld.Customer(customer)), ("Authorization", world.Authorization));

        var (refused, issued) = (await IssueAsync(1), await IssueAsync(2));

        Assert.Equal((507, $$"""{"warnings":[],"errors":[{"status":false,"code":507,"message":"Insufficient Storage. {{Sentence}}"}]}"""), (refused.Status, refused.Body));
        Assert.Contains("earnedId", issued.Body, StringComparison.Ordinal);
    }

    /// <summary>Creates target groups until one is refused. Returns their ids.</summary>
    private static async Task<IReadOnlyList<long>> FillAsync(TargetGroupWorld world)
    {
        var ids = new List<long>();
        while (true)
        {
            Assert.InRange(ids.Count, 0, 1000);
            var reply = await world.CreateAsync(Body(ids.Count));
            if (reply.Status != 201)
            {
                Assert.InRange(ids.Count, 50, 1000);
                return ids;
            }

            ids.Add(ParseJson(reply.Body).GetProperty("data").GetProperty("id").GetInt64());
        }
    }

    private static async Task<int> CountAsync(TargetGroupWorld world) =>
        ParseJson(await world.World.ExportAsync()).GetProperty("orgs")[0].GetProperty("targetGroups").GetArrayLength();

    /// <summary>A target group with fifty targets.</summary>
    private static string Body(int number)
    {
        var targets = Enumerable.Range(0, 50).Select(target =>
            $$"""{"name":"Target {{number}} {{target}}","targetEntity":"TRANSACTION","targetType":"SALES","expression":"true","expressionJson":"{}","filters":[],"enrolmentMethod":"TRANSACTION","defaultValues":[{"defaultValue":250}]}""");
        return $$"""
            {"name":"Group {{number}}","trackingType":"UNIFIED","combinationType":"ALL","targetEvaluationType":"FIXED_CALENDAR_WINDOW","totalPeriods":1,"frequencyType":"MONTHLY","frequency":1,"recurringCycles":1,
            "periods":[{"refCode":"C1","startDate":"2031-01-10","endDate":"2031-01-31"}],"targets":[{{string.Join(',', targets)}}]}
            """;
    }
}
