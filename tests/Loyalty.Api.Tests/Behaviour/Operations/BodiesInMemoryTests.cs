using System.Net.Sockets;
using System.Text;
using Loyalty.Api.Operations;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hostile;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Operations;

/// <summary>Bodies that arrive slowly, with or without credentials, take bounded memory.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed class BodiesInMemoryTests
{
    private const int Size = 1024 * 1024;

    private const int Next = (64 * 1024) + 1;

    private const int Fitting = (int)(BodiesInMemory.MaxBytes / Size);

    /// <summary>All but the end.</summary>
    private static readonly string Start = new(' ', Size - 100);

    private const string Full = "Service Unavailable. This emulator holds at most 128 MiB of request bodies at the same time. Send the request again later.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_that_would_exceed_the_bound_is_refused_in_the_envelope_and_others_are_answered()
    {
        using var app = new EmulatorApp();
        var clients = new List<TcpClient>();
        for (var client = 0; client < Fitting; client++)
        {
            clients.Add(await BeginAsync(app.Address, $"POST {OAuth.TokenPath}", $"Content-Length: {Size}", Start));
        }

        await UntilAsync(app, BodiesInMemory.MaxBytes);

        var token = await OAuth.RequestTokenAsync(app, OAuth.SampleClient);
        Assert.Equal((503, "1", OAuth.TokenError(503, Full)), (token.Status, token.Headers["Retry-After"], token.Body));
        var chunked = await RawConnection.SendAsync(app.Address, $"GET {OAuth.TargetsPath} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: {Tills.Sample}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n");
        Assert.Equal((503, OAuth.V3Error(503, Full)), (chunked.Status, chunked.Body));
        Assert.Equal(200, (await app.GetAsync(OAuth.TargetsPath)).Status);
        Assert.Equal(204, (await app.ControlAsync(HttpMethod.Post, $"{WorldsPath}/docs/reset")).Status);

        clients.ForEach(client => client.Dispose());
        await UntilAsync(app, 0);
        Assert.Equal(200, (await OAuth.RequestTokenAsync(app, OAuth.SampleClient)).Status);
    }

    /// <summary>A body counts with what has arrived and what is read next.</summary>
    [Theory]
    [InlineData(100, Next - 1)]
    [InlineData(0x11000, 0x11000 + Next)]
    [InlineData(Size - 100, Size)]
    public async Task A_body_of_unknown_length_counts_with_what_has_arrived(int sent, long counted)
    {
        using var app = new EmulatorApp();
        using var client = await BeginAsync(app.Address, "GET " + OAuth.TargetsPath, "Transfer-Encoding: chunked", $"{sent:x}\r\n{new string(' ', sent)}\r\n");

        await UntilAsync(app, counted);
        await client.GetStream().WriteAsync("0\r\n\r\n"u8.ToArray(), Cancellation);
        await UntilAsync(app, 0);
    }

    /// <summary>Otherwise 128 requests without credentials and without bytes would take all room.</summary>
    [Theory]
    [InlineData(0, Next - 1)]
    [InlineData(200_000, 200_000 + Next)]
    public async Task A_length_that_is_only_announced_takes_no_room(int sent, long counted)
    {
        using var app = new EmulatorApp();
        using var client = await BeginAsync(app.Address, $"POST {OAuth.TokenPath}", $"Content-Length: {Size}", new string(' ', sent));

        await UntilAsync(app, counted);
    }

    private static async Task<TcpClient> BeginAsync(Uri address, string line, string length, string body)
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Cancellation);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{line} HTTP/1.1\r\nHost: x\r\nAuthorization: {Tills.Sample}\r\nContent-Type: application/json\r\n{length}\r\n\r\n{body}"), Cancellation);
        return client;
    }

    private static async Task UntilAsync(EmulatorApp app, long bytes)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (ParseJson((await app.ControlAsync(HttpMethod.Get, "/_emulator/usage")).Body).GetProperty("parts").EnumerateArray().Single(part => part.GetProperty("name").ValueEquals("bodies")).GetProperty("used").GetInt64() != bytes)
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
