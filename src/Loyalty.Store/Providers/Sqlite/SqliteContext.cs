using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Loyalty.Store.Providers.Sqlite;

/// <summary>The database context for SQLite. It contains only what is specific to SQLite.</summary>
public sealed class SqliteContext(DbContextOptions<SqliteContext> options) : LoyaltyContext(options)
{
    /// <summary>Uses <c>user_version</c>, a number in the file header that SQLite reserves for applications. Writing it is part of the transaction.</summary>
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

/// <summary>Creates the context for <c>dotnet ef</c>, which generates the migrations.</summary>
internal sealed class SqliteContextFactory : IDesignTimeDbContextFactory<SqliteContext>
{
    public SqliteContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteContext>().UseSqlite("Data Source=:memory:").Options);
}
