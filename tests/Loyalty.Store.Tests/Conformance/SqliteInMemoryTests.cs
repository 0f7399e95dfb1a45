namespace Loyalty.Store.Tests.Conformance;

/// <summary>Runs the suite with SQLite in memory.</summary>
public sealed class SqliteInMemoryTests(SqliteInMemoryTests.Fixture fixture) : ConformanceSuite(fixture), IClassFixture<SqliteInMemoryTests.Fixture>
{
    public sealed class Fixture : StoreFixture
    {
        protected override string ConnectionString => "Data Source=:memory:";
    }
}
