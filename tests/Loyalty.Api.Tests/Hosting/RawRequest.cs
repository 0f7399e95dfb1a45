using System.Net.Sockets;
using System.Text;

namespace Loyalty.Api.Tests.Hosting;

/// <summary>Sends text over a socket, for requests that an HTTP client would change.</summary>
public sealed class RawRequest(Uri address) : IDisposable
{
    private readonly TcpClient _client = new(address.Host, address.Port);

    public async Task<string> SendAsync(string request)
    {
        var stream = _client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _client.Dispose();
}
