using System.Text.Json;

namespace Loyalty.Api.Wire;

/// <summary>How the body of an emulated request is read: names exactly as documented, each once; other names are read over.</summary>
internal static class ExactJson
{
    public static readonly WireJson Context = new(Of(new JsonSerializerOptions(JsonSerializerDefaults.Web)));

    public static JsonSerializerOptions Of(JsonSerializerOptions options)
    {
        options.PropertyNameCaseInsensitive = false;
        options.AllowDuplicateProperties = false;
        return options;
    }
}
