using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Contract;

/// <summary>Sends a curl command of a page. It interprets the arguments that the pages use; any other argument is an error.</summary>
internal static partial class CurlCommand
{
    private const string Address = "http://localhost:8080";

    public static Task<Reply> SendAsync(EmulatorApp app, string command)
    {
        var arguments = SplitArguments(command);
        var method = HttpMethod.Get;
        var headers = new List<(string, string)>();
        string? path = null;
        string? data = null;
        for (var index = 1; index < arguments.Count; index++)
        {
            switch (arguments[index])
            {
                case "-s":
                    break;
                case "-X":
                    method = new HttpMethod(arguments[++index]);
                    break;
                case "-H":
                    var (name, value) = arguments[++index].Split(": ", 2) is [var left, var right] ? (left, right) : throw new FormatException(arguments[index]);
                    headers.Add((name, value));
                    break;
                case "-d" or "--data":
                    data = arguments[++index];
                    method = method == HttpMethod.Get ? HttpMethod.Post : method;
                    break;
                case var url when url.StartsWith(Address, StringComparison.Ordinal):
                    path = url[Address.Length..];
                    break;
                case var other:
                    throw new FormatException($"The page uses '{other}', which this test does not know.");
            }
        }

        var type = headers.FirstOrDefault(header => header.Item1.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Item2;
        return app.SendAsync(
            method, path!, data is null ? null : new StringContent(data, Encoding.UTF8, new MediaTypeHeaderValue(type ?? "application/x-www-form-urlencoded")), [.. headers]);
    }

    /// <summary>Splits a command into arguments like a shell, with line continuations and single quotes.</summary>
    private static List<string> SplitArguments(string line) =>
        [.. Argument().Matches(line.Replace("\\\n", " ", StringComparison.Ordinal)).Select(argument => argument.Value.Trim('\''))];

    [GeneratedRegex(@"'[^']*'|[^\s']+")]
    private static partial Regex Argument();
}
