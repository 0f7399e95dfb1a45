using Loyalty.Domain.Worlds;
using Loyalty.Store.Access;
using Loyalty.Store.Customers;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;
using static Loyalty.Store.DocumentFormat.DocumentCheck;

namespace Loyalty.Store.WorldDocuments;

/// <summary>Checks what the types of a world document cannot express: unique ids, valid references and ranges of values.</summary>
internal static class WorldDocumentCheck
{
    public static void Run(WorldDocument document)
    {
        Require(
            document.SchemaVersion == WorldDocument.CurrentSchemaVersion,
            "$.schemaVersion",
            $"schema version {document.SchemaVersion} is not supported; this emulator reads version {WorldDocument.CurrentSchemaVersion}");
        Require(document.Name.Length is > 0 and <= 200, "$.name", "a name must have 1 to 200 characters");
        Require(ServerZone.IsKnown(document.TimeZone), "$.timeZone", ServerZone.ErrorMessage(document.TimeZone));
        CheckClock(document.Clock);
        Require(document.Orgs.Count(org => org?.ParentId is null) == 1, "$.orgs", "a world must have one org, or one parent org with its child orgs");

        var check = new DocumentCheck();
        Each(document.Orgs, "$.orgs", (org, path) => check.AddUnique("org", org.Id, path + ".id"));
        var root = document.Orgs.First(org => org.ParentId is null).Id;
        var targets = new TargetDocumentCheck(check);
        Each(document.Orgs, "$.orgs", (org, path) =>
        {
            Require(org.ParentId is null || org.ParentId == root, path + ".parentId", $"org {org.ParentId} is not the parent org of this world; the parent org is {root}");
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
                Fail("$.clock.at", "a frozen clock requires an instant");
                break;
            case { Mode: ClockMode.Shifted } when !IsoDuration.TryParse(clock.By, out _):
                Fail("$.clock.by", "a shifted clock requires a duration in days, hours, minutes and seconds, such as \"P1DT2H\"");
                break;
            case { Mode: not ClockMode.Frozen, At: not null }:
                Fail("$.clock.at", "only a frozen clock can have an instant");
                break;
            case { Mode: not ClockMode.Shifted, By: not null }:
                Fail("$.clock.by", "only a shifted clock can have a duration");
                break;
        }
    }
}
