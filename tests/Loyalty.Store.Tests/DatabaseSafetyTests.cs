using Loyalty.Store.Database;

namespace Loyalty.Store.Tests;

/// <summary>No statement reads or writes rows of a world without naming the world.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class DatabaseSafetyTests
{
    private const string OfOneWorld = "\"WorldId\" = @WorldId";

    [Fact]
    public void Every_statement_that_reads_changes_or_deletes_rows_of_a_world_names_the_world()
    {
        Assert.InRange(StoredTables.WithWorldRows.Count, 15, 200);
        Assert.All(StoredTables.WithWorldRows, table => Assert.All(
            new[]
            {
                table.Select([]),
                table.Update(),
                table.Delete(),
                table.DeleteWhere([]),
                table.SelectChunk(isFirst: true),
                table.SelectChunk(isFirst: false),
                table.CopyChunk(isFirst: true),
                table.CopyChunk(isFirst: false),
                table.DeleteChunk(isLast: true),
                table.DeleteChunk(isLast: false),
                table.SelectKey(isLast: true),
                table.SelectKey(isLast: false),
            },
            sql => Assert.Contains(OfOneWorld, sql, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_row_of_a_world_is_inserted_with_the_world() => Assert.All(StoredTables.WithWorldRows, table =>
    {
        Assert.Equal("WorldId", table.Key[0].Name);
        Assert.StartsWith($"INSERT INTO \"{table.Name}\" (\"WorldId\", ", table.Insert(), StringComparison.Ordinal);
        Assert.Contains("VALUES (@WorldId, ", table.Insert(), StringComparison.Ordinal);
    });
}
