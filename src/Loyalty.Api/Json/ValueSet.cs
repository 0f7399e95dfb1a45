using System.Reflection;
using System.Text.Json;
using Loyalty.Domain;

namespace Loyalty.Api.Json;

/// <summary>A closed set of documented values. OpenAPI documents describe it once and refer to it.</summary>
public sealed record ValueSet(string Name, IReadOnlyList<string> Values)
{
    public static ValueSet Of<TEnum>()
        where TEnum : struct, Enum => new(typeof(TEnum).Name, WireName<TEnum>.All);

    public static ValueSet Of(Type enumeration) => (ValueSet)typeof(ValueSet)
        .GetMethod(nameof(Of), genericParameterCount: 1, BindingFlags.Public | BindingFlags.Static, [])!
        .MakeGenericMethod(enumeration)
        .Invoke(null, null)!;
}

/// <summary>The text of this property is one of a closed set of values.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class ValueSetAttribute : Attribute
{
    public abstract ValueSet Set { get; }
}

/// <summary>The text of this property names a value of an enumeration: in the vendor's spelling, or in camel case as the controls spell it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValuesOfAttribute<TEnum> : ValueSetAttribute
    where TEnum : struct, Enum
{
    public bool CamelCase { get; init; }

    /// <summary>The name of the set if it is not that of the enumeration.</summary>
    public string? Name { get; init; }

    public override ValueSet Set => new(
        Name ?? typeof(TEnum).Name,
        CamelCase ? [.. Enum.GetNames<TEnum>().Select(JsonNamingPolicy.CamelCase.ConvertName)] : WireName<TEnum>.All);
}
