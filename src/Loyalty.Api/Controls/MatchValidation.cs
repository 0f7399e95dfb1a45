namespace Loyalty.Api.Controls;

/// <summary>What a match of a fault rule or of a verification may not say: a part that is there and says nothing.</summary>
internal static class MatchValidation
{
    /// <param name="place">The match's JSON path, with what separates it from its parts.</param>
    public static void Require(string place, string? method, string? path, IReadOnlyDictionary<string, string>? query)
    {
        Require(method is not "", place + "method", "a method is a word such as GET.");
        Require(path is not "", place + "path", "a path has at least one character; * stands for any run of them.");
        foreach (var (name, wanted) in query ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            // JSON's null gets past the reader of a dictionary.
            Require((object?)wanted is not null, $"{place}query{Below(name)}", "a wanted value is text, * for any.");
        }
    }

    public static void Require(string place, string? word, IReadOnlyList<string> accepted) =>
        Require(word is null || accepted.Contains(word, StringComparer.Ordinal), place, $"there is no '{word}'; known are {string.Join(", ", accepted)}.");

    public static void Require(bool holds, string place, string reason)
    {
        if (!holds)
        {
            throw ControlException.BadRequest($"{place}: {reason}");
        }
    }

    private static string Below(string name) => name.All(char.IsAsciiLetterOrDigit) && name.Length > 0 ? "." + name : $"['{name}']";
}
