using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>What a control refuses it refuses in a sentence: the place in the body and what is expected there, in no words of the program's.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed class ControlRefusalTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Half = "the text holds half of a surrogate pair";

    private const string Instant = "an ISO 8601 instant with an offset is expected here, such as \"2031-01-01T00:00:00Z\"";

    [Theory]
    [InlineData("POST", "", """{"world":"\ud800"}""", "$.world: a world is a document, \"sample\" or \"empty\".")]
    [InlineData("POST", "", """{"name":"\ud800"}""", "$.name: " + Half)]
    [InlineData("POST", "", """{"name":"\udc00"}""", "$.name: " + Half)]
    [InlineData("POST", "", """{"timeZone":"\ud800"}""", "$.timeZone: " + Half)]
    [InlineData("POST", "", """{"expiresAfter":"\ud800"}""", "$.expiresAfter: " + Half)]
    [InlineData("POST", "", """{"till":{"username":"\ud800","password":"x"}}""", "$.till.username: " + Half)]
    [InlineData("POST", "", """{"till":{"username":"x","password":"\ud800"}}""", "$.till.password: " + Half)]
    [InlineData("POST", "", """{"\ud800":1}""", "$: " + Half)]
    [InlineData("POST", "", """{"world":{"\ud800":1}}""", "$.world: " + Half)]
    [InlineData("POST", "", """{"world":{"schemaVersion":1,"name":"\ud800"}}""", "$.world.name: " + Half)]
    [InlineData("POST", "/docs/fork", """{"name":"\ud800"}""", "$.name: " + Half)]
    [InlineData("PUT", "/docs/document", """{"schemaVersion":1,"name":"\ud800"}""", "$.name: " + Half)]
    [InlineData("PUT", "/docs/clock", """{"mode":"\ud800"}""", "$.mode: " + Half)]
    [InlineData("PUT", "/docs/clock", """{"mode":"frozen","at":"\ud800"}""", "$.at: " + Half)]
    [InlineData("POST", "/docs/clock/advance", """{"by":"\ud800"}""", "$.by: " + Half)]
    [InlineData("PUT", "/docs/faults", """{"rules":[{"match":{"query":{"\ud800":"x"}},"effect":{"status":500}}]}""", "$.rules[0].match.query: " + Half)]
    public async Task Half_a_character_is_refused(string method, string below, string body, string detail) =>
        Assert.Equal(detail, Detail(400, await app.ControlAsync(new HttpMethod(method), WorldsPath + below, body)));

    [Theory]
    [InlineData("POST", "", """{"name":5}""", "$.name: text is expected here")]
    [InlineData("POST", "", """{"name":["x"]}""", "$.name: text is expected here")]
    [InlineData("POST", "", """{"randomSeed":1.5}""", "$.randomSeed: a whole number of up to 64 bits is expected here")]
    [InlineData("POST", "", """{"randomSeed":"7"}""", "$.randomSeed: a whole number of up to 64 bits is expected here")]
    [InlineData("POST", "", """{"till":5}""", "$.till: an object is expected here")]
    [InlineData("POST", "", """{"till":{"username":"q","password":null}}""", "$.till.password: text is expected here, not null")]
    [InlineData("POST", "", """{"name":"a","name":"b"}""", "$.name: property 'name' is given twice")]
    [InlineData("POST", "", """{"world":{"a":1,"a":2}}""", "$.world: property 'a' is given twice")]
    [InlineData("POST", "", "5", "$: an object is expected here")]
    [InlineData("POST", "", """{"name":"x",}""", "$: The JSON object contains a trailing comma at the end which is not supported in this mode.")]
    [InlineData("PUT", "/docs/document", "", "$: there is no JSON")]
    [InlineData("PUT", "/docs/document", """{"settings":{"isoAttribution":"x"}}""", "$.settings.isoAttribution: true or false is expected here")]
    [InlineData("PUT", "/docs/clock", """{"mode":null}""", "$.mode: text is expected here, not null")]
    [InlineData("PUT", "/docs/clock", """{"mode":"shifted","by":5}""", "$.by: text is expected here")]
    [InlineData("PUT", "/docs/clock", """{"mode":"frozen","at":"-PT1H"}""", "$.at: " + Instant)]
    [InlineData("PUT", "/docs/clock", """{"mode":"frozen","at":5}""", "$.at: " + Instant)]
    [InlineData("POST", "/docs/clock/advance", """{"by":null}""", "$.by: text is expected here, not null")]
    [InlineData("PUT", "/docs/faults", """{"rules":null}""", "$.rules: a list is expected here, not null")]
    [InlineData("PUT", "/docs/faults", """{"rules":[{"effect":null}]}""", "$.rules[0].effect: an object is expected here, not null")]
    [InlineData("PUT", "/docs/faults", """{"rules":[{"effect":{"status":"x"}}]}""", "$.rules[0].effect.status: a whole number of up to 32 bits is expected here")]
    [InlineData("PUT", "/docs/faults", """{"rules":[{"effect":{"status":500},"match":{"query":{"a.b":5}}}]}""", "$.rules[0].match.query['a.b']: text is expected here")]
    [InlineData("PUT", "/docs/faults", """{"rules":[{"effect":{"status":500},"times":{"rate":"x"}}]}""", "$.rules[0].times.rate: a number is expected here")]
    [InlineData("PUT", "/docs/faults", """{"rules":[{"effect":{"status":500},"times":{"until":"-PT2H"}}]}""", "$.rules[0].times.until: " + Instant)]
    public async Task A_value_that_cannot_be_is_told_what_is_expected(string method, string below, string body, string detail) =>
        Assert.Equal(detail, Detail(400, await app.ControlAsync(new HttpMethod(method), WorldsPath + below, body)));

    [Fact]
    public async Task A_method_that_a_control_does_not_have_is_told_which_it_has()
    {
        Assert.Equal("/_emulator/worlds/docs/clock does not accept PATCH, but GET, HEAD, PUT.", Detail(405, await app.ControlAsync(HttpMethod.Patch, WorldsPath + "/docs/clock", "{}")));
        Assert.Equal("/_emulator/worlds does not accept PUT, but GET, HEAD, POST.", Detail(405, await app.ControlAsync(HttpMethod.Put, WorldsPath, "{}")));
    }
}
