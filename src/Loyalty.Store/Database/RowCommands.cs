using System.Data.Common;
using Loyalty.Domain;

namespace Loyalty.Store.Database;

/// <summary>Writes and reads rows over one connection, with commands that are prepared once. Not thread-safe.</summary>
public sealed class RowCommands(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);
    private readonly Dictionary<(Type Type, string Kind), (RowTable Table, DbCommand Command)> _statements = [];
    private DbTransaction? _transaction;

    /// <summary>Opens a connection of its own, which is closed with this object.</summary>
    public static RowCommands Open(IStoreDatabase database) => new(database.Open());

    /// <summary>Begins a transaction that all statements belong to until it is disposed.</summary>
    public RowTransaction Begin() => new(this, _transaction = connection.BeginTransaction());

    /// <summary>Runs reads in one snapshot of the database, which lets others write meanwhile.</summary>
    public T InSnapshot<T>(Func<T> read)
    {
        Execute("BEGIN", 0);
        try
        {
            return read();
        }
        finally
        {
            Execute("COMMIT", 0);
        }
    }

    internal void End(DbTransaction transaction)
    {
        _transaction = null;
        transaction.Dispose();
    }

    /// <summary>The <see cref="RowTable.WeightOf"/> of all rows that <see cref="Read"/> has read.</summary>
    public long WeightRead { get; private set; }

    /// <summary>Writes a change. Returns the <see cref="RowTable.WeightOf"/> of the row that it leaves; 0 if it leaves none.</summary>
    public long Apply(RowChange change, long worldId)
    {
        switch (change)
        {
            case { Before: null, After: { } added }:
                return Insert(added, worldId);
            case { After: null, Before: { } removed }:
                Write(removed, worldId, nameof(RowTable.Delete), static table => table.Delete());
                return 0;
            default:
                return Update(change.Row, worldId);
        }
    }

    /// <summary>Returns the row's <see cref="RowTable.WeightOf"/>.</summary>
    public long Insert(object row, long worldId) => Write(row, worldId, nameof(RowTable.Insert), static table => table.Insert());

    /// <inheritdoc cref="Insert"/>
    public long Update(object row, long worldId) => Write(row, worldId, nameof(RowTable.Update), static table => table.Update());

    /// <summary>Reads rows of a world. Each condition is the name of a column and its value.</summary>
    public IReadOnlyList<T> Read<T>(long worldId, params ReadOnlySpan<(string Column, object Value)> where)
        where T : class
    {
        var names = where.Length == 1 ? where[0].Column : string.Join(',', where.ToArray().Select(condition => condition.Column));
        var (table, command) = Statement(typeof(T), names, statement => statement.Select(names.Split(',')));
        using var reader = WithParameters(command, worldId, where).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            var (row, weight) = table.ReadRow(reader);
            rows.Add((T)row);
            WeightRead += weight;
        }

        return rows;
    }

    /// <summary>Reads all rows of a table, each as far as it can be read, with the problem of a row that cannot be read completely.</summary>
    public IReadOnlyList<(T Row, string? Problem)> ReadReadable<T>()
        where T : class
    {
        var (table, command) = Statement(typeof(T), "", static statement => statement.Select([]));
        using var reader = WithParameters(command, 0).ExecuteReader();
        var rows = new List<(T, string?)>();
        while (reader.Read())
        {
            rows.Add(((T)table.ReadRow(reader, out var problem).Row, problem));
        }

        return rows;
    }

    /// <summary>A prepared command with the given parameters and the parameter <c>WorldId</c>.</summary>
    public DbCommand Command(string sql, long worldId, params ReadOnlySpan<(string Column, object Value)> parameters) => WithParameters(Prepared(sql), worldId, parameters);

    private static DbCommand WithParameters(DbCommand command, long worldId, params ReadOnlySpan<(string Column, object Value)> parameters)
    {
        Set(command, 0, LoyaltyContext.WorldKey, worldId);
        for (var index = 0; index < parameters.Length; index++)
        {
            Set(command, index + 1, parameters[index].Column, parameters[index].Value);
        }

        StatementMeter.Count();
        return command;
    }

    /// <summary>Returns the number of rows that were changed.</summary>
    public int Execute(string sql, long worldId, params ReadOnlySpan<(string Column, object Value)> parameters) => Command(sql, worldId, parameters).ExecuteNonQuery();

    /// <summary>Reads all rows of a world in the order of their keys, with statements that each take some milliseconds.</summary>
    /// <param name="worldId">The world.</param>
    /// <param name="problems">Takes the problems of rows that cannot be read, which are left out; null to throw at the first one.</param>
    public IEnumerable<T> ReadAll<T>(long worldId, ICollection<string>? problems = null)
        where T : class
    {
        var table = StoredTables.Of(typeof(T));
        (string Column, object Value)[] after = [];
        while (true)
        {
            var rows = new List<(T Row, string? Problem)>();
            using (var reader = Command(table.SelectChunk(isFirst: after.Length == 0), worldId, after).ExecuteReader())
            {
                while (reader.Read())
                {
                    rows.Add(((T)table.ReadRow(reader, out var problem).Row, problem));
                }
            }

            foreach (var (row, problem) in rows)
            {
                if (problem is null)
                {
                    yield return row;
                }
                else
                {
                    (problems ?? throw new UnreadableDataException(problem + ".")).Add(problem);
                }
            }

            if (rows.Count < RowTable.ChunkSize)
            {
                yield break;
            }

            after = [.. table.KeyInWorld.Select(column => (column.Name, column.ValueOf(rows[^1].Row, worldId)))];
        }
    }

    /// <summary>Deletes rows of a world. Each condition is the name of a column and its value.</summary>
    public int Delete<T>(long worldId, params ReadOnlySpan<(string Column, object Value)> where)
        where T : class =>
        Execute(StoredTables.Of(typeof(T)).DeleteWhere([.. where.ToArray().Select(condition => condition.Column)]), worldId, where);

    /// <summary>Reads the numbers in the first column of a result.</summary>
    public IReadOnlyList<long> ReadNumbers(string sql, long worldId = 0)
    {
        using var reader = Command(sql, worldId).ExecuteReader();
        var numbers = new List<long>();
        while (reader.Read())
        {
            numbers.Add(reader.GetInt64(0));
        }

        return numbers;
    }

    /// <summary>Copies the next rows of a table from one world to another. False if there are no more.</summary>
    internal bool CopyChunk(RowTable table, long sourceId, long targetId, bool isFirst)
    {
        var after = isFirst ? [] : Key(table, targetId, isLast: true)!;
        return Execute(table.CopyChunk(isFirst), sourceId, [(RowTable.CopyKey, targetId), .. after]) == RowTable.ChunkSize;
    }

    /// <summary>Deletes the first rows of a world from a table. False if there are no more.</summary>
    internal bool DeleteChunk(RowTable table, long worldId)
    {
        var end = table.KeyInWorld.Any() ? Key(table, worldId, isLast: false) : null;
        Execute(table.DeleteChunk(isLast: end is null), worldId, end ?? []);
        return end is not null;
    }

    private (string Column, object Value)[]? Key(RowTable table, long worldId, bool isLast)
    {
        using var reader = Command(table.SelectKey(isLast), worldId).ExecuteReader();
        return reader.Read() ? [.. table.KeyInWorld.Select((column, index) => (column.Name, reader.GetValue(index)))] : null;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    /// <summary>Sets a parameter. A statement always has the same parameters in the same order.</summary>
    private static void Set(DbCommand command, int index, string name, object value)
    {
        if (index < command.Parameters.Count)
        {
            command.Parameters[index].Value = value;
            return;
        }

        var parameter = command.CreateParameter();
        parameter.ParameterName = "@" + name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private long Write(object row, long worldId, string kind, Func<RowTable, string> sqlOf)
    {
        var (table, command) = Statement(row.GetType(), kind, sqlOf);
        var weight = RowTable.RowWeight;
        for (var index = 0; index < table.Columns.Count; index++)
        {
            var column = table.Columns[index];
            var value = column.ValueOf(row, worldId);
            weight += column.WeightOf(value);
            Set(command, index, column.Name, value);
        }

        StatementMeter.Count();
        command.ExecuteNonQuery();
        return weight;
    }

    /// <summary>A prepared command, found without its SQL, which is long.</summary>
    private (RowTable Table, DbCommand Command) Statement(Type type, string kind, Func<RowTable, string> sqlOf)
    {
        if (!_statements.TryGetValue((type, kind), out var statement))
        {
            var table = StoredTables.Of(type);
            _statements.Add((type, kind), statement = (table, Prepared(sqlOf(table))));
        }

        statement.Command.Transaction = _transaction;
        return statement;
    }

    private DbCommand Prepared(string sql)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // All names come from the tables or from constants; the values are parameters.
            command.CommandText = sql;
#pragma warning restore CA2100
            _commands.Add(sql, command);
        }

        command.Transaction = _transaction;
        return command;
    }
}

/// <summary>A transaction of <see cref="RowCommands"/>. Without a commit, disposing it rolls it back.</summary>
public sealed class RowTransaction : IDisposable
{
    private readonly RowCommands _commands;
    private readonly DbTransaction _transaction;

    internal RowTransaction(RowCommands commands, DbTransaction transaction)
    {
        _commands = commands;
        _transaction = transaction;
    }

    public void Commit() => _transaction.Commit();

    public void Dispose() => _commands.End(_transaction);
}
