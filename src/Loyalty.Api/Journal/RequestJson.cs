using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Api.Journal;

/// <summary>A journal entry. <paramref name="At"/> is when the request arrived, by the machine's clock in UTC; <paramref name="Unread"/> lists query parameters and body fields that the operation does not read.</summary>
public sealed record RequestJson(
    string At,
    string Method,
    string Path,
    string Query,
    IReadOnlyDictionary<string, string> Headers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Body,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Operation,
    int Status,
    IReadOnlyList<int> Codes,
    double LatencyMs,
    [property: ValuesOf<Answerer>(CamelCase = true, Name = "AnsweredBy")] string AnsweredBy,
    IReadOnlyList<string> Unread,
    string? Reason)
{
    public static RequestJson From(JournalEntry entry)
    {
        var operation = entry.Endpoint?.Metadata.GetMetadata<Operation>() is null ? null : EmulatedOperation.Of(entry.Endpoint);
        var headers = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in entry.Headers)
        {
            headers[name] = value;
        }

        return new(
            DocumentInstant.Print(entry.At),
            entry.Method,
            entry.Path,
            entry.Query,
            headers,
            entry.Body,
            operation?.Id,
            entry.Status,
            entry.Codes,
            Math.Round(entry.LatencyMilliseconds, 3),
            entry.AnsweredBy,
            operation is null ? [] : UnreadOf(entry, operation),
            entry.Reason);
    }

    private static List<string> UnreadOf(JournalEntry entry, EmulatedOperation operation)
    {
        List<string> unread = [.. operation.MisspelledSegments(entry.Path).Select(segment => "/" + segment.Sent), .. operation.UnknownParameters(entry.Query)];
        if (entry.Body is ['{', ..] body)
        {
            using var json = JsonDocument.Parse(body);
            unread.AddRange(json.RootElement.EnumerateObject()
                .Select(field => field.Name)
                .Where(name => !operation.BodyFields.Contains(name, StringComparer.Ordinal))
                .Select(name => "$." + name));
        }

        return unread;
    }
}
