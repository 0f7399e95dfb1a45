using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Access;
using Loyalty.Store.Customers;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;

namespace Loyalty.Store.WorldDocuments;

/// <summary>Checks what the types of a world document cannot express: unique ids, valid references and ranges of values.</summary>
internal static class WorldDocumentCheck
{
    /// <summary>The maximum length of a world's name.</summary>
    public const int LongestName = 200;

    public static void Run(WorldDocument document, DocumentCheck check)
    {
        RequireCounts(document.Orgs, check);
        RequireVersion(document.SchemaVersion, check);
        check.Require(document.Name.Length is > 0 and <= LongestName, "$.name", $"a name must have 1 to {LongestName} characters");
        check.Require(ServerZone.IsKnown(document.TimeZone), "$.timeZone", ServerZone.ErrorMessage(document.TimeZone));
        var (fewest, most) = (TargetGroupRules.FewestUnifiedTargets, TargetGroupRules.MostUnifiedTargets);
        check.Require(document.Settings?.UnifiedTargets is not { } targetsOfGroup || (targetsOfGroup >= fewest && targetsOfGroup <= most), "$.settings.unifiedTargets", $"unifiedTargets must be {fewest} to {most}");
        if (check.IsReadable("$.clock"))
        {
            CheckClock(document.Clock, check);
        }

        var root = document.Orgs.FirstOrDefault(org => org is { ParentId: null })?.Id;
        var isRootKnown = root > 0 && check.IsReadable("$.orgs");
        if (check.IsReadable("$.orgs"))
        {
            check.Require(document.Orgs.Count(org => org is { ParentId: null }) == 1, "$.orgs", "a world must have one org, or one parent org with its child orgs");
        }

        check.Each(document.Orgs, "$.orgs", (org, path) => check.AddUnique("org", org.Id, path + ".id"));
        var targets = new TargetDocumentCheck(check);
        check.Each(document.Orgs, "$.orgs", (org, path) =>
        {
            check.Require(
                org.ParentId is null || !isRootKnown || org.ParentId == root,
                path + ".parentId",
                $"org {org.ParentId} is not the parent org of this world; the parent org is {root}");
            check.OrgId = org.Id;
            AccessDocumentCheck.Run(check, org.AccessGroups, org.Tills, org.OauthClients, path);
            PromotionDocumentCheck.RunPrograms(check, org.Programs, path);
            CustomerDocumentCheck.Run(check, org.Customers, path);
            targets.RunGroups(org.TargetGroups, path);
            PromotionDocumentCheck.RunPromotions(check, org.Promotions, path);
            PromotionDocumentCheck.RunReferences(check, org.Promotions, path);
            UnifiedPromotionDocumentCheck.Run(check, org.UnifiedPromotions, path);
            RequestKeyDocumentCheck.Run(check, org.RequestKeys, path);
            targets.RunProgress(org.Enrolments, org.UserTargets, path);
            PromotionDocumentCheck.RunUsage(check, org.Usage, path);
        });
    }

    /// <summary>These are always in memory, and written in one turn.</summary>
    private static void RequireCounts(IReadOnlyList<OrgDocument> orgs, DocumentCheck check)
    {
        check.Require(orgs.Count <= WorldDocument.MaxOrgs, "$.orgs", $"a world must have at most {WorldDocument.MaxOrgs} orgs");
        check.Require(orgs.Sum(org => org?.AccessGroups?.Count ?? 0) <= WorldDocument.MaxAccessGroups, "$.orgs", $"a world must have at most {WorldDocument.MaxAccessGroups} access groups");
        check.Require(WorldDocument.CredentialsOf(orgs) <= WorldDocument.MaxCredentials, "$.orgs", $"a world must have at most {WorldDocument.MaxCredentials} tills and OAuth clients");
    }

    /// <summary>Warns of what can be loaded but is probably a mistake.</summary>
    public static void RunWarnings(WorldDocument document, DocumentCheck check) => check.Each(document.Orgs, "$.orgs", (org, path) =>
    {
        TargetDocumentWarnings.Run(check, org.TargetGroups, path + ".targetGroups");
        PromotionDocumentWarnings.Run(check, org.Promotions, path + ".promotions");
    });

    public static void RequireVersion(int version, DocumentCheck check) => check.Require(
        version == WorldDocument.CurrentSchemaVersion,
        "$.schemaVersion",
        $"schema version {version} is not supported; this emulator reads version {WorldDocument.CurrentSchemaVersion}");

    private static void CheckClock(ClockDocument? clock, DocumentCheck check)
    {
        if (clock is null)
        {
            return;
        }

        check.Require(clock is not { Mode: ClockMode.Frozen, At: null }, "$.clock.at", "a frozen clock requires an instant");
        check.Require(clock is { Mode: ClockMode.Frozen } or { At: null }, "$.clock.at", "only a frozen clock can have an instant");
        check.Require(
            clock.Mode != ClockMode.Shifted || IsoDuration.TryParse(clock.By, out _),
            "$.clock.by",
            "a shifted clock requires a duration in days, hours, minutes and seconds, such as \"P1DT2H\"");
        check.Require(clock is { Mode: ClockMode.Shifted } or { By: null }, "$.clock.by", "only a shifted clock can have a duration");
    }
}
