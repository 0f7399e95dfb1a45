using System.Text.Json.Nodes;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Contract;

/// <summary>Sends every request that the OpenAPI document gives as an example and compares the answer with the document's own.</summary>
public sealed class SwaggerExamplesTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.6")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6")]
    public async Task Every_example_request_is_answered_with_the_examples_response()
    {
        var document = JsonNode.Parse((await app.GetPlainAsync("/swagger/v1/swagger.json")).Body)!.AsObject();
        var sent = new List<string>();
        foreach (var (_, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                foreach (var (status, response) in operation!["responses"]!.AsObject())
                {
                    foreach (var (name, example) in response!["content"]?["application/json"]?["examples"]?.AsObject() ?? [])
                    {
                        var reply = await ExampleRequest.SendAsync(app, method, example!);
                        sent.Add($"{operation["operationId"]} {name}");
                        var place = $"{operation["operationId"]}, example {name}: ";
                        Assert.Equal(place + status, place + reply.Status);
                        if (example!["x-emulator-varies"] is null)
                        {
                            Assert.Equal(place + ExampleRequest.OneLine(example["value"]!), place + ExampleRequest.OneLine(JsonNode.Parse(reply.Body)!));
                        }
                    }
                }
            }
        }

        Assert.InRange(sent.Distinct(StringComparer.Ordinal).Count(), 44, 10_000);
    }
}
