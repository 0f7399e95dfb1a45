using System.Globalization;
using System.Text.Json.Nodes;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Contract;

/// <summary>A request that the OpenAPI document gives as an example, with its answer.</summary>
internal sealed record OperationExample(string OperationId, string Method, string Name, int Status, JsonNode Example)
{
    /// <summary>Examples that are refused before the handler, and those of operations that are refused with 501, prove nothing about it.</summary>
    public bool IsAnsweredByHandler => Status < 400;

    public static IEnumerable<OperationExample> In(string document) =>
        from path in JsonNode.Parse(document)!["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        from response in method.Value!["responses"]!.AsObject()
        from example in response.Value!["content"]?["application/json"]?["examples"]?.AsObject() ?? []
        select new OperationExample((string)method.Value["operationId"]!, method.Key, example.Key, int.Parse(response.Key, CultureInfo.InvariantCulture), example.Value!);

    /// <summary>Sends the request and compares the answer with that of the document.</summary>
    public async Task CheckAsync(EmulatorApp app)
    {
        var reply = await ExampleRequest.SendAsync(app, Method, Example);
        var place = $"{OperationId}, example {Name}: ";
        Assert.Equal(place + Status, place + reply.Status);
        if (Example["x-emulator-varies"] is null)
        {
            Assert.Equal(place + ExampleRequest.OneLine(Example["value"]!), place + ExampleRequest.OneLine(JsonNode.Parse(reply.Body)!));
        }
    }
}
