using System.Text;
using System.Text.Json;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Access;

/// <summary>The token endpoint and the two reads that a token opens.</summary>
internal static class OAuth
{
    public const string Header = "X-CAP-API-OAUTH-TOKEN";

    public const string Generate = "/v3/oauth/token/generate";

    /// <summary>A v3 read of the sample world.</summary>
    public const string Targets = "/v3/users/565039506/enrolledTargets";

    /// <summary>A gateway read of the sample world.</summary>
    public const string Promotions = "/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=1&offset=0&sourceType=USER_CREATED";

    public const string Sample = """{"key":"docs-key","secret":"docs-secret"}""";

    public const string Limited = """{"key":"docs-limited-key","secret":"docs-limited-secret"}""";

    public static Task<Reply> AskAsync(EmulatorApp app, string body, string? mediaType = "application/json") =>
        app.SendAsync(HttpMethod.Post, Generate, Body(body, mediaType));

    /// <summary>A token that works from now on.</summary>
    public static async Task<string> TokenAsync(EmulatorApp app, string body = Sample)
    {
        var reply = await AskAsync(app, body);
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

    public static string Refusal(int code, string message) => $$"""{"data":null,"errors":[{"code":{{code}},"message":"{{message}}"}]}""";

    public static string V3Refusal(int code, string message) => $$"""{"data":null,"errors":[{"code":{{code}},"message":"{{message}}"}],"warnings":null}""";

    public static string GatewayErrorResponse(int status, string reason, int code, string message) =>
        $$$$"""{"status":{"code":{{{{status}}}},"message":"{{{{reason}}}}"},"validationErrors":{"otherErrors":{"data":[{"status":false,"responseCode":{{{{code}}}},"responseMessage":"{{{{message}}}}","valid":false}]}},"data":null}""";
}
