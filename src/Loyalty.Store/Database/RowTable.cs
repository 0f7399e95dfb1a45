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
    private static readonly ConditionalWeakTable<IModel, ConcurrentDictionary<Type, RowTable>> Tables = [];

    private readonly ISqlGenerationHelper _sql;

    private RowTable(IEntityType entity, ISqlGenerationHelper sql)
    {
        _sql = sql;
        Name = entity.GetTableName()!;
        Type = entity.ClrType;
        Columns = [.. entity.GetProperties().Select(property => new Column(property))];
        var key = entity.FindPrimaryKey()!.Properties;
        Key = [.. Columns.Where(column => key.Contains(column.Property))];
    }

    public string Name { get; }

    public Type Type { get; }

    public IReadOnlyList<Column> Columns { get; }

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
    public string Select(IEnumerable<string> where) =>
        $"SELECT {Names(Columns)} FROM {Quote(Name)} WHERE {string.Join(" AND ", Columns.Where(column => column.IsWorldKey || where.Contains(column.Name, StringComparer.Ordinal)).Select(Equal))}";

    public object ReadRow(DbDataReader reader)
    {
        var row = RuntimeHelpers.GetUninitializedObject(Type);
        for (var index = 0; index < Columns.Count; index++)
        {
            Columns[index].Read(row, reader, index);
        }

        return row;
    }

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
