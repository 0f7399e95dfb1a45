using System.Net;
using System.Text;
using Loyalty.Api.Configuration;
using Loyalty.Api.Controls;
using Loyalty.Api.Hosting;
using Loyalty.Api.Tests.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>The controls are open to this machine, and to others with the key.</summary>
[Trait("Evidence", "documented: docs/architecture.md 5")]
public sealed class ControlAccessTests(ControlAccessTests.GuardedApp app) : IClassFixture<ControlAccessTests.GuardedApp>
{
    private const string Key = "a-key-of-at-least-16";

    private static readonly IPAddress OtherMachine = IPAddress.Parse("203.0.113.9");

    [Theory]
    [InlineData("localhost", "", 200)]
    [InlineData("localhost:8080", "", 200)]
    [InlineData("127.0.0.1:8080", "", 200)]
    [InlineData("[::1]:8080", "", 200)]
    [InlineData("LocalHost", "", 200)]
    [InlineData("emulator.example", "", 403)]
    [InlineData("localhost.example", "", 403)]
    [InlineData("10.0.0.1", "", 403)]
    [InlineData("127.0.0.1.nip.io", "", 403)]
    [InlineData("", "", 403)]
    [InlineData("localhost:8080", "Origin: http://localhost:8080", 200)]
    [InlineData("localhost:8080", "Origin: http://localhost:9090", 403)]
    [InlineData("localhost:8080", "Origin: https://localhost:8080", 403)]
    [InlineData("localhost:8080", "Origin: http://evil.example", 403)]
    [InlineData("localhost:8080", "Origin: null", 403)]
    [InlineData("localhost", "X-Forwarded-For: 127.0.0.1", 403)]
    [InlineData("localhost", "Forwarded: for=127.0.0.1", 403)]
    [InlineData("localhost", "X-Forwarded-Host: localhost", 403)]
    [InlineData("localhost", "x-forwarded-proto: http", 403)]
    [InlineData("localhost", "X-Forwarded-Prefix: /", 403)]
    [InlineData("localhost", "X-Real-IP: 127.0.0.1", 403)]
    [InlineData("localhost", "Via: 1.1 proxy", 403)]
    [InlineData("localhost", "X-Emulator-Key: wrong", 403)]
    [InlineData("localhost", "X-Emulator-Key: " + Key, 200)]
    [InlineData("emulator.example", "X-Emulator-Key: " + Key, 200)]
    public async Task A_control_request_from_this_machine_must_meet_every_condition_or_have_the_key(string host, string header, int status)
    {
        await AssertStatusAsync(status, IPAddress.Loopback, host, header);
    }

    [Theory]
    [InlineData("127.0.0.1", 200)]
    [InlineData("127.9.9.9", 200)]
    [InlineData("::1", 200)]
    [InlineData("::ffff:127.0.0.1", 200)]
    [InlineData("203.0.113.9", 403)]
    [InlineData("10.0.0.1", 403)]
    [InlineData("::ffff:10.0.0.1", 403)]
    [InlineData("fe80::1", 403)]
    public async Task Only_a_loopback_peer_needs_no_key(string peer, int status)
    {
        await AssertStatusAsync(status, IPAddress.Parse(peer), "localhost");
    }

    [Fact]
    public async Task With_the_key_any_machine_proxy_and_origin_is_accepted()
    {
        await AssertStatusAsync(200, OtherMachine, "emulator.example", "X-Emulator-Key: " + Key, "Forwarded: for=1.2.3.4", "X-Forwarded-For: 1.2.3.4", "Origin: http://evil.example");
        await AssertStatusAsync(403, OtherMachine, "localhost", "X-Emulator-Key: " + Key + "x");
        await AssertStatusAsync(403, OtherMachine, "localhost", "X-Emulator-Key: " + Key.ToUpperInvariant());
        await AssertStatusAsync(403, OtherMachine, "localhost", "X-Emulator-Key: " + Key, "X-Emulator-Key: " + Key);
    }

    [Theory]
    [InlineData("/_emulator/worlds")]
    [InlineData("/_EMULATOR/worlds")]
    [InlineData("/_emulator/worlds/docs/document")]
    [InlineData("/_emulator/requests")]
    [InlineData("/_emulator")]
    [InlineData("/_emulator/nothing")]
    public async Task Every_control_is_protected(string path)
    {
        var response = await SendAsync(path, OtherMachine, "localhost");

        Assert.Equal(403, response.Response.StatusCode);
    }

