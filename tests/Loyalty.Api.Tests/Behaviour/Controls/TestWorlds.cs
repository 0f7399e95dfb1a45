using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>Sends control requests and creates worlds with them.</summary>
internal static class TestWorlds
{
    public const string WorldsPath = "/_emulator/worlds";

    /// <summary>Starts the app with an empty store.</summary>
    public static readonly (string Name, string Value) NoSeed = ("Emulator:Seed", "none");

    public static Task<Reply> ControlAsync(this EmulatorApp app, HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        app.SendAsync(method, path, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"), headers);

    public static async Task<TestWorld> NewWorldAsync(this EmulatorApp app, string body = "{}")
    {
        var reply = await app.ControlAsync(HttpMethod.Post, WorldsPath, body);
        Assert.True(reply.Status == 201, reply.Body);
        return TestWorld.From(app, reply.Body);
    }

    /// <summary>A world document with one customer. Customer ids that differ between worlds show which world a response comes from.</summary>
    public static string WithCustomer(long id, string more = "") =>
        $$"""{"schemaVersion":1,"name":"own","timeZone":"UTC" {{more}},"orgs":[{"id":1,"name":"Own","customers":[{"id":{{id}}}]}]}""";

    public static string TargetsOf(long customer) => $"/v3/users/{customer}/enrolledTargets";

    public static JsonElement ParseJson(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public static IReadOnlyList<string> Keys(JsonElement json) => [.. json.EnumerateObject().Select(field => field.Name)];

    /// <summary>Asserts that the response is a problem with this status, and returns its detail.</summary>
    public static string ProblemDetail(int status, Reply reply)
    {
        Assert.True(reply.Status == status, $"{reply.Status} {reply.Body}");
        Assert.Equal("application/problem+json", reply.ContentType);
        var problem = ParseJson(reply.Body);
        Assert.Equal(["type", "title", "status", "detail"], Keys(problem).Take(4));
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        return problem.GetProperty("detail").GetString()!;
    }
}

/// <summary>A world created through the controls, with its credentials.</summary>
internal sealed record TestWorld(EmulatorApp App, string Name, string Authorization, string ClientKey, string ClientSecret)
{
    public static TestWorld From(EmulatorApp app, string created)
    {
        var json = TestWorlds.ParseJson(created);
        var client = json.GetProperty("oauthClient");
        return new TestWorld(
            app,
            json.GetProperty("name").GetString()!,
            json.GetProperty("authorization").GetString()!,
            client.GetProperty("key").GetString()!,
            client.GetProperty("secret").GetString()!);
    }

    public string Path => $"{TestWorlds.WorldsPath}/{Name}";

    /// <summary>The same world in another app, for example after a restart.</summary>
    public TestWorld InApp(EmulatorApp app) => this with { App = app };

    public Task<Reply> ControlAsync(HttpMethod method, string subpath, string? json = null) => App.ControlAsync(method, Path + subpath, json);

    /// <summary>Sends a control request that must succeed, and returns the response body.</summary>
    public async Task<string> DoAsync(HttpMethod method, string subpath, string? json = null)
    {
        var reply = await ControlAsync(method, subpath, json);
        Assert.True(reply.Status is >= 200 and < 300, $"{method} {subpath}: {reply.Status} {reply.Body}");
        return reply.Body;
    }

    /// <summary>Sends an emulated GET request with the world's till.</summary>
    public Task<Reply> AskAsync(string path, params (string Name, string Value)[] headers) =>
        App.GetPlainAsync(path, [("Authorization", Authorization), .. headers]);

    public Task<string> ExportAsync() => DoAsync(HttpMethod.Get, "/document");

    /// <summary>Replaces the fault plan.</summary>
    public Task<string> FailAsync(string rules) => DoAsync(HttpMethod.Put, "/faults", $$"""{"rules":[{{rules}}]}""");

    /// <summary>Waits until the barriers of the world hold so many requests.</summary>
    public async Task UntilHeldAsync(int count)
    {
        var start = Stopwatch.GetTimestamp();
        int held;
        do
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20), $"the barriers never held {count} requests");
            var barriers = TestWorlds.ParseJson(await DoAsync(HttpMethod.Get, "/barriers")).GetProperty("barriers");
            held = barriers.EnumerateArray().Sum(barrier => barrier.GetProperty("waiting").GetArrayLength());
        }
        while (held != count);
    }

    public async Task<string> NowAsync() => TestWorlds.ParseJson(await DoAsync(HttpMethod.Get, "/clock")).GetProperty("now").GetString()!;

    /// <summary>The journal's entries, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> RequestsAsync(string filter = "") =>
        [.. TestWorlds.ParseJson(await DoAsync(HttpMethod.Get, "/requests" + filter)).GetProperty("requests").EnumerateArray()];

    public async Task<JsonElement> LastRequestAsync() => (await RequestsAsync("?limit=1"))[0];

    /// <summary>The token endpoint's response to the world's client.</summary>
    public Task<Reply> TokenAsync() => App.ControlAsync(
        HttpMethod.Post, "/v3/oauth/token/generate", JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["key"] = ClientKey, ["secret"] = ClientSecret }));
}
