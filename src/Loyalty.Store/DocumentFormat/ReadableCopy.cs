using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Loyalty.Store.DocumentFormat;

/// <summary>
/// Finds every value of a JSON text that does not fit its type; the serializer stops at the first. Writes a copy with placeholders for such
/// values, so that the other values can be checked too.
/// </summary>
internal ref struct ReadableCopy
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly DocumentFindings _findings;
    private readonly Utf8JsonWriter _writer;
    private Utf8JsonReader _reader;
    private string _path = "$";

    private ReadableCopy(ReadOnlySpan<byte> json, DocumentFindings findings, Utf8JsonWriter writer)
    {
        _json = json;
        _findings = findings;
        _writer = writer;
        _reader = new Utf8JsonReader(json, JsonPath.ReaderOptions);
    }

    /// <summary>Null if the text is not JSON.</summary>
    public static ReadOnlyMemory<byte>? Of(ReadOnlySpan<byte> json, JsonTypeInfo root, DocumentFindings findings)
    {
        var copy = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(copy, new JsonWriterOptions { SkipValidation = true });
        var reading = new ReadableCopy(json, findings, writer);
        try
        {
            reading._reader.Read();
            reading.Value(root, isNullable: false, "$");
            reading._path = "$";
            reading._reader.Read();
        }
        catch (JsonException exception)
        {
            findings.Add(reading._path, JsonErrorText.Reason(exception, root), line: (int)(exception.LineNumber ?? 0) + 1);
            return null;
        }

        writer.Flush();
        return copy.WrittenMemory;
    }

    private void Value(JsonTypeInfo type, bool isNullable, string path)
    {
        _path = path;
        if (_reader.TokenType == JsonTokenType.Null && (isNullable || !type.Type.IsValueType))
        {
            if (isNullable)
            {
                _writer.WriteNullValue();
            }
            else
            {
                Replace(type, path, $"{JsonErrorText.Describe(type)} is expected here, not null");
            }

            return;
        }

        switch (type.Kind, _reader.TokenType)
        {
            case (JsonTypeInfoKind.Object, JsonTokenType.StartObject):
                Object(type, path);
                break;
            case (JsonTypeInfoKind.Dictionary, JsonTokenType.StartObject):
                Map(type, path);
                break;
            case (JsonTypeInfoKind.Enumerable, JsonTokenType.StartArray):
                Array(type, path);
                break;
            case (JsonTypeInfoKind.None, not (JsonTokenType.StartObject or JsonTokenType.StartArray)):
                Scalar(type, path);
                break;
            default:
                Replace(type, path, $"{JsonErrorText.Describe(type)} is expected here");
                break;
        }
    }

    private void Object(JsonTypeInfo type, string path)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        _writer.WriteStartObject();
        while (NextProperty(path, given) is { } name)
        {
            if (type.Properties.FirstOrDefault(property => property.Name.Equals(name, StringComparison.Ordinal)) is { } property)
            {
                _writer.WritePropertyName(name);
                Value(type.Options.GetTypeInfo(property.PropertyType), IsNullable(property), JsonPath.Property(path, name));
            }
            else
            {
                var known = string.Join(", ", type.Properties.Select(property => property.Name));
                Skip(JsonPath.Property(path, name), $"unknown property '{name}'; the known properties are {known}");
            }

            _path = path;
        }

        JsonPropertyInfo[] missing = [.. type.Properties.Where(property => IsRequired(property) && !given.Contains(property.Name))];
        if (missing.Length > 0)
        {
            _findings.Add(path, $"missing {string.Join(", ", missing.Select(property => $"'{property.Name}'"))}");
        }

        foreach (var property in missing)
        {
            _writer.WritePropertyName(property.Name);
            Placeholder(type.Options.GetTypeInfo(property.PropertyType), JsonPath.Property(path, property.Name));
        }

        _writer.WriteEndObject();
    }

    private void Map(JsonTypeInfo type, string path)
    {
        var element = type.Options.GetTypeInfo(type.ElementType!);
        var given = new HashSet<string>(StringComparer.Ordinal);
        _writer.WriteStartObject();
        while (NextProperty(path, given) is { } name)
        {
            _writer.WritePropertyName(name);
            Value(element, isNullable: !type.ElementType!.IsValueType, JsonPath.Property(path, name));
            _path = path;
        }

        _writer.WriteEndObject();
    }

    private void Array(JsonTypeInfo type, string path)
    {
        var element = type.Options.GetTypeInfo(type.ElementType!);
        _writer.WriteStartArray();
        for (var index = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; index++)
        {
            // The serializer accepts null here. DocumentCheck.Each reports it.
            Value(element, isNullable: !type.ElementType!.IsValueType, JsonPath.Element(path, index));
            _path = path;
        }

        _writer.WriteEndArray();
    }

    private void Scalar(JsonTypeInfo type, string path)
    {
        var value = _reader;
        try
        {
            JsonSerializer.Deserialize(ref value, type);
            _writer.WriteRawValue(_json[(int)_reader.TokenStartIndex..(int)_reader.BytesConsumed], skipInputValidation: true);
        }
        catch (JsonException exception)
        {
            Replace(type, path, JsonErrorText.Reason(exception, type));
        }
    }

    /// <summary>Moves to the value of the next property that can be read. Null at the end of the object.</summary>
    private string? NextProperty(string path, HashSet<string> given)
    {
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            string name;
            try
            {
                name = _reader.GetString()!;
            }
            catch (InvalidOperationException)
            {
                Skip(path, JsonErrorText.UnpairedSurrogate);
                continue;
            }

            if (given.Add(name))
            {
                _path = JsonPath.Property(path, name);
                _reader.Read();
                return name;
            }

            Skip(JsonPath.Property(path, name), $"property '{name}' is given twice");
        }

        return null;
    }

    /// <summary>Leaves out a property.</summary>
    private void Skip(string path, string reason)
    {
        _findings.Add(path, reason);
        if (_reader.TokenType == JsonTokenType.PropertyName)
        {
            _reader.Read();
        }

        if (_reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            _findings.AddUnreadable(path, hidesObjects: true);
            _reader.Skip();
        }
    }

    private void Replace(JsonTypeInfo type, string path, string reason)
    {
        _findings.Add(path, reason);
        _reader.Skip();
        Placeholder(type, path);
    }

    private readonly void Placeholder(JsonTypeInfo type, string path)
    {
        _findings.AddUnreadable(path, hidesObjects: type.Kind != JsonTypeInfoKind.None || path.EndsWith(".id", StringComparison.Ordinal));
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Enumerable:
                _writer.WriteStartArray();
                _writer.WriteEndArray();
                break;
            case JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary:
                _writer.WriteStartObject();
                foreach (var property in type.Properties.Where(IsRequired))
                {
                    _writer.WritePropertyName(property.Name);
                    Placeholder(type.Options.GetTypeInfo(property.PropertyType), JsonPath.Property(path, property.Name));
                }

                _writer.WriteEndObject();
                break;
            case JsonTypeInfoKind.None when type.Type.IsValueType:
                JsonSerializer.Serialize(_writer, Activator.CreateInstance(type.Type), type);
                break;
            default:
                _writer.WriteStringValue("");
                break;
        }
    }

    private static bool IsRequired(JsonPropertyInfo property) => property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false };

    private static bool IsNullable(JsonPropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : property.AssociatedParameter?.IsNullable ?? property.IsSetNullable;
}
