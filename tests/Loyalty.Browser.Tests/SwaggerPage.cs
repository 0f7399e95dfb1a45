using System.Collections.Concurrent;
using System.Text;
using Microsoft.Playwright;

namespace Loyalty.Browser.Tests;

/// <summary>Swagger UI of a freshly started emulator in an empty browser profile. Selectors of the page stay in here.</summary>
internal sealed class SwaggerPage : IAsyncDisposable
{
    public const string Emulated = "Emulated operations";

    public const string Controls = "Controls";

    private const string Summary = ".opblock-summary-control";

    private const string IsExpanded = "aria-expanded";

    /// <summary>Milliseconds until a request must have left the page.</summary>
    private const float SendLimit = 20_000;

    /// <summary>Milliseconds for everything else; the page needs some seconds for an answer of a megabyte, more on a busy machine.</summary>
    private const float Patience = 60_000;

    private readonly EmulatorProcess _emulator;
    private readonly IBrowserContext _profile;
    private readonly IPage _page;
    private readonly ConcurrentQueue<string> _problems = new();

    private SwaggerPage(EmulatorProcess emulator, IBrowserContext profile, IPage page)
    {
        _emulator = emulator;
        _profile = profile;
        _page = page;
        _page.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        _page.Console += (_, message) => Note(message.Type is "error" or "warning", $"console {message.Type}: {message.Text}");
        _page.PageError += (_, error) => Note(true, $"exception: {error}");
        _page.RequestFailed += (_, request) => Note(true, $"failed: {request.Method} {request.Url}: {request.Failure}");
        _page.Response += (_, response) => Note(response.Status >= 400, $"refused: {response.Request.Method} {response.Url}: {response.Status}");
        _page.Request += (_, request) => Note(
            !request.Url.StartsWith(_emulator.Address.AbsoluteUri, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal),
            $"request to elsewhere: {request.Method} {request.Url}");
    }

    /// <summary>Console errors and warnings, failed or refused requests, and requests to other hosts, since the page was opened.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>The document that is shown.</summary>
    public ApiDocument Document { get; private set; } = new([], null, null);

