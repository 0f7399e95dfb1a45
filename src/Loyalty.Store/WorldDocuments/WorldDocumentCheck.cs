using Loyalty.Domain.Worlds;
using Loyalty.Store.Access;
using Loyalty.Store.Customers;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;
using static Loyalty.Store.DocumentFormat.DocumentCheck;

namespace Loyalty.Store.WorldDocuments;

/// <summary>What the types of a world document cannot express: unique ids, valid references, numbers within their range.</summary>
internal static class WorldDocumentCheck
{
    public static void Run(WorldDocument document)
    {
        Require(
            document.SchemaVersion == WorldDocument.CurrentSchemaVersion,
            "$.schemaVersion",
            $"schema version {document.SchemaVersion} is unknown, this emulator reads {WorldDocument.CurrentSchemaVersion}");
        Require(document.Name.Length is > 0 and <= 200, "$.name", "a name has 1 to 200 characters");
        Require(ServerZone.IsKnown(document.TimeZone), "$.timeZone", ServerZone.Refusal(document.TimeZone));
        CheckClock(document.Clock);
        Require(document.Orgs.Count(org => org?.ParentId is null) == 1, "$.orgs", "a world holds one org, or one parent with its child orgs");

        var check = new DocumentCheck();
        Each(document.Orgs, "$.orgs", (org, path) => check.Add("org", org.Id, path + ".id"));
        var root = document.Orgs.First(org => org.ParentId is null).Id;
        var targets = new TargetDocumentCheck(check);
        Each(document.Orgs, "$.orgs", (org, path) =>
        {
            Require(org.ParentId is null || org.ParentId == root, path + ".parentId", $"org {org.ParentId} is not the parent of this world, org {root} is");
            check.OrgId = org.Id;
            AccessDocumentCheck.Run(check, org.AccessGroups, org.Tills, org.OauthClients, path);
            PromotionDocumentCheck.RunPrograms(check, org.Programs, path);
            CustomerDocumentCheck.Run(check, org.Customers, path);
            targets.RunGroups(org.TargetGroups, path);
            PromotionDocumentCheck.RunPromotions(check, org.Promotions, path);
            PromotionDocumentCheck.RunReferences(check, org.Promotions, path);
            targets.RunProgress(org.Enrolments, org.UserTargets, path);
            PromotionDocumentCheck.RunUsage(check, org.Usage, path);
        });
    }

    private static void CheckClock(ClockDocument? clock)
    {
        switch (clock)
        {
            case { Mode: ClockMode.Frozen, At: null }:
                Refuse("$.clock.at", "a frozen clock needs an instant");
                break;
            case { Mode: ClockMode.Shifted } when !IsoDuration.TryParse(clock.By, out _):
                Refuse("$.clock.by", "a shifted clock needs a duration of days and below, such as \"P1DT2H\"");
                break;
            case { Mode: not ClockMode.Frozen, At: not null }:
                Refuse("$.clock.at", "only a frozen clock has an instant");
                break;
            case { Mode: not ClockMode.Shifted, By: not null }:
                Refuse("$.clock.by", "only a shifted clock has a duration");
                break;
        }
    }
}
