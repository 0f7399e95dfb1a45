using System.Data.Common;
using Loyalty.Store.Database;

namespace Loyalty.Laws.Tests.Hosting;

/// <summary>A database that changes the connections of another one.</summary>
public abstract class WrappedDatabase(IStoreDatabase database) : IStoreDatabase
{
    public DbConnection Open()
    {
        var connection = database.Open();
        Change(connection);
        return connection;
    }

    public void RecordWorldDeletion(RowCommands commands) => database.RecordWorldDeletion(commands);

    public bool HasDeletedWorlds(RowCommands commands) => database.HasDeletedWorlds(commands);

    public virtual bool IsFull(Exception error) => database.IsFull(error);

    public bool IsDamaged(Exception error) => database.IsDamaged(error);

    public void Probe(RowCommands commands) => database.Probe(commands);

    public bool GiveSpaceBack(RowCommands commands) => database.GiveSpaceBack(commands);

    public void ShortenFile() => database.ShortenFile();

    /// <summary>Changes a connection that was opened.</summary>
    protected abstract void Change(DbConnection connection);
}
