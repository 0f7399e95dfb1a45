using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>Another machine calls the controls: curl in a network namespace of its own, over a virtual cable.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class NetworkNamespaceTests : IDisposable
{
    private const string Key = "a-key-of-at-least-16";

    private const string NeedsKey = "A control request from another machine needs the header X-Emulator-Key.";

    /// <summary>Networks of the range for benchmarks of network devices (RFC 2544), which no real network uses. Each run has its own.</summary>
    private readonly string _network = string.Create(CultureInfo.InvariantCulture, $"198.18.{Environment.ProcessId % 256}");

    private readonly string _namespace = string.Create(CultureInfo.InvariantCulture, $"loyalty-{Environment.ProcessId}");

    private readonly string? _skipReason;

    public NetworkNamespaceTests() => _skipReason = Connect();

    private string HostAddress => _network + ".1";

    [Fact]
    public async Task Another_machine_needs_the_configured_key_and_the_403_says_so()
    {
        Assert.SkipWhen(_skipReason is not null, _skipReason ?? "");
        using var app = new EmulatorApp(null, ("urls", $"http://{HostAddress}:0"), ("Emulator:ControlKey", Key));

        var without = await CurlAsync(app.Address, WorldsPath);
        var wrong = await CurlAsync(app.Address, WorldsPath, "X-Emulator-Key: " + Key + "x");
        var with = await CurlAsync(app.Address, WorldsPath, "X-Emulator-Key: " + Key);
        var forged = await CurlAsync(app.Address, WorldsPath, "Host: localhost");

        const string origin = "The key is the value of the emulator's setting Emulator__ControlKey.";
        Assert.Equal((403, $"{NeedsKey} {origin}"), (without.Status, ParseJson(without.Body).GetProperty("detail").GetString()));
        Assert.Equal((403, $"The header X-Emulator-Key does not contain the control key of this emulator. {origin}"), (wrong.Status, ParseJson(wrong.Body).GetProperty("detail").GetString()));
        Assert.Equal(403, forged.Status);
        Assert.Equal((200, "docs"), (with.Status, ParseJson(with.Body).GetProperty("worlds")[0].GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Another_machine_may_call_the_emulated_operations_and_health_without_the_key()
    {
        Assert.SkipWhen(_skipReason is not null, _skipReason ?? "");
        using var app = new EmulatorApp(null, ("urls", $"http://{HostAddress}:0"), ("Emulator:ControlKey", Key));

        Assert.Equal(200, (await CurlAsync(app.Address, "/v3/users/565039506/enrolledTargets", "Authorization: " + Tills.Sample)).Status);
        Assert.Equal(200, (await CurlAsync(app.Address, "/health/ready")).Status);
    }

    [Fact]
    public async Task Without_the_setting_the_403_points_to_the_log_and_the_key_in_it_opens_the_controls()
    {
        Assert.SkipWhen(_skipReason is not null, _skipReason ?? "");
        using var app = new EmulatorApp(null, ("urls", $"http://{HostAddress}:0"));

        var without = await CurlAsync(app.Address, WorldsPath);
        var line = Assert.Single(app.Logs.Lines, line => line.Contains("Control requests from other machines need the header", StringComparison.Ordinal));
        var with = await CurlAsync(app.Address, WorldsPath, "X-Emulator-Key: " + Regex.Match(line, "X-Emulator-Key: (\\S+)").Groups[1].Value);

        Assert.Equal(
            $"{NeedsKey} The emulator generated a key and wrote it to its log at start; the setting Emulator__ControlKey sets another.",
            ParseJson(without.Body).GetProperty("detail").GetString());
        Assert.Equal((403, 200), (without.Status, with.Status));
    }

    [Theory]
    [InlineData("bash", "docs/examples/worlds.sh")]
    [InlineData("node", "docs/examples/worlds.mjs")]
    public async Task An_example_on_another_machine_needs_the_key_in_EMULATOR_KEY(string program, string file)
    {
        Assert.SkipWhen(_skipReason is not null, _skipReason ?? "");
        Assert.SkipWhen(Run(program, "--version") is not null, $"{program} is not installed");
        using var app = new EmulatorApp(null, ("urls", $"http://{HostAddress}:0"), ("Emulator:ControlKey", Key));
        var url = "EMULATOR_URL=" + app.Address.GetLeftPart(UriPartial.Authority);

        var without = await RunThereAsync("env", url, program, Repository.PathOf(file));
        var with = await RunThereAsync("env", url, "EMULATOR_KEY=" + Key, program, Repository.PathOf(file));

        Assert.NotEqual(0, without.ExitCode);
        Assert.Contains("403", without.Error, StringComparison.Ordinal);
        Assert.True(with.ExitCode == 0, with.Error);
        Assert.StartsWith("Done: created a world", with.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Run("ip", "netns", "delete", _namespace);

    /// <summary>Returns why the namespace cannot be created, or null.</summary>
    private string? Connect()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName is not "root")
        {
            return "only root on Linux may create a network namespace";
        }

        foreach (var program in (string[])["ip", "curl"])
        {
            if (Run(program, "-V") is { } missing)
            {
                return $"{program} is not installed: {missing}";
            }
        }

        var device = string.Create(CultureInfo.InvariantCulture, $"lo{Environment.ProcessId}");
        string[] commands =
        [
            $"ip netns add {_namespace}",
            $"ip link add {device}a type veth peer name {device}b netns {_namespace}",
            $"ip address add {HostAddress}/24 dev {device}a",
            $"ip link set {device}a up",
            $"ip -n {_namespace} address add {_network}.2/24 dev {device}b",
            $"ip -n {_namespace} link set {device}b up",
        ];
        foreach (var command in commands)
        {
            var words = command.Split(' ');
            if (Run(words[0], words[1..]) is { } error)
            {
                return $"this machine does not allow '{command}': {error}";
            }
        }

        return null;
    }

    /// <summary>Returns the error of a program, or null if it succeeds.</summary>
    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : error.Trim();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return exception.Message;
        }
    }

    private async Task<(int Status, string Body)> CurlAsync(Uri emulator, string path, params string[] headers)
    {
        Assert.False(IPAddress.IsLoopback(IPAddress.Parse(emulator.Host)));
        var (exitCode, output, error) = await RunThereAsync(
            [
                "curl", "--silent", "--show-error", "--max-time", "20", "--write-out", "\n%{http_code}",
                .. headers.SelectMany(header => new[] { "--header", header }),
                new Uri(emulator, path).ToString(),
            ]);
        Assert.True(exitCode == 0, error);
        var lines = output.Split('\n');
        return (int.Parse(lines[^1], CultureInfo.InvariantCulture), string.Join('\n', lines[..^1]));
    }

    /// <summary>Runs a program in the namespace.</summary>
    private async Task<(int ExitCode, string Output, string Error)> RunThereAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", ["netns", "exec", _namespace, .. command]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await error);
    }
}
