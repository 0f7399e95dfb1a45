using System.Text.RegularExpressions;
using Loyalty.Api.Operations;
using Loyalty.Api.Tests.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Sdk;

namespace Loyalty.Api.Tests.Contract;

/// <summary>docs/coverage.md lists every emulated operation with its evidence and tests, and every one of them has examples that fail without its handler.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed partial class CoverageTests
{
    private const string Page = "docs/coverage.md";

    [Fact]
    public void The_page_lists_every_operation_with_its_evidence_and_tests()
    {
        using var app = new EmulatorApp();
        var operations = app.Services.GetRequiredService<OperationCatalog>().All;
        var expected = Heading().Replace(Repository.Read(Page), match => $"{match.Groups["heading"].Value}{CoverageTable.Of(operations)}", 1);
        if (Environment.GetEnvironmentVariable("UPDATE_COVERAGE") is "1")
        {
            File.WriteAllText(Repository.PathOf(Page), expected);
        }

        Assert.NotEmpty(operations);
        Assert.True(
            string.Equals(Repository.Read(Page), expected, StringComparison.Ordinal),
            "The operations or their tests have changed. If that is meant: UPDATE_COVERAGE=1 dotnet test tests/Loyalty.Api.Tests --filter FullyQualifiedName~CoverageTests, then read the diff of docs/coverage.md.");
    }

    /// <summary>All handlers are replaced at once: each example is one request, so it meets only the handler of its own operation.</summary>
    [Fact]
    public async Task Every_spelling_has_an_example_that_fails_if_its_handler_is_replaced_by_one_that_answers_501()
    {
        using var app = EmulatorApp.WithoutHandlers();
        var spellings = app.Services.GetRequiredService<OperationCatalog>().All.Select(operation => operation.Endpoint.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName).ToHashSet(StringComparer.Ordinal);
        var failing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var example in OperationExample.In((await app.GetPlainAsync("/swagger/v1/swagger.json")).Body).Where(example => example.IsAnsweredByHandler))
        {
            await Assert.ThrowsAnyAsync<XunitException>(() => example.CheckAsync(app));
            failing.Add(example.OperationId);
        }

        Assert.Equal(spellings.Order(StringComparer.Ordinal), failing.Order(StringComparer.Ordinal));
    }

    /// <summary>Otherwise the test above would pass with an app that answers nothing.</summary>
    [Fact]
    public async Task The_app_without_handlers_still_checks_credentials()
    {
        using var app = EmulatorApp.WithoutHandlers();
        var examples = OperationExample.In((await app.GetPlainAsync("/swagger/v1/swagger.json")).Body).Where(example => example.Status is 401 or 403).ToList();

        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            await example.CheckAsync(app);
        }
    }

    [GeneratedRegex(@"(?<heading>## Operations\n\n)(\|[^\n]*\n)*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();
}
