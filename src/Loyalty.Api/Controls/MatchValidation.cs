namespace Loyalty.Api.Controls;

/// <summary>Refuses invalid parts of a match, in fault rules and in verifications of requests.</summary>
internal static class MatchValidation
{
    /// <summary>Maximum length of a path pattern. A fault rule compares its pattern with all routes.</summary>
    public const int LongestPath = 1000;

    /// <param name="prefix">The JSON path of the match, with the separator before its parts.</param>
    public static void Require(string prefix, string? method, string? path, IReadOnlyDictionary<string, string>? query)
    {
        Require(method is not "", prefix + "method", "a method must not be empty.");
        Require(path is not "", prefix + "path", "a path must not be empty; * matches any sequence of characters.");
        Require(!(path?.Length > LongestPath), prefix + "path", $"a path has at most {LongestPath} characters.");
        RequireValues(prefix + "query", query);
    }

    /// <summary>Refuses null as a value, which the deserializer accepts in a dictionary.</summary>
    public static void RequireValues(string jsonPath, IReadOnlyDictionary<string, string>? values)
    {
        foreach (var (name, value) in values ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            Require((object?)value is not null, jsonPath + PathStep(name), "a value must be a string; * matches any value.");
        }
    }

    public static void Require(string jsonPath, string? value, IReadOnlyList<string> accepted) =>
        Require(value is null || accepted.Contains(value, StringComparer.Ordinal), jsonPath, $"unknown value '{value}'; accepted values: {string.Join(", ", accepted)}.");

    public static void Require(bool isValid, string jsonPath, string reason)
    {
        if (!isValid)
        {
            throw ControlException.BadRequest($"{jsonPath}: {reason}");
        }
    }

    /// <summary>The step of a JSON path to a property.</summary>
    public static string PathStep(string name) => name.All(char.IsAsciiLetterOrDigit) && name.Length > 0 ? "." + name : $"['{name}']";
}
