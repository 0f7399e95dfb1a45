using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hostile;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Hosting;

/// <summary>Limits of the server itself, exact to the byte. Its error responses have no body.</summary>
public sealed class ServerLimitTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const int MaxLineBytes = 16 * 1024;

    private const int MaxHeaderBytes = 32 * 1024;

    private const int MaxHeaderCount = 100;

    private static readonly string[] CommonHeaders = ["Host: x", "Connection: close", "Authorization: " + Tills.Sample];

    [Theory]
    [InlineData(MaxLineBytes, 200)]
    [InlineData(MaxLineBytes + 1, 414)]
    [InlineData(1024 * 1024, 414)]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_request_line_may_have_at_most_16_KiB(int bytes, int status)
    {
        const string before = $"GET {OAuth.TargetsPath}?x=";
        const string after = " HTTP/1.1\r\n";

        var reply = await RawConnection.SendAsync(
            app.Address, before + new string('a', bytes - before.Length - after.Length) + after + string.Join("\r\n", CommonHeaders) + "\r\n\r\n");

        AssertResponse(status, reply);
        await AssertStillServingAsync();
    }

    [Theory]
    [InlineData(MaxHeaderCount, 200)]
    [InlineData(MaxHeaderCount + 1, 431)]
    [InlineData(2000, 431)]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_request_may_have_at_most_100_headers(int count, int status)
    {
        var headers = CommonHeaders.Concat(Enumerable.Range(0, count - CommonHeaders.Length).Select(number => $"X-{number}: 1"));

        var reply = await RawConnection.SendAsync(app.Address, $"GET {OAuth.TargetsPath} HTTP/1.1\r\n{string.Join("\r\n", headers)}\r\n\r\n");

        AssertResponse(status, reply);
        await AssertStillServingAsync();
    }

    [Theory]
    [InlineData(MaxHeaderBytes, 200)]
    [InlineData(MaxHeaderBytes + 1, 431)]
    [InlineData(1024 * 1024, 431)]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task The_headers_of_a_request_may_have_at_most_32_KiB(int bytes, int status)
    {
        var before = string.Join("\r\n", CommonHeaders) + "\r\nX: ";
        var headers = before + new string('a', bytes - before.Length - "\r\n".Length) + "\r\n";

        var reply = await RawConnection.SendAsync(app.Address, $"GET {OAuth.TargetsPath} HTTP/1.1\r\n{headers}\r\n");

        AssertResponse(status, reply);
        await AssertStillServingAsync();
    }

    /// <summary>The name of the server software helps only attackers.</summary>
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task No_response_names_the_server_software()
    {
        Assert.DoesNotContain("Server", (await app.GetAsync(OAuth.TargetsPath)).Headers.Keys);
        Assert.DoesNotContain("X-Powered-By", (await app.GetAsync(OAuth.TargetsPath)).Headers.Keys);
    }

    private static void AssertResponse(int status, RawReply reply)
    {
        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 200, reply.Body.Length > 0);
        Assert.Equal(status == 200, reply.Headers.ContainsKey("X-Cap-Requestid"));
    }

    private async Task AssertStillServingAsync() => Assert.Equal(200, (await app.GetAsync(OAuth.TargetsPath)).Status);
}
