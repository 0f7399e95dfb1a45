using Loyalty.Store.State;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Laws.Tests.Hosting;

/// <summary>The app in this process over a store in a file. It can be stopped and started again over the same file.</summary>
public sealed class Emulator : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loyalty-laws-");
    private Factory _factory;

    public Emulator() => (_factory, Client) = Start();

    public FixedClock Clock { get; } = new(Noon);

    public HttpClient Client { get; private set; }

    public StateMemory Memory => _factory.Services.GetRequiredService<StateMemory>();

    public void Restart()
    {
        Stop();
        (_factory, Client) = Start();
    }

    public void Dispose()
    {
        Stop();
        _folder.Delete(recursive: true);
    }

    internal Task<Reply> SendAsync(HttpMethod method, string path, string? body, params IEnumerable<(string Name, string Value)> headers) =>
        Reply.SendAsync(Client, method, path, body, TestContext.Current.CancellationToken, headers);

    /// <summary>Sends a control request and requires its documented success.</summary>
    internal async Task<string> ControlAsync(HttpMethod method, string path, string? body = null)
    {
        var reply = await SendAsync(method, "/_emulator/worlds" + path, body);
        return reply.Status is 200 or 201 or 204 ? reply.Body : throw new InvalidOperationException($"{method} {path}: {reply.Status} {reply.Body}");
    }

    private void Stop()
    {
        Client.Dispose();
        _factory.Dispose();
    }

    private (Factory, HttpClient) Start()
    {
        var factory = new Factory(_folder.FullName, Clock);
        factory.UseKestrel();
        factory.StartServer();
        var address = factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return (factory, new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(address) });
    }

    private sealed class Factory(string folder, TimeProvider clock) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("urls", "http://127.0.0.1:0");
            builder.UseSetting("ConnectionStrings:Loyalty", $"Data Source={Path.Combine(folder, "loyalty.db")}");
            builder.UseSetting("Emulator:Seed", "none");
            builder.UseSetting("Serilog:MinimumLevel", "Fatal");
            builder.ConfigureTestServices(services => services.AddSingleton(clock));
        }
    }
}
