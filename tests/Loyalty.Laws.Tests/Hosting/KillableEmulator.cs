using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace Loyalty.Laws.Tests.Hosting;

/// <summary>The built emulator as a process over a store in a file, to be killed and started again.</summary>
internal sealed class KillableEmulator : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private static readonly string Server = typeof(KillableEmulator).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key.Equals("Server", StringComparison.Ordinal)).Value!;

    /// <summary>What the process may know of this machine; settings of the emulator must not leak in.</summary>
    private static readonly string[] Inherited = ["PATH", "HOME", "DOTNET_ROOT", "TMPDIR", "TEMP", "TMP"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loyalty-kill-");
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    public HttpClient Client { get; private set; } = new();

    /// <summary>The file of the store.</summary>
    public string File => Path.Combine(_folder.FullName, "loyalty.db");

    /// <summary>What the process has printed since it was started.</summary>
    public IEnumerable<string> Output => _output;

    /// <summary>The present and the largest resident memory of the process, in bytes.</summary>
    public (long Now, long Peak) Memory
    {
        get
        {
            _process!.Refresh();
            return (_process.WorkingSet64, _process.PeakWorkingSet64);
        }
    }

    public async Task StartAsync()
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        _process = Launch(address);
        Client.Dispose();
        Client = new HttpClient { BaseAddress = new Uri(address) };
        await WaitUntilReadyAsync();
    }

    /// <summary>Starts a second process over the same store, which must end by itself. Returns its exit code and what it printed.</summary>
    public async Task<(int Code, string Output)> StartSecondAsync()
    {
        using var process = Launch("http://127.0.0.1:0");
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(StartLimit);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, string.Join('\n', _output.Where(line => line.Length > 0)));
        }
        finally
        {
            process.Kill();
        }
    }

    private Process Launch(string address)
    {
        var start = new ProcessStartInfo("dotnet", [Server])
        {
            // Settings are read from the working directory: an empty one has none.
            WorkingDirectory = _folder.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }

        start.Environment["ASPNETCORE_URLS"] = address;
        start.Environment["ConnectionStrings__Loyalty"] = $"Data Source={File}";
        start.Environment["Emulator__Seed"] = "none";
        start.Environment["Serilog__MinimumLevel"] = "Warning";

        // The process lives too briefly to profit from what it would measure.
        start.Environment["DOTNET_TieredPGO"] = "0";
        _output.Clear();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Ends the process without warning, as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _process = null;
    }

    public Task<Reply> SendAsync(HttpMethod method, string path, string? body, params IEnumerable<(string Name, string Value)> headers) =>
        Reply.SendAsync(Client, method, path, body, TestContext.Current.CancellationToken, headers);

    public void Dispose()
    {
        Client.Dispose();
        if (_process is not null)
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private async Task WaitUntilReadyAsync()
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < StartLimit && !_process!.HasExited)
        {
            if ((await SendAsync(HttpMethod.Get, "/health/ready", null)).Status == 200)
            {
                return;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException($"{Server} was not ready after {waited.Elapsed}:\n{string.Join('\n', _output)}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
