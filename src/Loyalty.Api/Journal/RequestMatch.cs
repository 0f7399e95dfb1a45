using System.Globalization;
using Loyalty.Api.Controls;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Faults;
using Microsoft.AspNetCore.WebUtilities;

namespace Loyalty.Api.Journal;

/// <summary>
/// Conditions on a request; null matches everything. The path and the values of query, headers and body may contain the wildcard <c>*</c>. All parts are
/// compared as the journal has them, with secrets masked. The keys of <paramref name="Body"/> are JSON paths such as <c>$.items[0].id</c>.
/// </summary>
public sealed record RequestMatch(
    string? Operation = null,
    string? Method = null,
    string? Path = null,
    IReadOnlyDictionary<string, string>? Query = null,
    int? Status = null,
    int? Code = null,
    [property: ValuesOf<Answerer>(CamelCase = true, Name = "AnsweredBy")] string? AnsweredBy = null,
    IReadOnlyDictionary<string, string>? Headers = null,
    IReadOnlyDictionary<string, string>? Body = null)
{
    /// <summary>Refuses conditions that no entry can meet.</summary>
    public void Require(string prefix, OperationCatalog operations)
    {
        MatchValidation.Require(prefix, Method, Path, Query);
        MatchValidation.Require(prefix + "operation", Operation, operations.Ids);
        MatchValidation.Require(prefix + "answeredBy", AnsweredBy, JournalRecorder.Answerers);
        MatchValidation.RequireValues(prefix + "headers", Headers);
        MatchValidation.RequireValues(prefix + "body", Body);
        foreach (var path in Body?.Keys ?? [])
        {
            MatchValidation.Require(BodyPath.Parse(path) is not null, $"{prefix}body['{path}']", "the name of a body part is a JSON path such as $.customer.id or $.items[0]['first name'].");
        }
    }

    public bool Fits(RequestJson request) => Differences(request).Count == 0;

    /// <summary>One line for each condition that the request does not meet.</summary>
    public IReadOnlyList<string> Differences(RequestJson request)
    {
        var differences = new List<string>();
        void Compare(string part, string? expected, string? actual, bool matches)
        {
            if (expected is not null && !matches)
            {
                differences.Add($"{part}: expected '{expected}', was {(actual is null ? "absent" : $"'{actual}'")}");
            }
        }

        Compare("operation", Operation, request.Operation, string.Equals(Operation, request.Operation, StringComparison.Ordinal));
        Compare("method", Method, request.Method, string.Equals(Method, request.Method, StringComparison.OrdinalIgnoreCase));
        Compare("path", Path, request.Path, Path is not null && WildcardPattern.Matches(Path, request.Path));
        Compare("status", Status?.ToString(CultureInfo.InvariantCulture), request.Status.ToString(CultureInfo.InvariantCulture), Status == request.Status);
        Compare("code", Code?.ToString(CultureInfo.InvariantCulture), string.Join(", ", request.Codes), Code is { } code && request.Codes.Contains(code));
        Compare("answeredBy", AnsweredBy, request.AnsweredBy, string.Equals(AnsweredBy, request.AnsweredBy, StringComparison.Ordinal));
        void CompareAll(string part, IReadOnlyDictionary<string, string>? conditions, Func<string, string?> find)
        {
            foreach (var (name, expected) in conditions ?? new Dictionary<string, string>(StringComparer.Ordinal))
            {
                var actual = find(name);
                Compare($"{part}.{name}", expected, actual, actual is not null && WildcardPattern.Matches(expected, actual));
            }
        }

        var query = QueryHelpers.ParseQuery(request.Query);
        CompareAll("query", Query, name => query.TryGetValue(name, out var value) ? value.ToString() : null);
        CompareAll("headers", Headers, name => request.Headers.GetValueOrDefault(name));
        CompareAll("body", Body, path => BodyPath.Parse(path)!.Find(request.Body));
        return differences;
    }
}
