using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hostile;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Operations;

/// <summary>HEAD wherever GET is: the same status and headers, no body.</summary>
[Trait("Evidence", "inferred: docs/reading-the-documentation.md, row B-7")]
public sealed class HeadTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    /// <summary>Headers that differ between two answers to one request, and the framing of a body that HEAD does not have.</summary>
    private static readonly string[] Exempt = ["Date", "X-Cap-Requestid", "Transfer-Encoding"];

    [Theory]
    [InlineData(200, OAuth.TargetsPath)]
    [InlineData(200, OAuth.PromotionsPath)]
    [InlineData(304, OAuth.TargetsPath, "If-None-Match: *\r\n")]
    [InlineData(400, "/v3/users/1/enrolledTargets")]
    [InlineData(400, OAuth.PromotionsPath + "&eventName=")]
    [InlineData(429, OAuth.TargetsPath, "Prefer: code=429\r\n")]
    [InlineData(404, "/v3/nothing")]
    [InlineData(404, "/nothing")]
    [InlineData(405, OAuth.TokenPath)]
    [InlineData(200, "/_emulator/worlds")]
    [InlineData(200, "/_emulator/worlds/docs/document")]
    [InlineData(404, "/_emulator/worlds/nothing")]
    [InlineData(200, "/health/ready")]
    [InlineData(302, "/")]
    public async Task HEAD_has_the_status_and_headers_of_GET_and_no_body(int status, string path, string header = "")
    {
        var get = await SendAsync("GET", path, header);
        var head = await SendAsync("HEAD", path, header);
        var again = await SendAsync("GET", path, header);

        Assert.Equal((status, status), (get.Status, head.Status));
        Assert.Equal("", head.Body);
        Assert.Equal(Headers(get), Headers(head));
        Assert.Equal(get.Body, again.Body);
    }

    [Fact]
    public async Task An_answer_of_an_operation_names_its_length_and_tag()
    {
        var get = await SendAsync("GET", OAuth.TargetsPath);
        var head = await SendAsync("HEAD", OAuth.TargetsPath);

        Assert.Equal($"{System.Text.Encoding.UTF8.GetByteCount(get.Body)}", head.Headers["Content-Length"]);
        Assert.Equal(get.Headers["ETag"], head.Headers["ETag"]);
    }

    [Fact]
    public async Task HEAD_needs_the_credentials_of_GET() =>
        Assert.Equal(401, (await RawConnection.SendAsync(app.Address, $"HEAD {OAuth.TargetsPath} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")).Status);

    [Fact]
    public async Task The_journal_records_HEAD()
    {
        var world = await app.NewWorldAsync();

        await app.SendAsync(HttpMethod.Head, TargetsOf(1), null, ("Authorization", world.Authorization));

        var entry = await world.LastRequestAsync();
        Assert.Equal(("HEAD", "getEnrolledTargets"), (entry.GetProperty("method").GetString(), entry.GetProperty("operation").GetString()));
    }

    [Fact]
    public async Task A_fault_rule_may_match_HEAD_alone()
    {
        var world = await app.NewWorldAsync();
        await world.FailAsync("""{"match":{"method":"HEAD"},"effect":{"status":503}}""");

        Assert.Equal(503, (await app.SendAsync(HttpMethod.Head, TargetsOf(1), null, ("Authorization", world.Authorization))).Status);
        Assert.NotEqual(503, (await world.AskAsync(TargetsOf(1))).Status);
    }

    [Theory]
    [InlineData("POST", OAuth.TargetsPath, "GET, HEAD")]
    [InlineData("DELETE", OAuth.PromotionsPath, "GET, HEAD")]
    [InlineData("PATCH", "/_emulator/worlds/docs/clock", "GET, HEAD, PUT")]
    [InlineData("GET", OAuth.TokenPath, "POST")]
    public async Task A_method_that_is_not_accepted_is_told_those_that_are(string method, string path, string allowed)
    {
        var reply = await SendAsync(method, path);

        Assert.Equal((405, allowed), (reply.Status, reply.Headers["Allow"]));
    }

    /// <summary>The server says of an empty body that its length is zero, and of a body that HEAD leaves out nothing.</summary>
    private static IEnumerable<string> Headers(RawReply reply) => reply.Headers
        .Where(header => !Exempt.Contains(header.Key, StringComparer.OrdinalIgnoreCase) && header is not { Key: "Content-Length", Value: "0" })
        .Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal);

    private Task<RawReply> SendAsync(string method, string path, string header = "") => RawConnection.SendAsync(
        app.Address, $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: {Tills.Sample}\r\n{header}\r\n");
}
