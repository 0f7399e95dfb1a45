using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>Sends bytes over a new socket and reads the response until the server closes the connection.</summary>
internal static class RawConnection
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan BusyTimeout = TimeSpan.FromMinutes(10);

    public static Task<RawReply> SendAsync(Uri address, string request) => SendAsync(address, Encoding.Latin1.GetBytes(request));

    /// <param name="address">The address of the server.</param>
    /// <param name="request">What is sent.</param>
    /// <param name="isBusy">Whether the server may take much longer, because the machine is busy.</param>
    public static async Task<RawReply> SendAsync(Uri address, byte[] request, bool isBusy = false)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(isBusy ? BusyTimeout : Timeout);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, timeout.Token);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(request, timeout.Token);
        }
        catch (IOException)
        {
            // The server may respond and close before it has read the whole request.
        }

        using var response = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, timeout.Token)) > 0;)
            {
                response.Write(buffer, 0, read);
            }
        }
        catch (IOException) when (response.Length > 0)
        {
            // The server reset the connection after its response.
        }

        return RawReply.Read(Encoding.UTF8.GetString(response.ToArray()));
    }
}

/// <summary>A response; status 0 means that the server closed the connection without one.</summary>
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
