using System.Data.Common;

namespace Loyalty.Store.Database;

/// <summary>The database of this process.</summary>
public interface IStoreDatabase
{
    /// <summary>Opens a connection, which the caller disposes.</summary>
    DbConnection Open();

    /// <summary>Records that a world was deleted. This distinguishes a store whose worlds were deleted from a new store; only a new store is seeded.</summary>
    void RecordWorldDeletion(RowCommands commands);

    bool HasDeletedWorlds(RowCommands commands);

    /// <summary>True if the error says that a write found no room.</summary>
    bool IsFull(Exception error);

    /// <summary>True if the error says that the file of the database is damaged.</summary>
    bool IsDamaged(Exception error);

    /// <summary>Writes something that changes nothing. Throws if there is no room for it.</summary>
    void Probe(RowCommands commands);

    /// <summary>Gives a little of the space of deleted rows back to the file system, in some milliseconds. False if nothing was given back.</summary>
    bool GiveSpaceBack(RowCommands commands);

    /// <summary>Shortens the file after <see cref="GiveSpaceBack"/>. Other connections read and write meanwhile.</summary>
    void ShortenFile();
}
