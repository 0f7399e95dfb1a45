using System.Data.Common;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Loyalty.Store.Database;

/// <summary>
/// A table: its columns, and the SQL to write and read its rows. It reads and writes the fields of rows directly and needs no Entity Framework, whose
/// model takes longer than the rest of the start, and whose change tracker takes ten times as long as an insert.
/// </summary>
internal sealed class RowTable
{
    /// <summary>How many rows a statement copies, deletes or reads at a time: few enough to take some milliseconds.</summary>
    public const int ChunkSize = 500;

    /// <summary>The parameter of <see cref="CopyChunk"/> with the world that gets the rows.</summary>
    public const string CopyKey = "Copy";

    /// <summary>Estimated size of a row without its texts, in bytes.</summary>
    public const long RowWeight = 700;

    public RowTable(Type type, string name, bool isWorldTable, IReadOnlyList<string> key)
    {
        Name = name;
        Type = type;
        IsWorldTable = isWorldTable;
        Columns = [.. isWorldTable ? [Column.OfWorldKey] : Array.Empty<Column>(), .. type.GetProperties().Select(Column.Of).OfType<Column>()];
        Key = [.. (isWorldTable ? key.Prepend(LoyaltyContext.WorldKey) : key).Select(part => Columns.Single(column => column.Name.Equals(part, StringComparison.Ordinal)))];
    }

    public string Name { get; }

    public Type Type { get; }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>In the order of the index.</summary>
    public IReadOnlyList<Column> Key { get; }

    /// <summary>True for rows that belong to a world.</summary>
    public bool IsWorldTable { get; }

    public string Insert() => $"INSERT INTO {Quote(Name)} ({Names(Columns)}) VALUES ({string.Join(", ", Columns.Select(Parameter))})";

    public string Update() => $"UPDATE {Quote(Name)} SET {string.Join(", ", Columns.Except(Key).Select(Equal))} WHERE {string.Join(" AND ", Key.Select(Equal))}";

    public string Delete() => $"DELETE FROM {Quote(Name)} WHERE {string.Join(" AND ", Key.Select(Equal))}";

    /// <summary>Deletes the rows of one world whose columns have the values of parameters with the same names.</summary>
    public string DeleteWhere(IReadOnlyCollection<string> where) => $"DELETE FROM {Quote(Name)}{Conditions(where)}";

    /// <summary>Reads the rows of one world whose columns have the values of parameters with the same names.</summary>
    public string Select(IReadOnlyCollection<string> where) => $"SELECT {Names(Columns)} FROM {Quote(Name)}{Conditions(where)}";

    /// <summary>Reads the next rows of a world, in the order of their keys. The parameters are the key of the row before them.</summary>
    public string SelectChunk(bool isFirst) => $"SELECT {Names(Columns)} FROM {Next(isFirst)}";

    /// <summary>Copies the next rows of a world to another world.</summary>
    public string CopyChunk(bool isFirst) =>
        $"INSERT INTO {Quote(Name)} ({Names(Columns)}) SELECT {string.Join(", ", Columns.Select(column => column.IsWorldKey ? "@" + CopyKey : Quote(column.Name)))} FROM {Next(isFirst)}";

    /// <summary>Deletes the rows of a world up to a key, or all of them.</summary>
    public string DeleteChunk(bool isLast) => $"DELETE FROM {OfWorld}" + (isLast ? "" : $" AND ({Order()}) <= ({KeyParameters})");

    /// <summary>Reads the last key of a world, or the key at which its first chunk of rows ends.</summary>
    public string SelectKey(bool isLast) =>
        $"SELECT {Order()} FROM {OfWorld} ORDER BY " + (isLast ? $"{Order(" DESC")} LIMIT 1" : $"{Order()} LIMIT 1 OFFSET {ChunkSize - 1}");

    /// <summary>Throws for a row that cannot be read.</summary>
    public (object Row, long Weight) ReadRow(DbDataReader reader) => ReadRow(reader, out var problem) is var row && problem is null ? row : throw new UnreadableDataException(problem + ".");

