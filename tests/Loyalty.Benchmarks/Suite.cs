using System.Diagnostics;
using System.Globalization;
using Loyalty.Domain.Access;

namespace Loyalty.Benchmarks;

/// <summary>Publishes the app, compares it with the bare server in alternating rounds, prints the table, judges the bar.</summary>
internal static class Suite
{
    private const string Promotions = "/api_gateway/loyalty/v1/programs/469/promotionsV2?sourceType=USER_CREATED";

    private static readonly string Authorization =
        "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"bench.till:{SecretHash.Md5Hex("123")}"));

    /// <summary>A kind of request; <paramref name="Bar"/> is the least ratio to bare, <paramref name="Growth"/> the most p50 of large over small.</summary>
    private sealed record Case(string Name, string Path, string? Script, double? Bar, double? Growth);

    private sealed record Row(string Case, string Store, Wrk App, Wrk Bare, long Statements)
    {
        public double Ratio => App.RequestsPerSecond / Bare.RequestsPerSecond;
    }

    public static async Task<int> RunAsync(Scale scale)
    {
        var work = Directory.CreateTempSubdirectory("loyalty-bench-").FullName;
        try
        {
            var app = Publish(work);
            var failures = new List<string>();
            var coldStart = ColdStart(app, work);
            Console.WriteLine($"Cold start to the first documented answer, median of {coldStart.Count}: {Median(coldStart):0} ms");
            if (Median(coldStart) > 1500 / scale.Slack)
            {
                failures.Add($"cold start {Median(coldStart):0} ms, bar 1500 ms");
            }

            var small = await MeasureAsync(scale, app, work, "small", scale.Customers * 2, Scale.SmallPromotions, failures);
            var large = await MeasureAsync(scale, app, work, "large", scale.LargeEnrolments, scale.LargePromotions, failures);
            Print(scale, [.. small, .. large]);
            foreach (var (before, after) in small.Zip(large))
            {
                Judge(scale, before, after, failures);
            }

            foreach (var failure in failures)
            {
                Console.WriteLine($"below the bar: {failure}");
            }

            return failures.Count == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static IReadOnlyList<Case> Cases(string work, int promotions) =>
    [
        new("enrolledTargets, one customer repeated", $"/v3/users/{BenchmarkStore.FirstCustomer}/enrolledTargets", null, 0.6, 1.3),
        new("enrolledTargets, first touch of 10,000 customers", $"/v3/users/{BenchmarkStore.FirstCustomer}/enrolledTargets", FirstTouch(work), 0.15, 1.3),
        new("promotionsV2, limit=2", Promotions + "&limit=2&offset=0", null, 0.6, 1.3),
        new("promotionsV2, limit=100", Promotions + "&limit=100&offset=0", null, 0.6, 1.3),
        new("promotionsV2, deep offset", Promotions + $"&limit=10&offset={promotions - 20}", null, null, null),
    ];

    /// <summary>A parameter that nobody reads makes every request a new one, so that no kept answer is found.</summary>
    private static string FirstTouch(string work)
    {
        var file = Path.Combine(work, "first-touch.lua");
        File.WriteAllText(file, $$"""
            local n = math.random(1, 1000000000)
            request = function()
              n = n + 1
              return wrk.format("GET", "/v3/users/" .. ({{BenchmarkStore.FirstCustomer}} + n % 10000) .. "/enrolledTargets?n=" .. n)
            end
            init = function(args) math.randomseed(os.time()) n = math.random(1, 1000000000) end
            """);
        return file;
    }

    private static async Task<IReadOnlyList<Row>> MeasureAsync(
        Scale scale, string app, string work, string store, int enrolments, int promotions, List<string> failures)
    {
        Console.WriteLine($"Writing the {store} store: {enrolments:N0} enrolments, {promotions:N0} promotions …");
        var folder = Directory.CreateDirectory(Path.Combine(work, store)).FullName;
        await BenchmarkStore.WriteAsync(Path.Combine(folder, "loyalty.db"), enrolments, promotions);
        var cases = Cases(work, promotions);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Emulator__DataFolder"] = folder };
        var (emulator, _) = ServerProcess.Start(app, _ => [], settings, "/health/ready", null);
        using (emulator)
        {
            Thread.Sleep(2000);
            var idle = emulator.ResidentMegabytes();
            Console.WriteLine($"Idle memory with the {store} store: {idle:0} MB");
            if (idle > 150 / scale.Slack)
            {
                failures.Add($"idle memory {idle:0} MB, bar 150 MB");
            }

            var bodies = Directory.CreateDirectory(Path.Combine(folder, "bodies")).FullName;
            for (var index = 0; index < cases.Count; index++)
            {
                await File.WriteAllBytesAsync(Path.Combine(bodies, $"{index}.body"), await BodyAsync(emulator.Url + cases[index].Path));
            }

            var (bare, _) = ServerProcess.Start(typeof(Suite).Assembly.Location, url => ["bare", url, bodies], settings, "/0", null);
            using (bare)
            {
                var statements = await StatementCount.OfAsync([.. cases.Select(item => item.Path)], Authorization, folder, ServerProcess.FreePort());
                var rows = new List<Row>();
                for (var index = 0; index < cases.Count; index++)
                {
                    rows.Add(await CompareAsync(scale, store, cases[index], emulator.Url, $"{bare.Url}/{index}", statements[index]));
                }

                Console.WriteLine($"Memory after the load: {emulator.ResidentMegabytes():0} MB");
                return rows;
            }
        }
    }

    private static async Task<Row> CompareAsync(Scale scale, string store, Case item, string emulatorUrl, string bareUrl, long statements)
    {
        var expected = await BodyAsync(bareUrl);
        var actual = await BodyAsync(emulatorUrl + item.Path);
        if (!expected.AsSpan().SequenceEqual(actual))
        {
            throw new InvalidOperationException($"{item.Name}: the two servers answer different bytes.");
        }

        var app = new List<Wrk>();
        var bare = new List<Wrk>();
        Wrk.Run(emulatorUrl + item.Path, Authorization, item.Script, 1);
        Wrk.Run(bareUrl, Authorization, null, 1);
        for (var round = 0; round < scale.Rounds; round++)
        {
            app.Add(Wrk.Run(emulatorUrl + item.Path, Authorization, item.Script, scale.Seconds));
            bare.Add(Wrk.Run(bareUrl, Authorization, null, scale.Seconds));
        }

        return new Row(item.Name, store, Median(app), Median(bare), statements);
    }

    private static void Judge(Scale scale, Row small, Row large, List<string> failures)
    {
        var item = Cases(Path.GetTempPath(), 100).First(known => known.Name.Equals(small.Case, StringComparison.Ordinal));
        foreach (var row in new[] { small, large })
        {
            if (row.Ratio < item.Bar * scale.Slack)
            {
                failures.Add($"{row.Case} ({row.Store}): ratio {row.Ratio:0.00}, bar {item.Bar:0.00}");
            }
        }

        if (large.App.P50Milliseconds / small.App.P50Milliseconds > item.Growth / scale.Slack)
        {
            failures.Add($"{large.Case}: p50 grows from {small.App.P50Milliseconds:0.00} to {large.App.P50Milliseconds:0.00} ms, bar factor {item.Growth:0.0}");
        }
    }

    private static void Print(Scale scale, IReadOnlyList<Row> rows)
    {
        Console.WriteLine();
        Console.WriteLine($"Medians of {scale.Rounds} alternating rounds of {scale.Seconds} s, wrk with one thread and 32 connections ({scale.Name}).");
        Console.WriteLine("| case | store | app req/s | bare req/s | ratio | app p50 ms | app p99 ms | SQL on a miss |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var row in rows)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Case} | {row.Store} | {row.App.RequestsPerSecond:0} | {row.Bare.RequestsPerSecond:0} | {row.Ratio:0.00} | {row.App.P50Milliseconds:0.00} | {row.App.P99Milliseconds:0.00} | {row.Statements} |"));
        }

        Console.WriteLine();
    }