    public static async Task<SwaggerPage> OpenAsync(Chromium chromium)
    {
        var profile = await chromium.NewProfileAsync();
        EmulatorProcess? emulator = null;
        try
        {
            emulator = await EmulatorProcess.StartAsync();
            var page = new SwaggerPage(emulator, profile, await profile.NewPageAsync());
            await page._page.GotoAsync($"{emulator.Address}swagger");
            await page.WaitForDocumentAsync();
            return page;
        }
        catch
        {
            await profile.DisposeAsync();
            if (emulator is not null)
            {
                await emulator.DisposeAsync();
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _profile.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    /// <summary>Selects a document in the top bar.</summary>
    public async Task SelectAsync(string document)
    {
        await _page.Locator("#select").SelectOptionAsync(new SelectOptionValue { Label = document });
        await WaitForDocumentAsync();
    }

    public async Task ReloadAsync()
    {
        await _page.ReloadAsync();
        await WaitForDocumentAsync();
    }

    /// <summary>Ids of the operations in the page's order.</summary>
    public async Task<IReadOnlyList<string>> ShownOperationsAsync() =>
        await _page.Locator(".opblock").EvaluateAllAsync<string[]>("blocks => blocks.map(block => block.id.split('-').at(-1))");

    /// <summary>Groups of the page without operations.</summary>
    public async Task<IReadOnlyList<string>> EmptyGroupsAsync()
    {
        Assert.NotEqual(0, await _page.Locator(".opblock-tag-section").CountAsync());
        return await _page.Locator(".opblock-tag-section").EvaluateAllAsync<string[]>(
            "groups => groups.filter(group => !group.querySelector('.opblock')).map(group => group.querySelector('.opblock-tag').dataset.tag)");
    }

    /// <summary>Expands an operation, presses Execute with nothing but what the page has filled in, and leaves it expanded.</summary>
    public async Task<ExecutedOperation> ExecuteAsync(ApiOperation operation)
    {
        var block = await ExpandAsync(operation);
        IRequest request;
        try
        {
            request = await _page.RunAndWaitForRequestAsync(
                () => block.Locator("button.execute").ClickAsync(), request => operation.Fits(request.Method, request.Url), new() { Timeout = SendLimit });
        }
        catch (TimeoutException)
        {
            var invalid = await block.Locator(".invalid").CountAsync();
            return new(operation, null, $"nothing was sent; {invalid} inputs are marked as invalid", "", new Dictionary<string, string>(StringComparer.Ordinal));
        }

        var response = await request.ResponseAsync() ?? throw new InvalidOperationException($"{operation.Id} was not answered: {request.Failure}");

        // The page shows the status that it got, and "Undocumented" below where the document does not name it.
        var shown = (await block.Locator(".live-responses-table .response .response-col_status").InnerTextAsync()).Trim();
        return new(operation, response.Status, shown, await response.TextAsync(), await request.AllHeadersAsync());
    }

    public async Task CollapseAsync(ApiOperation operation)
    {
        var summary = BlockOf(operation).Locator(Summary);
        await summary.ClickAsync();
        await Assertions.Expect(summary).ToHaveAttributeAsync(IsExpanded, "false");
    }

    /// <summary>How opaque an operation is drawn, 1 for fully, and what runs through its path.</summary>
    public async Task<string> LooksOfAsync(ApiOperation operation)
    {
        await Assertions.Expect(BlockOf(operation)).ToBeVisibleAsync();
        return await BlockOf(operation).EvaluateAsync<string>(
            """
            block => {
                const path = getComputedStyle(block.querySelector('.opblock-summary-path, .opblock-summary-path__deprecated'));
                return `opacity ${getComputedStyle(block).opacity}, text-decoration ${path.textDecorationLine}`;
            }
            """);
    }

    public async Task AuthorizeWithTillAsync(string user, string password, string? screenshot = null)
    {
        var scheme = await OpenAuthorizeDialogAsync(Document.BasicScheme!);
        await scheme.Locator("input[type=text]").FillAsync(user);
        await scheme.Locator("input[type=password]").FillAsync(password);
        await AuthorizeAsync(scheme, screenshot);
    }

    public async Task AuthorizeWithTokenAsync(string token, string? screenshot = null)
    {
        var scheme = await OpenAuthorizeDialogAsync(Document.HeaderScheme!);
        await scheme.Locator("input").FillAsync(token);
        await AuthorizeAsync(scheme, screenshot);
    }

    /// <summary>The answer to a GET beside the page, with a till's header.</summary>
    public async Task<(int Status, string Body)> GetAsync(string path, string user, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        using var reply = await _emulator.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)reply.StatusCode, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task SaveOverviewAsync(string name) => await _page.ScreenshotAsync(new() { Path = PathOf(name), FullPage = true });

    /// <summary>The expanded operation down to the end of its answer; the documented responses below are left out.</summary>
    public async Task SaveAsync(ApiOperation operation, string name)
    {
        var clip = await BlockOf(operation).EvaluateAsync<float[]>(
            """
            block => {
                const all = block.getBoundingClientRect();
                const end = (block.querySelector('.live-responses-table') ?? block).getBoundingClientRect().bottom;
                return [all.x + scrollX, all.y + scrollY, all.width, end - all.y];
            }
            """);
        await _page.ScreenshotAsync(new() { Path = PathOf(name), FullPage = true, Clip = new() { X = clip[0], Y = clip[1], Width = clip[2], Height = clip[3] } });
    }

    private static string PathOf(string name) => Path.Combine(BuildPaths.Screenshots, name + ".png");

    private ILocator BlockOf(ApiOperation operation) => _page.Locator($".opblock[id$='-{operation.Id}']");

    private async Task<ILocator> ExpandAsync(ApiOperation operation)
    {
        var block = BlockOf(operation);
        await block.Locator(Summary).ClickAsync();
        await Assertions.Expect(block.Locator(Summary)).ToHaveAttributeAsync(IsExpanded, "true");
        return block;
    }

    private async Task<ILocator> OpenAuthorizeDialogAsync(string scheme)
    {
        await _page.Locator(".auth-wrapper > .btn.authorize").ClickAsync();
        return _page.Locator(".dialog-ux .auth-container").Filter(new() { Has = _page.Locator($"h4 code:text-is('{scheme}')") });
    }

    private async Task AuthorizeAsync(ILocator scheme, string? screenshot)
    {
        if (screenshot is not null)
        {
            await _page.ScreenshotAsync(new() { Path = PathOf(screenshot) });
        }

        await scheme.Locator("button.authorize").ClickAsync();
        await Assertions.Expect(scheme.GetByText("Logout")).ToBeVisibleAsync();
        if (screenshot is not null)
        {
            await _page.ScreenshotAsync(new() { Path = PathOf(screenshot + "-authorized") });
        }

        await _page.Locator(".dialog-ux .close-modal").ClickAsync();
    }

    /// <summary>The document that the top bar names is read from the server too; the page is ready when it shows its operations.</summary>
    private async Task WaitForDocumentAsync()
    {
        var url = await _page.Locator("#select").InputValueAsync();
        Document = ApiDocument.Parse(await _emulator.Client.GetStringAsync(new Uri(url, UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.NotEmpty(Document.Operations);
        foreach (var operation in Document.Operations)
        {
            await Assertions.Expect(BlockOf(operation)).ToBeVisibleAsync();
        }

        await Assertions.Expect(_page.Locator(".opblock")).ToHaveCountAsync(Document.Operations.Count);
    }

    private void Note(bool isProblem, string problem)
    {
        if (isProblem)
        {
            _problems.Enqueue(problem);
        }
    }
}

/// <summary>What came of pressing Execute; no status where the page sent nothing.</summary>
internal sealed record ExecutedOperation(ApiOperation Operation, int? Status, string Shown, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public bool Succeeded => Status is >= 200 and < 300 && Shown.Equals($"{Status}", StringComparison.Ordinal);

    public override string ToString() => $"{Operation.Id}: {Shown.ReplaceLineEndings(" ")} {Body}";
}
