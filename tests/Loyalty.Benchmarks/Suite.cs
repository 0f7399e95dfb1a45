using System.Diagnostics;
using System.Globalization;
using System.Text;
using Loyalty.Domain.Access;

namespace Loyalty.Benchmarks;

/// <summary>Publishes the app, compares it with the bare server in alternating rounds, prints the results and checks the bars.</summary>
internal sealed class Suite(Scale scale, string work) : IDisposable
{
    private static readonly string Authorization =
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"bench.till:{SecretHash.Md5Hex("123")}"));

    /// <summary>All rounds together create more target groups than one world has room for by default, which no real world has.</summary>
    private const string StateOfWrites = "4096";

    private readonly string _app = Publish(work);
    private readonly List<Row> _rows = [];
    private readonly List<string> _failures = [];
    private long _nextCustomer;

    private sealed record Row(string Case, string Store, Wrk App, Wrk Bare, double Bar)
    {
        public double Ratio => App.RequestsPerSecond / Bare.RequestsPerSecond;
    }

    public static async Task<int> RunAsync(Scale scale)
    {
        var work = Directory.CreateTempSubdirectory("loyalty-bench-").FullName;
        using var suite = new Suite(scale, work);
        await suite.MeasureAsync();
        suite.Print();
        return suite._failures.Count == 0 ? 0 : 1;
    }

    public void Dispose() => Directory.Delete(work, recursive: true);

    private async Task MeasureAsync()
    {
        ColdStart();
        CatalogBenchmark.Run(_failures, scale.Strictness);
        var small = await StoreAsync("small", Scale.SmallCustomers, Scale.SmallPromotions, scale.LedgerRows);
        var longLedger = await StoreAsync("ten times the ledger", Scale.SmallCustomers, Scale.SmallPromotions, scale.LedgerRows * 10);
        var large = await StoreAsync("large", scale.LargeCustomers, scale.LargePromotions, scale.LedgerRows);
        await CompareAsync("small", small, Cases.InMemory(work), "Normal");
        await CompareAsync("ten times the ledger", longLedger, Cases.InMemory(work), "Normal");
        await CompareAsync("large", large, Cases.InMemory(work), "Normal");
        CheckGrowth("ten times the ledger", 1 / 0.85, static row => 1 / row.Ratio);
        CheckGrowth("large", 1.2, static row => row.App.P50Milliseconds / row.Bare.P50Milliseconds);
        await CompareAsync("large", large, Cases.InMemoryLarge(work), "Normal");
        await CompareAsync("large", large, Cases.NotInMemory(work, scale.LargeCustomers), "Normal");
        await CompareAsync("large", large, Cases.Writes(work, scale.LargeCustomers), "Full", StateOfWrites);
        await BesideWritesAsync(small);
    }

    private async Task<string> StoreAsync(string name, int customers, int promotions, int ledgerRows)
    {
        Console.WriteLine($"Writing the store '{name}': {customers:N0} customers, {promotions:N0} promotions, {ledgerRows:N0} ledger rows for each of {BenchmarkStore.PageSize} promotions …");
        var folder = Directory.CreateDirectory(Path.Combine(work, name.Replace(' ', '-'))).FullName;
        await BenchmarkStore.WriteAsync(Path.Combine(folder, "loyalty.db"), customers, promotions, ledgerRows);
        return folder;
    }

    private ServerProcess StartApp(string folder, string durability, string stateMegabytes = "512") => ServerProcess.Start(
        _app,
        _ => [],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["Emulator__DataFolder"] = folder, ["Store__Durability"] = durability, ["Emulator__StateMegabytes"] = stateMegabytes },
        "/health/ready",
        null).Server;

    private async Task CompareAsync(string store, string folder, IReadOnlyList<Case> cases, string durability, string stateMegabytes = "512")
    {
        using var emulator = StartApp(folder, durability, stateMegabytes);
        Thread.Sleep(1500);
        Limit($"idle memory with the store '{store}'", emulator.ResidentMegabytes(), 130, "MB");
        var bodies = Directory.CreateDirectory(Path.Combine(folder, $"bodies-{_rows.Count}")).FullName;
        for (var index = 0; index < cases.Count; index++)
        {
            var name = cases[index].BarePath is BareServer.Groups ? BareServer.GroupFile : string.Create(CultureInfo.InvariantCulture, $"{index}.body");
            await File.WriteAllBytesAsync(Path.Combine(bodies, name), await BodyAsync(emulator.Url + cases[index].Path, cases[index].Sample));
        }

        if (cases.Any(item => !item.IsColdRead))
        {
            await AskForEveryCustomerAsync(emulator);
        }

        using var bare = ServerProcess.Start(typeof(Suite).Assembly.Location, url => ["bare", url, bodies], new Dictionary<string, string>(StringComparer.Ordinal), "/0", null).Server;
        for (var index = 0; index < cases.Count; index++)
        {
            var item = cases[index];
            var bareUrl = bare.Url + (item.BarePath ?? $"/{index}");
            List<Wrk> app = [], bareRuns = [];

            // Lets the runtime compile the hot paths.
            RunApp(emulator, item, scale.WarmUpSeconds);
            Wrk.Run(bare, bareUrl, Authorization, item.BareScript, 0, scale.WarmUpSeconds);
            for (var round = 0; round < scale.Rounds; round++)
            {
                app.Add(RunApp(emulator, item, scale.Seconds));
                bareRuns.Add(Wrk.Run(bare, bareUrl, Authorization, item.BareScript, 0, scale.Seconds));
            }

            Add(new Row(item.Name, store, Median(app), Median(bareRuns), item.Bar));
        }

        Console.WriteLine($"Memory after the load, store '{store}': {emulator.ResidentMegabytes():0} MB");
    }

    private Wrk RunApp(ServerProcess emulator, Case item, int seconds)
    {
        var run = Wrk.Run(emulator, emulator.Url + item.Path, Authorization, item.Script, item.IsColdRead ? _nextCustomer : 0, seconds);
        if (item.IsColdRead)
        {
            _nextCustomer += (long)(run.RequestsPerSecond * seconds * 1.1) + 1000;
        }

        return run;
    }

    /// <summary>Loads the state of all customers that the cases in memory ask for. A warm-up of some seconds might not reach the last ones.</summary>
    private static async Task AskForEveryCustomerAsync(ServerProcess emulator)
    {
        using var client = NewClient();
        await Parallel.ForAsync(
            BenchmarkStore.FirstCustomer,
            BenchmarkStore.FirstCustomer + Scale.SmallCustomers,
            async (customer, cancellation) => await client.GetByteArrayAsync(new Uri(emulator.Url + Cases.TargetsOf(customer)), cancellation));
    }

    /// <summary>Compares reads beside writes to the same world with reads beside the same writes to another world.</summary>
    private async Task BesideWritesAsync(string folder)
    {
        using var emulator = StartApp(folder, "Normal");
        var other = await SteadyWrites.NewWorldAsync(emulator.Url);
        var item = Cases.InMemory(work)[1];
        List<Wrk> same = [], elsewhere = [];
        await AskForEveryCustomerAsync(emulator);
        RunApp(emulator, item, scale.WarmUpSeconds);
        for (var round = 0; round < scale.Rounds; round++)
        {
            await using (SteadyWrites.Start(emulator.Url, Authorization, BenchmarkStore.EmptyGroup, BenchmarkStore.FirstCustomer + Scale.SmallCustomers - 1))
            {
                same.Add(RunApp(emulator, item, scale.Seconds));
            }

            await using (SteadyWrites.Start(emulator.Url, other, 4102, 71000042))
            {
                elsewhere.Add(RunApp(emulator, item, scale.Seconds));
            }
        }

        Add(new Row("enrolledTargets beside 500 writes/s to the same world, against another world", "small", Median(same), Median(elsewhere), 0.9));
    }

    private void Add(Row row)
    {
        _rows.Add(row);
        if (row.Ratio < row.Bar * scale.Strictness)
        {
            _failures.Add($"{row.Case} ({row.Store}): ratio {row.Ratio:0.00}, bar {row.Bar:0.00}");
        }
    }

    /// <summary>Each store is measured against the bare server of its own minutes, because the machine is not equally fast all the time.</summary>
    private void CheckGrowth(string store, double limit, Func<Row, double> measure)
    {
        foreach (var row in _rows.Where(row => row.Store.Equals(store, StringComparison.Ordinal)))
        {
            var before = _rows.First(other => other.Store is "small" && other.Case.Equals(row.Case, StringComparison.Ordinal));
            Limit($"{row.Case}, store '{store}' against the small one", measure(row) / measure(before), limit, "times");
        }
    }

    private void Limit(string name, double value, double limit, string unit)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.##} {unit}, limit {limit:0.##}"));
        if (value > limit / scale.Strictness)
        {
            _failures.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.##} {unit}, limit {limit:0.##}"));
        }
    }

    private void Print()
    {
        Console.WriteLine();
        Console.WriteLine($"Medians of {scale.Rounds} alternating rounds of {scale.Seconds} s, wrk with one thread and 32 connections ({scale.Name}).");
        Console.WriteLine("| case | store | req/s | bare req/s | ratio | bar | CPU µs/request | bare CPU µs/request | p50 ms | p99 ms |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var row in _rows)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Case} | {row.Store} | {row.App.RequestsPerSecond:0} | {row.Bare.RequestsPerSecond:0} | {row.Ratio:0.00} | {row.Bar:0.00} | {row.App.CpuMicroseconds:0.0} | {row.Bare.CpuMicroseconds:0.0} | {row.App.P50Milliseconds:0.00} | {row.App.P99Milliseconds:0.00} |"));
        }

        Console.WriteLine();
        _failures.ForEach(failure => Console.WriteLine($"bar missed: {failure}"));
    }

    /// <summary>Compares the first documented answer with the first answer of the bare server: the time itself depends on the machine.</summary>
    private void ColdStart()
    {
        var bodies = Directory.CreateDirectory(Path.Combine(work, "cold-bodies")).FullName;
        File.WriteAllText(Path.Combine(bodies, "0.body"), "{}");
        foreach (var isNew in new[] { true, false })
        {
            List<double> app = [], bare = [];
            for (var round = 0; round < 5; round++)
            {
                var folder = Directory.CreateDirectory(Path.Combine(work, isNew ? $"cold{round}" : "cold0")).FullName;
                app.Add(FirstAnswer(
                    _app,
                    _ => [],
                    new Dictionary<string, string>(StringComparer.Ordinal) { ["Emulator__DataFolder"] = folder },
                    "/v3/users/565039506/enrolledTargets",
                    "Basic ZG9jcy50aWxsOjIwMmNiOTYyYWM1OTA3NWI5NjRiMDcxNTJkMjM0Yjcw"));
                bare.Add(FirstAnswer(typeof(Suite).Assembly.Location, url => ["bare", url, bodies], new Dictionary<string, string>(StringComparer.Ordinal), "/0", null));
            }

            Limit(
                $"first documented answer with {(isNew ? "a new" : "an existing")} store, median of {app.Count}: {Middle(app):0} ms, bare server {Middle(bare):0} ms",
                Middle(app) / Middle(bare),
                4.5,
                "times");
        }
    }

    private static double FirstAnswer(
        string assembly, Func<string, string[]> arguments, IReadOnlyDictionary<string, string> environment, string probe, string? authorization)
    {
        var (server, elapsed) = ServerProcess.Start(assembly, arguments, environment, probe, authorization);
        server.Dispose();
        return elapsed.TotalMilliseconds;
    }

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static string Publish(string work)
    {
        var output = Path.Combine(work, "app");
        Console.WriteLine("Publishing the app …");
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet", ["publish", Path.Combine(RepositoryRoot(), "src/Loyalty.Api"), "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-p:RunAnalyzers=false", "-o", output, "--nologo", "-v", "quiet"]))!;
        publish.WaitForExit();
        return publish.ExitCode == 0 ? Path.Combine(output, "Loyalty.Api.dll") : throw new InvalidOperationException("dotnet publish failed.");
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

    /// <summary>The answer to a GET, or to a POST with a sample body.</summary>
    private static async Task<byte[]> BodyAsync(string url, string? sample)
    {
        using var client = NewClient();
        if (sample is null)
        {
            return await client.GetByteArrayAsync(new Uri(url));
        }

        using var content = new StringContent(sample, Encoding.UTF8, "application/json");
        using var response = (await client.PostAsync(new Uri(url), content)).EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static HttpClient NewClient()
    {
        var client = new HttpClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Authorization);
        return client;
    }

    private static Wrk Median(List<Wrk> runs) => runs.OrderBy(run => run.RequestsPerSecond).ElementAt(runs.Count / 2);
}
