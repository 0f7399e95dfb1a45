using System.Text.RegularExpressions;
using Loyalty.Api.Hosting;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Contract;

/// <summary>docs/limits.md lists the limits that the code checks.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 5")]
public sealed partial class LimitsTests
{
    private const string Page = "docs/limits.md";

    [Fact]
    public void The_page_lists_all_limits()
    {
        var page = Repository.Read(Page);
        var expected = Heading().Replace(page, match => $"{match.Groups["heading"].Value}{Limits.Table()}", 1);
        if (Environment.GetEnvironmentVariable("UPDATE_LIMITS") is "1")
        {
            File.WriteAllText(Repository.PathOf(Page), expected);
        }

        Assert.NotEmpty(Limits.All);
        Assert.True(
            string.Equals(Repository.Read(Page), expected, StringComparison.Ordinal),
            "The limits have changed. If that is meant: UPDATE_LIMITS=1 dotnet test tests/Loyalty.Api.Tests --filter FullyQualifiedName~LimitsTests, then read the diff of docs/limits.md.");
    }

    [GeneratedRegex(@"(?<heading>## Limits of the server\n\n)(\|[^\n]*\n)+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();
}
