using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Loyalty.Benchmarks;

/// <summary>Enrols and unenrols one customer, 500 times a second in all, until it is disposed.</summary>
internal sealed class SteadyWrites : IAsyncDisposable
{
    private const int WritesPerTick = 5;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;

    private SteadyWrites(string url, string authorization, int group, long customer) => _writing = WriteAsync(url, authorization, group, customer);

    public static SteadyWrites Start(string url, string authorization, int group, long customer) => new(url, authorization, group, customer);

    /// <summary>Creates a world like the sample and returns the Authorization header of its till.</summary>
    public static async Task<string> NewWorldAsync(string url)
    {
        using var client = new HttpClient();
        using var body = new StringContent("""{"world":"sample"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(url + "/_emulator/worlds"), body);
        using var created = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        return created.RootElement.GetProperty("authorization").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing;
        _stop.Dispose();
    }

    private async Task WriteAsync(string url, string authorization, int group, long customer)
    {
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        using var timer = new PeriodicTimer(Tick);
        var target = group == BenchmarkStore.EmptyGroup ? group : 5211;
        var isEnrolled = false;
        while (!_stop.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            for (var write = 0; write < WritesPerTick; write++)
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"/v3/targetGroups/{group}/targets/{target}/{(isEnrolled ? "unEnroll" : "enroll")}");
                using var body = new StringContent(string.Create(CultureInfo.InvariantCulture, $"[{{\"customerId\":{customer}}}]"), Encoding.UTF8, "application/json");
                using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), body, CancellationToken.None);
                isEnrolled = !isEnrolled;
            }
        }
    }
}
