using System.Text.Json;
using System.Text.RegularExpressions;

namespace Loyalty.Clients;

/// <summary>Records every request that a client sends and compares them with the operations of the OpenAPI documents.</summary>
public sealed class CalledOperations() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly HashSet<(string Method, string Path)> _sent = [];

    /// <summary>The value of the Authorization header; null sends no header.</summary>
    public string? Authorization { get; set; }

    public string? Token { get; set; }

    /// <summary>Throws unless every operation in the documents was called. Returns the number of operations.</summary>
    public int RequireAll(params IEnumerable<string> documents)
    {
        var operations = documents.SelectMany(Operations).ToList();
        Expect.That(operations.Count > 0);
        var missing = operations.Where(operation => !_sent.Any(sent => operation.Fits(sent.Method, sent.Path))).Select(operation => operation.Id).ToList();
        return missing.Count == 0 ? operations.Count : throw new InvalidOperationException($"never called: {string.Join(", ", missing)}");
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _sent.Add((request.Method.Method, request.RequestUri!.AbsolutePath));
        if (Authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", Authorization);
        }

        if (Token is not null)
        {
            request.Headers.TryAddWithoutValidation("X-CAP-API-OAUTH-TOKEN", Token);
        }

        return base.SendAsync(request, cancellationToken);
    }

    private static IEnumerable<Operation> Operations(string document)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(document));
        foreach (var path in json.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject().Where(member => member.Value.TryGetProperty("operationId", out _)))
            {
                yield return new Operation(method.Value.GetProperty("operationId").GetString()!, method.Name, path.Name);
            }
        }
    }

    private sealed record Operation(string Id, string Method, string Template)
    {
        private readonly Regex _path = new("^" + Regex.Replace(Template, @"\{[^}]+\}", "[^/]+") + "$");

        public bool Fits(string method, string path) => Method.Equals(method, StringComparison.OrdinalIgnoreCase) && _path.IsMatch(path);
    }
}
