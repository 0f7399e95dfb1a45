using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Loyalty.Benchmarks;

/// <summary>A server in its own process, on a free loopback port.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, string url)
    {
        _process = process;
        Url = url;
    }

    public string Url { get; }

    public static (ServerProcess Server, TimeSpan ToFirstAnswer) Start(
        string assembly, Func<string, string[]> arguments, IReadOnlyDictionary<string, string> environment, string probe, string? authorization)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        // The shell redirects the log to a file: reading it in this process would take CPU time from the measured server.
        var info = new ProcessStartInfo("/bin/sh", ["-c", "exec dotnet \"$@\" >\"$SERVER_LOG\" 2>&1", "sh", assembly, .. arguments(url)]) { UseShellExecute = false };
        info.Environment["SERVER_LOG"] = Path.Combine(Path.GetTempPath(), $"loyalty-bench-{new Uri(url).Port}.log");
        info.Environment["ASPNETCORE_URLS"] = url;
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        var stopwatch = Stopwatch.StartNew();
        var process = Process.Start(info)!;
        var server = new ServerProcess(process, url);
        server.WaitFor(probe, authorization);
        return (server, stopwatch.Elapsed);
    }

    public double ResidentMegabytes()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6, line.Length - 9).Trim(), CultureInfo.InvariantCulture) / 1024.0;
    }

    /// <summary>The CPU time that the process has used.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Polls with a socket: the first use of an HttpClient and its exceptions would take CPU time from the measured server.</summary>
    private void WaitFor(string probe, string? authorization)
    {
        var url = new Uri(Url);
        var request = Encoding.ASCII.GetBytes(
            $"GET {probe} HTTP/1.1\r\nHost: {url.Authority}\r\n{(authorization is null ? "" : $"Authorization: {authorization}\r\n")}Connection: close\r\n\r\n");
        var deadline = Stopwatch.StartNew();
        while (deadline.Elapsed < TimeSpan.FromSeconds(60) && !_process.HasExited)
        {
            if (IsAnswered(url.Port, request))
            {
                return;
            }

            Thread.Sleep(2);
        }

        Dispose();
        throw new InvalidOperationException($"{Url} did not respond to {probe}.");
    }

    private static bool IsAnswered(int port, byte[] request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var connecting = new SocketAsyncEventArgs { RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, port) };
        using var connected = new ManualResetEventSlim();
        connecting.Completed += (_, _) => connected.Set();
        if (socket.ConnectAsync(connecting))
        {
            connected.Wait();
        }

        if (connecting.SocketError != SocketError.Success)
        {
            return false;
        }

        socket.Send(request);
        var start = new byte["HTTP/1.1 200".Length];
        return socket.Receive(start) == start.Length && start.AsSpan().SequenceEqual("HTTP/1.1 200"u8);
    }
}
