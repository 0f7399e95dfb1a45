using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Loyalty.Store.Providers.Sqlite;

/// <summary>The tables in SQLite. It holds only what SQLite does in its own way.</summary>
public sealed class SqliteContext(DbContextOptions<SqliteContext> options) : LoyaltyContext(options)
{
    /// <summary>SQLite keeps one number of the application's own in the head of the file; writing it takes part in the transaction.</summary>
    public override Task RecordWorldDeletionAsync(CancellationToken cancellation) => Database.ExecuteSqlRawAsync("PRAGMA user_version=1", cancellation);

    public override async Task<bool> HasDeletedWorldsAsync(CancellationToken cancellation)
    {
        await Database.OpenConnectionAsync(cancellation);
        await using var command = Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return await command.ExecuteScalarAsync(cancellation) is not 0L;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => LoyaltyModel.Configure(this, modelBuilder);
}

/// <summary>What <c>dotnet ef</c> uses to write migrations.</summary>
internal sealed class SqliteContextFactory : IDesignTimeDbContextFactory<SqliteContext>
{
    public SqliteContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteContext>().UseSqlite("Data Source=:memory:").Options);
}
