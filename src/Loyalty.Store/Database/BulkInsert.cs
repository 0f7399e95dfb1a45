namespace Loyalty.Store.Database;

/// <summary>Inserts the rows of a world with one prepared command for each table.</summary>
internal static class BulkInsert
{
    public static void Write(LoyaltyContext db, IEnumerable<object> rows, long worldId)
    {
        using var commands = new RowCommands(db);
        foreach (var row in rows)
        {
            commands.Insert(row, worldId);
        }
    }
}
