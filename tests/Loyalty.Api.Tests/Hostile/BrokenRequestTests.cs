using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>Requests that no client library sends: what the server cannot parse it may refuse bare, all else is dressed, and it goes on serving.</summary>
public sealed class BrokenRequestTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Host = "Host: localhost\r\nConnection: close\r\n";

    private const string Right = $"{Host}Authorization: {Tills.Sample}\r\n\r\n";

    /// <summary>Text that is no request, with the status of the server's own refusal.</summary>
    public static TheoryData<string, int> Unparseable => new()
    {
        { "\r\n\r\n\r\n\r\n hello\r\n\r\n", 400 },
        { "GET\r\n\r\n", 400 },
        { $"GET {OAuth.Targets}\r\n{Host}\r\n", 400 },
        { $"GET  {OAuth.Targets} HTTP/1.1\r\n{Right}", 400 },
        { $"GET {OAuth.Targets} HTTP/9.9\r\n{Right}", 505 },
        { $"GET {OAuth.Targets} HTTQ/1.1\r\n{Right}", 505 },
        { $"G\u0001T {OAuth.Targets} HTTP/1.1\r\n{Right}", 400 },
        { $"GET /v3/users/%00/enrolledTargets HTTP/1.1\r\n{Right}", 400 },
        { $"GET /v3/users/\u00e9/enrolledTargets HTTP/1.1\r\n{Right}", 400 },
        { $"GET /v3/users/a b/enrolledTargets HTTP/1.1\r\n{Right}", 400 },
        { $"GET {OAuth.Targets} HTTP/1.1\r\nConnection: close\r\nAuthorization: {Tills.Sample}\r\n\r\n", 400 },
        { $"GET {OAuth.Targets} HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", 400 },
        { $"GET {OAuth.Targets} HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", 400 },
        { $"GET {OAuth.Targets} HTTP/1.1\r\n{Host}No colon\r\n\r\n", 400 },
        { $"GET {OAuth.Targets} HTTP/1.1\r\n{Host}: no name\r\n\r\n", 400 },
        { $"GET {OAuth.Targets} HTTP/1.1\r\n{Host}X : blank\r\n\r\n", 400 },
        { $"GET {OAuth.Targets} HTTP/1.1\r\n{Host}X: a\u0000b\r\n\r\n", 400 },
        { $"GET {OAuth.Targets} HTTP/1.1\r\n{Host}X: \u00ff\u00fe\r\n\r\n", 400 },
        { $"GET {OAuth.Targets} HTTP/1.1\r\n{Host}X: a\r\n folded\r\n\r\n", 400 },
        { $"POST {OAuth.Generate} HTTP/1.1\r\n{Host}Content-Length: -1\r\n\r\n", 400 },
        { $"POST {OAuth.Generate} HTTP/1.1\r\n{Host}Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400 },
        { $"POST {OAuth.Generate} HTTP/1.1\r\n{Host}Content-Length: 99999999999999999999\r\n\r\n", 400 },
        { $"POST {OAuth.Generate} HTTP/1.1\r\n{Host}Transfer-Encoding: gzip\r\n\r\n", 400 },
        { $"GET http://elsewhere.example{OAuth.Targets} HTTP/1.1\r\n{Right}", 400 },
    };

    [Theory]
    [MemberData(nameof(Unparseable))]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task What_cannot_be_parsed_is_refused_by_the_server_which_goes_on(string text, int status)
    {
        app.Logs.Reset();

        var reply = await RawConnection.SendAsync(app.Address, text);

        Assert.Equal((status, ""), (reply.Status, reply.Body));
        Assert.DoesNotContain(app.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Equal(200, (await app.GetAsync(OAuth.Targets)).Status);
    }

    /// <summary>Odd, but a request: with the status that the emulator answers.</summary>
    public static TheoryData<string, int> Odd => new()
    {
        { $"GET http://localhost{OAuth.Targets} HTTP/1.1\r\n{Right}", 200 },
        { $"CONNECT {OAuth.Targets} HTTP/1.1\r\n{Right}", 405 },
        { $"GET {OAuth.Targets}#fragment HTTP/1.1\r\n{Right}", 404 },
        { $"get {OAuth.Targets} HTTP/1.1\r\n{Right}", 200 },
        { $"GET /x/../v3/users/565039506/./enrolledTargets HTTP/1.1\r\n{Right}", 200 },
        { $"GET /x/%2e%2e/v3/users/565039506/enrolledTargets HTTP/1.1\r\n{Right}", 200 },
        { $"GET /%76%33/users/565039506/enrolledTargets HTTP/1.1\r\n{Right}", 200 },
        { $"GET /v3/users/565039506%2FenrolledTargets HTTP/1.1\r\n{Right}", 404 },
        { $"GET /v3\\users\\565039506\\enrolledTargets HTTP/1.1\r\n{Right}", 404 },
        { $"GET //v3/users/565039506/enrolledTargets HTTP/1.1\r\n{Right}", 404 },
        { $"GET /v3/users/%ED%A0%80/enrolledTargets HTTP/1.1\r\n{Right}", 400 },
        { $"GET /v3/users/%C0%AF/enrolledTargets HTTP/1.1\r\n{Right}", 400 },
        { $"GET /v3/users/%zz/enrolledTargets HTTP/1.1\r\n{Right}", 400 },
        { $"GET {OAuth.Targets}?targetRuleIds=%00 HTTP/1.1\r\n{Right}", 400 },
        { $"GET {OAuth.Targets}?? HTTP/1.1\r\n{Right}", 200 },
        { $"OPTIONS * HTTP/1.1\r\n{Right}", 405 },
        { $"GET {OAuth.Targets} HTTP/1.1\r\nExpect: the-unexpected\r\n{Right}", 200 },
        { $"GET {OAuth.Targets} HTTP/1.1\r\nHost: \r\nConnection: close\r\nAuthorization: {Tills.Sample}\r\n\r\n", 200 },
        { $"GET {OAuth.Targets} HTTP/1.0\r\nAuthorization: {Tills.Sample}\r\n\r\n", 200 },
        { $"GET {OAuth.Targets} HTTP/1.1\r\nTransfer-Encoding: chunked\r\n{Right}0\r\n\r\n", 415 },
        { $"POST {OAuth.Generate} HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n{Right}2\r\n{{}}\r\n0\r\n\r\n", 400 },
        { $"POST {OAuth.Generate} HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\nContent-Type: application/json\r\n{Right}{{}}", 400 },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    [Trait("Evidence", "documented: docs/architecture.md 1")]
    public async Task What_can_be_parsed_is_answered_in_an_envelope_however_odd_it_is(string text, int status)
    {
        var reply = await RawConnection.SendAsync(app.Address, text);

        Assert.Equal(status, reply.Status);
        var request = new HostileRequest("GET", "/", [], null, null);
        EnvelopeRules.Inspect(request, new HostileReply(reply.Status, reply.Headers["Content-Type"], reply.Headers.GetValueOrDefault("X-Cap-Requestid"), null, reply.Body));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/architecture.md 3")]
    public async Task Two_requests_in_one_write_get_their_two_answers_in_order()
    {
        var reply = await RawConnection.SendAsync(
            app.Address, $"GET {OAuth.Targets} HTTP/1.1\r\nHost: x\r\nAuthorization: {Tills.Sample}\r\n\r\nGET /v3/users/1/enrolledTargets HTTP/1.1\r\n{Right}");

        Assert.Equal(200, reply.Status);
        var second = reply.Body.IndexOf("HTTP/1.1 400 ", StringComparison.Ordinal);
        Assert.True(second > 0, reply.Body);
        Assert.EndsWith(OAuth.V3Refusal(310011, "Invalid userId"), reply.Body, StringComparison.Ordinal);
    }
}
