using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Loyalty.Store.Database;

/// <summary>
/// Inserts the rows of a world with one prepared command per table. Uses the mapping of the context, but not its change tracker, which
/// takes ten times as long as the insert.
/// </summary>
internal static class BulkInsert
{
    public static async Task WriteAsync(LoyaltyContext db, IEnumerable<object> rows, long worldId, CancellationToken cancellation)
    {
        var inserts = new Dictionary<Type, TableInsert>();
        try
        {
            foreach (var row in rows)
            {
                if (!inserts.TryGetValue(row.GetType(), out var insert))
                {
                    insert = new TableInsert(db, row.GetType(), worldId);
                    inserts.Add(row.GetType(), insert);
                }

                await insert.RunAsync(row, cancellation);
            }
        }
        finally
        {
            foreach (var insert in inserts.Values)
            {
                await insert.DisposeAsync();
            }
        }
    }

    public static IEnumerable<WorldTable> WorldTables(LoyaltyContext db) => db.Model.GetEntityTypes()
        .Where(type => type.FindProperty(LoyaltyContext.WorldKey)?.IsShadowProperty() == true)
        .Select(type => new WorldTable(type.GetTableName()!));

    internal readonly record struct WorldTable(string Name)
    {
        /// <summary>The SQL contains the table name, which comes from the model, never from a request.</summary>
        public FormattableString Delete(long worldId) =>
            System.Runtime.CompilerServices.FormattableStringFactory.Create($"DELETE FROM \"{Name}\" WHERE \"{LoyaltyContext.WorldKey}\" = {{0}}", worldId);
    }

    private sealed class TableInsert : IAsyncDisposable
    {
        private readonly DbCommand _command;
        private readonly IReadOnlyList<(IProperty Property, DbParameter Parameter)> _columns;

        public TableInsert(LoyaltyContext db, Type type, long worldId)
        {
            var entity = db.Model.FindEntityType(type) ?? throw new ArgumentException($"{type.Name} is not mapped.", nameof(type));
            var sql = db.GetService<ISqlGenerationHelper>();
            _command = db.Database.GetDbConnection().CreateCommand();
            _command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            var columns = new List<(IProperty, DbParameter)>();
            var names = new List<string>();
            foreach (var property in entity.GetProperties())
            {
                var parameter = _command.CreateParameter();
                parameter.ParameterName = sql.GenerateParameterName($"p{names.Count}");
                _command.Parameters.Add(parameter);
                names.Add(sql.DelimitIdentifier(property.GetColumnName()));
                if (property.IsShadowProperty())
                {
                    parameter.Value = worldId;
                }
                else
                {
                    columns.Add((property, parameter));
                }
            }

            _columns = columns;
            var values = string.Join(", ", _command.Parameters.Cast<DbParameter>().Select(parameter => parameter.ParameterName));
#pragma warning disable CA2100 // All names come from the model; the values are parameters.
            _command.CommandText = $"INSERT INTO {sql.DelimitIdentifier(entity.GetTableName()!)} ({string.Join(", ", names)}) VALUES ({values})";
#pragma warning restore CA2100
            _command.Prepare();
        }

        public async Task RunAsync(object row, CancellationToken cancellation)
        {
            foreach (var (property, parameter) in _columns)
            {
                // Reads the field directly, because Entity Framework compiles its getter for each property on first use.
                var value = property.FieldInfo!.GetValue(row);
                parameter.Value = property.GetTypeMapping().Converter is { } converter && value is not null
                    ? converter.ConvertToProvider(value)
                    : value ?? DBNull.Value;
            }

            await _command.ExecuteNonQueryAsync(cancellation);
        }

        public ValueTask DisposeAsync() => _command.DisposeAsync();
    }
}
