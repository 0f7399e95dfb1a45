using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Loyalty.Domain;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Loyalty.Store.Database;

/// <summary>Column conversions for all providers: enums as wire names, small objects and ordered lists as JSON text.</summary>
internal static class Columns
{
    public static PropertyBuilder<TEnum> HasWireName<TEnum>(this PropertyBuilder<TEnum> property)
        where TEnum : struct, Enum =>
        property.HasConversion(new WireNameColumn<TEnum>());

    public static PropertyBuilder<TEnum?> HasWireName<TEnum>(this PropertyBuilder<TEnum?> property)
        where TEnum : struct, Enum =>
        property.HasConversion(new WireNameColumn<TEnum>());

    /// <summary>Compares by reference, because the values are immutable.</summary>
    public static PropertyBuilder<TValue> HasJson<TValue>(this PropertyBuilder<TValue> property, JsonTypeInfo<TValue> type)
        where TValue : class =>
        property.HasConversion(
            new JsonColumn<TValue>(type),
            new ValueComparer<TValue>((left, right) => ReferenceEquals(left, right), value => value.GetHashCode(), value => value));

    /// <summary>Replaces the conversions of objects, because the base class would compile the expressions on first use.</summary>
    private sealed class WireNameColumn<TEnum>()
        : ValueConverter<TEnum, string>(value => WireName<TEnum>.Of(value), text => WireName<TEnum>.Parse(text))
        where TEnum : struct, Enum
    {
        public override Func<object?, object?> ConvertToProvider { get; } = static value => value is TEnum known ? WireName<TEnum>.Of(known) : null;

        public override Func<object?, object?> ConvertFromProvider { get; } = static value => value is string text ? WireName<TEnum>.Parse(text) : null;
    }

    /// <inheritdoc cref="WireNameColumn{TEnum}"/>
    private sealed class JsonColumn<TValue>(JsonTypeInfo<TValue> type)
        : ValueConverter<TValue, string>(value => JsonSerializer.Serialize(value, type), text => JsonSerializer.Deserialize(text, type)!)
        where TValue : class
    {
        public override Func<object?, object?> ConvertToProvider { get; } = value => value is TValue known ? JsonSerializer.Serialize(known, type) : null;

        public override Func<object?, object?> ConvertFromProvider { get; } = value => value is string text ? JsonSerializer.Deserialize(text, type) : null;
    }
}
