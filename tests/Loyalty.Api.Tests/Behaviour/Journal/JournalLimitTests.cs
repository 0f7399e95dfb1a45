using System.Text;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Journal;

/// <summary>The size limits of journals. A full journal drops its oldest entries first.</summary>
[Trait("Evidence", "documented: docs/architecture.md 3")]
public sealed class JournalLimitTests
{
    private const string Token = "/v3/oauth/token/generate";

    [Fact]
    public async Task A_world_keeps_as_many_entries_as_the_setting_says()
    {
        using var app = new EmulatorApp(null, NoSeed, ("Emulator:JournalRequests", "3"));
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        var other = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await other.AskAsync(TargetsOf(1));

        for (var number = 0; number < 10; number++)
        {
            await world.AskAsync($"{TargetsOf(1)}?page={number}");
        }

        Assert.Equal(["?page=9", "?page=8", "?page=7"], (await world.RequestsAsync()).Select(entry => entry.GetProperty("query").GetString()));
        Assert.Single(await other.RequestsAsync());
    }

    [Fact]
    public async Task If_the_bodies_exceed_their_limit_the_oldest_entries_are_dropped()
    {
        using var app = new EmulatorApp(null, NoSeed, ("Emulator:JournalBodyKilobytes", "2"));
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.AskAsync(TargetsOf(1));

        for (var number = 0; number < 6; number++)
        {
            await SendAsync(world, $$"""{"number":{{number}},"text":"{{new string('x', 900)}}"}""");
        }

        var entries = await world.RequestsAsync();
        Assert.Equal(["{\"number\":5", "{\"number\":4"], entries.Select(entry => entry.GetProperty("body").GetString()![..11]));
    }

    [Fact]
    public async Task A_body_larger_than_the_limit_for_all_bodies_is_recorded_as_its_length_and_no_entry_is_dropped()
    {
        using var app = new EmulatorApp(null, NoSeed, ("Emulator:JournalBodyKilobytes", "0"));
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.AskAsync(TargetsOf(1));

        await SendAsync(world, """{"number":1}""");

        Assert.Equal(
            ["(12 characters, more than the limit for all bodies of a journal)", null],
            (await world.RequestsAsync()).Select(entry => entry.GetProperty("body").GetString()));
    }

    [Fact]
    public async Task A_body_too_large_for_an_entry_is_recorded_as_its_length_and_the_operation_reads_all_of_it()
    {
        using var app = new EmulatorApp(null, NoSeed);
        var world = await app.NewWorldAsync();

        var sent = $$"""{"text":"{{new string('x', 100_000)}}","key":"{{world.ClientKey}}","secret":"{{world.ClientSecret}}"}""";

        var withLength = await app.ControlAsync(HttpMethod.Post, Token, sent);
        using var content = new StringContent(sent, Encoding.UTF8, "application/json");
        var chunked = await app.SendAsync(HttpMethod.Post, Token, content, ("Transfer-Encoding", "chunked"));

        Assert.Equal((200, 200), (withLength.Status, chunked.Status));
        var entries = await world.RequestsAsync();
        Assert.Equal(
            ["(more than the limit of 65536 bytes)", $"({sent.Length} bytes, more than the limit of 65536)"],
            entries.Select(entry => entry.GetProperty("body").GetString()));
        Assert.All(entries, entry => Assert.Equal("[]", entry.GetProperty("unread").GetRawText()));
    }

    [Theory]
    [InlineData(65_536, false)]
    [InlineData(65_537, true)]
    public async Task A_body_of_64_KiB_is_recorded_in_full_and_a_larger_one_as_its_length(int bytes, bool onlyLength)
    {
        using var app = new EmulatorApp(null, NoSeed);
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        const string emptyText = """{"text":""}""";

        await SendAsync(world, emptyText.Insert(9, new string('x', bytes - emptyText.Length)));

        var body = (await world.LastRequestAsync()).GetProperty("body").GetString()!;
        Assert.Equal(onlyLength ? $"({bytes} bytes, more than the limit of 65536)" : emptyText.Insert(9, new string('x', bytes - emptyText.Length)), body);
    }

    [Fact]
    public async Task The_recorded_length_is_exact_even_if_no_bodies_are_kept()
    {
        using var app = new EmulatorApp(null, NoSeed, ("Emulator:JournalBodyKilobytes", "0"));
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");

        await SendAsync(world, $$"""{"text":"{{new string('x', 99_989)}}"}""");

        Assert.Equal("(100000 bytes, more than the limit of 65536)", (await world.LastRequestAsync()).GetProperty("body").GetString());
    }

    [Theory]
    [InlineData(64_000, false)]
    [InlineData(66_000, true)]
    public async Task Of_a_changed_row_that_is_larger_than_the_largest_body_only_the_size_is_recorded(int length, bool onlySize)
    {
        using var app = new EmulatorApp(null, NoSeed);
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");

        await RegisterAsync(world, new string('x', length));
        await RegisterAsync(world, "short");

        var requests = await world.RequestsAsync();
        var (added, replaced) = (requests[1].GetProperty("changes")[0], requests[0].GetProperty("changes")[0]);
        Assert.Equal("""{"f":"short"}""", replaced.GetProperty("after").GetProperty("extendedFields").GetRawText());
        Assert.Equal(("customer", 2), (added.GetProperty("entity").GetString(), added.GetProperty("id").GetInt32()));
        Assert.All(new[] { added.GetProperty("after"), replaced.GetProperty("before") }, row =>
        {
            if (onlySize)
            {
                Assert.Matches("^{\"omitted\":\"about 132[0-9]{3} bytes, more than the limit of 131072\"}$", row.GetRawText());
            }
            else
            {
                Assert.Equal(length, row.GetProperty("extendedFields").GetProperty("f").GetString()!.Length);
            }
        });
    }

