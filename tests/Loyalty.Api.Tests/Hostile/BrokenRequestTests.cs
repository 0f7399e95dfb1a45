using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>Requests that no client library sends. The server may reject a request without an envelope only if it cannot parse it, and it keeps serving.</summary>
public sealed class BrokenRequestTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string HostHeaders = "Host: localhost\r\nConnection: close\r\n";

    private const string ValidHeaders = $"{HostHeaders}Authorization: {Tills.Sample}\r\n\r\n";

    /// <summary>Text that the server cannot parse as a request, with the status of its response.</summary>
    public static TheoryData<string, int> Unparseable => new()
    {
        { "\r\n\r\n\r\n\r\n hello\r\n\r\n", 400 },
        { "GET\r\n\r\n", 400 },
        { $"GET {OAuth.TargetsPath}\r\n{HostHeaders}\r\n", 400 },
        { $"GET  {OAuth.TargetsPath} HTTP/1.1\r\n{ValidHeaders}", 400 },
        { $"GET {OAuth.TargetsPath} HTTP/9.9\r\n{ValidHeaders}", 505 },
        { $"GET {OAuth.TargetsPath} HTTQ/1.1\r\n{ValidHeaders}", 505 },
        { $"G\u0001T {OAuth.TargetsPath} HTTP/1.1\r\n{ValidHeaders}", 400 },
        { $"GET /v3/users/%00/enrolledTargets HTTP/1.1\r\n{ValidHeaders}", 400 },
        { $"GET /v3/users/\u00e9/enrolledTargets HTTP/1.1\r\n{ValidHeaders}", 400 },
        { $"GET /v3/users/a b/enrolledTargets HTTP/1.1\r\n{ValidHeaders}", 400 },
        { $"GET {OAuth.TargetsPath} HTTP/1.1\r\nConnection: close\r\nAuthorization: {Tills.Sample}\r\n\r\n", 400 },
        { $"GET {OAuth.TargetsPath} HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", 400 },
        { $"GET {OAuth.TargetsPath} HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", 400 },
        { $"GET {OAuth.TargetsPath} HTTP/1.1\r\n{HostHeaders}No colon\r\n\r\n", 400 },
        { $"GET {OAuth.TargetsPath} HTTP/1.1\r\n{HostHeaders}: no name\r\n\r\n", 400 },
        { $"GET {OAuth.TargetsPath} HTTP/1.1\r\n{HostHeaders}X : blank\r\n\r\n", 400 },
        { $"GET {OAuth.TargetsPath} HTTP/1.1\r\n{HostHeaders}X: a\u0000b\r\n\r\n", 400 },
        { $"GET {OAuth.TargetsPath} HTTP/1.1\r\n{HostHeaders}X: \u00ff\u00fe\r\n\r\n", 400 },
        { $"GET {OAuth.TargetsPath} HTTP/1.1\r\n{HostHeaders}X: a\r\n folded\r\n\r\n", 400 },
        { $"POST {OAuth.TokenPath} HTTP/1.1\r\n{HostHeaders}Content-Length: -1\r\n\r\n", 400 },
        { $"POST {OAuth.TokenPath} HTTP/1.1\r\n{HostHeaders}Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400 },
        { $"POST {OAuth.TokenPath} HTTP/1.1\r\n{HostHeaders}Content-Length: 99999999999999999999\r\n\r\n", 400 },
        { $"POST {OAuth.TokenPath} HTTP/1.1\r\n{HostHeaders}Transfer-Encoding: gzip\r\n\r\n", 400 },
        { $"GET http://elsewhere.example{OAuth.TargetsPath} HTTP/1.1\r\n{ValidHeaders}", 400 },
    };

    [Theory]
    [MemberData(nameof(Unparseable))]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task The_server_rejects_a_request_that_it_cannot_parse_and_keeps_serving(string text, int status)
    {
        app.Logs.Reset();

        var reply = await RawConnection.SendAsync(app.Address, text);

        Assert.Equal((status, ""), (reply.Status, reply.Body));
        Assert.DoesNotContain(app.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Equal(200, (await app.GetAsync(OAuth.TargetsPath)).Status);
    }

    /// <summary>Unusual requests that the server can parse, with the status of the emulator's response.</summary>
    public static TheoryData<string, int> Unusual => new()
    {
        { $"GET http://localhost{OAuth.TargetsPath} HTTP/1.1\r\n{ValidHeaders}", 200 },
        { $"CONNECT {OAuth.TargetsPath} HTTP/1.1\r\n{ValidHeaders}", 405 },
        { $"GET {OAuth.TargetsPath}#fragment HTTP/1.1\r\n{ValidHeaders}", 404 },
        { $"get {OAuth.TargetsPath} HTTP/1.1\r\n{ValidHeaders}", 200 },
        { $"GET /x/../v3/users/565039506/./enrolledTargets HTTP/1.1\r\n{ValidHeaders}", 200 },
        { $"GET /x/%2e%2e/v3/users/565039506/enrolledTargets HTTP/1.1\r\n{ValidHeaders}", 200 },
        { $"GET /%76%33/users/565039506/enrolledTargets HTTP/1.1\r\n{ValidHeaders}", 200 },
        { $"GET /v3/users/565039506%2FenrolledTargets HTTP/1.1\r\n{ValidHeaders}", 404 },
        { $"GET /v3\\users\\565039506\\enrolledTargets HTTP/1.1\r\n{ValidHeaders}", 404 },
        { $"GET //v3/users/565039506/enrolledTargets HTTP/1.1\r\n{ValidHeaders}", 404 },
        { $"GET /v3/users/%ED%A0%80/enrolledTargets HTTP/1.1\r\n{ValidHeaders}", 400 },
        { $"GET /v3/users/%C0%AF/enrolledTargets HTTP/1.1\r\n{ValidHeaders}", 400 },
        { $"GET /v3/users/%zz/enrolledTargets HTTP/1.1\r\n{ValidHeaders}", 400 },
        { $"GET {OAuth.TargetsPath}?targetRuleIds=%00 HTTP/1.1\r\n{ValidHeaders}", 400 },
        { $"GET {OAuth.TargetsPath}?? HTTP/1.1\r\n{ValidHeaders}", 200 },
        { $"OPTIONS * HTTP/1.1\r\n{ValidHeaders}", 405 },
        { $"GET {OAuth.TargetsPath} HTTP/1.1\r\nExpect: the-unexpected\r\n{ValidHeaders}", 200 },
        { $"GET {OAuth.TargetsPath} HTTP/1.1\r\nHost: \r\nConnection: close\r\nAuthorization: {Tills.Sample}\r\n\r\n", 200 },
        { $"GET {OAuth.TargetsPath} HTTP/1.0\r\nAuthorization: {Tills.Sample}\r\n\r\n", 200 },
        { $"GET {OAuth.TargetsPath} HTTP/1.1\r\nTransfer-Encoding: chunked\r\n{ValidHeaders}0\r\n\r\n", 415 },
        { $"POST {OAuth.TokenPath} HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n{ValidHeaders}2\r\n{{}}\r\n0\r\n\r\n", 400 },
        { $"POST {OAuth.TokenPath} HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\nContent-Type: application/json\r\n{ValidHeaders}{{}}", 400 },
    };

    [Theory]
    [MemberData(nameof(Unusual))]
    [Trait("Evidence", "documented: docs/architecture.md 1")]
    public async Task Every_request_that_the_server_can_parse_gets_an_envelope(string text, int status)
    {
        var reply = await RawConnection.SendAsync(app.Address, text);

        Assert.Equal(status, reply.Status);
        var request = new HostileRequest("GET", "/", [], null, null);
        EnvelopeRules.Inspect(request, new HostileReply(reply.Status, reply.Headers["Content-Type"], reply.Headers.GetValueOrDefault("X-Cap-Requestid"), null, reply.Body));
    }

    /// <summary>Chunked bodies that cannot be read. A body of more than 64 KiB is read in two steps.</summary>
    public static TheoryData<string> BrokenChunks =>
    [
        "80000000\r\n",
        "ffffffffffffffff\r\n",
        "zz\r\n",
        "2\r\n{}xx0\r\n\r\n",
        "2\r\n{}\r\n0\r\nX: a\0b\r\n\r\n",
        "2\r\n{}\r\n0\r\nX: \u00ff\r\n\r\n",
        "2\r\n{}\r\n0\r\nNo colon\r\n\r\n",
        $"11000\r\n{new string(' ', 0x11000)}\r\n80000000\r\n",
        $"11000\r\n{new string(' ', 0x11000)}\r\n0\r\nX: a\0b\r\n\r\n",
    ];

    [Theory]
    [MemberData(nameof(BrokenChunks))]
    [Trait("Evidence", "documented: docs/architecture.md 1")]
    public async Task A_body_with_broken_chunks_is_400_in_the_envelope_of_the_family_and_no_error_in_the_log(string body)
    {
        app.Logs.Reset();
        foreach (var (line, start) in new[]
        {
            ($"GET {OAuth.TargetsPath}", """{"data":null,"errors":[{"code":300004,"message":"Invalid input. """),
            ("POST /v3/targetGroups/1/targets/2/enroll", """{"data":null,"errors":[{"code":300004,"message":"Invalid input. """),
            ($"POST {OAuth.TokenPath}", """{"data":null,"errors":[{"code":300004,"message":"Invalid input. """),
            ($"GET {OAuth.PromotionsPath}", """{"status":{"code":400,"message":"Bad Request"},"validationErrors":"""),
            ("POST /_emulator/worlds", """{"type":"about:blank","title":"Bad Request","status":400,"""),
        })
        {
            var reply = await RawConnection.SendAsync(app.Address, $"{line} HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n{ValidHeaders}{body}");

            Assert.True(reply.Status == 400 && reply.Body.StartsWith(start, StringComparison.Ordinal), $"{line}: {reply}");
        }

        Assert.DoesNotContain(app.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Equal(200, (await app.GetAsync(OAuth.TargetsPath)).Status);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/architecture.md 3")]
    public async Task Two_pipelined_requests_get_their_responses_in_order()
    {
        var reply = await RawConnection.SendAsync(
            app.Address, $"GET {OAuth.TargetsPath} HTTP/1.1\r\nHost: x\r\nAuthorization: {Tills.Sample}\r\n\r\nGET /v3/users/1/enrolledTargets HTTP/1.1\r\n{ValidHeaders}");

        Assert.Equal(200, reply.Status);
        var second = reply.Body.IndexOf("HTTP/1.1 400 ", StringComparison.Ordinal);
        Assert.True(second > 0, reply.Body);
        Assert.EndsWith(OAuth.V3Error(310011, "Invalid userId"), reply.Body, StringComparison.Ordinal);
    }
}
