using System.Globalization;
using System.Text;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>
/// Sends 10,000 random requests to the in-memory server, and the first tenth of them to Kestrel over a socket. The environment variable
/// HOSTILE_REQUESTS sets another count, HOSTILE_SEED the number of the first request. A failure prints the request's number, which
/// generates the same request again.
/// </summary>
public sealed class HostileInputTests
{
    /// <summary>All codes that a request can cause in the sample world, and the statuses of responses without a code.</summary>
    private static readonly int[] ExpectedCodes =
    [
        200, 304, 400, 401, 403, 404, 405, 415, 300004, 310011, 310130, 320001, 2010, 4027, 4055, 4082, 4083, 4084, 4085, 4086, 8003, 8013, 8015,
    ];

    private static readonly int Count = ReadNumber("HOSTILE_REQUESTS", 10_000);

    private static readonly int Seed = ReadNumber("HOSTILE_SEED", 0);

    [Fact]
    [Trait("Evidence", "documented: docs/architecture.md 1")]
    public async Task Hostile_requests_cause_no_5xx_get_an_envelope_and_change_nothing()
    {
        using var logs = new LogCapture();
        using var factory = new EmulatorFactory(null, [("Logging:LogLevel:Default", "Warning")], new FixedClock(EmulatorApp.Noon), logs);
        using var client = factory.CreateClient();
        using var tokenResponse = await client.PostAsync(new Uri(OAuth.TokenPath, UriKind.Relative), OAuth.Body(OAuth.SampleClient, "application/json"), TestContext.Current.CancellationToken);
        var token = TokenOf(await tokenResponse.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var before = await client.GetByteArrayAsync(new Uri("/_emulator/worlds/docs/document", UriKind.Relative), TestContext.Current.CancellationToken);

        var tally = new Tally();
        for (var number = Seed; number < Seed + Count; number++)
        {
            var request = HostileRequests.Make(number, token);
            tally.Add(number, request, await SendAsync(factory.Server, request));
            if (number % 1000 == 0)
            {
                AssertNoErrorLogged(logs);
            }
        }

        AssertNoErrorLogged(logs);
        tally.AssertVariety(Count, ExpectedCodes);
        var after = await client.GetByteArrayAsync(new Uri("/_emulator/worlds/docs/document", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(before.Length > 10_000, $"the exported sample world has only {before.Length} bytes");
        Assert.Equal(before, after);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/architecture.md 1")]
    public async Task Hostile_requests_over_a_socket_cause_no_5xx_get_an_envelope_and_change_nothing()
    {
        using var app = new EmulatorApp(null, ("Logging:LogLevel:Default", "Warning"));
        var token = await OAuth.TokenAsync(app);
        var before = await app.GetPlainAsync("/_emulator/worlds/docs/document");

        var tally = new Tally();
        for (var number = Seed; number < Seed + (Count / 10); number++)
        {
            var request = HostileRequests.Make(number, token);
            var reply = await RawConnection.SendAsync(app.Address, request.ToBytes());
            tally.Add(number, request, new HostileReply(
                reply.Status,
                reply.Headers.GetValueOrDefault("Content-Type"),
                reply.Headers.GetValueOrDefault("X-Cap-Requestid"),
                reply.Headers.GetValueOrDefault("ETag"),
                reply.Body));
        }

        AssertNoErrorLogged(app.Logs);
        tally.AssertVariety(Count / 10, [200, 304, 401, 404, 405, 415, 300004, 310011, 4086]);
        Assert.Equal(before.Body, (await app.GetPlainAsync("/_emulator/worlds/docs/document")).Body);
    }

    private static string TokenOf(string body)
    {
        using var json = System.Text.Json.JsonDocument.Parse(body);
        return json.RootElement.GetProperty("data").GetProperty("accessToken").GetString()!;
    }

    /// <summary>Rejected requests are expected. An error in the log is a bug, even if the response has an envelope.</summary>
    private static void AssertNoErrorLogged(LogCapture logs)
    {
        Assert.NotEmpty(logs.Lines);
        Assert.DoesNotContain(logs.Lines, line => line.StartsWith("Error ", StringComparison.Ordinal) || line.StartsWith("Fatal ", StringComparison.Ordinal) || line.StartsWith("Critical ", StringComparison.Ordinal));
        logs.Reset();
    }

    private static async Task<HostileReply> SendAsync(TestServer server, HostileRequest request)
    {
        var context = await server.SendAsync(
            http =>
            {
                http.Request.Method = request.Method;
                http.Request.Scheme = "http";
                http.Request.Host = new HostString("localhost");
                http.Request.Path = new PathString(Decode(request.Path));
                http.Request.QueryString = new QueryString(request.Query);
                foreach (var (name, value) in request.Headers)
                {
                    http.Request.Headers.Append(name, value);
                }

                http.Features.Set<IHttpRequestBodyDetectionFeature>(new BodyDetection(request.Body is { Length: > 0 }));
                if (request.Body is not null)
                {
                    http.Request.ContentLength = request.Body.Length;
                    http.Request.Body = new MemoryStream(request.Body);
                }
            },
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(context.Response.Body, Encoding.UTF8);
        return new HostileReply(
            context.Response.StatusCode,
            context.Response.ContentType,
            context.Response.Headers["X-Cap-Requestid"],
            context.Response.Headers.ETag,
            await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Decodes a path as the server does: everything except an encoded slash.</summary>
    private static string Decode(string path) =>
        Uri.UnescapeDataString(path.Replace("%2F", "%252F", StringComparison.OrdinalIgnoreCase));

    private static int ReadNumber(string variable, int defaultValue) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : defaultValue;

    private sealed record BodyDetection(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;

    /// <summary>Counts the responses by code and by envelope.</summary>
    private sealed class Tally
    {
        private readonly SortedDictionary<int, int> _codes = [];
        private readonly SortedDictionary<string, int> _families = new(StringComparer.Ordinal);

        public void Add(int number, HostileRequest request, HostileReply reply)
        {
            try
            {
                var code = EnvelopeRules.Inspect(request, reply);
                _codes[code] = _codes.GetValueOrDefault(code) + 1;
                var family = request.Family?.ToString() ?? "any";
                _families[family] = _families.GetValueOrDefault(family) + 1;
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Request {number}:\n{request}\n\ngot {reply}", failure);
            }
        }

        /// <summary>Fails if the requests did not reach every expected code and envelope: requests that all fail early prove nothing.</summary>
        public void AssertVariety(int count, int[] expectedCodes)
        {
            var found = string.Join(", ", _codes.Select(code => $"{code.Key}: {code.Value}"));
            TestContext.Current.SendDiagnosticMessage(found);
            Assert.Equal(count, _codes.Values.Sum());
            Assert.True(_families.Count == Enum.GetValues<EnvelopeFamily>().Length + 1, string.Join(", ", _families));
            Assert.All(expectedCodes, code => Assert.True(_codes.ContainsKey(code), $"{code} is missing from {found}"));
            Assert.True(_codes[200] > count / 12 && _codes[200] < count / 2, found);
        }
    }
}
