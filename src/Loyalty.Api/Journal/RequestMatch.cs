using Loyalty.Api.Controls;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;

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
    /// <summary>Maximum number of conditions on query, headers and body together.</summary>
    public const int MaxConditions = 100;

    /// <summary>Refuses conditions that no entry can meet, and too many of them.</summary>
    public void Require(string prefix, OperationCatalog operations)
    {
        MatchValidation.Require(
            (Query?.Count ?? 0) + (Headers?.Count ?? 0) + (Body?.Count ?? 0) <= MaxConditions,
            prefix.TrimEnd('.'),
            $"a match has at most {MaxConditions} conditions on query, headers and body.");
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
}
