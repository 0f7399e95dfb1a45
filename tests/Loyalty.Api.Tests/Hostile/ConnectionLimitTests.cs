using System.Net.Sockets;
using System.Text;
using Loyalty.Api.Hosting;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Behaviour.Hosting;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Laws.Tests.Hosting;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>The number of connections has a limit. A connection beyond it is closed, the others go on.</summary>
[Collection(nameof(OneAtATime))]
[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed class ConnectionLimitTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_beyond_the_limit_is_closed_and_one_that_ends_makes_room()
    {
        using var emulator = new KillableEmulator();
        await emulator.StartAsync();
        var address = emulator.Client.BaseAddress!;
        var connections = new List<TcpClient>();
        try
        {
            emulator.Client.Dispose();
            while (connections.Count < Server.MaxConnections)
            {
                connections.Add(await ConnectAsync(address));
                if (!await IsServedAsync(connections[^1]))
                {
                    break;
                }
            }

            Assert.Equal(Server.MaxConnections, connections.Count);
            using (var beyond = await ConnectAsync(address))
            {
                Assert.False(await IsServedAsync(beyond));
            }

            Assert.True(await IsServedAsync(connections[0]));
            Assert.True(await IsServedAsync(connections[^1]));
            connections[0].Dispose();
            Assert.True(await HasRoomAsync(address), "no room after a connection has ended");
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }

    /// <summary>The server notices the end of a connection a little later.</summary>
    private static async Task<bool> HasRoomAsync(Uri address)
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            using var connection = await ConnectAsync(address);
            if (await IsServedAsync(connection))
            {
                return true;
            }

            await Task.Delay(100, Cancellation);
        }

        return false;
    }

    private static async Task<TcpClient> ConnectAsync(Uri address)
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Cancellation);
        return client;
    }

    /// <summary>Whether a request is answered. False if the server closes the connection.</summary>
    private static async Task<bool> IsServedAsync(TcpClient connection)
    {
        var request = Encoding.ASCII.GetBytes("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var buffer = new byte[4096];
        try
        {
            await connection.GetStream().WriteAsync(request, Cancellation);
            var length = await connection.GetStream().ReadAsync(buffer, Cancellation).AsTask().WaitAsync(Limit, Cancellation);
            return length > 0 && Encoding.ASCII.GetString(buffer, 0, length).StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
