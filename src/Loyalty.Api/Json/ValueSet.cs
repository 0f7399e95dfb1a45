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

/// <summary>Marks a string property whose value comes from a closed set.</summary>
[AttributeUsage(AttributeTargets.Property)]
public abstract class ValueSetAttribute : Attribute
{
    public abstract ValueSet Set { get; }
}

/// <summary>Marks a string property that names a value of an enumeration, by its wire name or in camel case as in the controls.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValuesOfAttribute<TEnum> : ValueSetAttribute
    where TEnum : struct, Enum
{
    public bool CamelCase { get; init; }

    /// <summary>The name of the set. Default: the name of the enumeration.</summary>
    public string? Name { get; init; }

    public override ValueSet Set => new(
        Name ?? typeof(TEnum).Name,
        CamelCase ? [.. Enum.GetNames<TEnum>().Select(JsonNamingPolicy.CamelCase.ConvertName)] : WireName<TEnum>.All);
}

/// <summary>Marks a string property that names a value of one of two enumerations. What both have is named once.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValuesOfEitherAttribute<TFirst, TSecond> : ValueSetAttribute
    where TFirst : struct, Enum
    where TSecond : struct, Enum
{
    public bool CamelCase { get; init; }

    /// <summary>The name of the set.</summary>
    public required string Name { get; init; }

    public override ValueSet Set => new(
        Name,
        [.. new ValuesOfAttribute<TFirst> { CamelCase = CamelCase }.Set.Values.Union(new ValuesOfAttribute<TSecond> { CamelCase = CamelCase }.Set.Values, StringComparer.Ordinal)]);
}
