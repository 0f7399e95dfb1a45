using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Families;

/// <summary>The server closes the connection if it does not read the whole body.</summary>
public sealed class ClosedConnectionTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_413_has_Connection_close_so_that_no_client_reuses_the_connection()
    {
        using var socket = new RawRequest(app.Address);

        var response = await socket.SendAsync(
            $"GET /v3/users/565039506/enrolledTargets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1048577\r\nAuthorization: {Tills.Sample}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 Payload Too Large\r\n", response, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", response, StringComparison.OrdinalIgnoreCase);
    }
}
