using System.Data.Common;
using Loyalty.Api.Tests.Behaviour.Access;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Store.Database;
using Loyalty.Store.State;
using Microsoft.Extensions.DependencyInjection;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;
using static Loyalty.Api.Tests.Behaviour.Targets.TargetWorlds;
using WrappedDatabase = Loyalty.Laws.Tests.Hosting.WrappedDatabase;

namespace Loyalty.Api.Tests.Behaviour.Hosting;

/// <summary>A store without room: writes are refused with 507 and leave nothing, reads go on, and both recover when there is room.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed class FullDiskTests : IDisposable
{
    private const string Detail = "The disk of the store is full, so nothing was changed: make room on it and send the request again.";

    private const string Enrol = "/v3/targetGroups/10/targets/11/enroll";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loyalty-full-");

    private string Filler => Path.Combine(_folder.FullName, "filler");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A disk that others fill.</summary>
    [Fact]
    public async Task On_a_full_disk_writes_are_refused_with_507_until_there_is_room()
    {
        using var disk = SmallDisk.Mount(_folder, "24m");
        using (var app = NewApp())
        {
            await RunFullAsync(
                app,
                fill: async () =>
                {
                    await using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
                    await Assert.ThrowsAsync<IOException>(async () =>
                    {
                        while (true)
                        {
                            await filler.WriteAsync(new byte[4096], TestContext.Current.CancellationToken);
                        }
                    });
                },
                free: () =>
                {
                    File.Delete(Filler);
                    return Task.CompletedTask;
                });
        }
    }

    /// <summary>SQLite itself refuses to let the file grow: that needs no disk of its own.</summary>
    [Fact]
    public async Task A_file_that_cannot_grow_refuses_writes_with_507_until_it_can()
    {
        LimitedDatabase? database = null;
        using var app = EmulatorApp.With(inner => database = new LimitedDatabase(inner));
        await RunFullAsync(app, () => LimitPagesAsync(app, database!, 1), () => LimitPagesAsync(app, database!, LimitedDatabase.ManyPages));
    }

    private static async Task RunFullAsync(EmulatorApp app, Func<Task> fill, Func<Task> free)
    {
        var customers = string.Join(',', Enumerable.Range(1, 3000).Select(id => $$"""{"id":{{id}}}"""));
        var group = Group(10, Period(101, "2026-01-01", "2026-12-31"), Target(11, createdOn: "2026-01-01T00:00:00Z"));
        var world = await app.NewWorldAsync(
            $$$"""{"name":"kept","world":{"schemaVersion":1,"name":"own","timeZone":"UTC","orgs":[{"id":1,"name":"Own","customers":[{{{customers}}}],"targetGroups":[{{{group}}}]}]}}""");
        Assert.Equal(200, await ReadyAsync(app));
        await fill();

        var created = new List<string> { "kept" };
        var refusal = await UntilRefusedAsync(200, async number =>
        {
            var reply = await app.ControlAsync(HttpMethod.Post, WorldsPath, $$"""{"name":"w{{number}}","world":"sample"}""");
            if (reply.Status == 201)
            {
                created.Add($"w{number}");
            }

            return reply;
        });
        Assert.Equal(Detail, ProblemDetail(507, refusal));
        var enrolled = 0;
        refusal = await UntilRefusedAsync(3000, async number =>
        {
            var reply = await EnrolAsync(app, world, number + 1);
            enrolled += reply.Status == 200 ? 1 : 0;
            return reply;
        });
        Assert.Equal((507, OAuth.V3Error(507, $"Insufficient Storage. {Detail}")), (refusal.Status, refusal.Body));

        Assert.Equal(503, await ReadyAsync(app));
        Assert.Equal(200, (await world.AskAsync(TargetsOf(1))).Status);
        Assert.Equal(200, (await world.ControlAsync(HttpMethod.Get, "/document")).Status);
        await free();
        Assert.Equal(200, await ReadyAsync(app));

        Assert.Equal(created.Order(StringComparer.Ordinal), await NamesAsync(app));
        Assert.Equal(enrolled, await EnrolmentsAsync(world));
        Assert.Equal(200, (await EnrolAsync(app, world, enrolled + 1)).Status);
        Assert.Equal(enrolled + 1, await EnrolmentsAsync(world));
        await app.NewWorldAsync("""{"name":"after","world":"sample"}""");
        Assert.Equal(created.Append("after").Order(StringComparer.Ordinal), await NamesAsync(app));
    }

    private static async Task<Reply> UntilRefusedAsync(int most, Func<int, Task<Reply>> send)
    {
        for (var number = 0; number < most; number++)
        {
            if (await send(number) is { Status: >= 400 } refusal)
            {
                return refusal;
            }
        }

        throw new InvalidOperationException($"none of {most} writes was refused");
    }

    private static Task<Reply> EnrolAsync(EmulatorApp app, TestWorld world, int customer) =>
        app.ControlAsync(HttpMethod.Post, Enrol, $$"""[{"customerId":{{customer}}}]""", ("Authorization", world.Authorization));

    private static async Task<int> EnrolmentsAsync(TestWorld world) =>
        ParseJson(await world.ExportAsync()).GetProperty("orgs")[0].TryGetProperty("enrolments", out var rows) ? rows.GetArrayLength() : 0;

    private static async Task<IEnumerable<string?>> NamesAsync(EmulatorApp app) =>
        ParseJson((await app.ControlAsync(HttpMethod.Get, WorldsPath)).Body).GetProperty("worlds").EnumerateArray().Select(world => world.GetProperty("name").GetString()).Order(StringComparer.Ordinal);

    private static async Task<int> ReadyAsync(EmulatorApp app) => (await app.GetPlainAsync("/health/ready")).Status;

    /// <summary>Sets the limit on the connection of the writer, and on all that are opened later. SQLite never sets it below the pages that the file has.</summary>
    private static async Task LimitPagesAsync(EmulatorApp app, LimitedDatabase database, int pages)
    {
        database.Pages = pages;
        await app.Services.GetRequiredService<WorldWriter>().RunAsync(commands => commands.ReadNumbers(database.Limit));
    }

    /// <summary>A database whose connections let the file grow to a number of pages.</summary>
    private sealed class LimitedDatabase(IStoreDatabase database) : WrappedDatabase(database)
    {
        public const int ManyPages = 1_000_000;

        public int Pages { get; set; } = ManyPages;

        public string Limit => $"PRAGMA max_page_count={Pages}";

        protected override void Change(DbConnection connection)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statement holds a number of this class.
            command.CommandText = Limit;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
    }

    private EmulatorApp NewApp() => new(null, NoSeed, ("ConnectionStrings:Loyalty", $"Data Source={Path.Combine(_folder.FullName, "loyalty.db")}"));
}
