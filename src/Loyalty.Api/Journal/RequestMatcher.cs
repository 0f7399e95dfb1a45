using System.Globalization;
using System.Text.Json;
using Loyalty.Domain.Faults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Loyalty.Api.Journal;

/// <summary>Compares journal entries with a match. Texts are made only for the differences that somebody reads.</summary>
internal sealed class RequestMatcher(RequestMatch match)
{
    /// <summary>Longer values are cut in a difference.</summary>
    private const int LongestValue = 1000;

    private readonly (string Path, BodyPath Parsed, string Expected)[] _body =
        [.. (match.Body ?? new Dictionary<string, string>(StringComparer.Ordinal)).Select(part => (part.Key, BodyPath.Parse(part.Key)!, part.Value))];

    public bool Fits(JournalEntry entry) => !Mismatches(entry).Any();

    public int CountDifferences(JournalEntry entry) => Mismatches(entry).Count();

    /// <summary>One line for each condition that the request does not meet.</summary>
    public IReadOnlyList<string> Differences(JournalEntry entry) => [.. Mismatches(entry).Select(Describe)];

    private static string Describe(Mismatch mismatch) =>
        $"{mismatch.Part}{(mismatch.Name is null ? "" : ".")}{mismatch.Name}: expected '{mismatch.Expected}', was {(mismatch.Actual is { } actual ? $"'{Cut(actual)}'" : "absent")}";

    private static string Cut(string text) => text.Length <= LongestValue ? text : $"{text.AsSpan(0, LongestValue)}…";

    private static bool Matches(string expected, string? actual) => actual is not null && WildcardPattern.Matches(expected, actual);

    private static string NumberText(int number) => number.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<Mismatch> Mismatches(JournalEntry entry)
    {
        if (match.Operation is { } operation && !operation.Equals(entry.Operation?.Id, StringComparison.Ordinal))
        {
            yield return new("operation", null, operation, entry.Operation?.Id);
        }

        if (match.Method is { } method && !method.Equals(entry.Method, StringComparison.OrdinalIgnoreCase))
        {
            yield return new("method", null, method, entry.Method);
        }

        if (match.Path is { } path && !WildcardPattern.Matches(path, entry.Path))
        {
            yield return new("path", null, path, entry.Path);
        }

        if (match.Status is { } status && status != entry.Status)
        {
            yield return new("status", null, NumberText(status), NumberText(entry.Status));
        }

        if (match.Code is { } code && !entry.Codes.Contains(code))
        {
            yield return new("code", null, NumberText(code), string.Join(", ", entry.Codes));
        }

        if (match.AnsweredBy is { } answeredBy && !answeredBy.Equals(entry.AnsweredBy, StringComparison.Ordinal))
        {
            yield return new("answeredBy", null, answeredBy, entry.AnsweredBy);
        }

        foreach (var mismatch in QueryMismatches(entry).Concat(HeaderMismatches(entry)).Concat(BodyMismatches(entry)))
        {
            yield return mismatch;
        }
    }

    private IEnumerable<Mismatch> QueryMismatches(JournalEntry entry)
    {
        if (match.Query is not { Count: > 0 } conditions)
        {
            yield break;
        }

        var query = QueryHelpers.ParseQuery(entry.Query);
        foreach (var (name, expected) in conditions)
        {
            var actual = query.TryGetValue(name, out StringValues value) ? value.ToString() : null;
            if (!Matches(expected, actual))
            {
                yield return new("query", name, expected, actual);
            }
        }
    }

    private IEnumerable<Mismatch> HeaderMismatches(JournalEntry entry)
    {
        if (match.Headers is not { Count: > 0 } conditions)
        {
            yield break;
        }

        var headers = entry.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, expected) in conditions)
        {
            var actual = headers.GetValueOrDefault(name);
            if (!Matches(expected, actual))
            {
                yield return new("headers", name, expected, actual);
            }
        }
    }

    private IEnumerable<Mismatch> BodyMismatches(JournalEntry entry)
    {
        if (_body.Length == 0)
        {
            yield break;
        }

        // The journal records only a note in parentheses for a body that is not JSON.
        using var body = string.IsNullOrEmpty(entry.Body) || entry.Body[0] == '(' ? null : JsonDocument.Parse(entry.Body);
        foreach (var (path, parsed, expected) in _body)
        {
            var actual = body is null ? null : parsed.Find(body.RootElement);
            if (!Matches(expected, actual))
            {
                yield return new("body", path, expected, actual);
            }
        }
    }

    /// <param name="Name">The name of a query parameter, header or body part; null for other parts.</param>
    private readonly record struct Mismatch(string Part, string? Name, string Expected, string? Actual);
}
