using System.Globalization;

namespace Loyalty.Domain.Access;

/// <summary>Why the headers for connected organisations are refused.</summary>
public enum DataScopeRefusal
{
    /// <summary>The operation does not accept ALL.</summary>
    AllNotSupported,

    /// <summary>The headers do not name connected organisations.</summary>
    NotConnected,
}

/// <summary>
/// The organisation that a request acts for: the caller's own, or a child of the caller's that the headers DATA-SCOPE and DATA-SCOPE-ORG
/// name (docs/contract/targets.md 2.19).
/// </summary>
/// <param name="Scope">SELF, OTHER or ALL; null for SELF.</param>
/// <param name="Orgs">The ids of organisations, separated by commas.</param>
public readonly record struct DataScope(string? Scope, string? Orgs)
{
    private const int MostOrgs = 2;

    /// <summary>Finds the organisation for a write. If the headers name two, the first that <paramref name="isConcerned"/> accepts is taken.</summary>
    public (long OrgId, DataScopeRefusal? Refusal) OrgForWrite(Org caller, Func<long, Org?> orgOf, Func<long, bool> isConcerned)
    {
        switch (Scope)
        {
            case null or "SELF":
                return (caller.Id, null);
            case "ALL":
                return (0, DataScopeRefusal.AllNotSupported);
            case "OTHER" when Children(caller, orgOf) is { Count: > 0 } children:
                return (children.Find(id => isConcerned(id)) is var concerned and not 0 ? concerned : children[0], null);
            default:
                return (0, DataScopeRefusal.NotConnected);
        }
    }

    /// <summary>Finds the organisations for a read. ALL adds the children that the headers name, or all of them, to the caller's own.</summary>
    public (IReadOnlyList<long> OrgIds, DataScopeRefusal? Refusal) OrgsForRead(Org caller, IEnumerable<Org> orgs)
    {
        var all = orgs.ToDictionary(org => org.Id);
        return Scope switch
        {
            null or "SELF" => ([caller.Id], null),
            "ALL" when string.IsNullOrEmpty(Orgs) => ([caller.Id, .. all.Values.Where(org => org.ParentId == caller.Id).Select(org => org.Id).Order()], null),
            "ALL" when Children(caller, all.GetValueOrDefault) is { } children => ([caller.Id, .. children], null),
            "OTHER" when Children(caller, all.GetValueOrDefault) is { } children => (children, null),
            _ => ([], DataScopeRefusal.NotConnected),
        };
    }

    /// <summary>Null unless the header names one or two children of the caller's organisation.</summary>
    private List<long>? Children(Org caller, Func<long, Org?> orgOf)
    {
        var children = new List<long>();
        foreach (var text in (Orgs ?? "").Split(','))
        {
            if (!long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || orgOf(id)?.ParentId != caller.Id || children.Count == MostOrgs)
            {
                return null;
            }

            children.Add(id);
        }

        return children;
    }
}
