using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Contract;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Operations;

/// <summary>What an answer depends on besides its address, for caches between client and emulator.</summary>
[Trait("Evidence", "inferred: docs/reading-the-documentation.md, row B-9")]
public sealed class VaryTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Theory]
    [InlineData(200, OAuth.TargetsPath)]
    [InlineData(200, OAuth.PromotionsPath)]
    [InlineData(200, OAuth.PromotionsPath, "Prefer", "representation=Gateway")]
    [InlineData(304, OAuth.PromotionsPath, "If-None-Match", "*")]
    [InlineData(400, OAuth.PromotionsPath + "&eventName=")]
    [InlineData(429, OAuth.PromotionsPath, "Prefer", "code=429")]
    [InlineData(415, OAuth.PromotionsPath, "Content-Type", "text/plain")]
    public async Task An_answer_that_Prefer_can_change_varies_by_it(int status, string path, string header = "Accept", string value = "*/*")
    {
        for (var time = 0; time < 2; time++)
        {
            using var body = header is "Content-Type" ? OAuth.Body("{}", value) : null;
            var reply = await app.SendAsync(HttpMethod.Get, path, body, ("Authorization", Tills.Sample), (header, value));

            Assert.Equal((status, "Prefer"), (reply.Status, reply.Headers.GetValueOrDefault("Vary")));
        }
    }

    [Theory]
    [InlineData(401, OAuth.PromotionsPath)]
    [InlineData(404, "/v3/nothing")]
    [InlineData(200, "/_emulator/worlds")]
    public async Task Other_answers_do_not(int status, string path)
    {
        var reply = await app.GetPlainAsync(path, ("Prefer", "code=429"));

        Assert.Equal(status, reply.Status);
        Assert.DoesNotContain("Vary", reply.Headers.Keys);
    }

    [Fact]
    public async Task A_page_of_another_origin_adds_its_own()
    {
        using var open = new EmulatorApp(null, ("Emulator:CorsOrigins", "https://shop.example,https://other.example"));

        var reply = await open.GetAsync(OAuth.PromotionsPath, ("Origin", "https://shop.example"));

        Assert.Equal("Prefer, Origin", reply.Headers["Vary"]);
    }

    [Theory]
    [InlineData("/v3/users/{userId}/enrolledTargets", "get", true)]
    [InlineData("/api_gateway/loyalty/v1/programs/{programId}/promotionsV2", "get", true)]
    [InlineData("/api_gateway/loyalty/v1/programs/{programId}/userCreatedPromotions", "get", true)]
    [InlineData(OAuth.TokenPath, "post", false)]
    public void The_OpenAPI_document_names_Vary_ETag_and_304(string path, string method, bool isRead)
    {
        var document = System.Text.Json.Nodes.JsonNode.Parse(Repository.Read(SwaggerTests.FileOf("v1")))!;
        var responses = document["paths"]![path]![method]!["responses"]!.AsObject();

        Assert.Equal(isRead, responses.ContainsKey("304"));
        Assert.Equal(isRead, responses["200"]!["headers"]!.AsObject().ContainsKey("ETag"));
        Assert.All(responses, response => Assert.Equal(response.Key is not "401", response.Value!["headers"]!.AsObject().ContainsKey("Vary")));
    }
}
