using Loyalty.Api.Observability;

namespace Loyalty.Api.Hosting;

/// <summary>The command <c>health</c>: asks the emulator on this machine whether it is ready. The container image has no other HTTP client.</summary>
public static class HealthCommand
{
    public static async Task<int?> RunAsync(string[] args)
    {
        if (args is not ["health"])
        {
            return null;
        }

        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            using var answer = await client.GetAsync(new Uri(LocalAddress(), Health.Ready));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static Uri LocalAddress()
    {
        var first = (Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? "http://localhost:8080").Split(';')[0];
        var address = new Uri(ListenAddresses.Local(first));
        return address.Host is "0.0.0.0" or "[::]" ? new UriBuilder(address) { Host = "localhost" }.Uri : address;
    }
}
