namespace Loyalty.Store.Tests.Conformance;

/// <summary>SQLite in memory, shared by the connections of one store.</summary>
public sealed class SqliteInMemoryTests(SqliteInMemoryTests.Fixture fixture) : ConformanceSuite(fixture), IClassFixture<SqliteInMemoryTests.Fixture>
{
    public sealed class Fixture : StoreFixture
    {
        protected override string ConnectionString => "Data Source=:memory:";
    }
}
