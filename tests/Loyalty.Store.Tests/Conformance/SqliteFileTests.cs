namespace Loyalty.Store.Tests.Conformance;

/// <summary>Runs the suite with SQLite in a file, the default.</summary>
public sealed class SqliteFileTests(SqliteFileTests.Fixture fixture) : ConformanceSuite(fixture), IClassFixture<SqliteFileTests.Fixture>
{
    public sealed class Fixture : StoreFixture
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("loyalty-store-").FullName;

        protected override string ConnectionString => $"Data Source={Path.Combine(_folder, "loyalty.db")}";

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
