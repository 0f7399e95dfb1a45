using System.Globalization;
using System.Text.Json;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>An app with methods that request promotionsV2. By default it has the sample world.</summary>
public class SamplePromotions : EmulatorApp
{
    public SamplePromotions()
        : this(null)
    {
    }

    internal SamplePromotions(string? world, params (string Name, string Value)[] settings)
        : base(world, settings)
    {
    }

    /// <summary>The path of the first 100 user-created promotions. The given parameters replace the default ones; a null value removes a parameter.</summary>
    public static string Path(string program, params (string Name, string? Value)[] parameters)
    {
        var query = new List<(string Name, string? Value)> { ("limit", "100"), ("offset", "0"), ("sourceType", "USER_CREATED") };
        foreach (var parameter in parameters)
        {
            query.RemoveAll(existing => string.Equals(existing.Name, parameter.Name, StringComparison.Ordinal));
            query.Add(parameter);
        }

        var text = query.Where(parameter => parameter.Value is not null).Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}");
        return $"/api_gateway/loyalty/v1/programs/{program}/promotionsV2?{string.Join('&', text)}";
    }

    public Task<Reply> AskAsync(string program, params (string Name, string? Value)[] parameters) => GetAsync(Path(program, parameters));

    public async Task<Page> PageAsync(string program, params (string Name, string? Value)[] parameters)
    {
        var reply = await AskAsync(program, parameters);
        Assert.Equal(200, reply.Status);
        return Page.Read(reply.Body);
    }

    public static string Error(int code, string message) => Error(400, "Bad Request", code, message);

    public static string Error(int status, string reason, int code, string message) =>
        $$$$"""{"status":{"code":{{{{status}}}},"message":"{{{{reason}}}}"},"validationErrors":{"otherErrors":{"data":[{"status":false,"responseCode":{{{{code}}}},"responseMessage":"{{{{message}}}}","valid":false}]}},"data":null}""";
}

/// <summary>The promotion ids and page details of a response. Both halves of the response must have the same promotions.</summary>
public sealed record Page(IReadOnlyList<long> Ids, string Details)
{
    public static Page Read(string body)
    {
        using var document = JsonDocument.Parse(body);
        var gateway = IdsOf(document.RootElement.GetProperty("data"), "id");
        Assert.Equal(gateway, IdsOf(document.RootElement.GetProperty("promotions"), "promotionId"));
        return new Page(gateway, string.Join(' ', document.RootElement.GetProperty("pageDetails").EnumerateObject().Select(entry => entry.Value.GetInt64().ToString(CultureInfo.InvariantCulture))));
    }

    private static List<long> IdsOf(JsonElement list, string name) => [.. list.EnumerateArray().Select(item => item.GetProperty(name).GetInt64())];
}
