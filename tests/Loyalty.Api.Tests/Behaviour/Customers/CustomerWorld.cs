using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Customers;

/// <summary>A world of its own for a test of the customer operations, frozen on 15 June 2031. The next customer has the id 1003.</summary>
internal sealed class CustomerWorld(TestWorld world)
{
    public const string Customers = "/v2/customers";

    private static int _worlds;

    public TestWorld World => world;

    public static async Task<CustomerWorld> NewAsync(EmulatorApp app, string settings = "")
    {
        var till = Interlocked.Increment(ref _worlds);
        return new(await app.NewWorldAsync($$$"""
            {"world":{"schemaVersion":1,"name":"customers","timeZone":"UTC","clock":{"mode":"FROZEN","at":"2031-06-15T12:00:00Z"},"settings":{ {{{settings}}} },"orgs":[
              {"id":1,"name":"One","tills":[{"username":"customers.{{{till}}}"}],"customers":[
                {"id":1001,"identifiers":[{"name":"mobile","value":"911001"},{"name":"externalId","value":"E,1"}],
                 "profiles":[{"firstName":"Asha","lastName":"Runner","commChannels":[{"type":"mobile","value":"911001","primary":false,"subscribed":true}]}],
                 "loyaltyInfo":{"lifetimePurchases":10.5,"attribution":{"createdOn":"2030-01-01T00:00:00Z","lastUpdatedOn":"2030-01-01T00:00:00Z","createdBy":7,"lastUpdatedBy":7}},
                 "customFields":{"shoe":"42"}},
                {"id":1002,"identifiers":[{"name":"email","value":"b@example.com"},{"name":"cuid","value":"C2"}]}]} ]} }
            """));
    }

    /// <summary>The fields of a profile of INSTORE, and what follows the list of profiles.</summary>
    public Task<Reply> RegisterAsync(string profile, string more = "", params (string Name, string Value)[] headers) =>
        SendAsync($$"""{"profiles":[{"source":"INSTORE",{{profile}}}]{{more}}}""", headers);

    public Task<Reply> SendAsync(string body, params (string Name, string Value)[] headers) =>
        world.App.ControlAsync(HttpMethod.Post, Customers, body, [("Authorization", world.Authorization), .. headers]);

    public Task<Reply> LookUpAsync(string query) => world.AskAsync($"{Customers}/lookup?{query}");

    public Task<Reply> FindAsync(string name, string value) => LookUpAsync($"source=INSTORE&identifierName={name}&identifierValue={Uri.EscapeDataString(value)}");

    /// <summary>The customers of the exported organisation, each as its document shows it.</summary>
    public async Task<IReadOnlyList<string>> ExportedAsync() =>
        [.. TestWorlds.ParseJson(await world.ExportAsync()).GetProperty("orgs")[0].GetProperty("customers").EnumerateArray().Select(customer => JsonSerializer.Serialize(customer))];

    public static string Identifier(string type, string value) => $$"""{"type":"{{type}}","value":"{{value}}"}""";

    public static string Registered(long id, string warnings = "") => $$"""{"createdId":{{id}},"warnings":[{{warnings}}],"sideEffects":[]}""";

    public static string Warning(int code, string message) => $$"""{"status":false,"code":{{code}},"message":"{{message}}"}""";

    public static void RefusedRegistration(int code, string message, Reply reply) =>
        Assert.Equal((400, $$"""{"warnings":[],"errors":[{{Warning(code, message)}}]}"""), (reply.Status, reply.Body));

    public static void RefusedLookup(int code, string message, Reply reply) => Assert.Equal((400, $$"""{"errors":[{{Warning(code, message)}}]}"""), (reply.Status, reply.Body));
}
