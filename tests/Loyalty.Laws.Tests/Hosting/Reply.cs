namespace Loyalty.Laws.Tests.Hosting;

/// <summary>A received answer. The status is 0 if the connection broke before the end of the answer.</summary>
internal readonly record struct Reply(int Status, string Body)
{
    public static readonly Reply Broken = new(0, "");

    public static async Task<Reply> SendAsync(
        HttpClient client, HttpMethod method, string path, string? body, CancellationToken cancellation, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await client.SendAsync(request, cancellation);
            return new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return Broken;
        }
    }

    public Reply Require(int status) => Status == status ? this : throw new InvalidOperationException($"{status} was expected, not {Status} {Body}");
}

/// <summary>The Authorization header of a till whose password is 123.</summary>
internal static class Till
{
    public const string Password = "123";

    private const string PasswordMd5 = "202cb962ac59075b964b07152d234b70";

    public static (string Name, string Value) Header(string till) =>
        ("Authorization", "Basic " + Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{till}:{PasswordMd5}")));
}
