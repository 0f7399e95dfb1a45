using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Contract;

/// <summary>Sends every request that the OpenAPI document gives as an example and compares the answer with the document's own.</summary>
public sealed class SwaggerExamplesTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.6")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6")]
    public async Task Every_example_request_is_answered_with_the_examples_response()
    {
        var document = JsonNode.Parse((await app.GetPlainAsync("/swagger/v1/swagger.json")).Body)!.AsObject();
        var sent = new List<string>();
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                foreach (var (status, response) in operation!["responses"]!.AsObject())
                {
                    foreach (var (name, example) in response!["content"]?["application/json"]?["examples"]?.AsObject() ?? [])
                    {
                        var reply = await SendAsync(path, method, operation.AsObject(), name, (string?)example!["x-emulator-caller"]);
                        sent.Add($"{operation["operationId"]} {name}");
                        var place = $"{operation["operationId"]}, example {name}: ";
                        Assert.Equal(place + status, place + reply.Status);
                        Assert.Equal(place + OneLine(example["value"]!), place + OneLine(JsonNode.Parse(reply.Body)!));
                    }
                }
            }
        }

        // Seven of enrolledTargets, seventeen of promotionsV2 under each of its two names, two of the token endpoint.
        Assert.Equal(43, sent.Distinct(StringComparer.Ordinal).Count());
    }

    private Task<Reply> SendAsync(string path, string method, JsonObject operation, string example, string? caller)
    {
        var query = new List<string>();
        var headers = new List<(string, string)>();
        switch (caller)
        {
            case null:
                headers.Add(("Authorization", Tills.Sample));
                break;
            case "Limited":
                headers.Add(("Authorization", Tills.Limited));
                break;
            default:
                Assert.Equal("Nobody", caller);
                break;
        }

        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
        {
            var name = (string)parameter!["name"]!;
            if (parameter["examples"]?[example]?["value"]?.ToString() is not { } value)
            {
                Assert.NotEqual("path", (string)parameter["in"]!);
                continue;
            }

            switch ((string)parameter["in"]!)
            {
                case "path":
                    path = path.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
                    break;
                case "query":
                    query.Add($"{name}={Uri.EscapeDataString(value)}");
                    break;
                default:
                    headers.Add((name, value));
                    break;
            }
        }

        var body = operation["requestBody"]?["content"]?["application/json"]?["examples"]?[example]?["value"];
        return app.SendAsync(
            new HttpMethod(method.ToUpperInvariant()),
            query.Count == 0 ? path : $"{path}?{string.Join('&', query)}",
            body is null ? null : new StringContent(OneLine(body), Encoding.UTF8, "application/json"),
            [.. headers]);
    }

    /// <summary>Keeps order and the text of numbers; only blanks and the spelling of escapes go.</summary>
    private static string OneLine(JsonNode node) => node.ToJsonString(Relaxed);
}
