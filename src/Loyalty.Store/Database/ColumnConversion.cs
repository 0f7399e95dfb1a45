using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Loyalty.Domain;

namespace Loyalty.Store.Database;

/// <summary>Converts a value to the text of its column: enums to wire names, objects and lists to JSON.</summary>
internal abstract class ColumnConversion
{
    private static readonly Type[] Stored = [typeof(long), typeof(string), typeof(bool), typeof(int), typeof(DateOnly), typeof(byte[])];

    /// <summary>Null for a type that the database stores itself.</summary>
    public static ColumnConversion? Of(Type type) =>
        Stored.Contains(type) ? null
        : type.IsEnum ? (ColumnConversion)Activator.CreateInstance(typeof(OfEnum<>).MakeGenericType(type))!
        : new OfObject(type);

    public abstract string ToText(object value);

    public abstract object? FromText(string text);

    private sealed class OfEnum<TEnum> : ColumnConversion
        where TEnum : struct, Enum
    {
        public override string ToText(object value) => WireName<TEnum>.Of((TEnum)value);

        public override object FromText(string text) => WireName<TEnum>.Parse(text);
    }

    private sealed class OfObject(Type type) : ColumnConversion
    {
        /// <summary>Found on first use: most starts need only a few types.</summary>
        private readonly Lazy<JsonTypeInfo> _json = new(() => ColumnJson.Default.GetTypeInfo(type) ?? throw new NotSupportedException($"{nameof(ColumnJson)} does not list {type}."));

        public override string ToText(object value) => JsonSerializer.Serialize(value, _json.Value);

        public override object? FromText(string text) => JsonSerializer.Deserialize(text, _json.Value) ?? throw new FormatException("null is not a value of it");
    }
}
