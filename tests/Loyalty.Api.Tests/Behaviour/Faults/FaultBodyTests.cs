using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Faults;

/// <summary>Faults that change headers and bodies. They break the documented schemas, so these tests receive the answers with a client of their own.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class FaultBodyTests(EmulatorApp app) : IClassFixture<EmulatorApp>, IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = app.Address };

    [Theory]
    [InlineData("""{"status":429,"retryAfter":7}""", 429, "7")]
    [InlineData("""{"status":503,"retryAfter":0}""", 503, "0")]
    [InlineData("""{"code":429,"retryAfter":3}""", 429, "3")]
    [InlineData("""{"status":429}""", 429, "60")]
    [InlineData("""{"status":503}""", 503, null)]
    [InlineData("""{"status":503,"headers":{"Retry-After":"Wed, 21 Oct 2015 07:28:00 GMT"}}""", 503, "Wed, 21 Oct 2015 07:28:00 GMT")]
    public async Task RetryAfter_sets_the_header(string effect, int status, string? retryAfter)
    {
        var (world, reply) = await AskAsync(effect);

        Assert.Equal((status, retryAfter), (reply.Status, reply.Headers.GetValueOrDefault("Retry-After")));
        Assert.Contains($"\"code\":{status}", reply.Body, StringComparison.Ordinal);
        Assert.Equal($"[{status}]", (await world.LastRequestAsync()).GetProperty("codes").GetRawText());
    }

    [Fact]
    public async Task Headers_are_added_to_the_answer_of_the_operation_and_replace_those_with_the_same_name()
    {
        var (world, reply) = await AskAsync("""{"headers":{"X-Cache":"HIT","x-cap-requestid":"fixed"}}""");

        Assert.Equal((200, "HIT", "fixed"), (reply.Status, reply.Headers["X-Cache"], reply.Headers["X-Cap-Requestid"]));
        await world.DoAsync(HttpMethod.Delete, "/faults");
        Assert.Equal((await world.AskAsync(TargetsOf(1))).Body, reply.Body);
    }

    [Theory]
    [InlineData("""{"body":"{\"data\":42}"}""", 200, "application/json", "{\"data\":42}")]
    [InlineData("""{"status":500,"body":"kaputt – ✓","headers":{"Content-Type":"text/plain; charset=utf-8"}}""", 500, "text/plain; charset=utf-8", "kaputt – ✓")]
    [InlineData("""{"status":503,"body":""}""", 503, "application/json", "")]
    [InlineData("""{"status":503,"content":"empty"}""", 503, "application/json", "")]
    [InlineData("""{"content":"empty"}""", 200, "application/json", "")]
    [InlineData("""{"status":502,"content":"html"}""", 502, "text/html; charset=utf-8", "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n")]
    public async Task The_body_is_the_one_that_the_rule_asks_for_and_the_journal_has_no_code(string effect, int status, string contentType, string body)
    {
        var (world, reply) = await AskAsync(effect);

        Assert.Equal((status, contentType, body), (reply.Status, reply.ContentType, reply.Body));
        Assert.DoesNotContain("ETag", reply.Headers.Keys);
        var entry = await world.LastRequestAsync();
        Assert.Equal($"{status} [] fault", $"{entry.GetProperty("status")} {entry.GetProperty("codes").GetRawText()} {entry.GetProperty("answeredBy")}");
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("\"status\":500,", 500)]
    public async Task Malformed_JSON_is_the_first_half_of_the_body_with_its_own_length(string status, int expected)
    {
        var (world, reply) = await AskAsync($$"""{ {{status}}"content":"malformedJson"}""");

        await world.FailAsync($$"""{"effect":{ {{status}}"delay":0} }""");
        var complete = (await world.AskAsync(TargetsOf(1))).Body;
        Assert.Equal((expected, complete[..(complete.Length / 2)]), (reply.Status, reply.Body));
        Assert.ThrowsAny<JsonException>(() => ParseJson(reply.Body));
    }

    [Fact]
    public async Task An_unchanged_answer_stays_304_without_a_body()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        var etag = (await world.AskAsync(TargetsOf(1))).Headers["ETag"];
        await world.FailAsync("""{"effect":{"body":"other"}}""");

        var reply = await SendAsync(world, TargetsOf(1), ("If-None-Match", etag));

        Assert.Equal((304, ""), (reply.Status, reply.Body));
    }

    [Fact]
    public async Task A_body_can_be_cut_off_by_the_connection_too()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.FailAsync("""{"effect":{"status":502,"content":"html","connection":"resetMidBody"}}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(world, TargetsOf(1)));

        Assert.Equal(502, (await world.LastRequestAsync()).GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Other_worlds_and_the_next_request_get_the_whole_answer()
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.FailAsync("""{"effect":{"content":"empty"},"times":{"nth":2}}""");

        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);
        Assert.Equal("", (await SendAsync(world, TargetsOf(1))).Body);
        Assert.StartsWith("{\"data\":", (await world.AskAsync(TargetsOf(1))).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"body":"other"}""", 400, "other")]
    [InlineData("""{"status":503,"content":"empty"}""", 503, "")]
    public async Task The_refusal_of_a_body_that_is_no_JSON_is_changed_as_well(string effect, int status, string body)
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.FailAsync($$"""{"effect":{{effect}} }""");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v3/targetGroups") { Content = new StringContent("{", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", world.Authorization);

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((status, body), ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(status, (await world.LastRequestAsync()).GetProperty("status").GetInt32());
    }

    public void Dispose() => _client.Dispose();

    private async Task<(TestWorld World, Reply Reply)> AskAsync(string effect)
    {
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.FailAsync($$"""{"effect":{{effect}} }""");
        return (world, await SendAsync(world, TargetsOf(1)));
    }

    private async Task<Reply> SendAsync(TestWorld world, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers.Prepend(("Authorization", world.Authorization)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Reply(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Content.Headers.ContentType?.ToString(),
            response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }
}
