using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>A connection with broken HTTP framing.</summary>
internal static class FramedExchange
{
    private static readonly TimeSpan LongestReply = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestBusyReply = TimeSpan.FromMinutes(10);

    /// <summary>How long a patient client waits for more bytes before it closes its side.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>What the server may answer itself, without a body, to bytes that it cannot parse.</summary>
    private static readonly int[] ServerStatuses = [400, 405, 408, 411, 413, 414, 417, 431, 505];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// Sends the bytes that the number draws, and inspects the replies. Returns their statuses. Every second client closes its side as soon as it has sent everything: the
    /// server may take that for a client who left, and not answer.
    /// </summary>
    public static async Task<IReadOnlyList<int>> SendAsync(Uri address, int number, bool isBusy = false)
    {
        var request = RandomFraming.Of(new Random(number));
        try
        {
            var replies = Replies(await ExchangeAsync(address, request, isPatient: number % 2 == 0, isBusy ? LongestBusyReply : LongestReply)).ToList();
            replies.ForEach(reply => Inspect(reply, isBusy));
            return [.. replies.Select(reply => reply.Status)];
        }
        catch (Exception failure)
        {
            var text = Encoding.Latin1.GetString(request);
            throw new InvalidOperationException($"FRAMING_SEED={number} begins with the failing bytes, {request.Length} of them:\n{(text.Length > 3000 ? text[..3000] + "…" : text)}", failure);
        }
    }

    private static void Inspect(RawReply reply, bool isBusy)
    {
        if (reply.Body.Length == 0 && !reply.Headers.ContainsKey("X-Cap-Requestid"))
        {
            Assert.Contains(reply.Status, ServerStatuses);
            return;
        }

        EnvelopeRules.Inspect(
            new HostileRequest("GET", "/", [], null, null),
            new HostileReply(reply.Status, reply.Headers.GetValueOrDefault("Content-Type"), "any", reply.Headers.GetValueOrDefault("ETag"), reply.Body),
            isBusy);
    }

    /// <summary>Sends the bytes in two parts and reads to the end. Reads from the beginning, because a reset may drop what was not read yet.</summary>
    private static async Task<string> ExchangeAsync(Uri address, byte[] request, bool isPatient, TimeSpan longest)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(longest);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port, limit.Token);
        var reading = ReceiveAsync(socket, limit.Token);
        try
        {
            await socket.SendAsync(request.AsMemory(0, request.Length / 2), limit.Token);
            await socket.SendAsync(request.AsMemory(request.Length / 2), limit.Token);
            if (isPatient)
            {
                await Task.WhenAny(reading, Task.Delay(Patience, limit.Token));
            }

            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server may answer and close before it has read everything.
        }

        return await reading;
    }

    /// <summary>Reads to the end, or to a reset.</summary>
    private static async Task<string> ReceiveAsync(Socket socket, CancellationToken cancellation)
    {
        using var received = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await socket.ReceiveAsync(buffer, cancellation)) > 0;)
            {
                received.Write(buffer, 0, read);
            }
        }
        catch (SocketException)
        {
            // The server reset the connection, because unread bytes were left.
        }

        return Encoding.Latin1.GetString(received.ToArray());
    }

    /// <summary>The complete replies; one that a reset cut off is left out.</summary>
    private static IEnumerable<RawReply> Replies(string text)
    {
        while (text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end)
        {
            var head = RawReply.Read(text[..(end + 4)]);
            var length = int.Parse(head.Headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture);
            text = text[(end + 4)..];
            if (text.Length < length)
            {
                yield break;
            }

            if (head.Status != 0)
            {
                yield return head with { Body = text[..length] };
            }

            text = text[length..];
        }
    }
}
