using Loyalty.Browser.Tests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Loyalty.Browser.Tests;

/// <summary>The installed Chromium, started once for all tests; Playwright drives it and downloads nothing.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Commands = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Without these Chromium looks for updates and suggestions in the network at every start.</summary>
    private static readonly string[] Flags =
        ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } path)
        {
            return;
        }

        if (Directory.Exists(BuildPaths.Screenshots))
        {
            Directory.Delete(BuildPaths.Screenshots, recursive: true);
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Headless = true, Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>An empty browser profile: nothing stored, nobody authorized. Skips the test where no Chromium is installed.</summary>
    internal async Task<IBrowserContext> NewProfileAsync()
    {
        Assert.SkipWhen(
            _browser is null,
            $"No Chromium is installed: none of {string.Join(", ", Commands)} is on the PATH. On Debian: apt-get install chromium.");
        return await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
    }

    private static string? Find() =>
        (from command in Commands
         from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         let file = Path.Combine(folder, OperatingSystem.IsWindows() ? command + ".exe" : command)
         where File.Exists(file)
         select file).FirstOrDefault();
}