    private static List<double> ColdStart(string app, string work)
    {
        var times = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(work, $"cold{round}")).FullName;
            var (server, elapsed) = ServerProcess.Start(
                app,
                _ => [],
                new Dictionary<string, string>(StringComparer.Ordinal) { ["Emulator__DataFolder"] = folder },
                "/v3/users/565039506/enrolledTargets",
                "Basic ZG9jcy50aWxsOjIwMmNiOTYyYWM1OTA3NWI5NjRiMDcxNTJkMjM0Yjcw");
            server.Dispose();
            times.Add(elapsed.TotalMilliseconds);
        }

        return times;
    }

    private static string Publish(string work)
    {
        var output = Path.Combine(work, "app");
        Console.WriteLine("Publishing the app …");
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet", ["publish", Path.Combine(RepositoryRoot(), "src/Loyalty.Api"), "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-o", output, "--nologo", "-v", "quiet"]))!;
        publish.WaitForExit();
        return publish.ExitCode == 0 ? Path.Combine(output, "Loyalty.Api.dll") : throw new InvalidOperationException("The app does not publish.");
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Loyalty.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Run the benchmark inside the repository.");
        }

        return folder.FullName;
    }

    private static async Task<byte[]> BodyAsync(string url)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Authorization);
        return await client.GetByteArrayAsync(new Uri(url));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static Wrk Median(List<Wrk> runs) => runs.OrderBy(run => run.RequestsPerSecond).ElementAt(runs.Count / 2);
}
