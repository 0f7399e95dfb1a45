using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.WorldDocuments;

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
    string? Reason,
    IReadOnlyList<ChangeJson>? Changes)
{
    public static RequestJson From(JournalEntry entry)
    {
        var operation = entry.Operation;
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
            entry.Reason,
            entry.Changes.List.Count == 0 ? null : [.. entry.Changes.List.Select(ChangeJson.From)]);
    }

    private static List<string> UnreadOf(JournalEntry entry, EmulatedOperation operation)
    {
        List<string> unread = [.. operation.MisspelledSegments(entry.Path).Select(segment => "/" + segment.Sent), .. operation.UnknownParameters(entry.Query)];
        if (entry.Body is ['{' or '[', ..] body)
        {
            using var json = JsonDocument.Parse(body);
            AddUnread(json.RootElement, "$", "", operation.BodyFields, unread);
        }

        return unread;
    }

    /// <param name="json">A part of the body.</param>
    /// <param name="path">Its JSON path.</param>
    /// <param name="field">Its name in the list of fields: the names of the properties that lead to it, with a dot between them.</param>
    /// <param name="known">The fields that the operation reads.</param>
    /// <param name="unread">Gets the JSON paths of all others.</param>
    private static void AddUnread(JsonElement json, string path, string field, IReadOnlyList<string> known, List<string> unread)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var (index, item) in json.EnumerateArray().Index())
                {
                    AddUnread(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), field, known, unread);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in json.EnumerateObject())
                {
                    var name = field.Length == 0 ? property.Name : $"{field}.{property.Name}";
                    if (known.Contains(name + BodyFieldNames.Everything, StringComparer.Ordinal))
                    {
                        continue;
                    }

                    if (known.Any(read => read.Equals(name, StringComparison.Ordinal) || read.StartsWith(name + ".", StringComparison.Ordinal)))
                    {
                        AddUnread(property.Value, $"{path}.{property.Name}", name, known, unread);
                    }
                    else
                    {
                        unread.Add($"{path}.{property.Name}");
                    }
                }

                break;
        }
    }
}

/// <summary>
/// A row that the request changed. <paramref name="Before"/> is absent for a new row, <paramref name="After"/> for a deleted one; both are as a world document shows them, with secrets masked.
/// Of a row that is too large there is only the text <c>omitted</c>.
/// </summary>
public sealed record ChangeJson(string Entity, long Id, JsonObject? Before, JsonObject? After)
{
    public static ChangeJson From(RowChange change)
    {
        var (entity, id, _) = Describe(change.Row);
        return new(entity, id, JsonOf(change.Before), JsonOf(change.After));
    }

    private static JsonObject? JsonOf(object? row) => row is null ? null : SecretMasking.Row(Describe(row).Json());

    private static (string Entity, long Id, Func<JsonObject> Json) Describe(object row) =>
        row is OmittedRow omitted ? (omitted.Entity, omitted.Id, () => new JsonObject { ["omitted"] = omitted.Note }) : WorldDocumentJson.Describe(row);
}
