using System.Net.Sockets;
using System.Text;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>Clients that send a byte every second, or never read, until the server ends the connection. One that lives longer than it may ends in an exception.</summary>
internal static class SlowClients
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Sends the start, then a byte every second until the server ends the connection. Returns its reply.</summary>
    public static async Task<RawReply> DripAsync(Uri address, TimeSpan longestLife, string start, string drop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(longestLife);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(start), limit.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var reply = reader.ReadToEndAsync(limit.Token);
        try
        {
            while (await Task.WhenAny(reply, Task.Delay(TimeSpan.FromSeconds(1), limit.Token)) != reply)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(drop), limit.Token);
            }
        }
        catch (IOException)
        {
            // The server has ended the connection.
        }

        return RawReply.Read(await reply);
    }

    /// <summary>Sends requests until the server neither reads nor answers any more, and waits until it ends the connection.</summary>
    public static async Task<bool> NeverReadAsync(Uri address, TimeSpan longestLife)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(longestLife);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(address.Host, address.Port, limit.Token);
        var request = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat($"GET {OAuth.PromotionsPath} HTTP/1.1\r\nHost: x\r\nAuthorization: {Tills.Sample}\r\n\r\n", 4)));
        try
        {
            while (true)
            {
                // Not all at once, or the processor would be busy with these requests.
                await socket.SendAsync(request, limit.Token);
                await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
            }
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
