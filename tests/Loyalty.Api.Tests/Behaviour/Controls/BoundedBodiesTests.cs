using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>How much a control is willing to read.</summary>
[Trait("Evidence", "documented: docs/architecture.md 5")]
public sealed class BoundedBodiesTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private static readonly string Blanks = new(' ', 1024 * 1024);

    [Theory]
    [InlineData("PUT", "/faults")]
    [InlineData("PUT", "/clock")]
    [InlineData("POST", "/clock/advance")]
    [InlineData("POST", "/fork")]
    [InlineData("POST", "/requests/verify")]
    public async Task Small_controls_read_a_megabyte_and_no_more(string method, string below)
    {
        var world = await app.NewWorldAsync();

        // Announced and never sent: a client that went on writing could miss the answer.
        var answer = await SendRawAsync($"{method} {world.Path}{below} HTTP/1.1", $"Content-Length: {Blanks.Length + 1}", "");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains("\"status\":413", answer, StringComparison.Ordinal);
        Assert.Contains("The body is larger than 1 MiB, the limit of this control.", answer, StringComparison.Ordinal);
        Assert.NotEqual(413, (await world.ControlAsync(new HttpMethod(method), below, Blanks[2..] + "{}")).Status);
    }

    [Fact]
    public async Task A_document_has_256_MiB_at_most()
    {
        var answer = await SendRawAsync($"POST {WorldsPath} HTTP/1.1", "Content-Length: 268435457", "");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("The body is larger than 256 MiB, the limit of this control.", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_without_announced_length_is_bounded_too()
    {
        var world = await app.NewWorldAsync();

        var answer = await SendRawAsync($"PUT {world.Path}/faults HTTP/1.1", "Transfer-Encoding: chunked", $"{Blanks.Length + 1:x}\r\n{Blanks} ");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documents_may_be_larger_than_that()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}{{Blanks}}}""");

        Assert.Equal(204, (await world.ControlAsync(HttpMethod.Put, "/document", Blanks + WithCustomer(2))).Status);
        Assert.Equal(200, (await world.AskAsync(TargetsOf(2))).Status);
    }

    private async Task<string> SendRawAsync(string start, string length, string body)
    {
        using var raw = new RawRequest(app.Address);
        return await raw.SendAsync($"{start}\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n{length}\r\n\r\n{body}");
    }
}
