using System.Text;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Contract;

/// <summary>Documented bodies as the seeds print them. They are not parsed; only whitespace between tokens is removed.</summary>
public static class PrintedJson
{
    /// <summary>A file from the folder Documented, as one line.</summary>
    public static string Read(string file) => Compact(Repository.Read($"tests/Loyalty.Api.Tests/Contract/Documented/{file}"));

    public static string Compact(string json)
    {
        var text = new StringBuilder(json.Length);
        var inString = false;
        for (var index = 0; index < json.Length; index++)
        {
            var character = json[index];
            if (inString && character == '\\')
            {
                text.Append(character).Append(json[++index]);
                continue;
            }

            inString ^= character == '"';
            if (inString || character is not (' ' or '\n' or '\r' or '\t'))
            {
                text.Append(character);
            }
        }

        return text.ToString();
    }
}
