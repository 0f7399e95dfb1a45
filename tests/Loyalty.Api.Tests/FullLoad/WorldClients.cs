using System.Globalization;
using System.Text;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.FullLoad;

/// <summary>Clients that create, use and delete worlds of their own.</summary>
internal sealed class WorldClients(Load load)
{
    private const string Worlds = "/_emulator/worlds";

    private const int ReadsOfLargeWorld = 1000;

    private int _number;

    /// <summary>A world of the sample from its creation to its deletion, with every control that changes it.</summary>
    public async Task LiveAsync()
    {
        const string client = "worlds";
        var name = NextName("life");
        if (await CreateAsync(client, $$"""{"name":"{{name}}","world":"sample","expiresAfter":"PT10M"}""") is not { } till)
        {
            return;
        }

        var world = $"{Worlds}/{name}";
        await load.SendAsync(client, HttpMethod.Get, OAuth.TargetsPath, null, till, expected: 200);
        await load.SendAsync(client, HttpMethod.Get, OAuth.PromotionsPath, null, till, expected: 200);
        await load.SendAsync(client, HttpMethod.Put, $"{world}/snapshots/s", expected: 201);
        await load.SendAsync(client, HttpMethod.Put, $"{world}/faults", """{"rules":[{"match":{"operation":"getEnrolledTargets"},"effect":{"delay":{"min":1,"max":300}}},{"match":{"operation":"getPromotionsV2"},"effect":{"code":4086},"times":{"every":2}}]}""", expected: 200);
        await load.SendAsync(client, HttpMethod.Get, OAuth.TargetsPath, null, till, expected: 200);
        await load.SendAsync(client, HttpMethod.Get, OAuth.PromotionsPath, null, till, expected: [200, 400]);
        await load.SendAsync(client, HttpMethod.Patch, $"{world}/document", """{"orgs":[{"id":100458,"customers":[{"id":99000001}]}]}""", expected: [204, 400]);
        await load.SendAsync(client, HttpMethod.Post, $"{world}/clock/advance", """{"by":"P1D"}""", expected: 200);
        await load.SendAsync(client, HttpMethod.Post, $"{world}/snapshots/s/restore", expected: [204, 404]);
        await load.SendAsync(client, HttpMethod.Get, $"{world}/document", expected: 200);
        await load.SendAsync(client, HttpMethod.Post, $"{world}/fork", $$"""{"name":"{{name}}-fork","expiresAfter":"PT10M"}""", expected: 201);
        await load.SendAsync(client, HttpMethod.Post, $"{world}/reset", expected: 204);
        await load.SendAsync(client, HttpMethod.Post, $"{world}/requests/verify", $$"""{"match":{"path":"{{OAuth.TargetsPath}}"},"atLeast":1}""", expected: 200);
        await load.SendAsync(client, HttpMethod.Delete, $"{world}-fork", expected: [204, 404]);
        await load.SendAsync(client, HttpMethod.Delete, world, expected: 204);
    }

    /// <summary>A world of a large document: every control that holds the whole world in memory, and reads of some of its customers.</summary>
    public async Task LoadLargeAsync(Random random, double largest)
    {
        const string client = "large worlds";
        var size = Math.Pow(largest, random.NextDouble());
        if (load.Length.TotalMinutes > 10 && random.Next(40) == 0)
        {
            size = LargeDocument.Largest;
        }

        var name = NextName("large");
        var document = LargeDocument.Of(name, size, out var customers);
        var world = $"{Worlds}/{name}";
        if (await CreateAsync(client, $$"""{"name":"{{name}}","world":{{document}},"expiresAfter":"PT30M"}""") is null)
        {
            await Task.Delay(1000, TestContext.Current.CancellationToken);
            return;
        }

        await load.SendAsync(client, HttpMethod.Get, $"{world}/document", expected: 200);
        await load.SendAsync(client, HttpMethod.Put, $"{world}/snapshots/s", expected: 201);
        await load.SendAsync(client, HttpMethod.Patch, $"{world}/document", """{"orgs":[{"id":1,"customers":[{"id":999999999}]}]}""", expected: 204);
        for (var read = 0; read < ReadsOfLargeWorld && !load.IsOver; read++)
        {
            await load.SendAsync("reads of large worlds", HttpMethod.Get, TestWorlds.TargetsOf(random.Next(1, customers)), null, Tills.Of(name), expected: 200);
        }

        await load.SendAsync(client, HttpMethod.Put, $"{world}/document", LargeDocument.Of(name, Math.Min(size, 20), out _), expected: 204);
        await load.SendAsync(client, HttpMethod.Post, $"{world}/reset", expected: 204);
        await load.SendAsync(client, HttpMethod.Delete, world, expected: 204);
    }

