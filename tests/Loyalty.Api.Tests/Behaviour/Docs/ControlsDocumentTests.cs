using System.Globalization;
using System.Text.Json;
using Loyalty.Api.Controls;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Docs;

/// <summary>The controls' own OpenAPI document; what it shows can be sent as it is.</summary>
[Trait("Evidence", "documented: docs/architecture.md 5")]
public sealed class ControlsDocumentTests : IDisposable
{
    private readonly EmulatorApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Every_control_is_listed_once_under_its_id()
    {
        var ids = (await OperationsAsync()).Select(operation => operation.Id).ToList();

        Assert.Equal(
            [
                "advanceClock", "countRequests", "createWorld", "deleteFaults", "deleteRequests", "deleteSnapshot", "deleteUnassignedRequests", "deleteWorld", "deleteWorlds", "explain", "forkWorld", "getClock",
                "getDocument", "getFaults", "getUsage", "getWorld", "listBarriers", "listRequests", "listSnapshots", "listUnassignedRequests", "listWorlds", "patchDocument", "putClock", "putDocument", "putFaults", "putSnapshot",
                "redeemPromotion", "releaseBarrier", "resetWorld", "restoreSnapshot", "verifyRequests",
            ],
            ids.Order(StringComparer.Ordinal));
        Assert.Equal(
            _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ControlDoc>()?.Id).OfType<string>().Order(StringComparer.Ordinal),
            ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_control_is_mapped_without_its_words()
    {
        var controls = _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/_emulator", StringComparison.Ordinal) is true).ToList();

        Assert.NotEmpty(controls);
        Assert.All(controls, control => Assert.NotEmpty(control.Metadata.GetRequiredMetadata<ControlDoc>().Summary));
        Assert.All(await OperationsAsync(), operation => Assert.NotEmpty(operation.Json.GetProperty("summary").GetString()!));
    }

    [Fact]
    public async Task Every_example_body_can_be_sent_as_it_is_and_every_control_as_its_examples_say()
    {
        // Writing first, in the document's order; then reading; then removing, from the leaves up.
        var ordered = (await OperationsAsync())
            .Select((operation, index) => (Operation: operation, Rank: operation.Method switch { "delete" => 2, "get" => 1, _ => 0 }, Index: index))
            .OrderBy(entry => entry.Rank)
            .ThenBy(entry => entry.Rank == 2 ? -entry.Operation.Path.Length : entry.Index)
            .Select(entry => entry.Operation).ToList();
        var bodies = 0;
        foreach (var operation in ordered)
        {
            var path = operation.Path;
            foreach (var parameter in PartsOf(operation.Json, "path"))
            {
                path = path.Replace($"{{{parameter.GetProperty("name").GetString()}}}", parameter.GetProperty("example").GetString(), StringComparison.Ordinal);
            }

            var query = PartsOf(operation.Json, "query").Where(parameter => parameter.TryGetProperty("example", out _))
                .Select(parameter => $"{parameter.GetProperty("name").GetString()}={parameter.GetProperty("example")}").ToList();
            path += query.Count == 0 ? "" : "?" + string.Join('&', query);
            string? body = null;
            if (operation.Json.TryGetProperty("requestBody", out var request))
            {
                body = request.GetProperty("content").GetProperty("application/json").GetProperty("example").GetRawText();
                bodies++;
            }

            var reply = await _app.ControlAsync(new HttpMethod(operation.Method.ToUpperInvariant()), path, body);

            Assert.True(reply.Status is >= 200 and < 300, $"{operation.Id} {path}: {reply.Status} {reply.Body}");
            var declared = operation.Json.GetProperty("responses").EnumerateObject().First();
            Assert.Equal((operation.Id, reply.Status.ToString(CultureInfo.InvariantCulture)), (operation.Id, declared.Name));
            Assert.Equal(reply.Body.Length > 0, declared.Value.TryGetProperty("content", out _));
        }

        Assert.Equal(9, bodies);
        Assert.Equal("deleteWorlds", ordered.Last(operation => operation.Path.StartsWith("/_emulator/worlds", StringComparison.Ordinal)).Id);
    }

    [Fact]
    public async Task Every_control_declares_what_it_refuses_with_a_problem()
    {
        var operations = await OperationsAsync();
        foreach (var operation in operations)
        {
            var wanted = new List<int> { 403 };
            wanted.AddRange(operation.Path.Contains("{world}", StringComparison.Ordinal) ? [404] : []);
            wanted.AddRange(operation.Json.TryGetProperty("requestBody", out _) ? [400, 413, 415] : []);
            wanted.AddRange(operation.Id is "createWorld" or "forkWorld" or "redeemPromotion" or "verifyRequests" ? [409] : []);
            wanted.AddRange(operation.Id is "putSnapshot" or "listRequests" or "countRequests" or "listUnassignedRequests" or "deleteWorlds" or "explain" ? [400] : []);

            var responses = operation.Json.GetProperty("responses").EnumerateObject().ToList();
            var refusals = responses.Where(response => response.Name[0] == '4').ToList();

            Assert.Equal((operation.Id, string.Join(' ', wanted.Order())), (operation.Id, string.Join(' ', refusals.Select(refusal => refusal.Name))));
            Assert.All(responses, response => Assert.NotEmpty(response.Value.GetProperty("description").GetString()!));
            Assert.All(refusals, refusal => Assert.Matches(
                "Problem\"}$", refusal.Value.GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)));
        }

        Assert.Equal(31, operations.Count);
        string[] writes =
        [
            "advanceClock", "createWorld", "deleteFaults", "deleteSnapshot", "deleteWorld", "deleteWorlds", "forkWorld", "patchDocument", "putClock", "putDocument", "putFaults", "putSnapshot",
            "redeemPromotion", "resetWorld", "restoreSnapshot",
        ];
        Assert.Equal(writes, Refusing("507"));
        Assert.Equal(
            operations.Where(operation => operation.Path.Contains("{world}", StringComparison.Ordinal)).Select(operation => operation.Id).Union([.. writes, "listUnassignedRequests"], StringComparer.Ordinal).Order(StringComparer.Ordinal),
            Refusing("503"));

        IEnumerable<string> Refusing(string status) =>
            operations.Where(operation => operation.Json.GetProperty("responses").TryGetProperty(status, out _)).Select(operation => operation.Id).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_filters_of_a_journal_are_parameters_of_its_list_and_its_count_and_the_list_has_a_limit()
    {
        string[] filters = ["operation", "method", "path", "status", "code", "answeredBy"];
        foreach (var operation in (await OperationsAsync()).Where(operation => operation.Id is "listRequests" or "countRequests" or "listUnassignedRequests"))
        {
            Assert.Equal(operation.Id is "countRequests" ? filters : [.. filters, "limit"], PartsOf(operation.Json, "query").Select(parameter => parameter.GetProperty("name").GetString()));
        }
    }

    [Fact]
    public async Task The_controls_ask_for_their_key_and_no_vendors_credential()
    {
        var document = ParseJson((await _app.GetPlainAsync("/swagger/controls/swagger.json")).Body);

        var scheme = Assert.Single(document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject());
        Assert.Equal("X-Emulator-Key", scheme.Value.GetProperty("name").GetString());
        Assert.Equal($$"""[{"{{scheme.Name}}":[]}]""", document.GetProperty("security").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_controls_stand_in_no_other_document()
    {
        Assert.DoesNotContain("_emulator", (await _app.GetPlainAsync("/swagger/v1/swagger.json")).Body, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<Control>> OperationsAsync()
    {
        var reply = await _app.GetPlainAsync("/swagger/controls/swagger.json");
        Assert.Equal(200, reply.Status);
        return
        [
            .. ParseJson(reply.Body).GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(
                operation => new Control(path.Name, operation.Name, operation.Value.GetProperty("operationId").GetString()!, operation.Value))),
        ];
    }

    private static IEnumerable<JsonElement> PartsOf(JsonElement operation, string place) =>
        operation.TryGetProperty("parameters", out var all)
            ? all.EnumerateArray().Where(parameter => place.Equals(parameter.GetProperty("in").GetString(), StringComparison.Ordinal))
            : [];

    private sealed record Control(string Path, string Method, string Id, JsonElement Json);
}
