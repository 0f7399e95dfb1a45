using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Journal;

/// <summary>What the journal records of a request.</summary>
[Trait("Evidence", "documented: docs/architecture.md 4")]
public sealed class JournalTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Token = "/v3/oauth/token/generate";

    [Fact]
    public async Task An_entry_records_the_request_and_its_response()
    {
        var world = await NewWorldAsync();

        await world.AskAsync(TargetsOf(1) + "?targetRuleIds=1%2C2&enrollmentType=X", ("X-Request", "seven"), ("Accept", "a/b"), ("Accept", "c/d"));

        var entry = await world.LastRequestAsync();
        Assert.Equal(
            ["at", "method", "path", "query", "headers", "body", "operation", "status", "codes", "latencyMs", "answeredBy", "unread", "reason"],
            Keys(entry));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$", entry.GetProperty("at").GetString());
        Assert.Equal("GET", entry.GetProperty("method").GetString());
        Assert.Equal(TargetsOf(1), entry.GetProperty("path").GetString());
        Assert.Equal("?targetRuleIds=1%2C2&enrollmentType=X", entry.GetProperty("query").GetString());
        Assert.Equal("seven", entry.GetProperty("headers").GetProperty("X-Request").GetString());
        Assert.Equal("a/b,c/d", entry.GetProperty("headers").GetProperty("Accept").GetString()!.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("getEnrolledTargets", entry.GetProperty("operation").GetString());
        Assert.Equal(400, entry.GetProperty("status").GetInt32());
        Assert.Equal("[310130]", entry.GetProperty("codes").GetRawText());
        Assert.InRange(entry.GetProperty("latencyMs").GetDouble(), 0.001, 30_000);
        Assert.Equal("handler", entry.GetProperty("answeredBy").GetString());
        Assert.Equal("[]", entry.GetProperty("unread").GetRawText());
        Assert.Equal("enrollmentType accepts TRANSACTION, IMPORT, AUDIENCE_FILTER, in capitals.", entry.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_success_has_no_code()
    {
        var world = await NewWorldAsync();

        await world.AskAsync(TargetsOf(1));
        await world.AskAsync(TargetsOf(1));

        var entries = await world.RequestsAsync();
        Assert.Equal(["handler", "handler"], entries.Select(entry => entry.GetProperty("answeredBy").GetString()));
        Assert.All(entries, entry => Assert.Equal((200, "[]"), (entry.GetProperty("status").GetInt32(), entry.GetProperty("codes").GetRawText())));
    }

    [Fact]
    public async Task AnsweredBy_names_a_fault_or_a_preference()
    {
        var world = await NewWorldAsync();
        await world.FailAsync("""{"effect":{"status":503}}""");

        await world.AskAsync(TargetsOf(1));
        await world.AskAsync(TargetsOf(1), ("Prefer", "code=429"));
        await world.AskAsync(TargetsOf(1), ("Prefer", "delay=1"));

        Assert.Equal(
            ["preference 200 []", "preference 429 [429]", "fault 503 [503]"],
            (await world.RequestsAsync()).Select(entry => $"{entry.GetProperty("answeredBy").GetString()} {entry.GetProperty("status")} {entry.GetProperty("codes").GetRawText()}"));
    }

    [Fact]
    public async Task Parameters_and_body_fields_that_the_operation_does_not_read_are_listed()
    {
        var world = await NewWorldAsync();

        await world.AskAsync(TargetsOf(1) + "?targetRuleId=1&enrollmentType=IMPORT&TRACKINGDATE=2031-01-01&page=2");
        Assert.Equal("""["targetRuleId","TRACKINGDATE","page"]""", (await world.LastRequestAsync()).GetProperty("unread").GetRawText());
        await world.AskAsync(TargetsOf(1) + "?userId=5&trackingDate=2031-01-01");
        Assert.Equal("""["userId"]""", (await world.LastRequestAsync()).GetProperty("unread").GetRawText());
        await world.AskAsync("/api_gateway/loyalty/v1/programs/1/promotionsV2?programId=7&prefer=x&limit=1&LIMIT=2&identifierName=id&source=a");
        Assert.Equal("""["programId","prefer","LIMIT"]""", (await world.LastRequestAsync()).GetProperty("unread").GetRawText());
        await world.AskAsync("/V3/users/1/enrolledtargets?TargetRuleIds=1");
        Assert.Equal("""["/V3","/enrolledtargets","TargetRuleIds"]""", (await world.LastRequestAsync()).GetProperty("unread").GetRawText());
        await app.ControlAsync(HttpMethod.Post, Token, $$"""{"key":"{{world.ClientKey}}","secret":"{{world.ClientSecret}}","grantType":"x","Key":"k"}""");
        Assert.Equal("""["$.grantType","$.Key"]""", (await world.LastRequestAsync()).GetProperty("unread").GetRawText());
        await app.SendAsync(HttpMethod.Get, TargetsOf(1), new StringContent("""{"lost":1}""", Encoding.UTF8, "application/json"), ("Authorization", world.Authorization));
        Assert.Equal("""["$.lost"]""", (await world.LastRequestAsync()).GetProperty("unread").GetRawText());
    }

    [Theory]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/json; charset=UTF8")]
    public async Task The_content_type_is_recorded_as_it_was_sent(string type)
    {
        var world = await NewWorldAsync();
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"key":"{{world.ClientKey}}","secret":"{{world.ClientSecret}}"}"""));
        body.Headers.TryAddWithoutValidation("Content-Type", type);

        var reply = await app.SendAsync(HttpMethod.Post, Token, body);

        Assert.Equal(200, reply.Status);
        Assert.Equal(type, (await world.LastRequestAsync()).GetProperty("headers").GetProperty("Content-Type").GetString());
    }

    [Fact]
    public async Task Credentials_and_cookies_are_masked_in_headers_query_and_body()
    {
        var world = await NewWorldAsync();
        await world.AskAsync(
            TargetsOf(1) + "?password=hush-1&page=1&ApiKey=hush-2&access_token=hush-3",
            ("Cookie", "session=hush-4"), ("X-Api-Key", "hush-5"), ("Proxy-Authorization", "Basic hush-6"), ("X-Emulator-Key", "hush-7"), ("X-Plain", "seen"),
            ("Referer", "https://shop.example/a?code=hush-9"));
        var header = await world.LastRequestAsync();
        await app.ControlAsync(
            HttpMethod.Post, Token, $$"""{"key":"{{world.ClientKey}}","secret":"{{world.ClientSecret}}","deep":[{"clientSecret":{"a":"hush-8"},"plain":"hush-10"},"hush-11",null]}""");
        var body = await world.LastRequestAsync();

        var journal = header.GetRawText() + body.GetRawText();
        Assert.DoesNotContain("hush", journal, StringComparison.Ordinal);
        Assert.DoesNotContain(world.ClientSecret, journal, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Authorization, journal, StringComparison.Ordinal);
        Assert.Equal("***", header.GetProperty("headers").GetProperty("Authorization").GetString());
        Assert.Equal("?password=***&page=1&ApiKey=***&access_token=***", Uri.UnescapeDataString(header.GetProperty("query").GetString()!));
        Assert.Equal("seen", header.GetProperty("headers").GetProperty("X-Plain").GetString());
        Assert.Equal("https://shop.example/a?***", header.GetProperty("headers").GetProperty("Referer").GetString());
        Assert.Equal("""{"key":"***","secret":"***","deep":[{"clientSecret":"***","plain":"***"},"***",null]}""", body.GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("jwt")]
    [InlineData("X-Bearer")]
    [InlineData("client_assertion")]
    [InlineData("pass")]
    [InlineData("userPwd")]
    [InlineData("passwd")]
    [InlineData("PIN")]
    [InlineData("pin")]
    [InlineData("userPin")]
    [InlineData("card-pin")]
    [InlineData("otp")]
    [InlineData("otp_code")]
    [InlineData("smsOtp")]
    [InlineData("smsOTP")]
    [InlineData("X-Signature")]
    [InlineData("sessionId")]
    public void The_name_of_a_secret_is_recognised(string name) => Assert.True(Api.Journal.SecretMasking.IsSecret(name));

    [Theory]
    [InlineData("shipping")]
    [InlineData("SHIPPING")]
    [InlineData("shoppingCart")]
    [InlineData("footprint")]
    [InlineData("opinions")]
    [InlineData("spin")]
    [InlineData("identifierValue")]
    public void A_word_that_merely_contains_the_name_of_a_secret_is_not_a_secret(string name) => Assert.False(Api.Journal.SecretMasking.IsSecret(name));

    [Theory]
    [InlineData("""["{key}","{secret}"]""")]
    [InlineData("""[["{key}",{"a":"{secret}"}]]""")]
    [InlineData("\"{secret}\"")]
    [InlineData("\"{key}:{secret}\"")]
    public async Task If_a_token_request_is_not_an_object_only_its_length_is_recorded(string shape)
    {
        var world = await NewWorldAsync();
        var sent = shape.Replace("{key}", world.ClientKey, StringComparison.Ordinal).Replace("{secret}", world.ClientSecret, StringComparison.Ordinal);
        await app.ControlAsync(HttpMethod.Delete, "/_emulator/requests");

        Assert.Equal(400, (await app.ControlAsync(HttpMethod.Post, Token, sent)).Status);

        var entry = ParseJson((await app.ControlAsync(HttpMethod.Get, "/_emulator/requests")).Body).GetProperty("requests")[0];
        Assert.Equal($"({sent.Length} characters, not a JSON object)", entry.GetProperty("body").GetString());
        Assert.Equal("malformed token request", entry.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task If_a_body_is_not_JSON_only_its_length_is_recorded()
    {
        var world = await NewWorldAsync();

        await app.SendAsync(
            HttpMethod.Get, TargetsOf(1), new StringContent("password=hush&a=b", Encoding.UTF8, "application/x-www-form-urlencoded"), ("Authorization", world.Authorization));

        var entry = await world.LastRequestAsync();
        Assert.Equal("(17 characters, not valid JSON)", entry.GetProperty("body").GetString());
        Assert.Equal(415, entry.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task No_entry_contains_an_issued_token()
    {
        var world = await NewWorldAsync();
        var token = ParseJson((await world.TokenAsync()).Body).GetProperty("data").GetProperty("accessToken").GetString()!;

        await app.GetPlainAsync(TargetsOf(1), ("X-CAP-API-OAUTH-TOKEN", token));
        await app.GetPlainAsync(TargetsOf(1), ("CAP-API-ACCESS-TOKEN", token));

        var entries = await world.RequestsAsync();
        Assert.Equal(3, entries.Count);
        Assert.All(entries, entry => Assert.DoesNotContain(token, entry.GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_entry_is_recorded_before_the_client_has_the_response()
    {
        var world = await NewWorldAsync();

        for (var number = 1; number <= 60; number++)
        {
            await world.AskAsync(TargetsOf(1) + "?page=" + number);
            Assert.Equal($$"""{"count":{{number}}}""", await world.DoAsync(HttpMethod.Get, "/requests/count"));
        }
    }

    [Fact]
    public async Task The_entry_is_recorded_before_the_whole_response_body_is_sent()
    {
        var world = await NewWorldAsync();
        await world.FailAsync("""{"effect":{"connection":"resetMidBody"}}""");
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, TargetsOf(1)));
        request.Headers.TryAddWithoutValidation("Authorization", world.Authorization);

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(200, (await world.LastRequestAsync()).GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_request_that_the_client_aborts_during_a_delay_is_recorded()
    {
        var world = await NewWorldAsync();
        await world.FailAsync("""{"effect":{"delay":60000}}""");
        using var client = new HttpClient { Timeout = TimeSpan.FromMilliseconds(500) };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, TargetsOf(1)));
        request.Headers.TryAddWithoutValidation("Authorization", world.Authorization);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.SendAsync(request, TestContext.Current.CancellationToken));

        var count = "";
        for (var attempt = 0; attempt < 100 && count is not """{"count":1}"""; attempt++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            count = await world.DoAsync(HttpMethod.Get, "/requests/count");
        }

        Assert.Equal("""{"count":1}""", count);
        var entry = await world.LastRequestAsync();
        Assert.Equal((0, "fault"), (entry.GetProperty("status").GetInt32(), entry.GetProperty("answeredBy").GetString()));
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\nabc")]
    [InlineData("Content-Length: 100000\r\n\r\nabc")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nab")]
    public async Task A_request_that_the_client_resets_within_its_body_is_recorded_and_is_no_error(string rest)
    {
        var world = await NewWorldAsync();
        app.Logs.Reset();
        using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) })
        {
            await socket.ConnectAsync(app.Address.Host, app.Address.Port, TestContext.Current.CancellationToken);
            await socket.SendAsync(
                Encoding.ASCII.GetBytes($"GET {TargetsOf(1)} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: {world.Authorization}\r\n{rest}"), TestContext.Current.CancellationToken);
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        IReadOnlyList<JsonElement> entries;
        var waited = Stopwatch.StartNew();
        do
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            entries = await world.RequestsAsync();
        }
        while (entries.Count == 0 && waited.Elapsed < TimeSpan.FromSeconds(20));

        var entry = Assert.Single(entries);
        Assert.Equal((0, "the client closed the connection"), (entry.GetProperty("status").GetInt32(), entry.GetProperty("reason").GetString()));
        Assert.DoesNotContain(app.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Entries_have_the_order_and_the_time_of_arrival()
    {
        var world = await NewWorldAsync();
        await world.FailAsync("""{"match":{"query":{"page":"slow"}},"effect":{"barrier":"slow"}}""");
        var sent = Stopwatch.GetTimestamp();
        var slow = world.AskAsync(TargetsOf(1) + "?page=slow");
        await world.UntilHeldAsync(1);
        await Task.Delay(5, TestContext.Current.CancellationToken);
        await world.AskAsync(TargetsOf(1) + "?page=fast");
        var fastAnswered = Stopwatch.GetElapsedTime(sent);
        await world.DoAsync(HttpMethod.Post, "/barriers/slow/release");
        await slow;

        var entries = await world.RequestsAsync();

        Assert.Equal(["?page=fast", "?page=slow"], entries.Select(entry => entry.GetProperty("query").GetString()));
        var arrivals = entries.Select(entry => entry.GetProperty("at").GetDateTimeOffset()).ToList();
        Assert.InRange(arrivals[0] - arrivals[1], TimeSpan.FromMilliseconds(1), fastAnswered);
        await world.DoAsync(HttpMethod.Post, "/requests/verify", """{"sequence":[{"query":{"page":"slow"}},{"query":{"page":"fast"}}]}""");
    }

    [Fact]
    public async Task Control_requests_are_not_recorded()
    {
        var world = await NewWorldAsync();
        await app.ControlAsync(HttpMethod.Delete, "/_emulator/requests");

        await world.ExportAsync();

        Assert.Empty(await world.RequestsAsync());
        Assert.Equal("""{"requests":[]}""", (await app.ControlAsync(HttpMethod.Get, "/_emulator/requests")).Body);
    }

    private Task<TestWorld> NewWorldAsync() => app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
}
