using System.Diagnostics.Metrics;
using Loyalty.Store.Database;

namespace Loyalty.Benchmarks;

/// <summary>SQL statements of requests that no kept answer serves, counted in a copy of the app inside this process.</summary>
internal static class StatementCount
{
    private static long statements;

    /// <summary>One number for each path, from the second request on, when every lazy thing has happened.</summary>
    public static async Task<IReadOnlyList<long>> OfAsync(IReadOnlyList<string> paths, string authorization, string dataFolder, int port)
    {
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listening) =>
            {
                if (instrument.Meter.Name is StatementMeter.MeterName)
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(static (_, count, _, _) => Interlocked.Add(ref statements, count));
        listener.Start();
        var url = $"http://127.0.0.1:{port}";
        var app = new Thread(() => typeof(Api.Operations.Caller).Assembly.EntryPoint!.Invoke(
            null, [new[] { $"--urls={url}", $"--Emulator:DataFolder={dataFolder}", "--Serilog:MinimumLevel:Default=Error" }]))
        {
            IsBackground = true,
        };
        app.Start();
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        while (!await IsReadyAsync(client))
        {
            await Task.Delay(20);
        }

        var counts = new List<long>();
        foreach (var path in paths)
        {
            var fresh = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}n={counts.Count}";
            await client.GetStringAsync(new Uri(fresh + "0", UriKind.Relative));
            var before = Interlocked.Read(ref statements);
            await client.GetStringAsync(new Uri(fresh + "1", UriKind.Relative));
            counts.Add(Interlocked.Read(ref statements) - before);
        }

        return counts;
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
