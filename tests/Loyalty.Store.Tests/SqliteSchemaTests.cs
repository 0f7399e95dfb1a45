using System.Text;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.Providers;
using Loyalty.Store.Providers.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Loyalty.Store.Tests;

/// <summary>The schema of a new store comes from a script, the schema of an older store from the migrations. Both are the same.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class SqliteSchemaTests : IDisposable
{
    private const string Script = "src/Loyalty.Store/Providers/Sqlite/Migrations/schema.sql";

    private readonly string _folder = Directory.CreateTempSubdirectory("loyalty-schema-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_script_creates_what_the_migrations_create()
    {
        var migrated = Connection("migrated.db");
        await MigrateAsync(migrated, null);
        var expected = await SchemaAsync(migrated);
        if (Environment.GetEnvironmentVariable("UPDATE_SCHEMA") is "1")
        {
            Repository.Write(Script, expected);
        }

        var created = Connection("created.db");
        await using (var database = new SqliteDatabase(created, Durability.Normal))
        {
            await database.OpenAsync(Cancellation);
        }

        Assert.Contains("CREATE TABLE \"Enrolments\"", expected, StringComparison.Ordinal);
        Assert.Equal(expected, await SchemaAsync(created));
        Assert.True(
            expected.Equals(Repository.Text(Script), StringComparison.Ordinal),
            $"The migrations have changed. UPDATE_SCHEMA=1 dotnet test tests/Loyalty.Store.Tests writes {Script}; {nameof(SqliteSchema)}.{nameof(SqliteSchema.LatestMigration)} follows it.");
    }

    [Fact]
    public async Task The_latest_migration_is_the_last_one()
    {
        await using var db = Context(Connection("unused.db"));

        Assert.Equal(SqliteSchema.LatestMigration, db.Database.GetMigrations().Last());
    }

    [Fact]
    public async Task A_store_of_an_older_release_is_migrated()
    {
        var connection = Connection("older.db");
        await MigrateAsync(connection, "Initial");
        Assert.DoesNotContain("StoredDocuments", await SchemaAsync(connection), StringComparison.Ordinal);

        await using (var database = new SqliteDatabase(connection, Durability.Normal))
        {
            await database.OpenAsync(Cancellation);
        }

        Assert.Equal(Repository.Text(Script), await SchemaAsync(connection));
    }

    [Fact]
    public async Task Origins_and_snapshots_of_an_older_release_keep_their_JSON()
    {
        var connection = Connection("documents.db");
        await MigrateAsync(connection, "LivingState");
        await using (var older = Context(connection))
        {
            await older.Database.ExecuteSqlRawAsync("""INSERT INTO "StoredDocuments" ("Hash", "Body") VALUES ('a', x'7b7d'), ('b', x'5b5d')""", Cancellation);
        }

        await using (var database = new SqliteDatabase(connection, Durability.Normal))
        {
            await database.OpenAsync(Cancellation);
        }

        await using var opened = new SqliteDatabase(connection, Durability.Normal);
        using var commands = RowCommands.Open(opened);
        var documents = commands.Read<StoredDocument>(0).OrderBy(document => document.Hash, StringComparer.Ordinal);
        Assert.Equal([("a", "{}", null), ("b", "[]", null)], documents.Select(document => (document.Hash, Encoding.UTF8.GetString(document.Body!), document.WorldId)));
    }

    [Fact]
    public async Task Usage_of_an_older_release_stays_and_no_request_is_known()
    {
        var connection = Connection("usage.db");
        await MigrateAsync(connection, "CustomerProfiles");
        await using (var older = Context(connection))
        {
            await older.Database.ExecuteSqlRawAsync(
                """INSERT INTO "UsageEntries" ("WorldId", "Id", "OrgId", "PromotionId", "CustomerId", "Kind", "Sign", "Times", "Points", "At") VALUES (1, 2, 3, 4, 5, 'ISSUE', 1, 1, 0, 6)""", Cancellation);
        }

        await using (var database = new SqliteDatabase(connection, Durability.Normal))
        {
            await database.OpenAsync(Cancellation);
        }

        await using var opened = new SqliteDatabase(connection, Durability.Normal);
        using var commands = RowCommands.Open(opened);
        var entry = Assert.Single(commands.Read<UsageEntry>(1));
        Assert.Equal((2, 6, null), (entry.Id, entry.At, entry.ProcessedAt));
        Assert.Empty(commands.Read<RequestKey>(1));
    }

    private static SqliteContext Context(string connection) => new(new DbContextOptionsBuilder<SqliteContext>().UseSqlite(connection).Options);

    private static async Task MigrateAsync(string connection, string? target)
    {
        await using var db = Context(connection);
        await db.GetService<IMigrator>().MigrateAsync(target, Cancellation);
    }

    /// <summary>The statements that create the schema, without the table in which Entity Framework locks a migration and that of SQLite.</summary>
    private static async Task<string> SchemaAsync(string connectionString)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT * FROM (SELECT "sql" || ';' FROM sqlite_master WHERE "sql" IS NOT NULL AND "tbl_name" NOT IN ('__EFMigrationsLock', 'sqlite_sequence') ORDER BY "type" = 'index', "name")
            UNION ALL
            SELECT * FROM (SELECT 'INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES (' || quote("MigrationId") || ', ' || quote("ProductVersion") || ');'
                FROM "__EFMigrationsHistory" ORDER BY "MigrationId")
            """;
        var schema = new StringBuilder();
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
        {
            schema.Append(reader.GetString(0)).Append('\n');
        }

        return schema.ToString();
    }

    private string Connection(string file) => $"Data Source={Path.Combine(_folder, file)};Pooling=False";
}