    /// <summary>A world with so many customers that reads of them fill the memory of the state.</summary>
    public async Task ReadCrowdAsync(double mebibytes)
    {
        var name = NextName("large-crowd");
        var document = LargeDocument.Of(name, mebibytes, out var customers);
        if (await CreateAsync("crowd", $$"""{"name":"{{name}}","world":{{document}}}""") is null)
        {
            await Task.Delay(1000, TestContext.Current.CancellationToken);
            return;
        }

        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => load.RepeatAsync("crowd", () =>
            load.SendAsync("crowd", HttpMethod.Get, TestWorlds.TargetsOf(1 + (Interlocked.Increment(ref next) % customers)), null, Tills.Of(name), expected: 200))));
    }

    /// <summary>Fills the journals of many worlds with bodies that are as large as an entry takes, then reads and compares them.</summary>
    public async Task FillJournalsAsync(int worlds)
    {
        const string client = "journals";
        var body = $$"""[{"text":"{{new string('x', 60 * 1024)}}"}]""";
        var names = Enumerable.Range(0, worlds).Select(_ => NextName("journal")).ToList();
        foreach (var name in names.TakeWhile(_ => !load.IsOver))
        {
            if (await CreateAsync(client, $$"""{"name":"{{name}}","expiresAfter":"PT10M"}""") is not { } till)
            {
                continue;
            }

            for (var entry = 0; entry < 16 && !load.IsOver; entry++)
            {
                await load.SendAsync(client, HttpMethod.Post, "/v3/targetGroups/1/targets/2/enroll", body, till, expected: 400);
            }

            await load.SendAsync("journal controls", HttpMethod.Get, $"{Worlds}/{name}/requests?path=%2Fv3%2F*&limit=5", expected: 200);
            await load.SendAsync("journal controls", HttpMethod.Post, $"{Worlds}/{name}/requests/verify", """{"match":{"path":"*a*b*c*"},"count":3}""", expected: 409);
        }

        await load.SendAsync(client, HttpMethod.Delete, $"{Worlds}?name=journal*", expected: 200);
    }

    /// <summary>Returns the till's header, or null if a bound refused the world.</summary>
    private async Task<string?> CreateAsync(string client, string body)
    {
        var reply = await load.SendAsync(client, HttpMethod.Post, Worlds, body, expected: 201);
        return reply.Status == 201 ? TestWorlds.ParseJson(reply.Body).GetProperty("authorization").GetString() : null;
    }

    private string NextName(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{Interlocked.Increment(ref _number)}");
}

/// <summary>Documents of a given size.</summary>
internal static class LargeDocument
{
    /// <summary>A little below the limit of a body, in mebibytes.</summary>
    public const double Largest = 250;

    private const int Mebibyte = 1024 * 1024;

    /// <summary>Customers with identifiers and enrolments.</summary>
    public static string Of(string name, double mebibytes, out int customers)
    {
        var group = Behaviour.Targets.TargetWorlds.Group(10, Behaviour.Targets.TargetWorlds.Period(100, "2031-01-01", "2031-12-31"), Behaviour.Targets.TargetWorlds.Target(1));
        var (people, enrolments) = (new StringBuilder(), new StringBuilder());
        for (customers = 0; people.Length + enrolments.Length < mebibytes * Mebibyte;)
        {
            customers++;
            people.Append(CultureInfo.InvariantCulture, $$"""{{(customers == 1 ? "" : ",")}}{"id":{{customers}},"identifiers":[{"name":"mobile","value":"91{{customers:D10}}"},{"name":"email","value":"customer{{customers}}@example.com"}]}""");
            enrolments.Append(CultureInfo.InvariantCulture, $$"""{{(customers == 1 ? "" : ",")}}{"id":{{customers}},"customerId":{{customers}},"targetId":1,"firstPeriodId":100,"method":"TRANSACTION","enrolledAt":"2031-01-02T00:00:00Z"}""");
        }

        return $$"""
            {"schemaVersion":1,"name":"{{name}}","timeZone":"UTC","clock":{"mode":"FROZEN","at":"2031-06-15T12:00:00Z"},
            "orgs":[{"id":1,"name":"One","tills":[{"username":"{{name}}","password":"123"}],"targetGroups":[{{group}}],"customers":[{{people}}],"enrolments":[{{enrolments}}]}]}
            """;
    }
}
