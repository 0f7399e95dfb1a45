using System.Globalization;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using Loyalty.Store.Database;
using Loyalty.Store.WorldDocuments;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using static Loyalty.Api.Tests.Behaviour.Controls.TestWorlds;

namespace Loyalty.Api.Tests.Behaviour.Hosting;

/// <summary>A seed of several documents is loaded completely, or not at all.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class SeedTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loyalty-seed-");

    private string Store => Path.Combine(_folder.FullName, "loyalty.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_seed_that_was_interrupted_is_loaded_at_the_next_start()
    {
        await WriteSeedAsync("a", "b");
        using (var first = NewApp("none"))
        {
            // What a process leaves that is killed while it loads the second document.
            using var commands = RowCommands.Open(first.Services.GetRequiredService<IStoreDatabase>());
            Loyalty.Store.Worlds.WorldRows.Load(commands, WorldDocument.Empty("a", "UTC", 1), 1, 0);
            Loyalty.Store.Worlds.WorldRows.Load(commands, WorldDocument.Empty("b", "UTC", 1), 2, 0);
        }

        using var app = NewApp(_folder.FullName);

        Assert.Equal(["a", "b"], await WorldsAsync(app));
    }

    [Fact]
    public async Task A_failed_write_of_the_second_document_leaves_nothing_of_the_first()
    {
        await WriteSeedAsync("a", "b");
        using (NewApp("none"))
        {
        }

        await ExecuteAsync("""CREATE TRIGGER "Refuse" BEFORE INSERT ON "Worlds" WHEN NEW."Name" = 'b' BEGIN SELECT RAISE(ABORT, 'refused'); END""");
        Assert.ThrowsAny<Exception>(() => NewApp(_folder.FullName).Dispose());
        Assert.Equal("0 0", await ExecuteAsync("""SELECT (SELECT count(*) FROM "Worlds") || ' ' || (SELECT count(*) FROM "Credentials")"""));

        await ExecuteAsync("""DROP TRIGGER "Refuse" """);
        using var app = NewApp(_folder.FullName);
        Assert.Equal(["a", "b"], await WorldsAsync(app));
        Assert.Equal(200, (await app.GetPlainAsync(TargetsOf(1), ("Authorization", Tills.Of("b.till")))).Status);
    }

    [Theory]
    [InlineData("b", "a.till")]
    [InlineData("a", "b.till")]
    public async Task A_name_that_two_documents_share_leaves_the_store_new(string name, string till)
    {
        await WriteSeedAsync("a", "b");
        await WriteDocumentAsync("b", name, till);
        Assert.ThrowsAny<Exception>(() => NewApp(_folder.FullName).Dispose());
        Assert.Equal("0 0", await ExecuteAsync("""SELECT (SELECT count(*) FROM "Worlds") || ' ' || (SELECT count(*) FROM "WorldStates")"""));

        await WriteSeedAsync("a", "b");
        using var app = NewApp(_folder.FullName);
        Assert.Equal(["a", "b"], await WorldsAsync(app));
    }

    private static async Task<IEnumerable<string?>> WorldsAsync(EmulatorApp app) =>
        ParseJson((await app.ControlAsync(HttpMethod.Get, WorldsPath)).Body).GetProperty("worlds").EnumerateArray().Select(world => world.GetProperty("name").GetString());

    private async Task WriteSeedAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await WriteDocumentAsync(name, name, name + ".till");
        }
    }

    private Task WriteDocumentAsync(string file, string name, string till) => File.WriteAllTextAsync(
        Path.Combine(_folder.FullName, file + ".json"),
        $$"""{"schemaVersion":1,"name":"{{name}}","timeZone":"UTC","orgs":[{"id":1,"name":"One","customers":[{"id":1}],"tills":[{"username":"{{till}}","password":"123"}]}]}""",
        TestContext.Current.CancellationToken);

    private async Task<string?> ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Store};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    private EmulatorApp NewApp(string seed) => new(null, ("Emulator:Seed", seed), ("ConnectionStrings:Loyalty", $"Data Source={Store}"));
}
