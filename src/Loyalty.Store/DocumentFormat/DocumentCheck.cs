using System.Globalization;

namespace Loyalty.Store.DocumentFormat;

/// <summary>
/// What the checks of a world document share: the ids that were seen, and refusals with their JSON path. The checks of each folder require
/// only what the store needs, because a document may hold what creation through the API would refuse.
/// </summary>
internal sealed class DocumentCheck
{
    public const string ValueForm = "a value has at most six decimals and thirteen digits before them";

    private readonly Dictionary<(string Kind, string Id), (string Path, long OrgId)> _places = [];

    /// <summary>The organisation whose part of the document is being checked. References do not cross organisations.</summary>
    public long OrgId { get; set; }

    public static void Refuse(string path, string reason) => throw new WorldDocumentException(path, reason);

    public static void Require(bool holds, string path, string reason)
    {
        if (!holds)
        {
            Refuse(path, reason);
        }
    }

    public static void Each<T>(IReadOnlyList<T>? list, string path, Action<T, string> check)
    {
        for (var index = 0; index < (list?.Count ?? 0); index++)
        {
            var item = list![index];
            Require(item is not null, $"{path}[{index}]", "null is not allowed in a list");
            check(item, $"{path}[{index}]");
        }
    }

    /// <summary>Refuses null entries: the types exclude them, the JSON reader does not.</summary>
    public static void RequireEntries<T>(IReadOnlyList<T>? list, string path) => Each(list, path, static (_, _) => { });

    /// <summary>Records an id, which must be positive and new.</summary>
    public void Add(string kind, long id, string path)
    {
        Require(id > 0, path, $"an id is a positive number, not {id}");
        Add(kind, id.ToString(CultureInfo.InvariantCulture), path);
    }

    /// <summary>Records a name, which must be new.</summary>
    public void Add(string kind, string id, string path)
    {
        if (!_places.TryAdd((kind, id), (path, OrgId)))
        {
            Refuse(path, $"{kind} '{id}' exists already, at {_places[(kind, id)].Path}");
        }
    }

    /// <summary>Refuses an id that the present organisation does not have; null refers to nothing.</summary>
    public void Refer(string kind, long? id, string path)
    {
        if (id is { } known)
        {
            Refer(kind, known.ToString(CultureInfo.InvariantCulture), path);
        }
    }

    /// <inheritdoc cref="Refer(string, long?, string)"/>
    public void Refer(string kind, string? id, string path) =>
        Require(id is null || (_places.TryGetValue((kind, id), out var place) && place.OrgId == OrgId), path, $"{kind} '{id}' is not in the document's org {OrgId}");
}

/// <summary>A document that cannot be loaded: where, and why.</summary>
public sealed class WorldDocumentException(string path, string reason) : Exception($"{path}: {reason}")
{
    public string Path { get; } = path;

    public string Reason { get; } = reason;
}
