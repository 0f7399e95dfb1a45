using System.Diagnostics;
using System.Net.Sockets;

namespace Loyalty.Laws.Tests.Hosting;

/// <summary>A client that resets its connection after it has sent a request.</summary>
internal static class ResettingClient
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Resets the connection after a time, or when the answer arrives. Returns whether it arrived.</summary>
    public static async Task<bool> SendAsync(Uri address, byte[] request, TimeSpan after)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0), NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port, Cancellation);
        await socket.SendAsync(request, Cancellation);

        // A timer would be too coarse.
        var sent = Stopwatch.GetTimestamp();
        while (socket.Available == 0 && Stopwatch.GetElapsedTime(sent) < after)
        {
            await Task.Yield();
        }

        return socket.Available > 0;
    }
}
