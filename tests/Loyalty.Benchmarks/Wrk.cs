using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Loyalty.Benchmarks;

/// <summary>The result of a run of the load generator wrk.</summary>
internal sealed partial record Wrk(double RequestsPerSecond, double P50Milliseconds, double P99Milliseconds)
{
    /// <summary>CPU time of the server for each request, in microseconds.</summary>
    public double CpuMicroseconds { get; private init; }

    private const int Connections = 32;

    /// <param name="server">The measured server.</param>
    /// <param name="url">The address of the request.</param>
    /// <param name="authorization">The Authorization header; null for none.</param>
    /// <param name="script">A Lua script that makes the requests; null for the same request each time.</param>
    /// <param name="first">An argument of the script: the number of the first request.</param>
    /// <param name="seconds">The duration.</param>
    public static Wrk Run(ServerProcess server, string url, string? authorization, string? script, long first, int seconds)
    {
        List<string> arguments = ["-t1", $"-c{Connections}", $"-d{seconds}s", "--latency"];
        if (authorization is not null)
        {
            arguments.AddRange(["-H", $"Authorization: {authorization}"]);
        }

        if (script is not null)
        {
            arguments.AddRange(["-s", script]);
        }

        arguments.Add(url);
        arguments.AddRange(["--", first.ToString(CultureInfo.InvariantCulture)]);
        var cpuBefore = server.CpuTime;
        using var process = Process.Start(new ProcessStartInfo("wrk", arguments) { UseShellExecute = false, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("wrk did not start; install the Debian package wrk.");
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var cpu = server.CpuTime - cpuBefore;
        if (text.Contains("Non-2xx", StringComparison.Ordinal) || text.Contains("Socket errors", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{url}\n{text}");
        }

        return new Wrk(
            double.Parse(Rate().Match(text).Groups["value"].Value, CultureInfo.InvariantCulture),
            Milliseconds(P50().Match(text)),
            Milliseconds(P99().Match(text)))
        {
            CpuMicroseconds = cpu.TotalMicroseconds / double.Parse(Total().Match(text).Groups["value"].Value, CultureInfo.InvariantCulture),
        };
    }

    private static double Milliseconds(Match match)
    {
        var value = double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value switch { "us" => value / 1000, "s" => value * 1000, _ => value };
    }

    [GeneratedRegex(@"(?<value>\d+) requests in", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Total();

    [GeneratedRegex(@"Requests/sec:\s+(?<value>[\d.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"50%\s+(?<value>[\d.]+)(?<unit>us|ms|s)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex P50();

    [GeneratedRegex(@"99%\s+(?<value>[\d.]+)(?<unit>us|ms|s)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex P99();
}