    [Fact]
    public async Task A_rejected_request_changes_nothing()
    {
        var rejected = await app.Server.SendAsync(
            context =>
            {
                Prepare(context, WorldsPath + "/docs", OtherMachine, "localhost");
                context.Request.Method = HttpMethods.Delete;
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(403, rejected.Response.StatusCode);
        Assert.Equal(200, (await SendAsync(WorldsPath + "/docs", IPAddress.Loopback, "localhost")).Response.StatusCode);
    }

    [Fact]
    public async Task Emulated_paths_and_health_are_open_to_other_machines()
    {
        Assert.Equal(401, (await SendAsync(TargetsOf(1), OtherMachine, "emulator.example")).Response.StatusCode);
        Assert.Equal(200, (await SendAsync("/health/live", OtherMachine, "emulator.example")).Response.StatusCode);
    }

    [Fact]
    public async Task Neither_a_valid_nor_an_invalid_key_appears_in_the_response_or_the_log()
    {
        var response = await SendAsync(WorldsPath, OtherMachine, "localhost", "X-Emulator-Key: guessed-key-of-mine");
        await SendAsync(WorldsPath, OtherMachine, "localhost", "X-Emulator-Key: " + Key);

        Assert.DoesNotContain(app.Logs.Lines, line => line.Contains(Key, StringComparison.Ordinal) || line.Contains("guessed-key", StringComparison.Ordinal));
        using var reader = new StreamReader(response.Response.Body, Encoding.UTF8);
        Assert.DoesNotContain("guessed", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080", false)]
    [InlineData("http://localhost:8080", false)]
    [InlineData("http://[::1]:8080", false)]
    [InlineData("http://0.0.0.0:8080", true)]
    [InlineData("http://[::]:8080", true)]
    [InlineData("http://*:8080", true)]
    [InlineData("http://+:8080", true)]
    [InlineData("http://emulator.example:8080", true)]
    public void A_key_is_generated_if_other_machines_can_connect(string address, bool generated)
    {
        var unset = new ControlKey(null);

        var key = unset.MakeFor(new ListeningServer(address));

        Assert.Equal(generated, key is not null);
        Assert.Equal(generated, unset.Opens(key ?? "anything"));
        Assert.Null(new ControlKey(Key).MakeFor(new ListeningServer(address)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("fifteen-letters")]
    public void A_short_key_stops_the_start(string key)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationBuilder();
        configuration.Sources.Add(new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = [KeyValuePair.Create("Emulator:ControlKey", (string?)key)] });

        Assert.Equal(
            "Emulator__ControlKey accepts a secret of at least 16 characters.",
            Assert.Throws<OptionException>(() => EmulatorOptions.Read(configuration.Build())).Message);
    }

    private async Task AssertStatusAsync(int status, IPAddress peer, string host, params string[] headers)
    {
        var response = await SendAsync(WorldsPath, peer, host, headers);

        Assert.Equal(status, response.Response.StatusCode);
        Assert.Equal(status == 200 ? "application/json" : "application/problem+json", response.Response.ContentType?.Split(';')[0]);
    }

    private Task<HttpContext> SendAsync(string path, IPAddress peer, string host, params string[] headers) =>
        app.Server.SendAsync(context => Prepare(context, path, peer, host, headers), TestContext.Current.CancellationToken);

    private static void Prepare(HttpContext context, string path, IPAddress peer, string host, params string[] headers)
    {
        context.Connection.RemoteIpAddress = peer;
        context.Request.Method = HttpMethods.Get;
        context.Request.Scheme = "http";
        context.Request.Path = path;
        context.Request.Headers.Host = host;
        foreach (var header in headers.Where(header => header.Length > 0))
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            context.Request.Headers.Append(header[..colon], header[(colon + 1)..].Trim());
        }
    }

    /// <summary>The app with an in-memory server, so that a test chooses the peer's address.</summary>
    public sealed class GuardedApp : IDisposable
    {
        private readonly EmulatorFactory _factory;

        public GuardedApp() => _factory = new EmulatorFactory(null, [("Emulator:ControlKey", Key)], new FixedClock(EmulatorApp.Noon), Logs);

        public LogCapture Logs { get; } = new();

        public Microsoft.AspNetCore.TestHost.TestServer Server => _factory.Server;

        public void Dispose()
        {
            _factory.Dispose();
            Logs.Dispose();
        }
    }

    /// <summary>A server that only reports its address.</summary>
    private sealed class ListeningServer : IServer, IServerAddressesFeature
    {
        public ListeningServer(string address)
        {
            Addresses = [address];
            Features.Set<IServerAddressesFeature>(this);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public ICollection<string> Addresses { get; }

        public bool PreferHostingUrls { get; set; }

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
