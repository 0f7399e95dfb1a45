using System.Globalization;
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

    [Fact]
    public void The_page_states_the_memory_of_the_process()
    {
        const long megabyte = 1024 * 1024;
        var gigabytes = Math.Ceiling(Limits.Memory / (decimal)megabyte / 100) / 10;

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"MB = {gigabytes} GB\n"), Repository.Read(Page), StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"takes up to {Limits.MemoryOfDocument} times its size"), Repository.Read(Page), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?<heading>## Limits of the server\n\n)(\|[^\n]*\n)+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();
}
