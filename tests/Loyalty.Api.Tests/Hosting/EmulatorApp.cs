using System.Text;
using Loyalty.Api.Tests.Contract;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Loyalty.Api.Tests.Hosting;

/// <summary>
/// The real app behind a real Kestrel port of the loopback, configured by settings only; its state is the sample world or one world
/// document, its store a file that goes with it. One for each test class, or for each test that needs its own world.
/// </summary>
public class EmulatorApp : IDisposable
{
    /// <summary>The instant at which tests stand unless they say otherwise.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly EmulatorFactory _factory;
    private readonly HttpClient _client;

    public EmulatorApp()
        : this(null)
    {
    }

    internal EmulatorApp(string? world, params (string Name, string Value)[] settings)
    {
        _factory = new EmulatorFactory(world, settings, Clock, Logs);
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

    public Uri Address { get; }

    /// <summary>The machine's clock as the app sees it.</summary>
    public FixedClock Clock { get; } = new(Noon);

    /// <summary>Everything that the app has logged.</summary>
    public LogCapture Logs { get; } = new();

    public IServiceProvider Services => _factory.Services;

    /// <summary>A GET with the sample till's header.</summary>
    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, [("Authorization", Tills.Sample), .. headers]);

    /// <summary>A GET with the given headers and no others.</summary>
    public Task<Reply> GetPlainAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var reply = new Reply(
            (int)answer.StatusCode,
            text,
            answer.Content.Headers.ContentType?.ToString(),
            answer.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
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

/// <summary>What came back.</summary>
public sealed record Reply(int Status, string Body, string? ContentType, IReadOnlyDictionary<string, string> Headers);

/// <summary>The headers of the sample world's tills.</summary>
public static class Tills
{
    /// <summary>As docs/architecture.md 7 prints it.</summary>
    public const string Sample = "Basic ZG9jcy50aWxsOjIwMmNiOTYyYWM1OTA3NWI5NjRiMDcxNTJkMjM0Yjcw";

    private const string HashOf123 = "202cb962ac59075b964b07152d234b70";

    public static readonly string Limited = Of("docs.limited", HashOf123);

    /// <summary>For a till of a test's world, whose password is 123 like the sample's.</summary>
    public static string Of(string till) => Of(till, HashOf123);

    public static string Of(string till, string hash) => "Basic " + Base64($"{till}:{hash}");

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
