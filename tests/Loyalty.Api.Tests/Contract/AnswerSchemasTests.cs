using System.Text;
using System.Text.Json.Nodes;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Contract;

/// <summary>Real answers fit the schemas that the served documents promise for their status.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 4")]
public sealed class AnswerSchemasTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Fact]
    public async Task Every_example_request_is_answered_as_its_schema_says()
    {
        var document = await DocumentAsync("v1");
        var schemas = new AnswerSchemas(document);
        var answers = 0;
        foreach (var (_, method, operation) in Operations(document))
        {
            foreach (var (status, response) in operation["responses"]!.AsObject())
            {
                foreach (var (name, example) in response!["content"]?["application/json"]?["examples"]?.AsObject() ?? [])
                {
                    var sent = $"{operation["operationId"]} {name}";
                    var reply = await ExampleRequest.SendAsync(app, method, example!);

                    Assert.Equal($"{sent} {status}", $"{sent} {reply.Status}");
                    Fits(schemas.Refusal(method, ExampleRequest.UrlOf(example!), reply));
                    answers++;
                }
            }
        }

        Assert.Equal(Operations(document).Count(), schemas.Operations);
        Assert.True(answers >= 40, $"only {answers} examples");
    }

    [Fact]
    public async Task Statuses_without_an_example_are_answered_as_their_schemas_say()
    {
        var schemas = new AnswerSchemas(await DocumentAsync("v1"));
        const string targets = "/v3/users/565039506/enrolledTargets";
        const string promotions = "/api_gateway/loyalty/v1/programs/469/promotionsV2?limit=1&offset=0&sourceType=USER_CREATED";
        foreach (var path in new[] { targets, promotions })
        {
            foreach (var code in new[] { 404, 405, 413, 415, 429, 498, 500, 503 })
            {
                var refused = await app.GetAsync(path, ("Prefer", $"code={code}"));
                Assert.True(refused.Status >= 400);
                Fits(schemas.Refusal("get", path, refused));
            }

            var first = await app.GetAsync(path);
            var unchanged = await app.GetAsync(path, ("If-None-Match", first.Headers["ETag"]));
            Assert.Equal(304, unchanged.Status);
            Fits(schemas.Refusal("get", path, unchanged));
        }

        var issued = await app.SendAsync(HttpMethod.Post, "/v3/oauth/token/generate", Body("""{"key":"docs-key","secret":"docs-secret"}"""));
        Assert.Equal(200, issued.Status);
        Fits(schemas.Refusal("post", "/v3/oauth/token/generate", issued));
    }

    [Fact]
    public async Task Response_headers_are_the_documented_ones()
    {
        var document = await DocumentAsync("v1");
        var responses = Operations(document).Single(operation => operation.Path.EndsWith("/enrolledTargets", StringComparison.Ordinal)).Operation["responses"]!;
        string[] Documented(int status) => [.. responses[$"{status}"]!["headers"]!.AsObject().Select(header => header.Key)];

        var fine = await app.GetAsync("/v3/users/565039506/enrolledTargets", ("Prefer", "delay=0"));
        var limited = await app.GetAsync("/v3/users/565039506/enrolledTargets", ("Prefer", "code=429"));
        var anonymous = await app.GetPlainAsync("/v3/users/565039506/enrolledTargets");

        Assert.All(Documented(200), name => Assert.Contains(name, fine.Headers));
        Assert.All(Documented(429), name => Assert.Contains(name, limited.Headers));
        Assert.All(Documented(401), name => Assert.Contains(name, anonymous.Headers));
        string[] all = ["X-Cap-Requestid", "ETag", "Retry-After", "Deprecation", "Link", "X-Emulator-Reason", "Vary", "Preference-Applied"];
        Assert.Equal(all.Except(["Retry-After", "X-Emulator-Reason"]), Documented(200));
        Assert.DoesNotContain(all.Except(Documented(200)), fine.Headers.ContainsKey);
        Assert.DoesNotContain(all.Except(Documented(429)), limited.Headers.ContainsKey);
        Assert.DoesNotContain(all.Except(Documented(401)), anonymous.Headers.ContainsKey);
    }

    [Fact]
    public async Task Every_control_answers_as_its_schema_says()
    {
        using var own = new EmulatorApp();
        var document = await DocumentAsync("controls");
        var schemas = new AnswerSchemas(document);

        // In the order of the page: groups, then operations as they are listed.
        var groups = document["tags"]!.AsArray().Select(tag => (string)tag!["name"]!).ToList();
        var ordered = Operations(document).OrderBy(entry => groups.IndexOf((string)entry.Operation["tags"]![0]!)).ToList();
        Assert.Equal(9, groups.Count);
        foreach (var (template, method, operation) in ordered)
        {
            var path = template;
            foreach (var parameter in (operation["parameters"]?.AsArray() ?? []).Where(parameter => (string)parameter!["in"]! is "path"))
            {
                path = path.Replace($"{{{parameter!["name"]}}}", (string)parameter["example"]!, StringComparison.Ordinal);
            }

            var query = (operation["parameters"]?.AsArray() ?? []).Where(parameter => (string)parameter!["in"]! is "query" && parameter["example"] is not null)
                .Select(parameter => $"{parameter!["name"]}={parameter["example"]}").ToList();
            path += query.Count == 0 ? "" : "?" + string.Join('&', query);
            var body = operation["requestBody"]?["content"]?["application/json"]?["example"];
            var reply = await own.SendAsync(new HttpMethod(method.ToUpperInvariant()), path, body is null ? null : Body(body.ToJsonString()));

            Assert.True(reply.Status is >= 200 and < 300, $"{method} {path}: {reply.Status} {reply.Body}");
            Fits(schemas.Refusal(method, path, reply));
        }

        Assert.Equal(31, ordered.Count);
    }

    /// <summary>Request bodies that the controls accept have to fit their schemas, or a generated client could not send them.</summary>
    [Fact]
    public async Task Example_bodies_of_the_controls_fit_their_schemas()
    {
        var document = await DocumentAsync("controls");
        var validator = new SchemaValidator(document);
        var bodies = Operations(document).Select(operation => operation.Operation["requestBody"]?["content"]?["application/json"]).OfType<JsonNode>().ToList();

        Assert.Equal(9, bodies.Count);
        Assert.All(bodies, body => Fits(validator.Refusal(body["schema"]!.AsObject(), body["example"], "$")));
        var create = bodies[0]["schema"]!.AsObject();
        Fits(validator.Refusal(create, new JsonObject { ["world"] = JsonNode.Parse(SampleWorld.Text) }, "$"));
        Assert.NotNull(validator.Refusal(create, new JsonObject { ["world"] = "full" }, "$"));
    }

    [Theory]
    [InlineData("""{"type":"string"}""", "1", "$: integer 1 instead of string")]
    [InlineData("""{"type":"string","nullable":true}""", "null", null)]
    [InlineData("""{"type":["string","null"]}""", "null", null)]
    [InlineData("""{"nullable":true,"allOf":[]}""", "null", "$: the schema has nullable without type")]
    [InlineData("""{"type":"number"}""", "1", null)]
    [InlineData("""{"type":"integer"}""", "1.5", "$: number 1.5 instead of integer")]
    [InlineData("""{"required":["a"]}""", "{}", "$: a is missing")]
    [InlineData("""{"properties":{"a":{"type":"boolean"}}}""", """{"a":"x"}""", "$.a: string \"x\" instead of boolean")]
    [InlineData("""{"properties":{},"additionalProperties":false}""", """{"b":1}""", "$: b is not documented")]
    [InlineData("""{"additionalProperties":{"type":"string"}}""", """{"b":1}""", "$.b: integer 1 instead of string")]
    [InlineData("""{"items":{"enum":["A"]}}""", """["A","B"]""", "$[1]: \"B\" is none of [\"A\"]")]
    [InlineData("""{"oneOf":[{"type":"integer"},{"type":"number"}]}""", "1", "$: fits 2 of 2 choices (; )")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"number"}]}""", "1", null)]
    [InlineData("""{"$ref":"#/components/schemas/A"}""", "1", "$: integer 1 instead of string")]
    [InlineData("""{"multipleOf":1}""", "1", "$: this validator does not know the keyword multipleOf")]
    public void The_validator_knows_its_keywords_and_refuses_others(string schema, string value, string? refusal)
    {
        var validator = new SchemaValidator(JsonNode.Parse("""{"components":{"schemas":{"A":{"type":"string"}}}}""")!.AsObject());

        Assert.Equal(refusal, validator.Refusal(JsonNode.Parse(schema)!.AsObject(), JsonNode.Parse(value), "$"));
    }

    private static void Fits(string? refusal) => Assert.True(refusal is null, refusal);

    private static IEnumerable<(string Path, string Method, JsonObject Operation)> Operations(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        select (path.Key, method.Key, method.Value!.AsObject());

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");

    private async Task<JsonObject> DocumentAsync(string name) => JsonNode.Parse((await app.GetPlainAsync($"/swagger/{name}/swagger.json")).Body)!.AsObject();
}
