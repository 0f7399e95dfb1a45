using System.Text.Json;
using System.Text.RegularExpressions;

namespace Loyalty.Browser.Tests;

/// <summary>An OpenAPI document as the server publishes it.</summary>
internal sealed record ApiDocument(IReadOnlyList<ApiOperation> Operations, string? BasicScheme, string? HeaderScheme)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    public static ApiDocument Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var schemes = root.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().ToList();
        return new(
            [
                .. from path in root.GetProperty("paths").EnumerateObject()
                   from operation in path.Value.EnumerateObject()
                   where Methods.Contains(operation.Name, StringComparer.Ordinal)
                   select new ApiOperation(operation.Value.GetProperty("operationId").GetString()!, operation.Name.ToUpperInvariant(), path.Name, operation.Value.GetProperty("tags")[0].GetString()!),
            ],
            NameOf(schemes, "http"),
            NameOf(schemes, "apiKey"));
    }

    private static string? NameOf(List<JsonProperty> schemes, string type) =>
        schemes.Where(scheme => type.Equals(scheme.Value.GetProperty("type").GetString(), StringComparison.Ordinal)).Select(scheme => scheme.Name).FirstOrDefault();
}

/// <summary>An operation, and the group of the page that has it.</summary>
internal sealed record ApiOperation(string Id, string Method, string Path, string Group)
{
    private readonly Regex _path = new(
        $"^{Regex.Replace(Regex.Escape(Path), @"\\\{[^}]+}", "[^/{}]+", RegexOptions.None, TimeSpan.FromSeconds(1))}$",
        RegexOptions.None,
        TimeSpan.FromSeconds(1));

    public bool Fits(string method, string url) =>
        Method.Equals(method, StringComparison.Ordinal) && _path.IsMatch(new Uri(url).AbsolutePath);
}
