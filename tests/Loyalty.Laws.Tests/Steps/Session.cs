using System.Text.Json;
using Loyalty.Laws.Tests.Hosting;
using Loyalty.Laws.Tests.Model;

namespace Loyalty.Laws.Tests.Steps;

/// <summary>A world of the app with its model.</summary>
internal sealed record Played(string Name, NaiveWorld Model, string RootTill, string? ChildTill);

/// <summary>Plays steps to the app and to the model, and compares every answer.</summary>
internal sealed class Session(Emulator app, bool evictBeforeRequests) : IAsyncDisposable
{
    private static int _sessions;

    private readonly string _prefix = $"s{Interlocked.Increment(ref _sessions)}-";
    private readonly List<string> _transcript = [];
    private int _created;

    public Emulator App => app;

    /// <summary>The world and its fork, if there is one.</summary>
    public Played?[] Worlds { get; } = new Played?[2];

    /// <summary>Returns the status and the body of every emulated answer, and the rows of every export.</summary>
    public static async Task<IReadOnlyList<string>> PlayAsync(Emulator app, Scenario scenario, bool evictBeforeRequests = false)
    {
        app.Clock.Now = Emulator.Noon;
        await using var session = new Session(app, evictBeforeRequests);
        session.Worlds[0] = await session.CreateAsync(Documents.Of(scenario.Document));
        foreach (var step in scenario.Steps)
        {
            await step.PlayAsync(session);
        }

        foreach (var world in session.Worlds.OfType<Played>())
        {
            await session.CompareRowsAsync(world);
        }

        return session._transcript;
    }

    public string NextName() => $"{_prefix}{_created++}";

    public async Task<Reply> AskAsync(Played world, bool asChild, HttpMethod method, string path, string? body, params IEnumerable<(string Name, string Value)> headers)
    {
        Evict();
        var reply = await app.SendAsync(method, path, body, [Till.Header(asChild ? world.ChildTill! : world.RootTill), .. headers]);
        _transcript.Add($"{method} {path} {body}: {reply.Status} {reply.Body}");
        return reply;
    }

    /// <summary>Sends a request whose answer never comes, and gives up when the journal has it.</summary>
    public async Task AskInVainAsync(Played world, bool asChild, HttpMethod method, string path, string? body, params IEnumerable<(string Name, string Value)> headers)
    {
        Evict();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var before = await CountRequestsAsync(world);
        var asking = Reply.SendAsync(app.Client, method, path, body, patience.Token, [Till.Header(asChild ? world.ChildTill! : world.RootTill), .. headers]);
        while (before.Equals(await CountRequestsAsync(world), StringComparison.Ordinal))
        {
            Assert.False(asking.IsCompleted, $"{method} {path} was answered: {(asking.IsCompleted ? await asking : default)}");
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        await patience.CancelAsync();
        await asking;
    }

    public Task<string> ControlAsync(Played world, HttpMethod method, string path, string? body = null)
    {
        Evict();
        return app.ControlAsync(method, $"/{world.Name}{path}", body);
    }

    public async Task CompareRowsAsync(Played world)
    {
        var document = JsonDocument.Parse(await ControlAsync(world, HttpMethod.Get, "/document")).RootElement;
        var rows = document.GetProperty("orgs").EnumerateArray().SelectMany(RowsOf).ToList();
        _transcript.AddRange(rows);
        Assert.Equal(world.Model.Rows(), rows);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var world in Worlds.OfType<Played>())
        {
            await app.ControlAsync(HttpMethod.Delete, $"/{world.Name}");
        }
    }

    private void Evict()
    {
        if (evictBeforeRequests)
        {
            app.Memory.EvictAll();
        }
    }

    private async Task<Played> CreateAsync(NaiveDocument document)
    {
        var name = NextName();
        await app.ControlAsync(HttpMethod.Post, "", $$"""{"name":"{{name}}","world":{{document.ToJson(name, withPasswords: true)}}}""");
        return new Played(name, new NaiveWorld(document, app.Clock.Now), name + "parent", name + "child");
    }

    private async Task<string> CountRequestsAsync(Played world) => await app.ControlAsync(HttpMethod.Get, $"/{world.Name}/requests/count");

    private static IEnumerable<string> RowsOf(JsonElement org)
    {
        var id = Id(org, "id");
        foreach (var row in List(org, "enrolments"))
        {
            long? last = row.TryGetProperty("lastPeriodId", out var period) ? period.GetInt64() : null;
            yield return NaiveWorld.EnrolmentLine(
                id, Id(row, "id"), Id(row, "customerId"), Id(row, "targetId"), Id(row, "firstPeriodId"), last, row.GetProperty("method").GetString()!, row.GetProperty("enrolledAt").GetDateTimeOffset().ToUnixTimeMilliseconds());
        }

        foreach (var row in List(org, "userTargets"))
        {
            yield return NaiveWorld.ProgressLine(id, Id(row, "id"), Id(row, "customerId"), Id(row, "targetId"), Id(row, "periodId"), row.GetProperty("achievedValue").GetDecimal());
        }
    }

    private static JsonElement.ArrayEnumerator List(JsonElement org, string name) => org.TryGetProperty(name, out var list) ? list.EnumerateArray() : default;

    private static long Id(JsonElement row, string name) => row.GetProperty(name).GetInt64();
}
