namespace Loyalty.Domain.Faults;

/// <summary>Text in which <c>*</c> matches any number of characters, including none.</summary>
public static class WildcardPattern
{
    public static bool Matches(string pattern, string text)
    {
        ReadOnlySpan<char> expected = pattern, rest = text;
        var star = expected.IndexOf('*');
        if (star < 0)
        {
            return rest.SequenceEqual(expected);
        }

        if (!rest.StartsWith(expected[..star]))
        {
            return false;
        }

        // The first place of each part between two stars leaves the most text for the parts after it, so no part needs a second try.
        rest = rest[star..];
        expected = expected[(star + 1)..];
        while ((star = expected.IndexOf('*')) >= 0)
        {
            var found = rest.IndexOf(expected[..star]);
            if (found < 0)
            {
                return false;
            }

            rest = rest[(found + star)..];
            expected = expected[(star + 1)..];
        }

        return rest.EndsWith(expected);
    }

    /// <summary>
    /// True if the pattern matches at least one path of the route. In the template, <c>{name}</c> stands for one or more characters other
    /// than a slash. All other characters are compared without regard to case, and a trailing slash is optional.
    /// </summary>
    public static bool CanMatchRoute(string pattern, string template)
    {
        var parts = RoutePart.Parse(template);

        // Dynamic programming, from the end to the beginning. current[i] is true if the pattern from patternIndex on matches a path that
        // the parts from i on can produce; next is the same for patternIndex + 1.
        var next = new bool[parts.Count + 1];
        for (var patternIndex = pattern.Length; patternIndex >= 0; patternIndex--)
        {
            var current = new bool[parts.Count + 1];
            for (var partIndex = parts.Count; partIndex >= 0; partIndex--)
            {
                var part = partIndex < parts.Count ? parts[partIndex] : default;
                var matchesWithoutPart = partIndex < parts.Count && current[partIndex + 1];
                current[partIndex] = (patternIndex == pattern.Length && partIndex == parts.Count)
                    || (part.IsOptional && matchesWithoutPart)
                    || (patternIndex < pattern.Length && (pattern[patternIndex] == '*'
                        ? next[partIndex] || matchesWithoutPart
                        : partIndex < parts.Count && part.Allows(pattern[patternIndex]) && (next[partIndex + 1] || (part.Repeats && next[partIndex]))));
            }

            next = current;
        }

        return next[0];
    }

    /// <summary>The characters that a route allows at one position. A null <paramref name="Character"/> allows any character except a slash.</summary>
    private readonly record struct RoutePart(char? Character, bool IsOptional, bool Repeats)
    {
        public bool Allows(char character) =>
            Character is { } own ? char.ToUpperInvariant(own) == char.ToUpperInvariant(character) : character != '/';

        public static List<RoutePart> Parse(string template)
        {
            var parts = new List<RoutePart>();
            for (var index = 0; index < template.Length; index++)
            {
                if (template[index] == '{')
                {
                    index = template.IndexOf('}', index);
                    parts.Add(new(null, IsOptional: false, Repeats: true));
                }
                else
                {
                    parts.Add(new(template[index], IsOptional: false, Repeats: false));
                }
            }

            parts.Add(new('/', IsOptional: true, Repeats: false));
            return parts;
        }
    }
}
