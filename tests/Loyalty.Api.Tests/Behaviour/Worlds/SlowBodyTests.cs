using System.Net.Sockets;
using System.Text;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Api.Worlds;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Worlds;

/// <summary>A request gets its view of the world after its body has arrived.</summary>
[Trait("Evidence", "documented: docs/architecture.md 1")]
public sealed class SlowBodyTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    /// <summary>More than the journal keeps of a body.</summary>
    private const int FirstChunk = 0x11000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET /v3/users/1/enrolledTargets", "")]
    [InlineData("POST /v3/targetGroups/isValidName", """{"type":"targetName","value":"any"}""")]
    [InlineData("POST /v3/targetGroups", """{"name":"new","trackingType":"DEFAULT"}""")]
    public async Task A_request_whose_body_arrives_slowly_is_answered_from_the_world_as_it_is_after_the_body(string line, string body)
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        using var client = new TcpClient(app.Address.Host, app.Address.Port);
        var stream = client.GetStream();
        await SendAsync(stream, $"{line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: {world.Authorization}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        await SendAsync(stream, $"{FirstChunk:x}\r\n{new string(' ', FirstChunk)}\r\n");

        // The server now waits for the rest of the body. The reset moves the world to other rows, and the cleanup deletes the old ones.
        await Task.Delay(500, Cancellation);
        await world.DoAsync(HttpMethod.Post, "/reset");
        var cleanup = app.Services.GetServices<IHostedService>().OfType<ExpiredWorldCleanup>().Single();
        await cleanup.RemoveOrphansAsync(await cleanup.OrphansAsync(Cancellation), Cancellation);
        await SendAsync(stream, $"{(body.Length == 0 ? "" : $"{body.Length:x}\r\n{body}\r\n")}0\r\n\r\n");

        using var reader = new StreamReader(stream, Encoding.UTF8);
        Assert.StartsWith("HTTP/1.1 20", await reader.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
    }

    private static async Task SendAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), Cancellation);
}
