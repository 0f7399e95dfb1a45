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
        var sent = new List<string>();
        foreach (var example in OperationExample.In((await app.GetPlainAsync("/swagger/v1/swagger.json")).Body))
        {
            await example.CheckAsync(app);
            sent.Add($"{example.OperationId} {example.Name}");
        }

        Assert.InRange(sent.Distinct(StringComparer.Ordinal).Count(), 44, 10_000);
    }
}
