using System.Text.RegularExpressions;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Architecture;

/// <summary>C# as text, for rules that reflection cannot see.</summary>
internal static class SourceText
{
    /// <summary>The file without comments, so that prose breaks no rule.</summary>
    public static string WithoutComments(string relative) => Regex.Replace(Repository.Read(relative), @"(?m)//.*$|(?s)/\*.*?\*/", "");

    /// <summary>The text with every block removed that starts where <paramref name="head"/> matches; the head must reach up to before the block's first brace.</summary>
    public static string WithoutBlocks(string text, string head)
    {
        while (Regex.Match(text, head) is { Success: true } match)
        {
            text = text.Remove(match.Index, End(text, match.Index + match.Length) - match.Index);
        }

        return text;
    }

    private static int End(string text, int from)
    {
        var depth = 0;
        for (var index = text.IndexOf('{', from); index < text.Length; index++)
        {
            depth += text[index] switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return index + 1;
            }
        }

        throw new InvalidDataException("A block does not end.");
    }
}
