using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Targets;

/// <summary>A world of its own without target groups, frozen at 14 January 2026, 09:15:42.318 UTC, with the customer 1001 and the program 469.</summary>
internal sealed class TargetGroupWorld(TestWorld world, string till)
{
    public const string Groups = "/v3/targetGroups";

    private static int _worlds;

    public TestWorld World => world;

    public static async Task<TargetGroupWorld> NewAsync(EmulatorApp app, string zone = "UTC", string groups = "", string settings = "", string more = "")
    {
        var till = $"group.till{Interlocked.Increment(ref _worlds)}";
        var created = await app.NewWorldAsync($$"""
            {"world":{"schemaVersion":1,"name":"groups","timeZone":"{{zone}}","clock":{"mode":"FROZEN","at":"2026-01-14T09:15:42.318Z"},"settings":{ {{settings}} },
            "orgs":[{"id":1,"name":"One","tills":[{"username":"{{till}}","password":"123"}],"programs":[{"id":469,"name":"Rewards"}],"customers":[{"id":1001}],"targetGroups":[ {{groups}} ] {{more}} } ] } }
            """);
        return new(created, till);
    }

    public Task<Reply> SendAsync(HttpMethod method, string path, string? body = null) => world.App.ControlAsync(method, path, body, ("Authorization", Tills.Of(till)));

    public Task<Reply> CreateAsync(string body) => SendAsync(HttpMethod.Post, Groups, body);

    /// <summary>The id of the group that this body creates.</summary>
    public async Task<long> CreatedAsync(string body)
    {
        var reply = await CreateAsync(body);
        Assert.True(reply.Status == 201, reply.Body);
        return TestWorlds.ParseJson(reply.Body).GetProperty("data").GetProperty("id").GetInt64();
    }

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public async Task<JsonElement> DataAsync(string path)
    {
        var reply = await GetAsync(path);
        Assert.True(reply.Status == 200, reply.Body);
        return TestWorlds.ParseJson(reply.Body).GetProperty("data");
    }

    /// <summary>The body of an answer with <c>{by}</c> for the reference to the till.</summary>
    public string Anonymous(string body) => body.Replace($$"""{"id":-1,"code":"{{till}}","description":"","name":"{{till}}","type":"TILL"}""", "{by}", StringComparison.Ordinal);

    public static string Attribution(string instant) =>
        $$$"""{"createdOn":"{{{instant}}}","lastUpdatedOn":"{{{instant}}}","lastUpdatedBy":{by},"createdBy":{by}}""";

    public static string Refusal(int code, string message) => $$"""{"data":null,"errors":[{"code":{{code}},"message":"{{message}}"}],"warnings":null}""";
}
