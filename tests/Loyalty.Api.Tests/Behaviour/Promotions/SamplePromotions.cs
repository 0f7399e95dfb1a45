using System.Globalization;
using System.Text.Json;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>Asks promotionsV2 of the sample world; the parameters of a page are given unless a test leaves them out.</summary>
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

    /// <summary>A page of user-created promotions, 100 from the first, changed by what a test gives; an absent value leaves the parameter out.</summary>
    public static string Path(string program, params (string Name, string? Value)[] parameters)
    {
        var query = new List<(string Name, string? Value)> { ("limit", "100"), ("offset", "0"), ("sourceType", "USER_CREATED") };
        foreach (var parameter in parameters)
        {
            query.RemoveAll(known => string.Equals(known.Name, parameter.Name, StringComparison.Ordinal));
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

    public static string Refusal(int code, string message) => Refusal(400, "Bad Request", code, message);

    public static string Refusal(int status, string reason, int code, string message) =>
        $$$$"""{"status":{"code":{{{{status}}}},"message":"{{{{reason}}}}"},"validationErrors":{"otherErrors":{"data":[{"status":false,"responseCode":{{{{code}}}},"responseMessage":"{{{{message}}}}","valid":false}]}},"data":null}""";
}

/// <summary>What tests look at in a documented answer; both halves are read and have the same promotions.</summary>
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
