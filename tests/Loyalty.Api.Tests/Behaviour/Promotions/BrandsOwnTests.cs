using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>What a world document may say beyond the sample: events of the brand's own, numbers as properties of actions, words of the tables.</summary>
public sealed class BrandsOwnTests : IAsyncLifetime, IDisposable
{
    private const string Properties = """{"b":"7","a":7,"c":-9223372036854775808,"d":"","e":0}""";

    private readonly EmulatorApp _app = new(null, NoSeed);

    private TestWorld _world = null!;

    private static string World => $$$"""
        {"world":{"schemaVersion":1,"name":"own","timeZone":"UTC","clock":{"mode":"FROZEN","at":"2031-06-15T12:00:00Z"},"orgs":[
         {"id":1,"name":"One","programs":[{"id":1,"name":"P"},{"id":2,"name":"Q"}],"customers":[{"id":1}],
          "promotions":[{{{Promotion(1, 1, "Workout Done", Ruleset)}}},{{{Promotion(2, 1, "TransactionAdd")}}},{{{Promotion(3, 2, "Elsewhere")}}}],
          "targetGroups":[{"id":1,"name":"g","periods":[{"id":1,"refCode":"p","startDate":"2031-01-01","endDate":"2031-12-31"}],
           "targets":[{"id":1,"name":"t","targetType":"SUM","targetEntity":"REWARDS","enrolmentMethod":"IMPORT","expression":"true","expressionJson":"{}",
            "attribution":{"createdOn":"2031-01-01T00:00:00Z","lastUpdatedOn":"2031-01-01T00:00:00Z","lastUpdatedBy":{"id":4},"createdBy":{"id":4} } }]}],
          "enrolments":[{"id":1,"customerId":1,"targetId":1,"firstPeriodId":1,"method":"IMPORT","enrolledAt":"2031-01-02T00:00:00Z"}]},
         {"id":2,"name":"Two","parentId":1,"programs":[{"id":3,"name":"R"}],"promotions":[{{{Promotion(4, 3, "Of the other")}}}]}]}}
        """;

    private static string Ruleset => $$"""
        ,"rulesets":[{"id":1,"name":"r",{{Life}},"changes":{{Changes}},"rules":[{"id":1,"name":"r",{{Life}},"changes":{{Changes}},"description":"","expression":"true","expressionJson":"{}",
          "actions":[{"id":1,"actionName":"A","actionClass":"c","mandatoryPropertiesValues":{{Properties}} }]}]}]
        """;

    public async ValueTask InitializeAsync() => _world = await _app.NewWorldAsync(World);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.5")]
    public async Task Properties_of_actions_are_text_and_numbers_as_stored()
    {
        var reply = await AskAsync("&promotionId=1");

        Assert.Contains($"\"mandatoryPropertiesValues\":{Properties},", reply.Body, StringComparison.Ordinal);
        Assert.Equal(
            Properties, JsonSerializer.Serialize(JsonDocument.Parse(await _world.ExportAsync()).RootElement.GetProperty("orgs")[0].GetProperty("promotions")[0]
                .GetProperty("rulesets")[0].GetProperty("rules")[0].GetProperty("actions")[0].GetProperty("mandatoryPropertiesValues")));
    }

    [Theory]
    [InlineData("Workout Done", "1")]
    [InlineData("workout done", "1")]
    [InlineData("WORKOUT DONE", "1")]
    [InlineData("Elsewhere", "")]
    [InlineData("transactionadd", "2")]
    [InlineData("ReturnBill", "")]
    [InlineData("All", "2,1")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row P-20")]
    public async Task An_event_of_the_organisations_promotions_is_a_filter_in_any_case(string name, string ids)
    {
        var reply = await AskAsync("&eventName=" + Uri.EscapeDataString(name));

        Assert.Equal(200, reply.Status);
        using var body = JsonDocument.Parse(reply.Body);
        Assert.Equal(ids, string.Join(',', body.RootElement.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("id").GetRawText())));
    }

    [Theory]
    [InlineData("Of the other")]
    [InlineData("Workout")]
    [InlineData("Workout Done ")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6, 4083 Incorrect event name is passed")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row P-20")]
    public async Task An_event_that_is_neither_documented_nor_of_the_organisation_is_4083(string name)
    {
        var reply = await AskAsync("&eventName=" + Uri.EscapeDataString(name));

        Assert.Equal(SamplePromotions.Error(4083, "Incorrect event name is passed"), reply.Body);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row P-20")]
    public async Task An_event_of_the_brands_own_is_printed_in_capitals_and_as_stored()
    {
        var reply = await AskAsync("&promotionId=1");

        Assert.Contains("\"eventName\":\"WORKOUT DONE\"", reply.Body, StringComparison.Ordinal);
        Assert.Contains("\"eventName\":\"Workout Done\"", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.5, REWARDS")]
    public async Task The_words_of_the_target_table_are_printed_as_stored()
    {
        var reply = await _world.AskAsync(TargetsOf(1));

        Assert.Contains("\"targetType\":\"SUM\",\"targetEntity\":\"REWARDS\"", reply.Body, StringComparison.Ordinal);
    }

    private const string Changes = """{"createdOn":"2031-01-01T00:00:00Z","modifiedOn":"2031-01-01T00:00:00Z"}""";

    private const string Life = "\"startDate\":\"2031-01-01T00:00:00Z\",\"endDate\":\"2031-12-31T00:00:00Z\"";

    private static string Promotion(int id, int program, string eventName, string more = "") => $$"""
        {"id":{{id}},"programId":{{program}},"name":"p","identifier":"p","sourceType":"UI","eventName":"{{eventName}}",{{Life}},"pointsOfferType":"GENERIC","lastUpdateDate":"2031-01-01T00:00:00Z" {{more}} }
        """;

    private Task<Reply> AskAsync(string more) => _world.AskAsync("/api_gateway/loyalty/v1/programs/1/promotionsV2?limit=10&offset=0&sourceType=UI" + more);
}