    [Fact]
    public async Task Large_changed_rows_count_towards_the_limit_for_bodies_and_small_ones_do_not()
    {
        using var app = new EmulatorApp(null, NoSeed, ("Emulator:JournalBodyKilobytes", "10"));
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");

        // A body of 1,500 characters, and a new row of about as many; the first row is small, and later ones are also the row before.
        for (var number = 0; number < 6; number++)
        {
            await RegisterAsync(world, new string('x', 1500));
        }

        Assert.InRange((await world.RequestsAsync()).Count, 2, 3);
        await world.DoAsync(HttpMethod.Delete, "/requests");
        for (var number = 0; number < 40; number++)
        {
            await RegisterAsync(world, "short", number);
        }

        Assert.Equal(40, (await world.RequestsAsync()).Count);
    }

    [Fact]
    public async Task A_large_changed_row_for_which_a_journal_has_no_room_is_recorded_as_its_size_and_no_entry_is_dropped()
    {
        using var app = new EmulatorApp(null, NoSeed, ("Emulator:JournalBodyKilobytes", "0"));
        var world = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await world.AskAsync(TargetsOf(1));

        await RegisterAsync(world, new string('x', 1500));

        var requests = await world.RequestsAsync();
        Assert.Equal(2, requests.Count);
        Assert.Matches("^about 3[0-9]{3} bytes, more than the limit for all bodies of a journal leaves for it$", requests[0].GetProperty("changes")[0].GetProperty("after").GetProperty("omitted").GetString());
        Assert.Equal("identifier", requests[0].GetProperty("changes")[1].GetProperty("entity").GetString());
        Assert.Equal("""{"name":"externalId","value":"big-0"}""", requests[0].GetProperty("changes")[1].GetProperty("after").GetRawText());
    }

    [Fact]
    public async Task All_journals_together_stay_within_the_setting_and_drop_the_oldest_entries_first()
    {
        using var app = new EmulatorApp(null, NoSeed, ("Emulator:JournalMegabytes", "1"));
        var old = await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}""");
        await old.AskAsync(TargetsOf(1));
        var worlds = new List<TestWorld>();
        for (var number = 0; number < 3; number++)
        {
            worlds.Add(await app.NewWorldAsync($$"""{"world":{{WithCustomer(1)}}}"""));
        }

        // 3 x 40 requests of 20 kB are 2.4 MB.
        for (var round = 0; round < 40; round++)
        {
            foreach (var world in worlds)
            {
                await SendAsync(world, $$"""{"round":{{round}},"text":"{{new string('x', 20_000)}}"}""");
            }
        }

        var remaining = 0;
        foreach (var world in worlds)
        {
            remaining += (await world.RequestsAsync()).Count;
        }

        Assert.Empty(await old.RequestsAsync());
        Assert.InRange(remaining * 20_000, 1, 1024 * 1024);
        Assert.Contains("\"round\":39", (await worlds[2].LastRequestAsync()).GetProperty("body").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Emulator:JournalRequests", "0", "Emulator__JournalRequests accepts a whole number from 1 to 100000, not '0'.")]
    [InlineData("Emulator:JournalBodyKilobytes", "-1", "Emulator__JournalBodyKilobytes accepts a whole number from 0 to 1000000, not '-1'.")]
    [InlineData("Emulator:JournalMegabytes", "much", "Emulator__JournalMegabytes accepts a whole number from 1 to 16384, not 'much'.")]
    public void An_invalid_limit_stops_the_start(string option, string value, string message)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationBuilder();
        configuration.Sources.Add(new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = [KeyValuePair.Create(option, (string?)value)] });

        Assert.Equal(message, Assert.Throws<Api.Configuration.OptionException>(() => Api.Hosting.EmulatorOptions.Read(configuration.Build())).Message);
    }

    private static Task<Reply> SendAsync(TestWorld world, string body) =>
        world.App.SendAsync(HttpMethod.Get, TargetsOf(1), new StringContent(body, Encoding.UTF8, "application/json"), ("Authorization", world.Authorization));

    /// <summary>A field of a customer; the first registration adds the customer.</summary>
    private static async Task RegisterAsync(TestWorld world, string field, int customer = 0)
    {
        var reply = await world.App.ControlAsync(
            HttpMethod.Post,
            "/v2/customers",
            $$"""{"profiles":[{"source":"INSTORE","identifiers":[{"type":"externalId","value":"big-{{customer}}"}]}],"extendedFields":{"f":"{{field}}"} }""",
            ("Authorization", world.Authorization));
        Assert.True(reply.Status == 200, reply.Body);
    }
}
