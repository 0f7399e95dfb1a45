using System.Diagnostics.Metrics;
using Loyalty.Store.Database;

namespace Loyalty.Benchmarks;

/// <summary>Counts the SQL statements of requests that are not in the response cache, with a second instance of the app in this process.</summary>
internal static class StatementCount
{
    private static long statements;

    /// <summary>Returns one count for each path. It counts the second request, so that one-time initialisation is not included.</summary>
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
            var uncached = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}n={counts.Count}";
            await client.GetStringAsync(new Uri(uncached + "0", UriKind.Relative));
            var before = Interlocked.Read(ref statements);
            await client.GetStringAsync(new Uri(uncached + "1", UriKind.Relative));
            counts.Add(Interlocked.Read(ref statements) - before);
        }

        return counts;
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
