using System.Globalization;

namespace Loyalty.Store.DocumentFormat;

/// <summary>
/// What the checks of a world document share: the ids that were already found, and the findings. The checks require only what
/// the store needs, because a document may contain data that the API would reject at creation.
/// </summary>
internal sealed class DocumentCheck(DocumentFindings findings)
{
    /// <summary>The largest target value, positive or negative: more does not fit into 64 bits with six decimals.</summary>
    public const long LargestTargetValue = 9_223_372_036_854;

    public const string TargetValueRange = "a target value must be from -9223372036854 to 9223372036854, with at most six decimals";

    private readonly Dictionary<(string Kind, string Id), (string Path, long OrgId)> _added = [];

    /// <summary>The org that is being checked. References to other orgs are not allowed.</summary>
    public long OrgId { get; set; }

    public void Fail(string path, string reason) => findings.Add(path, reason);

    public void Require(bool holds, string path, string reason)
    {
        if (!holds)
        {
            Fail(path, reason);
        }
    }

    public void Warn(string path, string reason) => findings.Add(path, reason, isWarning: true);

    /// <inheritdoc cref="DocumentFindings.IsReadable"/>
    public bool IsReadable(string path) => findings.IsReadable(path);

    public void Each<T>(IReadOnlyList<T>? list, string path, Action<T, string> check)
    {
        for (var index = 0; index < (list?.Count ?? 0); index++)
        {
            var item = list![index];
            var itemPath = JsonPath.Element(path, index);
            if (item is null)
            {
                Fail(itemPath, "null is not allowed in an array");
            }
            else
            {
                check(item, itemPath);
            }
        }
    }

    /// <summary>Rejects null entries. The JSON reader accepts them although the type of the list does not allow them.</summary>
    public void RequireNoNulls<T>(IReadOnlyList<T>? list, string path) => Each(list, path, static (_, _) => { });

    /// <summary>Adds an id, which must be positive and unique.</summary>
    public void AddUnique(string kind, long id, string path)
    {
        if (id > 0)
        {
            AddUnique(kind, id.ToString(CultureInfo.InvariantCulture), path);
        }
        else
        {
            Fail(path, $"an id must be a positive number, not {id}");
        }
    }

    /// <summary>Adds a name, which must be unique.</summary>
    public void AddUnique(string kind, string id, string path)
    {
        if (!_added.TryAdd((kind, id), (path, OrgId)))
        {
            Fail(path, $"{kind} '{id}' already exists at {_added[(kind, id)].Path}");
        }
    }

    /// <summary>Requires that the org contains the id. Null is no reference and is accepted.</summary>
    public void RequireReference(string kind, long? id, string path)
    {
        if (id is { } known)
        {
            RequireReference(kind, known.ToString(CultureInfo.InvariantCulture), path);
        }
    }

    /// <inheritdoc cref="RequireReference(string, long?, string)"/>
    public void RequireReference(string kind, string? id, string path)
    {
        if (id is not null && !(_added.TryGetValue((kind, id), out var added) && added.OrgId == OrgId) && findings.KnowsAllObjects)
        {
            Fail(path, $"{kind} '{id}' does not exist in org {OrgId} of the document");
        }
    }
}
