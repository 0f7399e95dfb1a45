using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Contract;

/// <summary>The request that belongs to an example of the OpenAPI document; the document carries it as an extension.</summary>
internal static class ExampleRequest
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string UrlOf(JsonNode example) => (string)example["x-emulator-request"]!["url"]!;

    public static Task<Reply> SendAsync(EmulatorApp app, string method, JsonNode example)
    {
        var request = example["x-emulator-request"]!.AsObject();
        var headers = new List<(string, string)>();
        switch ((string?)example["x-emulator-caller"])
        {
            case null:
                headers.Add(("Authorization", Tills.Sample));
                break;
            case "Limited":
                headers.Add(("Authorization", Tills.Limited));
                break;
            case var caller:
                Assert.Equal("Nobody", caller);
                break;
        }

        headers.AddRange((request["headers"]?.AsObject() ?? []).Select(header => (header.Key, (string)header.Value!)));
        return app.SendAsync(
            new HttpMethod(method.ToUpperInvariant()),
            UrlOf(example),
            request["body"] is { } body ? new StringContent(OneLine(body), Encoding.UTF8, "application/json") : null,
            [.. headers]);
    }

    /// <summary>Without blanks and with the least escapes; the order and the text of numbers stay.</summary>
    public static string OneLine(JsonNode node) => node.ToJsonString(Relaxed);
}
