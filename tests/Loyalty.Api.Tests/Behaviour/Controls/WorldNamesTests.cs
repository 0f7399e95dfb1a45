using System.Text.Json;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>The name of a seeded world may contain any character, and the links of the world still work.</summary>
[Trait("Evidence", "documented: docs/architecture.md 5")]
public sealed class WorldNamesTests
{
    [Theory]
    [InlineData("my world/ü 2")]
    [InlineData("a%2Fb")]
    [InlineData("a/b%2Fc%2fd%25")]
    [InlineData("100% a+b?c#d&e\\f")]
    [InlineData("/")]
    public async Task Every_link_of_a_seeded_world_works(string name)
    {
        using var app = new EmulatorApp($$"""{"schemaVersion":1,"name":{{JsonSerializer.Serialize(name)}},"timeZone":"UTC","orgs":[{"id":1,"name":"One"}]}""");
        var world = Assert.Single(ParseJson((await app.ControlAsync(HttpMethod.Get, WorldsPath)).Body).GetProperty("worlds").EnumerateArray());
        string Link(string id) => world.GetProperty("links").GetProperty(id).GetString()!;

        Assert.Equal(name, world.GetProperty("name").GetString());
        foreach (var id in new[] { "self", "document", "snapshots", "clock", "faults", "requests" })
        {
            Assert.Equal(200, (await app.ControlAsync(HttpMethod.Get, Link(id))).Status);
        }

        Assert.Equal(200, (await app.ControlAsync(HttpMethod.Put, Link("clock"), """{"mode":"frozen"}""")).Status);
        Assert.Equal(201, (await app.ControlAsync(HttpMethod.Put, Link("snapshots") + "/before")).Status);
        Assert.Equal(201, (await app.ControlAsync(HttpMethod.Post, Link("fork"))).Status);
        Assert.Equal(204, (await app.ControlAsync(HttpMethod.Post, Link("reset"))).Status);
        Assert.Equal(204, (await app.ControlAsync(HttpMethod.Delete, Link("self"))).Status);
        Assert.Equal($"There is no world '{name}'.", ProblemDetail(404, await app.ControlAsync(HttpMethod.Get, Link("self"))));
    }

    [Fact]
    public async Task Names_with_a_slash_and_with_an_encoded_slash_are_different_also_after_dot_segments()
    {
        using var app = new EmulatorApp("""{"schemaVersion":1,"name":"a/b","timeZone":"UTC","orgs":[{"id":1,"name":"One"}]}""");
        using var raw = new RawRequest(app.Address);

        Assert.Equal(200, (await app.ControlAsync(HttpMethod.Get, WorldsPath + "/a%2fb")).Status);
        Assert.Equal("There is no world 'a%2Fb'.", ProblemDetail(404, await app.ControlAsync(HttpMethod.Get, WorldsPath + "/a%252Fb")));
        Assert.StartsWith(
            "HTTP/1.1 200 ", await raw.SendAsync($"GET /_emulator/x/../worlds/a%2Fb?x=/ HTTP/1.1\r\nHost: {app.Address.Authority}\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }
}
