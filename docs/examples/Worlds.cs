using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Loyalty.Examples;

/// <summary>A test with a world of its own. Other tests may run at the same time: no world sees another.</summary>
public static class Worlds
{
    public static async Task RunAsync(Uri emulator, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = emulator };

        // Controls need the key if the emulator runs in another container.
        if (Environment.GetEnvironmentVariable("EMULATOR_KEY") is { Length: > 0 } key)
        {
            http.DefaultRequestHeaders.Add("X-Emulator-Key", key);
        }

        // 1. Create a world, here with the documented examples.
        using var answer = await http.PostAsJsonAsync("/_emulator/worlds", new { world = "sample", expiresAfter = "PT1H" }, cancellation);
        answer.EnsureSuccessStatusCode();
        var created = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        var world = created.GetProperty("links").GetProperty("self").GetString();
        try
        {
            // 2. The client under test needs the address and this header, nothing else.
            using var client = new HttpClient { BaseAddress = emulator };
            client.DefaultRequestHeaders.Add("Authorization", created.GetProperty("authorization").GetString());
            const string targets = "/v3/users/565039506/enrolledTargets";
            Expect(await CountAsync() > 0, "targets are active");

            // 3. Travel in time: every target of the sample has ended by 2100.
            await ControlAsync(HttpMethod.Put, "/clock", new { mode = "frozen", at = "2100-01-01T00:00:00Z" });
            Expect(await CountAsync() == 0, "no target is active in 2100");

            // 4. Fail on purpose: the next request exceeds the rate limit, the one after it succeeds.
            await ControlAsync(HttpMethod.Put, "/faults", new
            {
                rules = new[] { new { match = new { operation = "getEnrolledTargets" }, effect = new { status = 429 }, times = new { first = 1 } } },
            });
            using (var refused = await client.GetAsync(targets, cancellation))
            {
                Expect(refused.StatusCode == HttpStatusCode.TooManyRequests, "the rate limit is exceeded");
                Expect(refused.Headers.RetryAfter is not null, "the answer says when to try again");
            }

            Expect(await CountAsync() == 0, "the second attempt succeeds");

            // 5. Verify what the client really sent.
            await ControlAsync(HttpMethod.Post, "/requests/verify", new { match = new { operation = "getEnrolledTargets" }, count = 4 });
            await ControlAsync(HttpMethod.Post, "/requests/verify", new { sequence = new[] { new { status = 429 }, new { status = 200 } } });

            async Task<int> CountAsync() =>
                (await client.GetFromJsonAsync<JsonElement>(targets, cancellation)).GetProperty("data").GetArrayLength();
        }
        finally
        {
            // 6. Delete the world. If this never runs, the world expires after an hour without use.
            using var deleted = await http.DeleteAsync(world, cancellation);
        }

        async Task ControlAsync(HttpMethod method, string below, object body)
        {
            using var request = new HttpRequestMessage(method, world + below) { Content = JsonContent.Create(body) };
            using var done = await http.SendAsync(request, cancellation);
            Expect(done.IsSuccessStatusCode, $"{method} {below}: {await done.Content.ReadAsStringAsync(cancellation)}");
        }
    }

    private static void Expect(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"Expected: {what}");
        }
    }
}
