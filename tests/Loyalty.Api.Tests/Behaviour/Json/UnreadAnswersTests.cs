using System.Net.Sockets;
using System.Text;
using Loyalty.Api.Json;
using Loyalty.Api.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Api.Tests.Behaviour.Json;

/// <summary>Answers that clients do not read take bounded memory.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed class UnreadAnswersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task Beyond_the_bound_the_connection_of_the_oldest_unread_answer_is_closed_and_no_other(int more, bool isAborted)
    {
        const int first = 1000;
        var answers = new UnreadAnswers();
        var (oldest, second, own, read) = (new Lifetime(), new Lifetime(), new Lifetime(), new TaskCompletionSource());

        var earlier = new[] { answers.WaitAsync(ContextOf(oldest), first, read.Task), answers.WaitAsync(ContextOf(second), first, read.Task) };
        var later = answers.WaitAsync(ContextOf(own), (int)UnreadAnswers.MaxBytes - (2 * first) + more, read.Task);

        Assert.Equal((isAborted, false, false), (oldest.IsAborted, second.IsAborted, own.IsAborted));
        Assert.Equal(UnreadAnswers.MaxBytes + more - (isAborted ? first : 0), answers.Bytes);
        read.SetResult();
        await Task.WhenAll([.. earlier, later]);
        Assert.Equal(0, answers.Bytes);
    }

    [Fact]
    public async Task An_openapi_document_is_generated_once_and_counts_while_nobody_reads_it()
    {
        using var app = new EmulatorApp();
        var answers = app.Services.GetRequiredService<UnreadAnswers>();
        var document = await app.GetPlainAsync("/swagger/v1/swagger.json");
        Assert.Equal(document.Body, (await app.GetPlainAsync("/swagger/v1/swagger.json")).Body);
        Assert.Equal(404, (await app.GetPlainAsync("/swagger/v2/swagger.json")).Status);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(app.Address.Host, app.Address.Port, Cancellation);

        // The buffers of the connection may take the first ones.
        await socket.SendAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("GET /swagger/v1/swagger.json HTTP/1.1\r\nHost: x\r\n\r\n", 20))), Cancellation);

        await UntilAsync(() => answers.Bytes == Encoding.UTF8.GetByteCount(document.Body));
    }

    [Fact]
    public async Task An_answer_counts_until_the_client_reads_it()
    {
        using var app = new EmulatorApp();
        var answers = app.Services.GetRequiredService<UnreadAnswers>();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(app.Address.Host, app.Address.Port, Cancellation);
        var request = $"GET /api_gateway/loyalty/v1/programs/469/promotionsV2?limit=100&offset=0&sourceType=USER_CREATED HTTP/1.1\r\nHost: x\r\nAuthorization: {Tills.Sample}\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(request, 60))), Cancellation);

        await UntilAsync(() => answers.Bytes > 10_000);
        var buffer = new byte[1024 * 1024];
        await UntilAsync(async () =>
        {
            while (socket.Available > 0)
            {
                await socket.ReceiveAsync(buffer, Cancellation);
            }

            return answers.Bytes == 0;
        });
    }

    private static DefaultHttpContext ContextOf(Lifetime lifetime)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpRequestLifetimeFeature>(lifetime);
        return context;
    }

    private static Task UntilAsync(Func<bool> isTrue) => UntilAsync(() => Task.FromResult(isTrue()));

    private static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await isTrue())
        {
            await Task.Delay(5, limit.Token);
        }
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public bool IsAborted { get; private set; }

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => IsAborted = true;
    }
}
