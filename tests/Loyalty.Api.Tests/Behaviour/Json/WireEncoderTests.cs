using System.Text;
using System.Text.Json;
using Loyalty.Api.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Json;

/// <summary>Responses escape only the characters that JSON requires to be escaped.</summary>
[Trait("Evidence", "documented: docs/architecture.md 4")]
public sealed class WireEncoderTests
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = WireEncoder.Instance };

    [Fact]
    public void Only_characters_that_JSON_requires_to_be_escaped_are_escaped()
    {
        for (var code = 0; code <= 0x10FFFF; code += code < 0x3000 ? 1 : 61)
        {
            if (Rune.IsValid(code))
            {
                var text = $"a{new Rune(code)}b";
                var json = JsonSerializer.Serialize(text, Options);
                Assert.Equal(code is < 0x20 or '"' or '\\', !string.Equals($"\"{text}\"", json, StringComparison.Ordinal));
                Assert.Equal(text, JsonSerializer.Deserialize<string>(json));
            }
        }
    }

    [Theory]
    [InlineData("\uD83D")]
    [InlineData("\uDE00\uD83D")]
    public void A_lone_surrogate_is_replaced(string loneSurrogate)
    {
        Assert.DoesNotContain('\uD83D', JsonSerializer.Deserialize<string>(JsonSerializer.Serialize("a" + loneSurrogate + "b", Options))!);
    }

    [Theory]
    [InlineData("+0000 > é ü \u2028 \u007F \uFEFF 😀😀 end")]
    [InlineData("😀\"\\\n😀")]
    public async Task A_promotion_name_is_returned_as_it_was_written(string name)
    {
        using var app = new EmulatorApp();
        var world = await app.NewWorldAsync(JsonSerializer.Serialize(new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            ["world"] = JsonDocument.Parse($$"""
                {"schemaVersion":1,"name":"w","timeZone":"UTC","orgs":[{"id":1,"name":"O","programs":[{"id":1,"name":"P"}],
                "promotions":[{"id":1,"programId":1,"name":{{JsonSerializer.Serialize(name)}},"identifier":"p","sourceType":"UI","eventName":"TransactionAdd",
                "startDate":"2020-01-01T00:00:00Z","endDate":"2099-01-01T00:00:00Z","pointsOfferType":"GENERIC","lastUpdateDate":"2020-01-01T00:00:00Z"}]}]}
                """).RootElement,
        }));

        var reply = await world.AskAsync("/api_gateway/loyalty/v1/programs/1/promotionsV2?limit=1&offset=0&sourceType=UI");

        var wire = name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        Assert.Contains($"\"promotionName\":\"{wire}\"", reply.Body.Replace("\\u0022", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
