using System.Globalization;
using System.Text.Json;

namespace Loyalty.Browser.Tests;

/// <summary>A stranger opens Swagger UI and presses Execute.</summary>
public sealed class SwaggerTests(Chromium chromium)
{
    private const string Till = "docs.till";

    private const string TillPassword = "202cb962ac59075b964b07152d234b70";

    private const string DocumentedRequest = "/v3/users/565039506/enrolledTargets";

    private const string GenerateToken = "generateToken";

    private const string GetEnrolledTargets = "getEnrolledTargets";

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 5")]
    public async Task Every_emulated_operation_succeeds_as_the_page_fills_it_in_for_the_sample_till()
    {
        await using var page = await SwaggerPage.OpenAsync(chromium);
        await page.SaveOverviewAsync("emulated-overview");
        await page.AuthorizeWithTillAsync(Till, TillPassword, "emulated-authorize-basic");

        var executed = await ExecuteAllAsync(page, "emulated-basic");

        Assert.Empty(Refused(executed));
        Assert.Contains(executed, operation => operation.Headers.ContainsKey("authorization"));
        Assert.Empty(page.Problems);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 5")]
    public async Task The_first_operation_of_each_group_succeeds_as_the_page_fills_it_in_with_a_token_that_the_page_generated()
    {
        await using var page = await SwaggerPage.OpenAsync(chromium);
        var answer = await page.ExecuteAsync(Operation(page, GenerateToken));
        Assert.True(answer.Succeeded, answer.ToString());
        await page.CollapseAsync(answer.Operation);
        await page.AuthorizeWithTokenAsync(TokenOf(answer), "emulated-authorize-token");

        var groups = new HashSet<string>(StringComparer.Ordinal);
        var executed = await ExecuteAllAsync(page, "emulated-token", isChosen: operation => groups.Add(operation.Group));

        Assert.Empty(Refused(executed));
        Assert.Contains(executed, operation => operation.Headers.ContainsKey("x-cap-api-oauth-token"));
        Assert.DoesNotContain(executed, operation => operation.Headers.ContainsKey("authorization"));
        Assert.Empty(page.Problems);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 5")]
    public async Task Every_control_succeeds_from_top_to_bottom_and_none_acts_on_the_sample_world()
    {
        await using var page = await SwaggerPage.OpenAsync(chromium);
        await page.SelectAsync(SwaggerPage.Controls);
        await page.SaveOverviewAsync("controls-overview");

        var executed = await ExecuteAllAsync(page, "controls", async operation =>
        {
            var (status, body) = await page.GetAsync(DocumentedRequest, Till, TillPassword);
            Assert.True(status == 200, $"The sample world answers {status} after {operation}: {body}");
            using var json = JsonDocument.Parse(body);
            Assert.Equal(2995, json.RootElement.GetProperty("data")[0].GetProperty("id").GetInt64());
        });

        Assert.Empty(Refused(executed));
        Assert.Empty(page.Problems);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 5")]
    public async Task Authorization_survives_switching_the_document_and_reloading_the_page()
    {
        await using var page = await SwaggerPage.OpenAsync(chromium);
        await page.AuthorizeWithTillAsync(Till, TillPassword);

        await page.SelectAsync(SwaggerPage.Controls);
        await page.SelectAsync(SwaggerPage.Emulated);
        var afterSwitching = await page.ExecuteAsync(Operation(page, GetEnrolledTargets));
        await page.ReloadAsync();
        var afterReloading = await page.ExecuteAsync(Operation(page, GetEnrolledTargets));

        Assert.True(afterSwitching.Succeeded, $"After switching: {afterSwitching}");
        Assert.True(afterReloading.Succeeded, $"After reloading: {afterReloading}");
        Assert.Empty(page.Problems);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 5")]
    public async Task No_group_is_empty()
    {
        await using var page = await SwaggerPage.OpenAsync(chromium);

        var emulated = await page.EmptyGroupsAsync();
        await page.SelectAsync(SwaggerPage.Controls);
        var controls = await page.EmptyGroupsAsync();

        Assert.Empty(emulated.Concat(controls));
        Assert.Empty(page.Problems);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 5")]
    public async Task The_deprecated_operation_is_as_readable_as_the_others()
    {
        await using var page = await SwaggerPage.OpenAsync(chromium);

        foreach (var operation in page.Document.Operations)
        {
            Assert.Equal($"{operation.Id}: opacity 1, text-decoration none", $"{operation.Id}: {await page.LooksOfAsync(operation)}");
        }

        Assert.Empty(page.Problems);
    }

    /// <summary>Executes every operation of the document, or those that are chosen, in the page's order; a screenshot of each that does not succeed goes to the artifacts.</summary>
    private static async Task<IReadOnlyList<ExecutedOperation>> ExecuteAllAsync(
        SwaggerPage page, string screenshots, Func<ExecutedOperation, Task>? afterEach = null, Func<ApiOperation, bool>? isChosen = null)
    {
        var shown = await page.ShownOperationsAsync();
        Assert.Equal(page.Document.Operations.Select(operation => operation.Id).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        var executed = new List<ExecutedOperation>();
        foreach (var id in shown.Where(id => isChosen?.Invoke(Operation(page, id)) is not false))
        {
            var answer = await page.ExecuteAsync(Operation(page, id));
            executed.Add(answer);
            if (!answer.Succeeded)
            {
                await page.SaveAsync(answer.Operation, string.Create(CultureInfo.InvariantCulture, $"{screenshots}-{executed.Count:00}-{id}"));
            }

            await page.CollapseAsync(answer.Operation);
            if (afterEach is not null)
            {
                await afterEach(answer);
            }
        }

        return executed;
    }

    private static ApiOperation Operation(SwaggerPage page, string id) =>
        page.Document.Operations.Single(operation => operation.Id.Equals(id, StringComparison.Ordinal));

    private static IEnumerable<string> Refused(IEnumerable<ExecutedOperation> executed) =>
        executed.Where(operation => !operation.Succeeded).Select(operation => operation.ToString());

    private static string TokenOf(ExecutedOperation answer)
    {
        using var json = JsonDocument.Parse(answer.Body);
        return json.RootElement.GetProperty("data").GetProperty("accessToken").GetString()!;
    }
}
