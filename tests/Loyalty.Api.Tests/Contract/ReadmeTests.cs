using System.Globalization;
using System.Text.RegularExpressions;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Contract;

/// <summary>Runs every curl command of the README and of docs/documented-requests.md and compares the response with the printed one.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 7")]
public sealed partial class ReadmeTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
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
        var response = await CurlCommand.SendAsync(app, curl);

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

    [GeneratedRegex(@"```sh\n(?<curl>curl [^`]+?)\n```\n\nAnswer (?<status>\d+):\n\n```json\n(?<body>[^\n]+)\n```")]
    private static partial Regex PrintedResponse();
}
