using System.Diagnostics;

namespace Loyalty.Api.Tests.Behaviour.Observability;

/// <summary>Serilog's options are checked at start like all others.</summary>
public sealed class LogOptionTests
{
    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task An_unknown_log_level_stops_the_start_with_one_line_that_names_the_option()
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Loyalty.Api.dll"));
        start.ArgumentList.Add("--Serilog:MinimumLevel=Loud");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("", await output);
        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith("Serilog__MinimumLevel ", errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd('\n').Split('\n'));
    }
}
