using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Controls;

/// <summary>Many worlds are deleted by the pattern of their names, by their age, or both.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed class DeleteWorldsTests : IDisposable
{
    private readonly EmulatorApp _app = new();

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("?name=run-1-*", "run-1-a run-1-b", "docs keep run-2-a")]
    [InlineData("?name=*-a", "run-1-a run-2-a", "docs keep run-1-b")]
    [InlineData("?name=keep", "keep", "docs run-1-a run-1-b run-2-a")]
    [InlineData("?name=RUN*", "", "docs keep run-1-a run-1-b run-2-a")]
    [InlineData("?name=*", "docs keep run-1-a run-1-b run-2-a", "")]
    [InlineData("?olderThan=PT1H", "docs keep run-1-a", "run-1-b run-2-a")]
    [InlineData("?olderThan=PT2H", "docs", "keep run-1-a run-1-b run-2-a")]
    [InlineData("?olderThan=P300D", "", "docs keep run-1-a run-1-b run-2-a")]
    [InlineData("?name=run-*&olderThan=PT1H", "run-1-a", "docs keep run-1-b run-2-a")]
    public async Task The_worlds_that_match_every_filter_are_deleted_and_listed(string filters, string deleted, string left)
    {
        _app.Clock.Now = EmulatorApp.Noon.AddHours(1);
        await CreateAsync("keep", "run-1-a");
        _app.Clock.Now = EmulatorApp.Noon.AddHours(2);
        await CreateAsync("run-1-b", "run-2-a");
        _app.Clock.Now = EmulatorApp.Noon.AddHours(3);

        var reply = await _app.ControlAsync(HttpMethod.Delete, WorldsPath + filters);

        Assert.Equal((200, $$"""{"deleted":[{{Quoted(deleted)}}]}"""), (reply.Status, reply.Body));
        var worlds = ParseJson((await _app.ControlAsync(HttpMethod.Get, WorldsPath)).Body).GetProperty("worlds").EnumerateArray();
        Assert.Equal(left, string.Join(' ', worlds.Select(world => world.GetProperty("name").GetString())));
    }

    [Fact]
    public async Task Age_counts_from_the_creation_and_not_from_the_last_use_and_a_reset_keeps_it()
    {
        var world = await _app.NewWorldAsync("""{"name":"used"}""");
        _app.Clock.Now = EmulatorApp.Noon.AddHours(2);
        await world.DoAsync(HttpMethod.Post, "/reset");
        await world.DoAsync(HttpMethod.Put, "/document", WithCustomer(1));

        Assert.Contains("\"createdAt\":\"2026-03-15T12:00:00Z\"", await world.DoAsync(HttpMethod.Get, ""), StringComparison.Ordinal);
        Assert.Equal("""{"deleted":["used"]}""", (await _app.ControlAsync(HttpMethod.Delete, WorldsPath + "?olderThan=PT1H&name=used")).Body);
        Assert.Equal(401, (await world.AskAsync(TargetsOf(1))).Status);
    }

    [Theory]
    [InlineData("", "Give name, a pattern in which * matches any sequence of characters, or olderThan, a duration such as PT1H, or both. To delete every world, give name=*.")]
    [InlineData("?name=", "name: must be given once and must not be empty.")]
    [InlineData("?name=a&name=b", "name: must be given once and must not be empty.")]
    [InlineData("?olderThan=", "olderThan: must be given once and must not be empty.")]
    [InlineData("?name=*&olderThan=1h", "olderThan: a positive duration has days, hours, minutes and seconds, such as PT1H.")]
    [InlineData("?olderThan=PT0S", "olderThan: a positive duration has days, hours, minutes and seconds, such as PT1H.")]
    [InlineData("?olderThan=-PT1H", "olderThan: a positive duration has days, hours, minutes and seconds, such as PT1H.")]
    [InlineData("?olderThan=P1M", "olderThan: a positive duration has days, hours, minutes and seconds, such as PT1H.")]
    [InlineData("?olderThan=P99999999999999999999D", "olderThan: a positive duration has days, hours, minutes and seconds, such as PT1H.")]
    [InlineData("?name=*&older=PT1H", "older: unknown parameter; accepted are name and olderThan.")]
    [InlineData("?Name=*", "Name: unknown parameter; accepted are name and olderThan.")]
    public async Task A_call_without_a_valid_filter_is_rejected_and_deletes_nothing(string filters, string reason)
    {
        var reply = await _app.ControlAsync(HttpMethod.Delete, WorldsPath + filters);

        Assert.Equal(reason, ProblemDetail(400, reply));
        Assert.Equal(200, (await _app.ControlAsync(HttpMethod.Get, WorldsPath + "/docs")).Status);
    }

    [Fact]
    public async Task Deletions_at_the_same_time_list_each_world_once()
    {
        await CreateAsync([.. Enumerable.Range(0, 20).Select(number => $"many-{number:00}")]);

        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _app.ControlAsync(HttpMethod.Delete, WorldsPath + "?name=many-*")));

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        var deleted = replies.SelectMany(reply => ParseJson(reply.Body).GetProperty("deleted").EnumerateArray()).Select(name => name.GetString()).Order(StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"many-{number:00}"), deleted);
    }

    private static string Quoted(string names) => names.Length == 0 ? "" : string.Join(',', names.Split(' ').Select(name => $"\"{name}\""));

    private async Task CreateAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await _app.NewWorldAsync($$"""{"name":"{{name}}"}""");
        }
    }
}
