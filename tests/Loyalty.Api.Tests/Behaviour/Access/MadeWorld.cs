using System.Text.Json;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Access;

/// <summary>A world that a test created through the controls.</summary>
internal sealed record MadeWorld(EmulatorApp App, string Name, string Authorization, string ClientBody)
{
    public static async Task<MadeWorld> CreateAsync(EmulatorApp app, string body)
    {
        var reply = await app.SendAsync(HttpMethod.Post, "/_emulator/worlds", OAuth.Body(body, "application/json"));
        Assert.Equal(201, reply.Status);
        using var json = JsonDocument.Parse(reply.Body);
        var client = json.RootElement.GetProperty("oauthClient");
        return new MadeWorld(
            app,
            json.RootElement.GetProperty("name").GetString()!,
            json.RootElement.GetProperty("authorization").GetString()!,
            client.GetRawText());
    }

    /// <summary>Replaces a part of the world, for example its clock.</summary>
    public async Task PutAsync(string part, string body)
    {
        var reply = await App.SendAsync(HttpMethod.Put, $"/_emulator/worlds/{Name}/{part}", OAuth.Body(body, "application/json"));
        Assert.True(reply.Status is 200 or 204, reply.Body);
    }

    public Task FreezeAsync(string at) => PutAsync("clock", $$"""{"mode":"frozen","at":"{{at}}"}""");

    public async Task AdvanceAsync(string by)
    {
        var reply = await App.SendAsync(HttpMethod.Post, $"/_emulator/worlds/{Name}/clock/advance", OAuth.Body($$"""{"by":"{{by}}"}""", "application/json"));
        Assert.True(reply.Status is 200, reply.Body);
    }

    public async Task DeleteAsync() =>
        Assert.Equal(204, (await App.SendAsync(HttpMethod.Delete, $"/_emulator/worlds/{Name}", null)).Status);

    public async Task<string> ExportAsync()
    {
        var reply = await App.GetPlainAsync($"/_emulator/worlds/{Name}/document");
        Assert.Equal(200, reply.Status);
        return reply.Body;
    }
}
