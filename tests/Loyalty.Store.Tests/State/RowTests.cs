using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Loyalty.Domain;
using Loyalty.Store.Database;
using Loyalty.Store.Tests.Generated;
using Loyalty.Store.WorldDocuments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Loyalty.Store.Tests.State;

/// <summary>Rows of every type are read as they were written, without Entity Framework's change tracker.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class RowTests : IAsyncLifetime
{
    private const long WorldId = 7;

    private TestStore? _store;

    private TestStore Store => _store!;

    public async ValueTask InitializeAsync() => _store = await TestStore.OpenAsync("Data Source=:memory:");

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    [Fact]
    public void Rows_of_every_type_are_read_as_they_were_inserted()
    {
        var seen = new HashSet<Type>();
        Law.Holds(RandomWorld.Of, world =>
        {
            using var commands = Store.NewCommands();
            using var transaction = commands.Begin();
            var rows = world.ToRows(0).ToList();
            foreach (var row in rows)
            {
                commands.Insert(row, WorldId);
                commands.Insert(row, WorldId + 1);
            }

            Assert.All(StoredTables.WithWorldRows, table => Assert.Equal(Texts(rows.Where(row => row.GetType() == table.Type)), Texts(Read(commands, table))));
            seen.UnionWith(rows.Select(row => row.GetType()));
        }, times: 60, TestStore.Text);

        Assert.Equal(StoredTables.WithWorldRows.Select(table => table.Type.Name).Order(StringComparer.Ordinal), seen.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Entity_Framework_maps_the_same_tables_keys_and_columns()
    {
        using var db = Store.NewContext();

        Assert.All(db.Model.GetEntityTypes(), entity =>
        {
            var table = StoredTables.Of(entity.ClrType);
            Assert.Equal(entity.GetTableName(), table.Name);
            Assert.Equal(entity.FindPrimaryKey()!.Properties.Select(property => property.Name), table.Key.Select(column => column.Name));
            Assert.Equal(entity.GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal), table.Columns.Select(column => column.Name).Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public void Entity_Framework_stores_the_same_values()
    {
        using var db = Store.NewContext();
        Law.Holds(RandomWorld.Of, world =>
        {
            Assert.All(world.ToRows(0), row =>
            {
                var entity = db.Model.FindEntityType(row.GetType())!;
                Assert.All(StoredTables.Of(row.GetType()).Columns.Where(column => !column.IsWorldKey), column =>
                {
                    var property = entity.FindProperty(column.Name)!;
                    var value = property.FieldInfo!.GetValue(row);
                    var stored = property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
                    Assert.Equal(stored ?? DBNull.Value, column.ValueOf(row, WorldId));
                });
            });
            return Task.CompletedTask;
        }, times: 10, TestStore.Text);
    }

    [Fact]
    public void A_change_adds_replaces_or_removes_one_row_of_one_world()
    {
        var replaced = new HashSet<Type>();
        using var db = Store.NewContext();
        var model = db.Model;
        Law.Holds(RandomWorld.Of, world =>
        {
            using var commands = Store.NewCommands();
            using var transaction = commands.Begin();
            var rows = world.ToRows(0).ToList();
            foreach (var row in rows)
            {
                commands.Insert(row, WorldId);
                commands.Insert(row, WorldId + 1);
            }

            foreach (var table in StoredTables.WithWorldRows)
            {
                var same = rows.Where(row => row.GetType() == table.Type).ToList();
                if (same is not [var first, var second, ..])
                {
                    continue;
                }

                commands.Apply(RowChange.Remove(first), WorldId);
                Assert.Equal(Texts(same.Skip(1)), Texts(Read(commands, table)));
                commands.Apply(RowChange.Add(first), WorldId);
                Assert.Equal(Texts(same), Texts(Read(commands, table)));

                var changed = WithKeyOf(model, table, first, second);
                commands.Apply(new RowChange(first, changed), WorldId);
                Assert.Equal(Texts(same.Skip(1).Append(changed)), Texts(Read(commands, table)));
                Assert.Equal(Texts(same), Texts(Read(commands, table, WorldId + 1)));
                replaced.Add(table.Type);
            }
        }, times: 40, TestStore.Text);
        Assert.True(replaced.Count > 12, $"only {replaced.Count} types were replaced");
    }

    /// <summary>The first row's key and unique values with the second row's other values.</summary>
    private static object WithKeyOf(IModel model, RowTable table, object first, object second)
    {
        var changed = RuntimeHelpers.GetUninitializedObject(table.Type);
        var unique = model.FindEntityType(table.Type)!.GetIndexes().Where(index => index.IsUnique).SelectMany(index => index.Properties);
        var keys = model.FindEntityType(table.Type)!.FindPrimaryKey()!.Properties.Concat(unique).Select(property => property.FieldInfo).ToHashSet();
        foreach (var field in table.Type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public))
        {
            field.SetValue(changed, field.GetValue(keys.Contains(field) ? first : second));
        }

        return changed;
    }

    private static List<object> Read(RowCommands commands, RowTable table, long worldId = WorldId)
    {
        using var reader = commands.Command(table.Select([]), worldId).ExecuteReader();
        var rows = new List<object>();
        while (reader.Read())
        {
            rows.Add(table.ReadRow(reader).Row);
        }

        return rows;
    }

    private static IEnumerable<string> Texts(IEnumerable<object> rows) => rows.Select(row => JsonSerializer.Serialize(row, row.GetType())).Order(StringComparer.Ordinal);
}
