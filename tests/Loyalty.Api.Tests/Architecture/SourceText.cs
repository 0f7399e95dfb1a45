using System.Text.RegularExpressions;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Architecture;

/// <summary>C# source as text, for rules that reflection cannot check.</summary>
internal static class SourceText
{
    /// <summary>The file without comments, so that rules apply to code only.</summary>
    public static string WithoutComments(string relative) => Regex.Replace(Repository.Read(relative), @"(?m)//.*$|(?s)/\*.*?\*/", "");

    /// <summary>Removes every block that starts with a match of <paramref name="head"/>. The match must end before the block's opening brace.</summary>
    public static string WithoutBlocks(string text, string head)
    {
        while (Regex.Match(text, head) is { Success: true } match)
        {
            text = text.Remove(match.Index, EndOfBlock(text, match.Index + match.Length) - match.Index);
        }

        return text;
    }

    private static int EndOfBlock(string text, int from)
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

        throw new InvalidDataException("A block has no closing brace.");
    }
}
