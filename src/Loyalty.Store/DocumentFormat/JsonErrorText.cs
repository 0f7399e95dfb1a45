using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Loyalty.Store.DocumentFormat;

/// <summary>What the serializer refuses, in words for the person who wrote the JSON: what is expected, and no name of a type of ours.</summary>
public static partial class JsonErrorText
{
    private const string Surrogate = "surrogate";

    /// <summary>The reason without its place, which is the exception's path from <paramref name="root"/>.</summary>
    public static string Reason(JsonException refusal, JsonTypeInfo root)
    {
        var message = refusal.Message;
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

        if (refusal.InnerException is InvalidOperationException { Message: var unreadable } && unreadable.Contains(Surrogate, StringComparison.OrdinalIgnoreCase))
        {
            return "the text holds half of a surrogate pair";
        }

        if (message.Contains("doesn't allow null values", StringComparison.Ordinal))
        {
            return $"{Expected(refusal.Path, root)} is expected here, not null";
        }

        if (message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
        {
            return $"{Expected(refusal.Path, root)} is expected here";
        }

        if (message.StartsWith("The input does not contain any JSON tokens", StringComparison.Ordinal))
        {
            return "there is no JSON";
        }

        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).Replace(" Change the reader options.", "", StringComparison.Ordinal);
    }

    private static string Expected(string? path, JsonTypeInfo root)
    {
        var place = root;
        foreach (Match step in Steps().Matches(path ?? ""))
        {
            if (Below(place, step.Groups["name"].Value) is not { } next)
            {
                return "a value of another type";
            }

            place = root.Options.GetTypeInfo(next);
        }

        return Words(Nullable.GetUnderlyingType(place.Type) ?? place.Type, place.Kind);
    }

    private static Type? Below(JsonTypeInfo place, string name) => place.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary
        ? place.ElementType
        : place.Properties.FirstOrDefault(property => property.Name.Equals(name, StringComparison.Ordinal))?.PropertyType;

    private static string Words(Type type, JsonTypeInfoKind kind)
    {
        if (kind != JsonTypeInfoKind.None)
        {
            return kind == JsonTypeInfoKind.Enumerable ? "a list" : "an object";
        }

        if (type == typeof(string))
        {
            return "text";
        }

        if (type == typeof(bool))
        {
            return "true or false";
        }

        if (type == typeof(int))
        {
            return "a whole number of up to 32 bits";
        }

        if (type == typeof(long))
        {
            return "a whole number of up to 64 bits";
        }

        if (type == typeof(decimal) || type == typeof(double))
        {
            return "a number";
        }

        return type == typeof(DateOnly) ? "a date, such as \"2031-01-01\"," : "a value of another type";
    }

    /// <summary>The steps of a JSON path: <c>.name</c>, <c>['na.me']</c> and <c>[0]</c>.</summary>
    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\['(?<name>.*?)'\]|\[[0-9]+\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Steps();
}
