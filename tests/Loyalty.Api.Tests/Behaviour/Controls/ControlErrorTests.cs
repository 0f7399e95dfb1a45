using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>The error for an invalid body gives the JSON path and what is expected there, without internal names.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed class ControlErrorTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string LoneSurrogateMessage = "the text contains an unpaired surrogate";

    private const string InstantMessage = "an ISO 8601 instant with an offset is expected here, such as \"2031-01-01T00:00:00Z\"";

    [Theory]
    [InlineData("POST", "", """{"world":"\ud800"}""", "$.world: a world is a document, \"sample\", \"demo\" or \"empty\".")]
    [InlineData("POST", "", """{"name":"\ud800"}""", "$.name: " + LoneSurrogateMessage)]
    [InlineData("POST", "", """{"name":"\udc00"}""", "$.name: " + LoneSurrogateMessage)]
    [InlineData("POST", "", """{"timeZone":"\ud800"}""", "$.timeZone: " + LoneSurrogateMessage)]
    [InlineData("POST", "", """{"expiresAfter":"\ud800"}""", "$.expiresAfter: " + LoneSurrogateMessage)]
    [InlineData("POST", "", """{"till":{"username":"\ud800","password":"x"}}""", "$.till.username: " + LoneSurrogateMessage)]
    [InlineData("POST", "", """{"till":{"username":"x","password":"\ud800"}}""", "$.till.password: " + LoneSurrogateMessage)]
    [InlineData("POST", "", """{"\ud800":1}""", "$: " + LoneSurrogateMessage)]
    [InlineData("POST", "", """{"world":{"\ud800":1}}""", "$.world: " + LoneSurrogateMessage)]
    [InlineData("POST", "/docs/fork", """{"name":"\ud800"}""", "$.name: " + LoneSurrogateMessage)]
    [InlineData("PUT", "/docs/clock", """{"mode":"\ud800"}""", "$.mode: " + LoneSurrogateMessage)]
    [InlineData("PUT", "/docs/clock", """{"mode":"frozen","at":"\ud800"}""", "$.at: " + LoneSurrogateMessage)]
    [InlineData("POST", "/docs/clock/advance", """{"by":"\ud800"}""", "$.by: " + LoneSurrogateMessage)]
    [InlineData("PUT", "/docs/faults", """{"rules":[{"match":{"query":{"\ud800":"x"}},"effect":{"status":500}}]}""", "$.rules[0].match.query: " + LoneSurrogateMessage)]
    public async Task A_lone_surrogate_is_rejected(string method, string subpath, string body, string detail) =>
        Assert.Equal(detail, ProblemDetail(400, await app.ControlAsync(new HttpMethod(method), WorldsPath + subpath, body)));

    [Theory]
    [InlineData("POST", "", """{"name":5}""", "$.name: a string is expected here")]
    [InlineData("POST", "", """{"name":["x"]}""", "$.name: a string is expected here")]
    [InlineData("POST", "", """{"randomSeed":1.5}""", "$.randomSeed: a 64-bit integer is expected here")]
    [InlineData("POST", "", """{"randomSeed":"7"}""", "$.randomSeed: a 64-bit integer is expected here")]
    [InlineData("POST", "", """{"till":5}""", "$.till: an object is expected here")]
    [InlineData("POST", "", """{"till":{"username":"q","password":null}}""", "$.till.password: a string is expected here, not null")]
    [InlineData("POST", "", """{"name":"a","name":"b"}""", "$.name: property 'name' is given twice")]
    [InlineData("POST", "", """{"world":{"a":1,"a":2}}""", "$.world: property 'a' is given twice")]
    [InlineData("POST", "", "5", "$: an object is expected here")]
    [InlineData("POST", "", """{"name":"x",}""", "$: The JSON object contains a trailing comma at the end which is not supported in this mode.")]
    [InlineData("PUT", "/docs/document", "", "line 1: $: no JSON was found")]
    [InlineData("PUT", "/docs/document", """{"settings":{"isoAttribution":"x"}}""", "line 1: $.settings.isoAttribution: true or false is expected here\nline 1: $: missing 'schemaVersion', 'name', 'timeZone', 'orgs'")]
    [InlineData("PUT", "/docs/document", "{\"name\":\"\\ud800\"}", "line 1: $.name: " + LoneSurrogateMessage + "\nline 1: $: missing 'schemaVersion', 'timeZone', 'orgs'")]
    [InlineData("POST", "", "{\"world\":\n{\"name\":\"\\ud800\"}}", "line 2: $.world.name: " + LoneSurrogateMessage + "\nline 2: $.world: missing 'schemaVersion', 'timeZone', 'orgs'")]
    [InlineData("PUT", "/docs/clock", """{"mode":null}""", "$.mode: a string is expected here, not null")]
    [InlineData("PUT", "/docs/clock", """{"mode":"shifted","by":5}""", "$.by: a string is expected here")]
    [InlineData("PUT", "/docs/clock", """{"mode":"frozen","at":"-PT1H"}""", "$.at: " + InstantMessage)]
    [InlineData("PUT", "/docs/clock", """{"mode":"frozen","at":5}""", "$.at: " + InstantMessage)]
    [InlineData("POST", "/docs/clock/advance", """{"by":null}""", "$.by: a string is expected here, not null")]
    [InlineData("PUT", "/docs/faults", """{"rules":null}""", "$.rules: an array is expected here, not null")]
    [InlineData("PUT", "/docs/faults", """{"rules":[{"effect":null}]}""", "$.rules[0].effect: an object is expected here, not null")]
    [InlineData("PUT", "/docs/faults", """{"rules":[{"effect":{"status":"x"}}]}""", "$.rules[0].effect.status: a 32-bit integer is expected here")]
    [InlineData("PUT", "/docs/faults", """{"rules":[{"effect":{"status":500},"match":{"query":{"a.b":5}}}]}""", "$.rules[0].match.query['a.b']: a string is expected here")]
    [InlineData("PUT", "/docs/faults", """{"rules":[{"effect":{"status":500},"times":{"rate":"x"}}]}""", "$.rules[0].times.rate: a number is expected here")]
    [InlineData("PUT", "/docs/faults", """{"rules":[{"effect":{"status":500},"times":{"until":"-PT2H"}}]}""", "$.rules[0].times.until: " + InstantMessage)]
    public async Task An_invalid_value_is_rejected_with_what_is_expected(string method, string subpath, string body, string detail) =>
        Assert.Equal(detail, ProblemDetail(400, await app.ControlAsync(new HttpMethod(method), WorldsPath + subpath, body)));

    [Fact]
    public async Task An_unsupported_method_is_405_with_the_supported_methods()
    {
        Assert.Equal("/_emulator/worlds/docs/clock does not accept PATCH. It accepts GET, HEAD, PUT.", ProblemDetail(405, await app.ControlAsync(HttpMethod.Patch, WorldsPath + "/docs/clock", "{}")));
        Assert.Equal("/_emulator/worlds does not accept PUT. It accepts DELETE, GET, HEAD, POST.", ProblemDetail(405, await app.ControlAsync(HttpMethod.Put, WorldsPath, "{}")));
    }
}
