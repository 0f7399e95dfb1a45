using System.Data.Common;

namespace Loyalty.Store.Database;

/// <summary>The database of this process.</summary>
public interface IStoreDatabase
{
    /// <summary>Opens a connection. Disposing it returns it to the pool.</summary>
    DbConnection Open();

    /// <summary>Records that a world was deleted. This distinguishes a store whose worlds were deleted from a new store; only a new store is seeded.</summary>
    void RecordWorldDeletion(RowCommands commands);

    bool HasDeletedWorlds(RowCommands commands);
}
