using System.Text;
using Loyalty.Api.Tests.Contract;
using Loyalty.Api.Worlds;
using Loyalty.Store.Database;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Api.Tests.Hosting;

/// <summary>
/// The app on a loopback port of Kestrel, configured by settings only. It starts with the sample world or with one world document, in a
/// temporary store. A test class shares one app; a test that needs its own world creates another.
/// </summary>
public class EmulatorApp : IDisposable
{
    /// <summary>The machine's time unless a test sets another.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly EmulatorFactory _factory;
    private readonly HttpClient _client;

    public EmulatorApp()
        : this(null)
    {
    }

    internal EmulatorApp(string? world, params (string Name, string Value)[] settings)
        : this(world, null, settings)
    {
    }

    private EmulatorApp(string? world, WorldBounds? bounds, (string Name, string Value)[] settings, bool withoutHandlers = false, Func<IStoreDatabase, IStoreDatabase>? database = null)
    {
        _factory = new EmulatorFactory(world, settings, Clock, Logs, bounds, withoutHandlers, database);
        try
        {
            _factory.UseKestrel();
            _factory.StartServer();
            var address = _factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            Address = new Uri(address);
            _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        }
        catch
        {
            _factory.Dispose();
            throw;
        }
    }

    /// <summary>An app with an empty store and its own bounds of worlds.</summary>
    internal static EmulatorApp With(WorldBounds bounds) => new(null, bounds, [("Emulator:Seed", "none")]);

    /// <summary>An app with an empty store whose database is wrapped.</summary>
    internal static EmulatorApp With(Func<IStoreDatabase, IStoreDatabase> database) => new(null, null, [("Emulator:Seed", "none")], database: database);

    /// <summary>An app whose handlers of emulated operations all answer 501.</summary>
    internal static EmulatorApp WithoutHandlers() => new(null, null, [], withoutHandlers: true);

    public Uri Address { get; }

    /// <summary>The machine's clock, as the app reads it.</summary>
    public FixedClock Clock { get; } = new(Noon);

    /// <summary>All log events of the app.</summary>
    public LogCapture Logs { get; } = new();

    public IServiceProvider Services => _factory.Services;

    /// <summary>Sends a GET with the sample till's Authorization header.</summary>
    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, [("Authorization", Tills.Sample), .. headers]);

    /// <summary>Sends a GET with the given headers only.</summary>
    public Task<Reply> GetPlainAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var reply = new Reply(
            (int)response.StatusCode,
            text,
            response.Content.Headers.ContentType?.ToString(),
            response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
        if (reply.Status == 500)
        {
            // The answer of an unexpected error has no reason; the runner prints this if the test fails.
            TestContext.Current.TestOutputHelper?.WriteLine($"{method} {path} answered 500. The errors in the log:\n{string.Join('\n', Logs.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal)))}");
        }

        AnswerSchemas.AssertFits(method.Method, path, reply);
        return reply;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _client.Dispose();
            _factory.Dispose();
            Logs.Dispose();
        }
    }
}

/// <summary>A received response.</summary>
public sealed record Reply(int Status, string Body, string? ContentType, IReadOnlyDictionary<string, string> Headers);

/// <summary>Authorization headers of tills.</summary>
public static class Tills
{
    /// <summary>The header that docs/architecture.md 7 prints.</summary>
    public const string Sample = "Basic ZG9jcy50aWxsOjIwMmNiOTYyYWM1OTA3NWI5NjRiMDcxNTJkMjM0Yjcw";

    private const string HashOf123 = "202cb962ac59075b964b07152d234b70";

    public static readonly string Limited = Of("docs.limited", HashOf123);

    /// <summary>The header of a till whose password is 123.</summary>
    public static string Of(string till) => Of(till, HashOf123);

    public static string Of(string till, string hash) => "Basic " + Base64($"{till}:{hash}");

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