    /// <summary>
    /// Reads a row as far as it can be read, with its <see cref="WeightOf"/>. Columns that cannot be read have no value in it, and <paramref name="problem"/> names the last of them.
    /// </summary>
    public (object Row, long Weight) ReadRow(DbDataReader reader, out string? problem)
    {
        var row = RuntimeHelpers.GetUninitializedObject(Type);
        var weight = RowWeight;
        problem = null;
        for (var index = 0; index < Columns.Count; index++)
        {
            try
            {
                weight += Columns[index].Read(row, reader, index);
            }
            catch (Exception exception) when (exception is not DbException)
            {
                problem = $"the column {Columns[index].Name} of a row of {Name} cannot be read: {exception.Message.TrimEnd('.')}";
            }
        }

        return (row, weight);
    }

    /// <summary>Estimated size of a row in memory, in bytes, with the parts of answers that are rendered from it. The estimate is not too small.</summary>
    public long WeightOf(object row) => RowWeight + Columns.Sum(column => column.WeightOf(column.ValueOf(row, 0)));

    /// <summary>The key without the world.</summary>
    public IEnumerable<Column> KeyInWorld => Key.Where(column => !column.IsWorldKey);

    private string Conditions(IReadOnlyCollection<string> where)
    {
        var conditions = Columns.Where(column => column.IsWorldKey || where.Contains(column.Name, StringComparer.Ordinal)).Select(Equal).ToList();
        return conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";
    }

    private string OfWorld => $"{Quote(Name)} WHERE {Quote(LoyaltyContext.WorldKey)} = @{LoyaltyContext.WorldKey}";

    /// <summary>The key is compared with parameters: SQLite compares all its columns by the index only then, not with a subquery.</summary>
    private string KeyParameters => string.Join(", ", KeyInWorld.Select(Parameter));

    /// <summary>A table with one row for each world has no other key.</summary>
    private string Next(bool isFirst) => OfWorld + (isFirst ? "" : $" AND ({Order()}) > ({KeyParameters})") + (KeyInWorld.Any() ? $" ORDER BY {Order()} LIMIT {ChunkSize}" : "");

    private string Order(string direction = "") => string.Join(", ", KeyInWorld.Select(column => Quote(column.Name) + direction));

    private static string Quote(string name) => $"\"{name}\"";

    private static string Names(IEnumerable<Column> columns) => string.Join(", ", columns.Select(column => Quote(column.Name)));

    private static string Parameter(Column column) => "@" + column.Name;

    private static string Equal(Column column) => $"{Quote(column.Name)} = {Parameter(column)}";
}

/// <summary>A column and the field that holds its value.</summary>
internal sealed class Column
{
    /// <summary>The id of the world, which is a column of its rows, but not a field.</summary>
    public static readonly Column OfWorldKey = new(LoyaltyContext.WorldKey, null, typeof(long));

    private readonly FieldInfo? _field;
    private readonly ColumnConversion? _conversion;
    private readonly Type _type;

    private Column(string name, FieldInfo? field, Type type)
    {
        Name = name;
        _field = field;
        _conversion = ColumnConversion.Of(type);
        _type = _conversion is null ? type : typeof(string);
    }

    public string Name { get; }

    public bool IsWorldKey => _field is null;

    /// <summary>Null for a property that is computed.</summary>
    public static Column? Of(PropertyInfo property) =>
        property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic) is { } field
            ? new Column(property.Name, field, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)
            : null;

    public object ValueOf(object row, long worldId)
    {
        if (_field is null)
        {
            return worldId;
        }

        var value = _field.GetValue(row);
        return value is null ? DBNull.Value : _conversion?.ToText(value) ?? value;
    }

    /// <summary>A character takes two bytes as text, and up to six in the rendered parts of answers. A short text that is converted is mostly names of JSON properties.</summary>
    public long WeightOf(object? value) => value is not string text ? 0 : _conversion is null ? 8L * text.Length : (3L * text.Length) + (5L * Math.Max(0, text.Length - 500));

    /// <summary>Returns the value's <see cref="WeightOf"/>.</summary>
    public long Read(object row, DbDataReader reader, int index)
    {
        if (_field is null || reader.IsDBNull(index))
        {
            return 0;
        }

        object value = _type == typeof(long) ? reader.GetInt64(index)
            : _type == typeof(string) ? reader.GetString(index)
            : _type == typeof(bool) ? reader.GetBoolean(index)
            : _type == typeof(int) ? reader.GetInt32(index)
            : _type == typeof(DateOnly) ? reader.GetFieldValue<DateOnly>(index)
            : reader.GetFieldValue<byte[]>(index);
        _field.SetValue(row, _conversion is null ? value : _conversion.FromText((string)value));
        return WeightOf(value);
    }
}
