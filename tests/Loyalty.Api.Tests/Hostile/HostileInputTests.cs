using System.Globalization;
using System.Text;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Store.Tests;
using Loyalty.Store.Tests.Generated;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;

namespace Loyalty.Api.Tests.Hostile;

/// <summary>
/// Ten thousand hostile requests, a million where the environment variable HOSTILE_REQUESTS says so; HOSTILE_SEED draws others. Most go
/// to the pipeline in memory, some over a socket to Kestrel. A failure prints the smallest failing request that was found, and how to send the first one again.
/// </summary>
public sealed class HostileInputTests
{
    /// <summary>Every code that a request alone can provoke in the sample world, and the statuses without a body.</summary>
    private static readonly int[] Reached =
    [
        200, 304, 400, 401, 403, 404, 405, 415, 300004, 310011, 310017, 310018, 310130, 320001, 2010, 4027, 4055, 4082, 4083, 4084, 4085, 4086, 8003, 8013, 8015,
    ];

    private static readonly int Count = Number("HOSTILE_REQUESTS", 10_000);

    private static readonly int Seed = Number("HOSTILE_SEED", 0);

    [Fact]
    [Trait("Evidence", "documented: docs/architecture.md 1")]
    public async Task No_hostile_request_gets_a_5xx_or_an_answer_without_envelope_or_changes_anything()
    {
        using var logs = new LogCapture();
        using var factory = new EmulatorFactory(null, [("Logging:LogLevel:Default", "Warning")], new FixedClock(EmulatorApp.Noon), logs);
        using var client = factory.CreateClient();
        using var asked = await client.PostAsync(new Uri(OAuth.TokenPath, UriKind.Relative), OAuth.Body(OAuth.SampleClient, "application/json"), TestContext.Current.CancellationToken);
        var token = TokenOf(await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var before = await client.GetByteArrayAsync(new Uri("/_emulator/worlds/docs/document", UriKind.Relative), TestContext.Current.CancellationToken);

        var seen = new Tally();
        for (var number = Seed; number < Seed + Count; number++)
        {
            await seen.AddAsync(number, token, request => SendAsync(factory.Server, request));
            if (number % 1000 == 0)
            {
                AssertQuiet(logs);
            }
        }

        AssertQuiet(logs);
        seen.AssertMixed(Count, Reached);
        var after = await client.GetByteArrayAsync(new Uri("/_emulator/worlds/docs/document", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(before.Length > 10_000, "the sample world is larger than this");
        Assert.Equal(before, after);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/architecture.md 1")]
    public async Task No_hostile_request_over_a_socket_gets_a_5xx_or_an_answer_without_envelope_or_changes_anything()
    {
        using var app = new EmulatorApp(null, ("Logging:LogLevel:Default", "Warning"));
        var token = await OAuth.TokenAsync(app);
        var before = await app.GetPlainAsync("/_emulator/worlds/docs/document");

        var seen = new Tally();
        for (var number = Seed; number < Seed + (Count / 10); number++)
        {
            await seen.AddAsync(number, token, request => SendAsync(app.Address, request));
        }

        AssertQuiet(app.Logs);
        seen.AssertMixed(Count / 10, [200, 304, 401, 404, 405, 415, 300004, 310011, 4086]);
        Assert.Equal(before.Body, (await app.GetPlainAsync("/_emulator/worlds/docs/document")).Body);
    }

    private static string TokenOf(string body)
    {
        using var json = System.Text.Json.JsonDocument.Parse(body);
        return json.RootElement.GetProperty("data").GetProperty("accessToken").GetString()!;
    }

    /// <summary>A refusal is expected. An error in the log is a bug, even if the answer has the envelope of its family.</summary>
    private static void AssertQuiet(LogCapture logs)
    {
        Assert.NotEmpty(logs.Lines);
        Assert.DoesNotContain(logs.Lines, line => line.StartsWith("Error ", StringComparison.Ordinal) || line.StartsWith("Fatal ", StringComparison.Ordinal) || line.StartsWith("Critical ", StringComparison.Ordinal));
        logs.Reset();
    }

    internal static async Task<HostileReply> SendAsync(TestServer server, HostileRequest request)
    {
        var context = await server.SendAsync(
            http =>
            {
                http.Request.Method = request.Method;
                http.Request.Scheme = "http";
                http.Request.Host = new HostString("localhost");
                http.Request.Path = new PathString(Decoded(request.Path));
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

    private static async Task<HostileReply> SendAsync(Uri address, HostileRequest request)
    {
        var reply = await RawConnection.SendAsync(address, request.ToBytes());
        return new HostileReply(
            reply.Status,
            reply.Headers.GetValueOrDefault("Content-Type"),
            reply.Headers.GetValueOrDefault("X-Cap-Requestid"),
            reply.Headers.GetValueOrDefault("ETag"),
            reply.Body);
    }

    /// <summary>As a server decodes a path: everything but the slash.</summary>
    private static string Decoded(string path) =>
        Uri.UnescapeDataString(path.Replace("%2F", "%252F", StringComparison.OrdinalIgnoreCase));

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private sealed record BodyDetection(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;

    /// <summary>Which codes came how often.</summary>
    private sealed class Tally
    {
        private readonly SortedDictionary<int, int> _codes = [];
        private readonly SortedDictionary<string, int> _families = new(StringComparer.Ordinal);

        public async Task AddAsync(int number, string token, Func<HostileRequest, Task<HostileReply>> sendAsync)
        {
            var drawn = new RandomCase<HostileRequest>(random => HostileRequests.Make(random, token), number);
            try
            {
                var code = await InspectAsync(drawn.Value);
                _codes[code] = _codes.GetValueOrDefault(code) + 1;
                var family = drawn.Value.Family?.ToString() ?? "any";
                _families[family] = _families.GetValueOrDefault(family) + 1;
            }
            catch (Exception failure)
            {
                var shrunk = Record.Exception(() => Law.Holds(drawn, InspectAsync));
                throw new InvalidOperationException(
                    $"HOSTILE_SEED={number} begins with the failing request. {shrunk?.Message ?? $"It fails only after other requests:\n{drawn}"}", failure);
            }

            async Task<int> InspectAsync(HostileRequest request)
            {
                var reply = await sendAsync(request);
                try
                {
                    return EnvelopeRules.Inspect(request, reply);
                }
                catch (Exception failure)
                {
                    throw new InvalidOperationException($"The answer was {reply}", failure);
                }
            }
        }

        /// <summary>A generator that is refused at the door all the time proves nothing.</summary>
        public void AssertMixed(int count, int[] reached)
        {
            var found = string.Join(", ", _codes.Select(code => $"{code.Key}: {code.Value}"));
            TestContext.Current.SendDiagnosticMessage(found);
            Assert.Equal(count, _codes.Values.Sum());
            Assert.True(_families.Count == Enum.GetValues<EnvelopeFamily>().Length + 1, string.Join(", ", _families));
            Assert.All(reached, code => Assert.True(_codes.ContainsKey(code), $"{code} is missing among {found}"));
            Assert.True(_codes[200] > count / 12 && _codes[200] < count / 2, found);
        }
    }
}
