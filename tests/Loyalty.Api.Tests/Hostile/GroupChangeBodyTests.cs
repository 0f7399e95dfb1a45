using System.Text.Json.Nodes;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Behaviour.Targets;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Store.Tests.Generated;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>Generated bodies for the operations that change target groups: known fields with values of every kind.</summary>
public sealed class GroupChangeBodyTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const int Count = 1500;

    private static readonly string[] Fields =
    [
        "id", "name", "description", "active", "refCode", "startDate", "endDate", "targets", "filters", "entityType", "entityIds", "defaultValues", "periodId", "defaultValue", "expression", "expressionJson",
        "targetType", "targetEntity", "eventName", "enrolmentMethod", "emfUnrolledRulesetId", "extendedFieldInfo", "aggregateFunction", "aggregateWindow", "windowValue", "programId", "alternateCurrencyIdentifier",
        "targetMilestoneTriggers", "triggerName", "triggerValue", "unifiedTargetExpression", "aggregation", "thresholdValue", "deactivateTargetIds",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "1", "21", "22", "102", "103", "201", "501", "521", "-1", "1.5", "0.0000001", "1e30", "9223372036854775807", "9223372036854775808", "\"\"", "\" \"", "\"x\"", "\"SALES\"", "\"COUNT\"",
        "\"TRANSACTION\"", "\"EVENT\"", "\"STORE\"", "\"SUM\"", "\"0001-01-01\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31\"", "\"9999-12-31T23:59:59-14:00\"", "\"2026-02-30\"", "\"2026-01-10\"", "\"2026-02-15T00:00:00Z\"",
        "\"\\u0000\"", "\"\\ud83d\\ude00\"", "[]", "{}", "[null]", "[1,1]", "[21]",
    ];

    [Fact]
    [Trait("Evidence", "documented: docs/architecture.md 1")]
    public async Task Every_body_is_carried_out_or_refused_in_the_envelope_and_leaves_a_world_that_can_be_loaded_again()
    {
        var world = await GroupChanges.NewGroupsAsync(app);
        var codes = new HashSet<string>(StringComparer.Ordinal);
        for (var number = 0; number < Count; number++)
        {
            var random = new RandomData(number);
            var (method, path) = GroupChanges.Bodies[random.Below(GroupChanges.Bodies.Count)];
            var body = Body(random, path);

            var reply = await world.SendAsync(new HttpMethod(method), path, body);

            var place = $"{number}: {method} {path} {body} is {reply.Status} {reply.Body}";
            Assert.True(reply.Status is 200 or 400, place);
            var answer = JsonNode.Parse(reply.Body)!.AsObject();
            Assert.True(answer.Select(field => field.Key).SequenceEqual(["data", "errors", "warnings"], StringComparer.Ordinal), place);
            codes.Add(reply.Status == 200 ? "200" : $"{answer["errors"]![0]!["code"]}");
        }

        var document = await world.World.ExportAsync();
        await world.World.DoAsync(HttpMethod.Put, "/document", document);
        Assert.Equal(document, await world.World.ExportAsync());
        Assert.Superset(new HashSet<string>(["200", "300004", "310018", "310019"], StringComparer.Ordinal), codes);
    }

    private static string Body(RandomData random, string path)
    {
        var one = Object(random, depth: 0, Complete(random, path));
        return random.Below(4) switch
        {
            0 => $"[{one}]",
            1 => $"[{one},{Object(random, depth: 0, Complete(random, path))}]",
            _ => one,
        };
    }

    /// <summary>Fields without which most bodies would be refused alike; some are left out or repeated by others.</summary>
    private static IEnumerable<(string Name, string Value)> Complete(RandomData random, string path) =>
        path.EndsWith("targetPeriods", StringComparison.Ordinal)
            ? [("id", random.OneIn(3) ? "103" : "102"), ("refCode", "\"p\""), ("startDate", "\"2026-02-10\""), ("endDate", "\"2026-02-20\""), ("description", "\"\"")]
            : path.EndsWith("/targets", StringComparison.Ordinal) ? [("name", $"\"n{random.Below(1000)}\""), ("targetType", "\"SALES\""), ("targetEntity", "\"TRANSACTION\"")]
            : path.EndsWith("/1", StringComparison.Ordinal) ? [("defaultValues", $"[{{\"periodId\":{(random.OneIn(2) ? 102 : 201)},\"defaultValue\":1}}]")]
            : path.EndsWith("unifiedTargets", StringComparison.Ordinal) ? [("deactivateTargetIds", random.OneIn(2) ? "[]" : "[23]")]
            : [];

    private static string Object(RandomData random, int depth, IEnumerable<(string Name, string Value)> complete)
    {
        var fields = complete.Where(_ => !random.OneIn(8)).ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
        for (var more = random.Below(4); more > 0; more--)
        {
            fields[Fields[random.Below(Fields.Length)]] = depth < 3 && random.OneIn(3)
                ? random.OneIn(2) ? $"[{Object(random, depth + 1, [])}]" : Object(random, depth + 1, [])
                : Values[random.Below(Values.Length)];
        }

        return $"{{{string.Join(',', fields.Select(field => $"\"{field.Key}\":{field.Value}"))}}}";
    }
}
