using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>Bytes on a socket of its own, and what the server answers to them until it closes.</summary>
internal static class RawConnection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>A server that has answered and closed before the last byte was sent is no failure.</summary>
    public static Task<RawReply> SendAsync(Uri address, string request) => SendAsync(address, Encoding.Latin1.GetBytes(request));

    public static async Task<RawReply> SendAsync(Uri address, byte[] request)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, patience.Token);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(request, patience.Token);
        }
        catch (IOException)
        {
            // Closed by the server: its answer is there all the same.
        }

        using var answer = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, patience.Token)) > 0;)
            {
                answer.Write(buffer, 0, read);
            }
        }
        catch (IOException) when (answer.Length > 0)
        {
            // Reset after the answer.
        }

        return RawReply.Read(Encoding.UTF8.GetString(answer.ToArray()));
    }
}

/// <summary>Status 0 stands for a connection that was closed without a word.</summary>
internal sealed record RawReply(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public static RawReply Read(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            Assert.Equal("", text);
            return new RawReply(0, new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), "");
        }

        var lines = text[..end].Split("\r\n");
        if (lines[0].StartsWith("HTTP/1.1 100 ", StringComparison.Ordinal))
        {
            return Read(text[(end + 4)..]);
        }

        Assert.StartsWith("HTTP/1.1 ", lines[0], StringComparison.Ordinal);
        return new RawReply(
            int.Parse(lines[0].AsSpan(9, 3), CultureInfo.InvariantCulture),
            lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(header => header[0], header => header[^1], StringComparer.OrdinalIgnoreCase),
            text[(end + 4)..]);
    }
}
