using System.Text.Json;

namespace Loyalty.Api.Tests.Contract;

/// <summary>The key paths of a JSON text in document order, each once. <c>[]</c> stands for the items of an array.</summary>
public static class KeyPaths
{
    public static IReadOnlyList<string> Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        var paths = new List<string>();
        Walk(document.RootElement, "", paths);
        return paths;
    }

    private static void Walk(JsonElement element, string path, List<string> paths)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    var key = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                    if (!paths.Contains(key))
                    {
                        paths.Add(key);
                    }

                    Walk(property.Value, key, paths);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Walk(item, path + "[]", paths);
                }

                break;
        }
    }
}
