using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hostile;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Hosting;

/// <summary>What the server itself refuses, before there is a request to dress the answer for: to the byte, and bare.</summary>
public sealed class ServerLimitTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const int LineBytes = 16 * 1024;

    private const int HeaderBytes = 32 * 1024;

    private const int HeaderCount = 100;

    private static readonly string[] Usual = ["Host: x", "Connection: close", "Authorization: " + Tills.Sample];

    [Theory]
    [InlineData(LineBytes, 200)]
    [InlineData(LineBytes + 1, 414)]
    [InlineData(1024 * 1024, 414)]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_request_line_has_16_KiB_at_most(int bytes, int status)
    {
        const string before = $"GET {OAuth.Targets}?x=";
        const string after = " HTTP/1.1\r\n";

        var reply = await RawConnection.SendAsync(
            app.Address, before + new string('a', bytes - before.Length - after.Length) + after + string.Join("\r\n", Usual) + "\r\n\r\n");

        AssertAnswered(status, reply);
        await AssertAliveAsync();
    }

    [Theory]
    [InlineData(HeaderCount, 200)]
    [InlineData(HeaderCount + 1, 431)]
    [InlineData(2000, 431)]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_request_has_100_headers_at_most(int count, int status)
    {
        var headers = Usual.Concat(Enumerable.Range(0, count - Usual.Length).Select(number => $"X-{number}: 1"));

        var reply = await RawConnection.SendAsync(app.Address, $"GET {OAuth.Targets} HTTP/1.1\r\n{string.Join("\r\n", headers)}\r\n\r\n");

        AssertAnswered(status, reply);
        await AssertAliveAsync();
    }

    [Theory]
    [InlineData(HeaderBytes, 200)]
    [InlineData(HeaderBytes + 1, 431)]
    [InlineData(1024 * 1024, 431)]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task The_headers_of_a_request_have_32_KiB_at_most(int bytes, int status)
    {
        var usual = string.Join("\r\n", Usual) + "\r\nX: ";
        var headers = usual + new string('a', bytes - usual.Length - "\r\n".Length) + "\r\n";

        var reply = await RawConnection.SendAsync(app.Address, $"GET {OAuth.Targets} HTTP/1.1\r\n{headers}\r\n");

        AssertAnswered(status, reply);
        await AssertAliveAsync();
    }

    /// <summary>Hints at the software behind a refusal help nobody but an attacker.</summary>
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task No_answer_names_the_server()
    {
        Assert.DoesNotContain("Server", (await app.GetAsync(OAuth.Targets)).Headers.Keys);
        Assert.DoesNotContain("X-Powered-By", (await app.GetAsync(OAuth.Targets)).Headers.Keys);
    }

    private static void AssertAnswered(int status, RawReply reply)
    {
        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 200, reply.Body.Length > 0);
        Assert.Equal(status == 200, reply.Headers.ContainsKey("X-Cap-Requestid"));
    }

    private async Task AssertAliveAsync() => Assert.Equal(200, (await app.GetAsync(OAuth.Targets)).Status);
}
