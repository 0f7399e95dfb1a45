using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>The size limits of the bodies of control requests.</summary>
[Trait("Evidence", "documented: docs/architecture.md 5")]
public sealed class BodyLimitTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private static readonly string OneMebibyteOfSpaces = new(' ', 1024 * 1024);

    [Theory]
    [InlineData("PUT", "/faults")]
    [InlineData("PUT", "/clock")]
    [InlineData("POST", "/clock/advance")]
    [InlineData("POST", "/fork")]
    [InlineData("POST", "/requests/verify")]
    public async Task Small_controls_accept_at_most_1_MiB(string method, string subpath)
    {
        var world = await app.NewWorldAsync();

        // The body is not sent, because a client that is still writing could miss the response.
        var response = await SendRawAsync($"{method} {world.Path}{subpath} HTTP/1.1", $"Content-Length: {OneMebibyteOfSpaces.Length + 1}", "");

        Assert.StartsWith("HTTP/1.1 413 ", response, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", response, StringComparison.Ordinal);
        Assert.Contains("\"status\":413", response, StringComparison.Ordinal);
        Assert.Contains("The body is larger than 1 MiB, the limit of this control.", response, StringComparison.Ordinal);
        Assert.NotEqual(413, (await world.ControlAsync(new HttpMethod(method), subpath, OneMebibyteOfSpaces[2..] + "{}")).Status);
    }

    [Fact]
    public async Task A_world_document_may_have_at_most_256_MiB()
    {
        var response = await SendRawAsync($"POST {WorldsPath} HTTP/1.1", "Content-Length: 268435457", "");

        Assert.StartsWith("HTTP/1.1 413 ", response, StringComparison.Ordinal);
        Assert.Contains("The body is larger than 256 MiB, the limit of this control.", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_applies_to_chunked_bodies_too()
    {
        var world = await app.NewWorldAsync();

        var response = await SendRawAsync($"PUT {world.Path}/faults HTTP/1.1", "Transfer-Encoding: chunked", $"{OneMebibyteOfSpaces.Length + 1:x}\r\n{OneMebibyteOfSpaces} ");

        Assert.StartsWith("HTTP/1.1 413 ", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task World_documents_may_be_larger_than_1_MiB()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}{{OneMebibyteOfSpaces}}}""");

        Assert.Equal(204, (await world.ControlAsync(HttpMethod.Put, "/document", OneMebibyteOfSpaces + WithCustomer(2))).Status);
        Assert.Equal(200, (await world.AskAsync(TargetsOf(2))).Status);
    }

    private async Task<string> SendRawAsync(string start, string length, string body)
    {
        using var raw = new RawRequest(app.Address);
        return await raw.SendAsync($"{start}\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n{length}\r\n\r\n{body}");
    }
}
