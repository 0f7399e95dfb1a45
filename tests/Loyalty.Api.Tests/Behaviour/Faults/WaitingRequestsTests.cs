using System.Net;
using System.Text;
using Loyalty.Api.Faults;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Faults;

/// <summary>Requests that wait need a caller, and their number and the size of their bodies are bounded.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 4")]
public sealed class WaitingRequestsTests
{
    private const string Full = "This emulator lets at most 1000 requests wait, with at most 64 MiB of bodies.";

    private const string Delay = "delay=600000";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1", "", OAuth.SampleClient, "code=429", 429, "code=429")]
    [InlineData("127.0.0.1", "", """{"key":"docs-key","secret":"guess"}""", "code=429", 429, "code=429")]
    [InlineData("203.0.113.9", "", OAuth.SampleClient, "code=429, delay=1", 429, "delay=1, code=429")]
    [InlineData("203.0.113.9", "", """{"key":"docs-key","secret":"guess"}""", "code=429", 400, null)]
    [InlineData("203.0.113.9", "", """{"key":"docs-key","secret":"guess"}""", Delay, 400, null)]
    [InlineData("203.0.113.9", "", "{}", Delay, 400, null)]
    [InlineData("203.0.113.9", "", "not JSON", Delay, 400, null)]
    [InlineData("127.0.0.1", "Via", """{"key":"docs-key","secret":"guess"}""", Delay, 400, null)]
    public async Task The_token_endpoint_obeys_Prefer_for_this_machine_and_for_a_valid_client(string peer, string header, string body, string prefer, int status, string? applied)
    {
        using var app = new ControlAccessTests.GuardedApp();

        var context = await app.Server.SendAsync(
            context =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
                context.Request.Method = HttpMethods.Post;
                context.Request.Path = OAuth.TokenPath;
                context.Request.Headers["Prefer"] = prefer;
                context.Request.ContentType = "application/json";
                context.Request.ContentLength = body.Length;
                context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
                context.Features.Set<IHttpRequestBodyDetectionFeature>(new HasBody());
                if (header.Length > 0)
                {
                    context.Request.Headers[header] = "1.1 proxy";
                }
            },
            Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal((status, applied), (context.Response.StatusCode, context.Response.Headers["Preference-Applied"].FirstOrDefault()));
    }

    [Fact]
    public async Task The_1001st_request_that_is_to_wait_is_refused_and_others_are_answered()
    {
        using var app = new EmulatorApp();
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = app.Address };
        await world.FailAsync("""{"match":{"query":{"hold":"*"}},"effect":{"barrier":"b"}},{"match":{"query":{"hang":"*"}},"effect":{"connection":"timeoutAfterCommit"}}""");

        var waiting = Enumerable.Range(0, WaitingRequests.MaxRequests + 1).Select(_ => SendAsync(client, world, HttpMethod.Get, TargetsOf(1), null, ended.Token)).ToList();
        Assert.Equal(503, await await Task.WhenAny(waiting));

        foreach (var (path, prefer) in new[] { (TargetsOf(1), "delay=1"), (TargetsOf(1) + "?hold=1", ""), (TargetsOf(1) + "?hang=1", "") })
        {
            var refused = await world.AskAsync(path, ("Prefer", prefer));
            Assert.Equal((503, "1", OAuth.V3Error(503, $"Service Unavailable. {Full}")), (refused.Status, refused.Headers["Retry-After"], refused.Body));
            Assert.Equal(Full, (await world.LastRequestAsync()).GetProperty("reason").GetString());
        }

        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);
        Assert.Equal(1, waiting.Count(request => request.IsCompleted));
        await ended.CancelAsync();
        await Task.WhenAll(waiting);
        await UntilAsync(async () => (await world.AskAsync(TargetsOf(1), ("Prefer", "delay=1"))).Status == 200);
    }

    [Fact]
    public async Task The_bodies_of_writes_that_wait_are_bounded_and_a_read_that_waits_keeps_none()
    {
        const int size = 1_000_000;
        const int fitting = (int)(WaitingRequests.MaxBodyBytes / size);
        using var app = new EmulatorApp();
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = app.Address };
        const string enroll = "/v3/targetGroups/1/targets/2/enroll";
        var body = "[{\"customerId\":1}]" + new string(' ', size - 18);
        Assert.Equal(size, body.Length);

        var reads = Enumerable.Range(0, 10).Select(_ => SendAsync(client, world, HttpMethod.Get, TargetsOf(1), body, ended.Token)).ToList();
        var writes = Enumerable.Range(0, fitting + 1).Select(_ => SendAsync(client, world, HttpMethod.Post, enroll, body, ended.Token)).ToList();
        Assert.Equal(503, await await Task.WhenAny(writes));

        Assert.Equal(503, await StatusOfAsync(client, world, HttpMethod.Post, enroll, body, "delay=1", Cancellation));
        Assert.Equal(400, await StatusOfAsync(client, world, HttpMethod.Post, enroll, "[{\"customerId\":1}]", "delay=1", Cancellation));
        Assert.Equal(200, await StatusOfAsync(client, world, HttpMethod.Get, TargetsOf(1), body, "delay=1", Cancellation));
        Assert.Equal(429, await StatusOfAsync(client, world, HttpMethod.Post, enroll, body, "delay=1, code=429", Cancellation));
        Assert.Equal(400, await StatusOfAsync(client, world, HttpMethod.Post, enroll, body, "", Cancellation));
        Assert.Equal(1, reads.Concat(writes).Count(request => request.IsCompleted));
        await ended.CancelAsync();
        await Task.WhenAll(reads.Concat(writes));
        await UntilAsync(async () => await StatusOfAsync(client, world, HttpMethod.Post, enroll, body, "delay=1", Cancellation) == 400);
    }

    private static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await isTrue())
        {
            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>Sends a delayed request. Ends when the test ends it, or with its status.</summary>
    private static async Task<int> SendAsync(HttpClient client, TestWorld world, HttpMethod method, string path, string? body, CancellationToken ended)
    {
        try
        {
            return await StatusOfAsync(client, world, method, path, body, Delay, ended);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    private static async Task<int> StatusOfAsync(HttpClient client, TestWorld world, HttpMethod method, string path, string? body, string prefer, CancellationToken ended)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", world.Authorization);
        request.Headers.TryAddWithoutValidation("Prefer", prefer);
        using var response = await client.SendAsync(request, ended);
        return (int)response.StatusCode;
    }

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }
}
