using System.Buffers;
using System.Text.RegularExpressions;

namespace Loyalty.Api.Journal;

/// <summary>
/// Masks what looks like a credential in any text: a JSON web token, what follows <c>Basic</c> or <c>Bearer</c>, the user of a URL, and a value with the
/// name of a secret, such as <c>token=…</c>.
/// </summary>
internal static partial class SecretText
{
    private const int LongestWord = 20;

    /// <summary>A text without any of these holds no credential. Most texts are such, so this is all they cost.</summary>
    private static readonly SearchValues<string> Signs =
        SearchValues.Create([.. SecretMasking.SecretWords, "pin", "otp", "eyJ", "basic", "@"], StringComparison.OrdinalIgnoreCase);

    public static bool MayHoldSecret(string text) => text.AsSpan().ContainsAny(Signs);

    public static string Mask(string text)
    {
        if (!MayHoldSecret(text))
        {
            return text;
        }

        text = WebToken().Replace(text, SecretMasking.Mask);
        text = UserOfUrl().Replace(text, $"//{SecretMasking.Mask}@");
        text = AfterScheme().Replace(text, $"${{scheme}} {SecretMasking.Mask}");
        return NamedValue().Replace(text, static match => SecretMasking.IsSecret(match.Groups["name"].Value)
            ? $"{match.Groups["name"].Value}{match.Groups["between"].Value}{SecretMasking.Mask}"
            : match.Value);
    }

    /// <summary>Masks the segments of a path, and a segment that follows the name of a secret, unless it is a word: <c>/token/generate</c> stays.</summary>
    public static string MaskPath(string path)
    {
        if (!MayHoldSecret(path))
        {
            return path;
        }

        var segments = path.Split('/');
        var masked = new string[segments.Length];
        for (var index = 0; index < segments.Length; index++)
        {
            masked[index] = index > 0 && SecretMasking.IsSecret(segments[index - 1]) && !IsWord(segments[index]) ? SecretMasking.Mask : Mask(segments[index]);
        }

        return string.Join('/', masked);
    }

    private static bool IsWord(string segment) => segment.Length <= LongestWord && segment.All(character => char.IsAsciiLetter(character) || character is '-');

    // Each pattern starts only at the beginning of a run of characters and never goes back within it. So the time grows with the length of the text, not with its square.
    // The limits are a minute: after one second a request on a busy machine was answered 500, because the process itself had waited so long.
    [GeneratedRegex(@"(?<![\w-])eyJ(?>[\w-]+)\.(?>[\w-]+)(?:\.(?>[\w-]*))?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex WebToken();

    [GeneratedRegex(@"//[^/?#\s]*@", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex UserOfUrl();

    [GeneratedRegex(@"(?<![\w-])(?<scheme>basic|bearer)(?>\s+)[^\s,;]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex AfterScheme();

    [GeneratedRegex(
        """(?<![\w.-])(?<name>(?>[\w.-]+))(?<between>(?>["']?\s*)[=:](?>\s*)["']?)(?<value>(?<=")[^"]+|(?<=')[^']+|[^\s;,&"']+)""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 60_000)]
    private static partial Regex NamedValue();
}
