using System.Text.Json.Nodes;

namespace Loyalty.Store.DocumentFormat;

/// <summary>What the JSON schema says about objects and properties besides their types: titles, descriptions, and the limits that the checks enforce.</summary>
internal sealed class SchemaNotes
{
    /// <summary>The schema of an id.</summary>
    public const string Id = """{"minimum": 1}""";

    /// <summary>The pattern of <see cref="IsoDuration"/> after its sign.</summary>
    public const string DurationPattern = @"P(?=.)([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+(\\.[0-9]+)?S)?)?";

    private readonly Dictionary<Type, string> _objects = [];
    private readonly Dictionary<(Type Type, string Property), string> _properties = [];

    /// <summary>Describes an object; <paramref name="keywords"/> is a JSON object with further keywords.</summary>
    public ObjectNotes Object<T>(string title, string keywords = "{}")
    {
        _objects.Add(typeof(T), With(keywords, ("title", title)));
        return new ObjectNotes(this, typeof(T));
    }

    /// <summary>Null if the object is not described.</summary>
    public JsonObject? OfObject(Type type) => Parse(_objects.GetValueOrDefault(type));

    /// <summary>Null if the property is not described.</summary>
    public JsonObject? OfProperty(Type type, string property) => Parse(_properties.GetValueOrDefault((type, property)));

    private static JsonObject? Parse(string? json) => json is null ? null : JsonNode.Parse(json)!.AsObject();

    private static string With(string keywords, (string Name, string Value) first)
    {
        var result = new JsonObject { [first.Name] = first.Value };
        foreach (var (name, value) in JsonNode.Parse(keywords)!.AsObject())
        {
            result[name] = value?.DeepClone();
        }

        return result.ToJsonString();
    }

    /// <summary>Describes the properties of one object.</summary>
    public sealed class ObjectNotes(SchemaNotes notes, Type type)
    {
        public ObjectNotes Property(string name, string description, string keywords = "{}")
        {
            notes._properties.Add((type, name), With(keywords, ("description", description)));
            return this;
        }
    }
}
