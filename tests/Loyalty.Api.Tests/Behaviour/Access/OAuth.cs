using System.Text;
using System.Text.Json;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Access;

/// <summary>Token requests, the reads that tests send with a token, and error bodies.</summary>
internal static class OAuth
{
    public const string TokenHeader = "X-CAP-API-OAUTH-TOKEN";

    public const string TokenPath = "/v3/oauth/token/generate";

    /// <summary>A read of the sample world in the v3 family.</summary>
    public const string TargetsPath = "/v3/users/565039506/enrolledTargets";

    /// <summary>A read of the sample world in the gateway family.</summary>
    public const string PromotionsPath = "/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=1&offset=0&sourceType=USER_CREATED";

    public const string SampleClient = """{"key":"docs-key","secret":"docs-secret"}""";

    public const string LimitedClient = """{"key":"docs-limited-key","secret":"docs-limited-secret"}""";

    public static Task<Reply> RequestTokenAsync(EmulatorApp app, string body, string? mediaType = "application/json") =>
        app.SendAsync(HttpMethod.Post, TokenPath, Body(body, mediaType));

    /// <summary>A new token.</summary>
    public static async Task<string> TokenAsync(EmulatorApp app, string body = SampleClient)
    {
        var reply = await RequestTokenAsync(app, body);
        Assert.Equal(200, reply.Status);
        using var json = JsonDocument.Parse(reply.Body);
        return json.RootElement.GetProperty("data").GetProperty("accessToken").GetString()!;
    }

    public static ByteArrayContent Body(string text, string? mediaType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return content;
    }

    public static string TokenError(int code, string message) => $$"""{"data":null,"errors":[{"code":{{code}},"message":"{{message}}"}]}""";

    public static string V3Error(int code, string message) => $$"""{"data":null,"errors":[{"code":{{code}},"message":"{{message}}"}],"warnings":null}""";

    public static string GatewayError(int status, string reason, int code, string message) =>
        $$$$"""{"status":{"code":{{{{status}}}},"message":"{{{{reason}}}}"},"validationErrors":{"otherErrors":{"data":[{"status":false,"responseCode":{{{{code}}}},"responseMessage":"{{{{message}}}}","valid":false}]}},"data":null}""";
}
