using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Loyalty.Store.Database;

/// <summary>
/// The table of an entity type: its columns as the model maps them, and the SQL to write and read its rows. Reads and writes fields directly, because
/// Entity Framework compiles an accessor for each property on first use, and its change tracker takes ten times as long as an insert.
/// </summary>
internal sealed class RowTable
{
    /// <summary>How many rows a statement copies, deletes or reads at a time: few enough to take some milliseconds.</summary>
    public const int ChunkSize = 500;

    /// <summary>The parameter of <see cref="CopyChunk"/> with the world that gets the rows.</summary>
    public const string CopyKey = "Copy";

    private static readonly ConditionalWeakTable<IModel, ConcurrentDictionary<Type, RowTable>> Tables = [];

    private readonly ISqlGenerationHelper _sql;

    private RowTable(IEntityType entity, ISqlGenerationHelper sql)
    {
        _sql = sql;
        Name = entity.GetTableName()!;
        Type = entity.ClrType;
        Columns = [.. entity.GetProperties().Select(property => new Column(property))];
        Key = [.. entity.FindPrimaryKey()!.Properties.Select(property => Columns.First(column => column.Property == property))];
    }

    public string Name { get; }

    public Type Type { get; }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>In the order of the index.</summary>
    public IReadOnlyList<Column> Key { get; }

    /// <summary>True for rows that belong to a world.</summary>
    public bool IsWorldTable => Columns.Any(column => column.IsWorldKey);

    public static RowTable Of(LoyaltyContext db, Type type) => Tables.GetOrCreateValue(db.Model).GetOrAdd(
        type,
        static (key, context) => new RowTable(
            context.Model.FindEntityType(key) ?? throw new InvalidOperationException($"{key.Name} is not mapped."), context.GetService<ISqlGenerationHelper>()),
        db);

    public static IEnumerable<RowTable> WorldTables(LoyaltyContext db) =>
        db.Model.GetEntityTypes().Select(entity => Of(db, entity.ClrType)).Where(table => table.IsWorldTable);

    public string Insert() => $"INSERT INTO {Quote(Name)} ({Names(Columns)}) VALUES ({string.Join(", ", Columns.Select(Parameter))})";

    public string Update() => $"UPDATE {Quote(Name)} SET {string.Join(", ", Columns.Except(Key).Select(Equal))} WHERE {string.Join(" AND ", Key.Select(Equal))}";

    public string Delete() => $"DELETE FROM {Quote(Name)} WHERE {string.Join(" AND ", Key.Select(Equal))}";

    /// <summary>Reads the rows of one world whose columns have the values of parameters with the same names.</summary>
    public string Select(IEnumerable<string> where)
    {
        var conditions = Columns.Where(column => column.IsWorldKey || where.Contains(column.Name, StringComparer.Ordinal)).Select(Equal).ToList();
        return $"SELECT {Names(Columns)} FROM {Quote(Name)}{(conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}")}";
    }

    /// <summary>Reads the next rows of a world, in the order of their keys. The parameters are the key of the row before them.</summary>
    public string SelectChunk(bool isFirst) => $"SELECT {Names(Columns)} FROM {Next(isFirst)}";

    /// <summary>Copies the next rows of a world to another world.</summary>
    public string CopyChunk(bool isFirst) =>
        $"INSERT INTO {Quote(Name)} ({Names(Columns)}) SELECT {string.Join(", ", Columns.Select(column => column.IsWorldKey ? _sql.GenerateParameterName(CopyKey) : Quote(column.Name)))} FROM {Next(isFirst)}";

    /// <summary>Deletes the rows of a world up to a key, or all of them.</summary>
    public string DeleteChunk(bool isLast) => $"DELETE FROM {OfWorld}" + (isLast ? "" : $" AND ({Order()}) <= ({KeyParameters})");

    /// <summary>Reads the last key of a world, or the key at which its first chunk of rows ends.</summary>
    public string SelectKey(bool isLast) =>
        $"SELECT {Order()} FROM {OfWorld} ORDER BY " + (isLast ? $"{Order(" DESC")} LIMIT 1" : $"{Order()} LIMIT 1 OFFSET {ChunkSize - 1}");

    public object ReadRow(DbDataReader reader)
    {
        var row = RuntimeHelpers.GetUninitializedObject(Type);
        for (var index = 0; index < Columns.Count; index++)
        {
            Columns[index].Read(row, reader, index);
        }

        return row;
    }

    /// <summary>The key without the world.</summary>
    public IEnumerable<Column> KeyInWorld => Key.Where(column => !column.IsWorldKey);

    private string OfWorld => $"{Quote(Name)} WHERE {Quote(LoyaltyContext.WorldKey)} = {_sql.GenerateParameterName(LoyaltyContext.WorldKey)}";

    /// <summary>The key is compared with parameters: SQLite compares all its columns by the index only then, not with a subquery.</summary>
    private string KeyParameters => string.Join(", ", KeyInWorld.Select(Parameter));

    /// <summary>A table with one row for each world has no other key.</summary>
    private string Next(bool isFirst) => OfWorld + (isFirst ? "" : $" AND ({Order()}) > ({KeyParameters})") + (KeyInWorld.Any() ? $" ORDER BY {Order()} LIMIT {ChunkSize}" : "");

    private string Order(string direction = "") => string.Join(", ", KeyInWorld.Select(column => Quote(column.Name) + direction));

    private string Quote(string name) => _sql.DelimitIdentifier(name);

    private string Names(IEnumerable<Column> columns) => string.Join(", ", columns.Select(column => Quote(column.Name)));

    private string Parameter(Column column) => _sql.GenerateParameterName(column.Name);

    private string Equal(Column column) => $"{Quote(column.Name)} = {Parameter(column)}";
}

/// <summary>A column and the field that holds its value. The world's key has no field.</summary>
internal sealed class Column
{
    private readonly FieldInfo? _field;
    private readonly ValueConverter? _converter;
    private readonly Type _type;

    public Column(IProperty property)
    {
        Property = property;
        Name = property.GetColumnName();
        _converter = property.GetTypeMapping().Converter;
        _field = property.FieldInfo;
        _type = Nullable.GetUnderlyingType(_converter?.ProviderClrType ?? property.ClrType) ?? _converter?.ProviderClrType ?? property.ClrType;
    }

    public IProperty Property { get; }

    public string Name { get; }

    public bool IsWorldKey => Property.IsShadowProperty();

    public object ValueOf(object row, long worldId)
    {
        if (_field is null)
        {
            return worldId;
        }

        var value = _field.GetValue(row);
        return (_converter is null || value is null ? value : _converter.ConvertToProvider(value)) ?? DBNull.Value;
    }

    public void Read(object row, DbDataReader reader, int index)
    {
        if (_field is null || reader.IsDBNull(index))
        {
            return;
        }

        object value = _type == typeof(long) ? reader.GetInt64(index)
            : _type == typeof(string) ? reader.GetString(index)
            : _type == typeof(bool) ? reader.GetBoolean(index)
            : _type == typeof(int) ? reader.GetInt32(index)
            : _type == typeof(DateOnly) ? reader.GetFieldValue<DateOnly>(index)
            : _type == typeof(byte[]) ? reader.GetFieldValue<byte[]>(index)
            : throw new NotSupportedException($"Column {Name} has the type {_type.Name}, which {nameof(RowTable)} does not read.");
        _field.SetValue(row, _converter is null ? value : _converter.ConvertFromProvider(value));
    }
}
