using Loyalty.Domain;
using Loyalty.Store.Access;
using Loyalty.Store.Customers;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;

namespace Loyalty.Store.WorldDocuments;

/// <summary>A partial world document: entries of the lists of orgs to add, replace or remove.</summary>
public sealed record WorldPatch(IReadOnlyList<OrgPatch> Orgs, int? SchemaVersion = null);

/// <summary>Changes of the lists of an org. An entry replaces the whole entry with the same id, or the same name, username or key, or is added.</summary>
public sealed record OrgPatch(
    long Id,
    IReadOnlyList<AccessGroupDocument>? AccessGroups = null,
    IReadOnlyList<TillDocument>? Tills = null,
    IReadOnlyList<OAuthClientDocument>? OauthClients = null,
    IReadOnlyList<ProgramDocument>? Programs = null,
    IReadOnlyList<CustomerDocument>? Customers = null,
    IReadOnlyList<TargetGroupDocument>? TargetGroups = null,
    IReadOnlyList<EnrolmentDocument>? Enrolments = null,
    IReadOnlyList<UserTargetDocument>? UserTargets = null,
    IReadOnlyList<PromotionDocument>? Promotions = null,
    IReadOnlyList<UsageDocument>? Usage = null,
    RemovedEntries? Remove = null,
    IReadOnlyList<UnifiedPromotionDocument>? UnifiedPromotions = null,
    IReadOnlyList<RequestKeyDocument>? RequestKeys = null);

/// <summary>Entries to remove from the lists of an org: names of access groups, usernames of tills, keys of clients, unified ids of versions of promotions, operation and id of requests such as REVOKE_PROMOTION rev-1, and ids of all others.</summary>
public sealed record RemovedEntries(
    IReadOnlyList<string>? AccessGroups = null,
    IReadOnlyList<string>? Tills = null,
    IReadOnlyList<string>? OauthClients = null,
    IReadOnlyList<long>? Programs = null,
    IReadOnlyList<long>? Customers = null,
    IReadOnlyList<long>? TargetGroups = null,
    IReadOnlyList<long>? Enrolments = null,
    IReadOnlyList<long>? UserTargets = null,
    IReadOnlyList<long>? Promotions = null,
    IReadOnlyList<long>? Usage = null,
    IReadOnlyList<string>? UnifiedPromotions = null,
    IReadOnlyList<string>? RequestKeys = null);

/// <summary>A patched world, and the entries that the patch removed or replaced, and added.</summary>
public sealed record PatchedWorld(WorldDocument Document, IReadOnlyList<OrgDocument> Before, IReadOnlyList<OrgDocument> After)
{
    /// <summary>The rows of the entries that the patch removed or replaced.</summary>
    public IReadOnlyList<object> RowsBefore(long now) => [.. Before.SelectMany(org => org.ToEntryRows(now))];

    /// <summary>The rows of the entries that the patch gives. Relative instants are relative to <paramref name="now"/>.</summary>
    public IReadOnlyList<object> RowsAfter(long now) => [.. After.SelectMany(org => org.ToEntryRows(now))];
}

/// <summary>Thrown if a patch is valid by itself, but the patched world would not be.</summary>
public sealed class PatchedWorldException(IReadOnlyList<DocumentFinding> findings) : Exception(string.Join('\n', findings))
{
    /// <summary>Their paths are those of the export of the patched world.</summary>
    public IReadOnlyList<DocumentFinding> Findings { get; } = findings;
}
