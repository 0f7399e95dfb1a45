using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Hostile;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Observability;

/// <summary>The log of a process outside Development: one JSON object on each line of standard output.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 4")]
public sealed class RequestLogTests : IDisposable
{
    private const string Template = "{Method} {Path}{Query} {Status} in {Elapsed} ms";

    private static readonly string App = Path.Combine(AppContext.BaseDirectory, "Loyalty.Api.dll");

    private static readonly string[] Shown = ["Method", "Path", "Query", "Status", "Operation", "World", "Code", "SourceContext"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loyalty-log-");

    [Fact]
    public async Task Each_request_has_one_event_with_the_documented_properties_and_a_stop_writes_what_waits()
    {
        const int repeated = 20;
        var events = await LogOfAsync(async client =>
        {
            for (var time = 0; time < repeated; time++)
            {
                Assert.Equal(200, await StatusAsync(client, $"{OAuth.TargetsPath}?n=1", Tills.Sample));
            }

            Assert.Equal(400, await StatusAsync(client, "/v3/users/1/enrolledTargets?apiKey=1234", Tills.Sample));
            Assert.Equal(404, await StatusAsync(client, "/nowhere?secret=1", null));
        });

        var requests = events.Where(logged => logged.GetProperty("MessageTemplate").GetString()!.StartsWith(Template, StringComparison.Ordinal) && !PathOf(logged).StartsWith("/health", StringComparison.Ordinal)).ToList();
        Assert.Equal(repeated + 2, requests.Count);
        Assert.All(requests, logged => Assert.Equal(["Timestamp", "Level", "MessageTemplate", "Properties"], logged.EnumerateObject().Select(property => property.Name)));
        Assert.All(requests[..^2], logged => Assert.Equal(
            $"Information GET {OAuth.TargetsPath} ?n=1 200 getEnrolledTargets docs - Loyalty.Requests, Method Path Query Status Elapsed Operation World SourceContext", Text(logged)));
        Assert.Equal(
            "Information GET /v3/users/1/enrolledTargets ?apiKey=*** 400 getEnrolledTargets docs 310011 Loyalty.Requests, Method Path Query Status Elapsed Operation World Code Reason SourceContext", Text(requests[^2]));
        Assert.Equal([Template + ", world {World}", Template + ", world {World}, code {Code}: {Reason}", Template], requests[^3..].Select(logged => logged.GetProperty("MessageTemplate").GetString()));
        Assert.Equal("Information GET /nowhere ?secret=*** 404 - - - Loyalty.Requests, Method Path Query Status Elapsed SourceContext", Text(requests[^1]));
    }

    [Fact]
    public async Task A_waiting_event_is_written_without_another_one_and_without_a_stop()
    {
        using var process = Start();
        try
        {
            using var client = new HttpClient { BaseAddress = await AddressAsync(process) };
            Assert.Equal(404, await StatusAsync(client, "/nowhere", null));

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(30));
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line && !line.Contains("/nowhere", StringComparison.Ordinal))
            {
            }

            Assert.False(process.HasExited);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_neither_ends_the_process_nor_fails_its_stop()
    {
        var port = FreePort();
        using var process = Start("/bin/sh", "-c", "exec dotnet \"$@\" >/dev/full", "sh", App, $"--urls=http://127.0.0.1:{port}");
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await UntilAnsweredAsync(client, process);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
            Assert.Equal(404, await StatusAsync(client, "/nowhere", null));

            using var stop = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_process_whose_output_nobody_reads_answers_and_stops_in_time_and_says_what_it_dropped()
    {
        var port = FreePort();
        using var process = Start("dotnet", App, $"--urls=http://127.0.0.1:{port}");
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await UntilAnsweredAsync(client, process);

            // A pipe holds 64 KiB. Each line of the log has more than 1,000 characters here.
            var path = "/nowhere/" + new string('x', 1000);
            for (var time = 0; time < 200; time++)
            {
                Assert.Equal(404, await StatusAsync(client, path, null));
            }

            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            using var stop = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(30));
            await process.WaitForExitAsync(limit.Token);

            Assert.Equal(0, process.ExitCode);
            Assert.Matches(@"^[1-9]\d+ log events were dropped, because standard output did not accept them\.\n$", await errors);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task A_broken_body_is_one_line_without_a_stack_trace()
    {
        var port = FreePort();
        using var process = Start("dotnet", App, $"--urls=http://127.0.0.1:{port}", "--environment=Development");
        try
        {
            var address = new Uri($"http://127.0.0.1:{port}");
            using var client = new HttpClient { BaseAddress = address };
            await UntilAnsweredAsync(client, process);
            foreach (var path in new[] { OAuth.TokenPath, "/nowhere" })
            {
                await RawConnection.SendAsync(
                    address, $"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\nX: a\0b\r\n\r\n");
            }

            using var stop = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            var lines = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n');

            Assert.Single(lines, line => line.Contains($"POST {OAuth.TokenPath} 400 ", StringComparison.Ordinal));
            Assert.Single(lines, line => line.Contains("POST /nowhere 404 ", StringComparison.Ordinal));
            Assert.DoesNotContain(lines, line => line.Contains(" ERR]", StringComparison.Ordinal) || line.Contains("   at ", StringComparison.Ordinal));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("Development", @"\u000D\u000A[12:00:00 INF] forged\u001B[2J\u0085\u009B")]
    [InlineData("Production", @"\r\n[12:00:00 INF] forged\u001b[2J\u0085\u009B")]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_path_with_control_characters_is_one_line_without_them(string environment, string shown)
    {
        using var process = Start("dotnet", App, "--urls=http://127.0.0.1:0", $"--environment={environment}");
        try
        {
            using var client = new HttpClient { BaseAddress = await AddressAsync(process) };
            Assert.Equal(404, await StatusAsync(client, "/begin%0d%0a[12:00:00%20INF]%20forged%1b[2J%c2%85%c2%9bend", null));
            using var stop = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

            var line = Assert.Single(text.Split('\n'), line => line.Contains("forged", StringComparison.Ordinal));
            Assert.Contains($"/begin{shown}end", line, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(text, character => char.IsControl(character) && character is not '\n');
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_file_of_the_configuration_has_no_control_characters_of_a_request_either()
    {
        var file = Path.Combine(_folder.FullName, "requests.log");
        using var process = Start("dotnet", App, "--urls=http://127.0.0.1:0", "--environment=Development", "--Serilog:WriteTo:0:Name=File", $"--Serilog:WriteTo:0:Args:path={file}");
        try
        {
            using var client = new HttpClient { BaseAddress = await AddressAsync(process) };
            Assert.Equal(404, await StatusAsync(client, "/begin%0d%0a[12:00:00%20INF]%20forged%1b[2J%c2%85%c2%9bend?a=%0a", null));
            using var stop = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            var console = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

            const string shown = @"/begin\u000D\u000A[12:00:00 INF] forged\u001B[2J\u0085\u009Bend";
            Assert.Contains(shown, Assert.Single(text.Split('\n'), line => line.Contains("forged", StringComparison.Ordinal)), StringComparison.Ordinal);
            Assert.Contains(shown, console, StringComparison.Ordinal);
            Assert.DoesNotContain(text, character => char.IsControl(character) && character is not '\n');
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Level and properties of an event, then the names of its properties.</summary>
    private static string Text(JsonElement logged)
    {
        var properties = logged.GetProperty("Properties");
        Assert.Equal(JsonValueKind.Number, properties.GetProperty("Elapsed").ValueKind);
        var values = Shown.Select(name => properties.TryGetProperty(name, out var value) ? value.ToString() : "-");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{logged.GetProperty("Level").GetString()} {string.Join(' ', values)}, {string.Join(' ', properties.EnumerateObject().Select(property => property.Name))}");
    }

    private static string PathOf(JsonElement logged) => logged.GetProperty("Properties").GetProperty("Path").GetString()!;

    private static async Task<int> StatusAsync(HttpClient client, string path, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    /// <summary>Starts the process, sends the requests, asks it to stop, and reads every event of its log.</summary>
    private async Task<IReadOnlyList<JsonElement>> LogOfAsync(Func<HttpClient, Task> requests)
    {
        using var process = Start();
        try
        {
            using (var client = new HttpClient { BaseAddress = await AddressAsync(process) })
            {
                await requests(client);
            }

            using var stop = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
            return [.. text.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonElement.Parse(line))];
        }
        finally
        {
            process.Kill();
        }
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains("listens on ", StringComparison.Ordinal))
            {
                return new Uri(Regex.Match(line, "http://[0-9.:]+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value);
            }
        }

        throw new InvalidOperationException("The process ended before it listened.");
    }

    private static async Task UntilAnsweredAsync(HttpClient client, Process process)
    {
        while (!process.HasExited)
        {
            try
            {
                Assert.Equal(200, await StatusAsync(client, "/health/live", null));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
            }
        }

        throw new InvalidOperationException("The process ended before it answered.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Process Start() => Start("dotnet", App, "--urls=http://127.0.0.1:0");

    private Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = _folder.FullName,
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
