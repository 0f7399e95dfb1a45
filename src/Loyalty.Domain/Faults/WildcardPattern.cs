namespace Loyalty.Domain.Faults;

/// <summary>Text with <c>*</c> for any run of characters.</summary>
public static class WildcardPattern
{
    public static bool Matches(string pattern, string text)
    {
        int at = 0, place = 0, star = -1, retry = 0;
        while (place < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                retry = place;
            }
            else if (at < pattern.Length && pattern[at] == text[place])
            {
                at++;
                place++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                place = ++retry;
            }
            else
            {
                return false;
            }
        }

        while (at < pattern.Length && pattern[at] == '*')
        {
            at++;
        }

        return at == pattern.Length;
    }

    /// <summary>
    /// Whether some path of a route fits the pattern. In a template <c>{name}</c> stands for any text without a slash, everything else for
    /// itself in any case, and a slash at the end may be there or not.
    /// </summary>
    public static bool CanMatchRoute(string pattern, string template)
    {
        var path = RoutePart.Of(template);

        // From the ends: whether the pattern from here and the path from there have a text in common.
        var after = new bool[path.Count + 1];
        for (var at = pattern.Length; at >= 0; at--)
        {
            var here = new bool[path.Count + 1];
            for (var place = path.Count; place >= 0; place--)
            {
                var part = place < path.Count ? path[place] : default;
                var next = place < path.Count && here[place + 1];
                here[place] = (at == pattern.Length && place == path.Count)
                    || (part.MayBeMissing && next)
                    || (at < pattern.Length && (pattern[at] == '*'
                        ? after[place] || next
                        : place < path.Count && part.Has(pattern[at]) && (after[place + 1] || (part.Repeats && after[place]))));
            }

            after = here;
        }

        return after[0];
    }

    /// <summary>A character of a route's paths: which it may be, and how often.</summary>
    private readonly record struct RoutePart(char? Letter, bool MayBeMissing, bool Repeats)
    {
        public bool Has(char letter) => Letter is { } own ? char.ToUpperInvariant(own) == char.ToUpperInvariant(letter) : letter != '/';

        public static List<RoutePart> Of(string template)
        {
            var parts = new List<RoutePart>();
            for (var at = 0; at < template.Length; at++)
            {
                if (template[at] == '{')
                {
                    at = template.IndexOf('}', at);
                    parts.Add(new(null, MayBeMissing: false, Repeats: true));
                }
                else
                {
                    parts.Add(new(template[at], MayBeMissing: false, Repeats: false));
                }
            }

            parts.Add(new('/', MayBeMissing: true, Repeats: false));
            return parts;
        }
    }
}
