using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.WorldDocuments;

/// <summary>Applies patches to world documents.</summary>
public static class WorldPatching
{
    /// <summary>Throws if the patch does not fit the world, or if the patched world would be invalid.</summary>
    public static PatchedWorld Apply(WorldDocument current, WorldPatch patch)
    {
        var findings = new DocumentFindings();
        var orgs = current.Orgs.ToDictionary(org => org.Id);
        var changed = new List<(OrgDocument Before, OrgDocument After)>();
        Collect(findings, check => check.Each(patch.Orgs, "$.orgs", (org, path) =>
        {
            check.AddUnique("org", org.Id, path + ".id");
            if (orgs.TryGetValue(org.Id, out var known))
            {
                var merge = new OrgMerge(known, org, check, path);
                orgs[org.Id] = merge.Patched;
                changed.Add((merge.Before, merge.After));
            }
            else
            {
                check.Fail(path + ".id", $"org {org.Id} does not exist in this world");
            }
        }));
        if (findings.All.Count > 0)
        {
            throw new WorldDocumentException(findings.All);
        }

        var patched = current with { Orgs = [.. current.Orgs.Select(org => orgs[org.Id])] };
        Collect(findings, check => WorldDocumentCheck.Run(patched, check));
        return findings.All.Count == 0
            ? new PatchedWorld(patched, [.. changed.Select(org => org.Before)], [.. changed.Select(org => org.After)])
            : throw new PatchedWorldException(findings.All);
    }

    private static void Collect(DocumentFindings findings, Action<DocumentCheck> run)
    {
        try
        {
            run(new DocumentCheck(findings));
        }
        catch (TooManyFindingsException)
        {
            // The findings so far are enough.
        }
    }

    /// <summary>An org before and after a patch. <see cref="Before"/> and <see cref="After"/> have only the entries that the patch concerns.</summary>
    private sealed class OrgMerge
    {
        private readonly long _orgId;
        private readonly DocumentCheck _check;
        private readonly string _path;

        public OrgMerge(OrgDocument org, OrgPatch patch, DocumentCheck check, string path)
        {
            _orgId = org.Id;
            _check = check;
            _path = path;
            var groups = Merge("accessGroups", org.AccessGroups, patch.AccessGroups, patch.Remove?.AccessGroups, group => group.Name);
            var tills = Merge("tills", org.Tills, patch.Tills, patch.Remove?.Tills, till => till.Username);
            var clients = Merge("oauthClients", org.OauthClients, patch.OauthClients, patch.Remove?.OauthClients, client => client.Key);
            var programs = Merge("programs", org.Programs, patch.Programs, patch.Remove?.Programs, program => program.Id);
            var customers = Merge("customers", org.Customers, patch.Customers, patch.Remove?.Customers, customer => customer.Id);
            var targets = Merge("targetGroups", org.TargetGroups, patch.TargetGroups, patch.Remove?.TargetGroups, group => group.Id);
            var enrolments = Merge("enrolments", org.Enrolments, patch.Enrolments, patch.Remove?.Enrolments, enrolment => enrolment.Id);
            var progress = Merge("userTargets", org.UserTargets, patch.UserTargets, patch.Remove?.UserTargets, row => row.Id);
            var promotions = Merge("promotions", org.Promotions, patch.Promotions, patch.Remove?.Promotions, promotion => promotion.Id);
            var usage = Merge("usage", org.Usage, patch.Usage, patch.Remove?.Usage, entry => entry.Id);
            var unified = Merge("unifiedPromotions", org.UnifiedPromotions, patch.UnifiedPromotions, patch.Remove?.UnifiedPromotions, version => version.Id);
            var requests = Merge("requestKeys", org.RequestKeys, patch.RequestKeys, patch.Remove?.RequestKeys, key => $"{WireName<RequestOperation>.Of(key.Operation)} {key.RequestId}");
            OrgDocument Of(Part part) => new(
                org.Id, org.Name, org.ParentId, groups.Of(part), tills.Of(part), clients.Of(part), programs.Of(part), customers.Of(part), targets.Of(part), enrolments.Of(part), progress.Of(part), promotions.Of(part), usage.Of(part), unified.Of(part), requests.Of(part));

            Patched = Of(Part.All);
            Before = Of(Part.Before);
            After = Of(Part.After);
        }

        private enum Part
        {
            All,
            Before,
            After,
        }

        public OrgDocument Patched { get; }

        public OrgDocument Before { get; }

        public OrgDocument After { get; }

        private Merged<T> Merge<T, TKey>(string list, IReadOnlyList<T>? current, IReadOnlyList<T>? given, IReadOnlyList<TKey>? removed, Func<T, TKey> keyOf)
            where TKey : notnull
        {
            if (given is null && removed is null)
            {
                return new(current, null, null);
            }

            var entries = (current ?? []).ToDictionary(keyOf);
            var known = new Dictionary<TKey, string>();
            var before = new List<T>();
            void Take(TKey key, string path, bool isRequired)
            {
                if (!known.TryAdd(key, path))
                {
                    _check.Fail(path, $"the patch already names '{key}', at {known[key]}");
                }
                else if (entries.Remove(key, out var replaced))
                {
                    before.Add(replaced);
                }
                else
                {
                    _check.Require(!isRequired, path, $"'{key}' is not in the {list} of org {_orgId}");
                }
            }

            _check.Each(removed, $"{_path}.remove.{list}", (key, path) => Take(key, path, isRequired: true));
            _check.Each(given, $"{_path}.{list}", (entry, path) => Take(keyOf(entry), path, isRequired: false));
            IReadOnlyList<T> after = given ?? [];
            return new([.. entries.Values.Concat(after).Where(entry => entry is not null).OrderBy(keyOf, Order<TKey>())], before, after);
        }

        /// <summary>The order of an export.</summary>
        private static Comparer<TKey> Order<TKey>() => typeof(TKey) == typeof(string) ? (Comparer<TKey>)(object)Comparer<string>.Create(string.CompareOrdinal) : Comparer<TKey>.Default;

        private sealed record Merged<T>(IReadOnlyList<T>? All, IReadOnlyList<T>? Before, IReadOnlyList<T>? After)
        {
            public IReadOnlyList<T>? Of(Part part) => part switch
            {
                Part.All => All,
                Part.Before => Before,
                _ => After,
            };
        }
    }
}
