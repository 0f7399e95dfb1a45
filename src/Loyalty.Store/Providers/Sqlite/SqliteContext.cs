using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Loyalty.Store.Providers.Sqlite;

/// <summary>The database context for SQLite. It contains only what is specific to SQLite.</summary>
public sealed class SqliteContext(DbContextOptions<SqliteContext> options) : LoyaltyContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => LoyaltyModel.Configure(modelBuilder);
}

/// <summary>Creates the context for <c>dotnet ef</c>, which generates the migrations.</summary>
internal sealed class SqliteContextFactory : IDesignTimeDbContextFactory<SqliteContext>
{
    public SqliteContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteContext>().UseSqlite("Data Source=:memory:").Options);
}
