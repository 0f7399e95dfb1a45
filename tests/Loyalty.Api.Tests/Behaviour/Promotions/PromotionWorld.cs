using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>A world of its own for tests of promotions: the clock is frozen on 20 March 2031 at 10:00 UTC; program 415 has a user-created target group 44 with target 55.</summary>
internal sealed class PromotionWorld(TestWorld world)
{
    public const string Gateway = "/api_gateway/loyalty/v1/programs";

    public TestWorld World => world;

    /// <param name="app">The app.</param>
    /// <param name="promotions">The promotions of the organisation.</param>
    /// <param name="settings">Settings of the world.</param>
    /// <param name="more">More lists of the organisation, each with a comma before it.</param>
    /// <param name="zone">The server's zone.</param>
    public static async Task<PromotionWorld> NewAsync(EmulatorApp app, string promotions = "", string settings = "", string more = "", string zone = "UTC") =>
        new(await app.NewWorldAsync($$$"""
            {"world":{
              "schemaVersion":1, "name":"promotions", "timeZone":"{{{zone}}}", "clock":{"mode":"FROZEN", "at":"2031-03-20T10:00:00Z"}, "settings":{ {{{settings}}} },
              "orgs":[{
                "id":90001, "name":"Sample Org", "programs":[{"id":415, "name":"SampleProgram"}, {"id":416, "name":"Second"}],
                "customers":[{"id":5001, "identifiers":[{"name":"mobile", "value":"5550001"}]}],
                "targetGroups":[
                  {"id":44, "name":"Walkers", "userCreated":true, "periods":[], "targets":[{{{Target(55)}}}]},
                  {"id":45, "name":"Everyone", "periods":[], "targets":[{{{Target(56)}}}]}
                ],
                "promotions":[ {{{promotions}}} ] {{{more}}}
              }]
            }}
            """));

    /// <summary>A promotion in a world document.</summary>
    public static string Promotion(long id, string name = "", string more = "", long program = 415, string from = "2031-03-01T00:00:00Z", string to = "2031-03-31T23:59:59Z", string eventName = "TransactionAdd", string type = "GENERIC") => $$"""
        {"id":{{id}}, "programId":{{program}}, "name":"{{(name.Length == 0 ? $"promotion {id}" : name)}}", "identifier":"promotion-{{id}}", "sourceType":"UI", "eventName":"{{eventName}}",
         "startDate":"{{from}}", "endDate":"{{to}}", "pointsOfferType":"{{type}}", "lastUpdateDate":"2031-01-08T07:55:10Z" {{more}} }
        """;

    public Task<Reply> GetAsync(string path) => world.AskAsync(path);

    public Task<Reply> SendAsync(HttpMethod method, string path, string body, params (string Name, string Value)[] headers) =>
        world.App.ControlAsync(method, path, body, [("Authorization", world.Authorization), .. headers]);

    public Task<Reply> CreateAsync(string body, string program = "415", string kind = "SIMPLE", params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, $"{Gateway}/{program}/createPromotion/{kind}", body, headers);

    public async Task<JsonElement> DataAsync(string path)
    {
        var reply = await GetAsync(path);
        Assert.True(reply.Status == 200, reply.Body);
        return TestWorlds.ParseJson(reply.Body).GetProperty("data");
    }

    /// <summary>The ids in the list of promotions.</summary>
    public async Task<IEnumerable<long>> ListedAsync(string query = "") =>
        (await DataAsync($"{Gateway}/promotions/list?limit=100&offset=0{query}")).EnumerateArray().Select(item => item.GetProperty("id").GetInt64());

    public static void Refused(int code, string message, Reply reply) => Assert.Equal((400, SamplePromotions.Error(code, message)), (reply.Status, reply.Body));

    public static void RefusedInV3(int code, string message, Reply reply, int status = 400) =>
        Assert.Equal((status, $$"""{"data":null,"errors":[{"code":{{code}},"message":"{{message}}"}],"warnings":null}"""), (reply.Status, reply.Body));

    private static string Target(long id) => $$"""
        {"id":{{id}}, "name":"Walk10k", "targetType":"COUNT", "targetEntity":"EVENT", "enrolmentMethod":"IMPORT", "expression":"true", "expressionJson":"{}",
         "attribution":{"createdOn":"2031-01-01T00:00:00Z", "lastUpdatedOn":"2031-01-01T00:00:00Z", "lastUpdatedBy":{"id":4}, "createdBy":{"id":4} } }
        """;
}
