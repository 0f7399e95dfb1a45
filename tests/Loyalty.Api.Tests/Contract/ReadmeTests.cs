using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Contract;

/// <summary>Runs every curl command of the README and of docs/documented-requests.md and compares the response with the printed one.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 7")]
public sealed partial class ReadmeTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Address = "http://localhost:8080";

    private static readonly string Pages = Repository.Read("README.md") + Repository.Read("docs/documented-requests.md");

    /// <summary>Once each: the first command of the README is also a documented request.</summary>
    public static TheoryData<string, int, string> Commands { get; } = new(PrintedResponse().Matches(Pages)
        .Select(match => (match.Groups["curl"].Value, int.Parse(match.Groups["status"].Value, CultureInfo.InvariantCulture), match.Groups["body"].Value))
        .Distinct());

    [Fact]
    public void Every_printed_response_is_compared()
    {
        Assert.Equal(Regex.Count(Pages, @"^Answer \d+:$", RegexOptions.Multiline), PrintedResponse().Count(Pages));
        Assert.True(Commands.Count >= 10);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_curl_command_gets_the_printed_response(string curl, int status, string body)
    {
        var response = await SendAsync(SplitArguments(curl));

        Assert.Equal(status, response.Status);
        Assert.Equal(body, response.Body);
    }

    /// <summary>dotnet run prints "Using launch settings from …" to its standard output, which would be the first line of the file.</summary>
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/world-document.md")]
    public void A_command_that_writes_a_file_writes_nothing_of_dotnet_run(string page)
    {
        var commands = Regex.Matches(Repository.Read(page), "^dotnet run [^\n]* > [^\n]*", RegexOptions.Multiline).Select(match => match.Value).ToList();

        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.StartsWith("dotnet run --no-launch-profile ", command, StringComparison.Ordinal));
    }

    /// <summary>Interprets the curl arguments that the pages use. Any other argument is an error.</summary>
    private Task<Reply> SendAsync(List<string> arguments)
    {
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

    [GeneratedRegex(@"```sh\n(?<curl>curl [^`]+?)\n```\n\nAnswer (?<status>\d+):\n\n```json\n(?<body>[^\n]+)\n```")]
    private static partial Regex PrintedResponse();

    [GeneratedRegex(@"'[^']*'|[^\s']+")]
    private static partial Regex Argument();
}
