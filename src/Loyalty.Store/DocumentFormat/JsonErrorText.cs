using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Loyalty.Store.DocumentFormat;

/// <summary>Turns the serializer's error messages into messages for the author of the JSON. They say what is expected and do not name .NET types.</summary>
public static partial class JsonErrorText
{
    public const string UnpairedSurrogate = "the text contains an unpaired surrogate";

    private const string Surrogate = "surrogate";

    /// <summary>The message without the path, because callers print the path in front of it. <paramref name="root"/> is the type that was read.</summary>
    public static string Reason(JsonException exception, JsonTypeInfo root)
    {
        var message = exception.Message;
        var quoted = message.Split('\'');
        if (message.StartsWith("The JSON property", StringComparison.Ordinal) && quoted.Length > 1)
        {
            return $"unknown property '{quoted[1]}'";
        }

        if (message.StartsWith("Duplicate property", StringComparison.Ordinal) && quoted.Length > 1)
        {
            return $"property '{quoted[1]}' is given twice";
        }

        if (message.Contains("missing required properties", StringComparison.Ordinal))
        {
            return $"missing {message[(message.LastIndexOf(':') + 2)..].TrimEnd('.')}";
        }

        if (exception.InnerException is InvalidOperationException { Message: var innerMessage } && innerMessage.Contains(Surrogate, StringComparison.OrdinalIgnoreCase))
        {
            return UnpairedSurrogate;
        }

        if (message.Contains("doesn't allow null values", StringComparison.Ordinal))
        {
            return $"{Expected(exception.Path, root)} is expected here, not null";
        }

        if (message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
        {
            return $"{Expected(exception.Path, root)} is expected here";
        }

        if (message.StartsWith("The input does not contain any JSON tokens", StringComparison.Ordinal))
        {
            return "no JSON was found";
        }

        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).Replace(" Change the reader options.", "", StringComparison.Ordinal);
    }

    private static string Expected(string? path, JsonTypeInfo root)
    {
        var typeInfo = root;
        foreach (Match step in Steps().Matches(path ?? ""))
        {
            if (MemberType(typeInfo, step.Groups["name"].Value) is not { } member)
            {
                return "a value of another type";
            }

            typeInfo = root.Options.GetTypeInfo(member);
        }

        return Describe(typeInfo);
    }

    /// <summary>What is expected where a value of this type is read.</summary>
    internal static string Describe(JsonTypeInfo typeInfo) => Describe(Nullable.GetUnderlyingType(typeInfo.Type) ?? typeInfo.Type, typeInfo.Kind);

    private static Type? MemberType(JsonTypeInfo typeInfo, string name) => typeInfo.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary
        ? typeInfo.ElementType
        : typeInfo.Properties.FirstOrDefault(property => property.Name.Equals(name, StringComparison.Ordinal))?.PropertyType;

    private static string Describe(Type type, JsonTypeInfoKind kind)
    {
        if (kind != JsonTypeInfoKind.None)
        {
            return kind == JsonTypeInfoKind.Enumerable ? "an array" : "an object";
        }

        if (type == typeof(string))
        {
            return "a string";
        }

        if (type == typeof(bool))
        {
            return "true or false";
        }

        if (type == typeof(int))
        {
            return "a 32-bit integer";
        }

        if (type == typeof(long))
        {
            return "a 64-bit integer";
        }

        if (type == typeof(decimal) || type == typeof(double))
        {
            return "a number";
        }

        return type == typeof(DateOnly) ? "a date, such as \"2031-01-01\"," : "a value of another type";
    }

    /// <summary>The steps of a JSON path: <c>.name</c>, <c>['na.me']</c> and <c>[0]</c>.</summary>
    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\['(?<name>.*?)'\]|\[[0-9]+\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Steps();
}
