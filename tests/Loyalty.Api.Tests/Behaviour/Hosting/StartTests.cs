using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Hosting;

/// <summary>
/// Errors that stop the start, and the commands. A process of its own costs seconds of compilation, so only some cases start one; the others run the
/// entry point here, one at a time, because console and working directory belong to the whole process.
/// </summary>
[Collection(nameof(OneAtATime))]
public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loyalty-start-");

    [Theory]
    [InlineData("Promotions:Representation", "Both", "Promotions__Representation accepts Documented, Gateway, Customer, not 'Both'.")]
    [InlineData("Emulator:Seed", "nowhere.json", "Emulator__Seed accepts a world document, a folder of them, 'sample', 'demo' or 'none'; 'nowhere.json' does not exist.")]
    [InlineData("urls", "garbage", "ASPNETCORE_URLS accepts addresses such as http://localhost:8080 or http://+:8080, separated by semicolons, not 'garbage'.")]
    [InlineData("Emulator:DataFolder", "/proc/nope", "Emulator__DataFolder accepts a folder that this process can create and write to, not '/proc/nope': Could not find file '/proc/nope'.")]
    [InlineData("ConnectionStrings:Loyalty", "Data Source=/proc", "ConnectionStrings__Loyalty accepts a SQLite file that this process can create and write to, not '/proc': SQLite Error 14: 'unable to open database file'.")]
    [InlineData("ConnectionStrings:Loyalty", "Data Source=/", "ConnectionStrings__Loyalty accepts a SQLite file that this process can create and write to, not '/': SQLite Error 14: 'unable to open database file'.")]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task An_invalid_option_stops_the_start_with_a_one_line_error(string option, string value, string message)
    {
        var (code, output, errors) = await RunHereAsync($"--{option}={value}");

        Assert.Equal((1, message + "\n"), (code, errors));
        Assert.DoesNotContain("listens", output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public async Task A_seed_that_does_not_fit_on_the_disk_stops_the_start_with_a_one_line_error()
    {
        var folder = _folder.CreateSubdirectory("disk");
        using var disk = SmallDisk.Mount(folder, "600k");

        var (code, output, errors) = await RunHereAsync($"--ConnectionStrings:Loyalty=Data Source={folder.FullName}/loyalty.db", "--Emulator:Seed=demo");

        Assert.Equal((1, ""), (code, output));
        Assert.Matches("^[^\n]*full[^\n]*\n$", errors);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task A_port_in_use_stops_the_start_with_a_one_line_error()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://{other.LocalEndpoint}";

        var (code, output, errors) = await RunAsync($"--urls={url}");

        Assert.Equal(
            (1, "", $"ASPNETCORE_URLS accepts addresses on which this process can listen, not '{url}': Failed to bind to address {url}: address already in use.\n"), (code, output, errors));
    }

    [Theory]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("http://localhost:0")]
    [InlineData("http://192.0.2.1:8080")]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task An_address_that_the_server_rejects_stops_the_start_with_a_one_line_error(string url)
    {
        var (code, output, errors) = await RunHereAsync($"--urls={url}");

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith($"ASPNETCORE_URLS accepts addresses on which this process can listen, not '{url}': ", errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task A_file_in_place_of_the_data_folder_stops_the_start_with_a_one_line_error()
    {
        var file = Path.Combine(_folder.FullName, "data");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var (code, _, errors) = await RunHereAsync("--urls=http://127.0.0.1:0", "--Emulator:DataFolder=");

        Assert.Equal(
            (1, $"Emulator__DataFolder accepts a folder that this process can create and write to, not 'data': The file '{file}' already exists.\n"), (code, errors));
    }

    [Theory]
    [InlineData("{\"schemaVersion\":1,", "$: ")]
    [InlineData("{\"schemaVersion\":2, \"name\":\"w\", \"timeZone\":\"UTC\", \"orgs\":[{\"id\":1, \"name\":\"One\"}]}", "$.schemaVersion: schema version 2 is not supported; this emulator reads version 1")]
    [InlineData("{\"schemaVersion\":1, \"name\":\"w\", \"timeZone\":\"Mars\", \"orgs\":[{\"id\":1, \"name\":\"One\"}]}", "$.timeZone: 'Mars' is not a time zone of this machine")]
    [InlineData("{\"schemaVersion\":1, \"name\":\"w\", \"timeZone\":\"UTC\", \"orgs\":[{\"id\":1, \"name\":\"One\", \"colour\":\"green\"}]}", "$.orgs[0].colour")]
    [InlineData("{\"schemaVersion\":1, \"name\":\"w\", \"timeZone\":\"UTC\", \"orgs\":[{\"id\":1, \"name\":\"One\", \"customers\":[{\"id\":7},{\"id\":7}]}]}", "$.orgs[0].customers[1].id: customer '7' already exists at $.orgs[0].customers[0].id")]
    [InlineData("{\"schemaVersion\":1, \"name\":\"w\", \"timeZone\":\"UTC\", \"orgs\":[{\"id\":1, \"name\":\"One\", \"tills\":[{\"username\":\"t\", \"accessGroup\":\"Staff\"}]}]}", "$.orgs[0].tills[0].accessGroup: access group of org 1 'Staff' does not exist in org 1 of the document")]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task An_invalid_seed_stops_the_start_with_its_file_the_JSON_path_and_the_reason(string document, string pathAndReason)
    {
        var file = Path.Combine(_folder.FullName, "world.json");
        await File.WriteAllTextAsync(file, document, TestContext.Current.CancellationToken);

        var (code, output, errors) = await RunHereAsync($"--Emulator:Seed={file}");
        var check = await RunHereAsync("check", file);

        Assert.Equal(1, code);
        Assert.StartsWith($"{file}:1: {pathAndReason}", errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain("listens", output, StringComparison.Ordinal);
        Assert.Equal((1, errors), (check.Code, check.Errors));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 5")]
    public async Task A_seed_with_a_world_name_that_cannot_be_a_URL_segment_stops_the_start()
    {
        var file = Path.Combine(_folder.FullName, "world.json");
        await File.WriteAllTextAsync(file, """{"schemaVersion":1,"name":"..","timeZone":"UTC","orgs":[{"id":1,"name":"One"}]}""", TestContext.Current.CancellationToken);

        var (code, _, errors) = await RunHereAsync($"--Emulator:Seed={file}");

        Assert.Equal((1, "World '..': its name cannot be used in a URL path.\n"), (code, errors));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task Check_and_schema_print_their_results_and_wrong_arguments_print_the_usage()
    {
        var file = Path.Combine(_folder.FullName, "sample.json");
        await File.WriteAllTextAsync(file, SampleWorld.Text, TestContext.Current.CancellationToken);

        Assert.Equal((0, $"{file}: world 'docs' with 1 org(s) can be loaded.\n", ""), await RunAsync("check", file));
        Assert.Equal((1, "", $"{file}x: Could not find file '{file}x'.\n"), await RunAsync("check", file + "x"));
        const string usage = "usage: [--Section:Name=value]... (starts the emulator) | check FILE|FOLDER... | schema | health | --help\n";
        Assert.Equal((2, "", usage), await RunAsync("check"));
        Assert.Equal((2, "", usage), await RunAsync("serve"));
        Assert.Equal((2, "", usage), await RunAsync("health", "now"));
        var (code, schema, _) = await RunAsync("schema");
        Assert.Equal(0, code);
        Assert.Contains("\"schemaVersion\"", schema, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task Check_reports_all_findings_of_all_files_in_a_folder_and_a_seed_is_refused_with_the_same_errors()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var worlds = _folder.CreateSubdirectory("worlds");
        string File(string name) => Path.Combine(worlds.FullName, name);
        const string periods = "\"targetGroups\":[{\"id\":1,\"name\":\"G\",\n\"periods\":[{\"id\":1,\"refCode\":\"P\",\"startDate\":\"2031-02-01\",\"endDate\":\"2031-01-01\"}]}]";
        await System.IO.File.WriteAllTextAsync(File("a.json"), "{\"schemaVersion\":1,\"name\":\"\",\n\"timeZone\":\"UTC\",\"orgs\":[{\"id\":0,\"name\":\"A\"}]}", cancellation);
        await System.IO.File.WriteAllTextAsync(File("b.json"), $$"""{"schemaVersion":1,"name":"b","timeZone":"UTC","orgs":[{"id":1,"name":"B",{{periods}}}]}""", cancellation);
        await System.IO.File.WriteAllTextAsync(File("c.json"), """{"schemaVersion":1,"name":"c","timeZone":"UTC","orgs":[]}""", System.Text.Encoding.Unicode, cancellation);
        await System.IO.File.WriteAllTextAsync(File("notes.txt"), "not a document", cancellation);
        var errors = $"{File("a.json")}:1: $.name: a name must have 1 to 200 characters\n{File("a.json")}:2: $.orgs[0].id: an id must be a positive number, not 0\n";
        var warning = $"{File("b.json")}:2: warning: $.orgs[0].targetGroups[0].periods[0].endDate: the period ends before it starts (2031-02-01), so it never runs\n";
        var encoding = $"{File("c.json")}:1: $: the text is encoded as UTF-16; JSON must be encoded as UTF-8\n";

        Assert.Equal((1, $"{File("b.json")}: world 'b' with 1 org(s) can be loaded.\n", errors + warning + encoding), await RunAsync("check", worlds.FullName));
        Assert.Equal((0, $"{File("b.json")}: world 'b' with 1 org(s) can be loaded.\n", warning), await RunAsync("check", File("b.json")));
        Assert.Equal((1, "", $"{_folder.FullName}: the folder contains no .json file.\n"), await RunAsync("check", _folder.FullName));
        var (code, _, refusal) = await RunAsync($"--Emulator:Seed={worlds.FullName}");
        Assert.Equal((1, errors + encoding), (code, refusal));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task Help_lists_commands_and_settings_and_a_mistyped_setting_stops_the_start()
    {
        var (code, help, errors) = await RunAsync("--help");

        Assert.Equal((0, ""), (code, errors));
        Assert.All((string[])["  check FILE|FOLDER... ", "  schema ", "  health ", "  --help ", "  --Emulator:Seed  (default: sample)\n"], line => Assert.Contains(line, help, StringComparison.Ordinal));
        Assert.Equal(
            (1, "", "--Emulator:Sead is not a setting of this emulator; the nearest is --Emulator:Seed. --help lists all settings.\n"), await RunAsync("--Emulator:Sead=none"));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task In_Development_the_start_prints_readable_lines_and_a_seed_that_nobody_named_is_not_mentioned()
    {
        var first = await RunUntilOutputAsync("promotionsV2 answers", "--environment=Development");
        var second = await RunUntilOutputAsync("promotionsV2 answers", "--environment=Development");
        var named = await RunUntilOutputAsync("promotionsV2 answers", "--environment=Development", "--Emulator:Seed=sample");

        const string world = "World 'docs', server zone UTC, tills: docs.limited, docs.till";
        var file = Path.Combine(_folder.FullName, "data", "loyalty.db");
        Assert.Matches(@"^\[..:..:.. INF\] Loyalty emulator listens on http://127\.0\.0\.1:\d+, Swagger UI at http://127\.0\.0\.1:\d+/swagger$", first[0]);
        Assert.Equal([$"Data: {file}", world], first[1..^1].Select(Message));
        Assert.All(first, line => Assert.Matches(@"^\[..:..:.. (INF|WRN)\] ", line));
        Assert.Equal(first[1..].Select(Message), second[1..].Select(Message));
        Assert.Equal("The seed 'sample' was not read: the store already contains worlds", Message(named[^2]));
        static string Message(string line) => line[15..];
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 6")]
    public async Task In_Production_every_line_of_the_start_is_a_JSON_object_and_the_generated_key_is_a_warning()
    {
        var lines = await RunUntilOutputAsync("promotionsV2 answers", "--urls=http://0.0.0.0:0");

        var events = lines.Select(line => System.Text.Json.JsonElement.Parse(line)).ToList();
        Assert.Equal(
            [
                "Information Loyalty emulator listens on {Address}, Swagger UI at {SwaggerUi}",
                "Warning Control requests from other machines need the header {Header}: {Key}",
                "Information Data: {Store}",
                "Information World '{World}', server zone {Zone}, tills: {Tills}",
            ],
            events[..^1].Select(line => $"{line.GetProperty("Level")} {line.GetProperty("MessageTemplate")}"));
        Assert.InRange(events[1].GetProperty("Properties").GetProperty("Key").GetString()!.Length, 16, 200);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Runs the entry point in this process, with the working directory that <see cref="RunAsync"/> gives a process.</summary>
    private Task<(int Code, string Output, string Errors)> RunHereAsync(params string[] arguments) => EntryPoint.RunAsync(_folder.FullName, arguments);

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            process.Kill();
        }

        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Runs the program until it prints a line with this text, ends it and returns its lines so far.</summary>
    private async Task<List<string>> RunUntilOutputAsync(string text, params string[] arguments)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        using var process = Start(["--urls=http://127.0.0.1:0", .. arguments]);
        var lines = new List<string>();
        try
        {
            while (!(lines.Count > 0 && lines[^1].Contains(text, StringComparison.Ordinal)) && await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                lines.Add(line);
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        return lines;
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = _folder.FullName,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Loyalty.Api.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"dotnet did not start with {arguments.Length} arguments"));
    }
}

/// <summary>Tests that change what belongs to the whole process run after the parallel ones, one at a time.</summary>
[CollectionDefinition(nameof(OneAtATime), DisableParallelization = true)]
public sealed class OneAtATime;
