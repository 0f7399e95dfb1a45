using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Loyalty.Domain;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Loyalty.Store.Database;

/// <summary>The conversions of <see cref="ColumnConversion"/> as Entity Framework needs them.</summary>
internal static class Columns
{
    public static PropertyBuilder<TEnum> HasWireName<TEnum>(this PropertyBuilder<TEnum> property)
        where TEnum : struct, Enum =>
        property.HasConversion(value => WireName<TEnum>.Of(value), text => WireName<TEnum>.Parse(text));

    public static PropertyBuilder<TEnum?> HasWireName<TEnum>(this PropertyBuilder<TEnum?> property)
        where TEnum : struct, Enum =>
        property.HasConversion(new ValueConverter<TEnum, string>(value => WireName<TEnum>.Of(value), text => WireName<TEnum>.Parse(text)));

    /// <summary>Compares by reference, because the values are immutable.</summary>
    public static PropertyBuilder<TValue> HasJson<TValue>(this PropertyBuilder<TValue> property, JsonTypeInfo type)
        where TValue : class? =>
        property.HasConversion(
            value => JsonSerializer.Serialize(value, type),
            text => (TValue)JsonSerializer.Deserialize(text, type)!,
            new ValueComparer<TValue>((left, right) => ReferenceEquals(left, right), value => value!.GetHashCode(), value => value));
}
