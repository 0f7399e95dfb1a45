using System.Diagnostics;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Docs;

/// <summary>The examples in docs/testing-with-worlds.md run as printed.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class ExamplesTests(EmulatorApp app, ITestOutputHelper output) : IClassFixture<EmulatorApp>
{
    private const string Page = "docs/testing-with-worlds.md";

    [Theory]
    [InlineData("Worlds.cs", "csharp")]
    [InlineData("worlds.mjs", "javascript")]
    [InlineData("worlds.sh", "bash")]
    public void The_page_contains_every_example_verbatim(string file, string language)
    {
        Assert.Contains($"```{language}\n{Repository.Read("docs/examples/" + file)}```\n", Repository.Read(Page), StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_no_other_example()
    {
        Assert.Equal(
            ["Worlds.cs", "worlds.mjs", "worlds.sh"],
            Directory.GetFiles(Repository.PathOf("docs/examples")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_CSharp_example_runs()
    {
        await Loyalty.Examples.Worlds.RunAsync(app.Address, TestContext.Current.CancellationToken);

        await AssertOnlyTheSampleWorldIsLeftAsync();
    }

    [Fact]
    public Task The_JavaScript_example_runs() => RunAsync(["node"], "worlds.mjs");

    [Fact]
    public Task The_shell_example_runs() => RunAsync(["bash", "curl"], "worlds.sh");

    [Fact]
    public async Task An_example_fails_if_the_emulator_cannot_be_reached()
    {
        Assert.SkipWhen(OnPath("bash") is null || OnPath("curl") is null, "bash or curl is not on the PATH of this machine");

        Assert.NotEqual(0, (await StartAsync("bash", "worlds.sh", "http://127.0.0.1:9")).ExitCode);
    }

    private static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private async Task RunAsync(string[] needed, string file)
    {
        foreach (var program in needed)
        {
            Assert.SkipWhen(OnPath(program) is null, $"{program} is not on the PATH of this machine, so docs/examples/{file} cannot run");
        }

        var (exitCode, text) = await StartAsync(needed[0], file, app.Address.GetLeftPart(UriPartial.Authority));

        output.WriteLine(text);
        Assert.True(exitCode == 0, text);
        Assert.EndsWith("Done: created a world, travelled in time, failed on purpose, verified the requests, deleted the world.\n", text, StringComparison.Ordinal);
        await AssertOnlyTheSampleWorldIsLeftAsync();
    }

    private static async Task<(int ExitCode, string Text)> StartAsync(string program, string file, string emulator)
    {
        using var process = new Process();
        process.StartInfo = new ProcessStartInfo(OnPath(program)!, [Repository.PathOf("docs/examples/" + file)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["EMULATOR_URL"] = emulator },
        };
        process.Start();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await error + text);
    }

    private async Task AssertOnlyTheSampleWorldIsLeftAsync()
    {
        var worlds = TestWorlds.ParseJson((await app.ControlAsync(HttpMethod.Get, TestWorlds.WorldsPath)).Body).GetProperty("worlds");

        Assert.Equal("docs", Assert.Single(worlds.EnumerateArray()).GetProperty("name").GetString());
    }
}
