using System.Globalization;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Laws.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.CustomerWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>Limits hold whatever arrives at the same time. <c>LIMIT_RACES</c> sets the number of rounds against the emulator as a process.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class LimitRaceTests
{
    private const int Connections = 64;

    private const int OfCustomer = 3;

    private const int OfAll = 5;

    private static int Rounds => int.Parse(Environment.GetEnvironmentVariable("LIMIT_RACES") ?? "3", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Of_64_parallel_calls_exactly_as_many_succeed_as_the_limits_allow_in_each_of_two_worlds()
    {
        using var emulator = new KillableEmulator();
        await emulator.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections }) { BaseAddress = emulator.Client.BaseAddress };
        Assert.True(Rounds > 0);
        for (var round = 0; round < Rounds; round++)
        {
            RacedWorld[] worlds = [await CreateAsync(emulator, $"race-{round}-0"), await CreateAsync(emulator, $"race-{round}-1")];

            // One customer, up to the customer's limit; many customers, up to the limit of the promotion.
            var one = await Task.WhenAll(Enumerable.Range(0, Connections).Select(index => IssueAsync(client, worlds[index % 2].Authorization, 5002)));
            var many = await Task.WhenAll(Enumerable.Range(0, Connections).Select(index => IssueAsync(client, worlds[index % 2].Authorization, 5003 + (index / 2))));

            for (var index = 0; index < worlds.Length; index++)
            {
                Assert.Equal(OfCustomer, one.Where((_, call) => call % 2 == index).Count(issued => issued));
                Assert.Equal(OfAll - OfCustomer, many.Where((_, call) => call % 2 == index).Count(issued => issued));
                Assert.Equal(OfAll, await IssuesAsync(emulator, worlds[index]));
                (await emulator.SendAsync(HttpMethod.Delete, worlds[index].Path, null)).Require(204);
            }
        }
    }

    [Fact]
    public async Task Parallel_calls_of_a_hundred_customers_share_the_limit_of_the_promotion()
    {
        using var app = new EmulatorApp();
        var world = await NewAsync(app);
        var body = Bulk(null, Shared, string.Join(',', Enumerable.Range(5003, 100).Select(id => Customer(id))));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.BulkAsync("directEarn", body)));

        Assert.Equal(OfAll, answers.Sum(answer => answer.Split("\"earnedId\"").Length - 1));
        Assert.Equal((8 * 100) - OfAll, answers.Sum(answer => answer.Split("\"code\":8890").Length - 1));
    }

    private static async Task<RacedWorld> CreateAsync(KillableEmulator emulator, string name)
    {
        var created = (await emulator.SendAsync(HttpMethod.Post, TestWorlds.WorldsPath, $$"""{"name":"{{name}}","world":{{Document()}} }""")).Require(201);
        return new($"{TestWorlds.WorldsPath}/{name}", TestWorlds.ParseJson(created.Body).GetProperty("authorization").GetString()!);
    }

    /// <summary>The issues of the shared promotion in the exported world.</summary>
    private static async Task<int> IssuesAsync(KillableEmulator emulator, RacedWorld world)
    {
        var document = (await emulator.SendAsync(HttpMethod.Get, $"{world.Path}/document", null)).Require(200);
        return TestWorlds.ParseJson(document.Body).GetProperty("orgs")[0].GetProperty("usage").EnumerateArray()
            .Count(entry => entry.GetProperty("kind").GetString() is "ISSUE" && entry.GetProperty("promotionId").GetInt64() == Shared);
    }

    /// <summary>True if the promotion was issued, false for the warning.</summary>
    private static async Task<bool> IssueAsync(HttpClient client, string authorization, long customer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v2/promotion/bulk/directEarn")
        {
            Content = new StringContent(Bulk(null, Shared, Customer(customer)), System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        var isIssued = body.Contains("\"earnedId\"", StringComparison.Ordinal);
        Assert.Equal(!isIssued, body.Contains("\"code\":8890", StringComparison.Ordinal));
        return isIssued;
    }

    private sealed record RacedWorld(string Path, string Authorization);
}
