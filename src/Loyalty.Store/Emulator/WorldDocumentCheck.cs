using System.Globalization;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Emulator;
using Loyalty.Domain.Promotions;

namespace Loyalty.Store.Emulator;

/// <summary>
/// What types alone cannot say of a document: unique ids, references that lead somewhere, numbers that fit. It asks only for what
/// the store needs, because a document may hold what creation through the API would refuse.
/// </summary>
internal sealed class WorldDocumentCheck
{
    private readonly Dictionary<(string Kind, string Id), (string Path, long OrgId)> _places = [];
    private readonly Dictionary<long, long> _groupOfPeriod = [];
    private readonly Dictionary<long, long> _groupOfTarget = [];
    private long _org;

    public static void Run(WorldDocument document) => new WorldDocumentCheck().Check(document);

    private static void Refuse(string path, string reason) => throw new WorldDocumentException(path, reason);

    private static void Require(bool holds, string path, string reason)
    {
        if (!holds)
        {
            Refuse(path, reason);
        }
    }

    private static void Each<T>(IReadOnlyList<T>? list, string path, Action<T, string> check)
    {
        for (var index = 0; index < (list?.Count ?? 0); index++)
        {
            var item = list![index];
            Require(item is not null, $"{path}[{index}]", "null is no entry of a list");
            check(item, $"{path}[{index}]");
        }
    }

    private void Check(WorldDocument document)
    {
        Require(
            document.SchemaVersion == WorldDocument.CurrentSchemaVersion,
            "$.schemaVersion",
            $"schema version {document.SchemaVersion} is unknown, this emulator reads {WorldDocument.CurrentSchemaVersion}");
        Require(document.Name.Length is > 0 and <= 200, "$.name", "a name has 1 to 200 characters");
        Require(ServerZone.IsKnown(document.TimeZone), "$.timeZone", ServerZone.Refusal(document.TimeZone));
        CheckClock(document.Clock);
        Require(document.Orgs.Count(org => org?.ParentId is null) == 1, "$.orgs", "a world holds one org, or one parent with its child orgs");

        Each(document.Orgs, "$.orgs", (org, path) => Add("org", org.Id, path + ".id"));
        var root = document.Orgs.First(org => org.ParentId is null).Id;
        Each(document.Orgs, "$.orgs", (org, path) =>
        {
            Require(org.ParentId is null || org.ParentId == root, path + ".parentId", $"org {org.ParentId} is not the parent of this world, org {root} is");
            _org = org.Id;
            CheckAccess(org, path);
            CheckOwners(org, path);
            CheckTargets(org, path);
            CheckPromotions(org, path);
            CheckRecords(org, path);
        });
    }

    /// <summary>The types say that no entry is null, the reader does not.</summary>
    private static void RequireEntries<T>(IReadOnlyList<T>? list, string path) => Each(list, path, static (_, _) => { });

    private static void CheckClock(ClockDocument? clock)
    {
        switch (clock)
        {
            case { Mode: ClockMode.Frozen, At: null }:
                Refuse("$.clock.at", "a frozen clock needs the instant it stands at");
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

    private void CheckAccess(OrgDocument org, string path)
    {
        Each(org.AccessGroups, path + ".accessGroups", (group, at) => Add($"access group of org {org.Id}", group.Name, at + ".name"));
        Require(
            org.AccessGroups is null or [] || org.AccessGroups.Count(group => group.Default) == 1,
            path + ".accessGroups",
            "exactly one access group of an org is its default");
        Each(org.Tills, path + ".tills", (till, at) =>
        {
            Add("till", till.Username, at + ".username");
            Require(till.Username.Length is > 0 and <= 200 && !till.Username.Contains(':', StringComparison.Ordinal), at + ".username", "a till's name has 1 to 200 characters and no colon");
            Require(till.Password is null || till.PasswordMd5 is null, at + ".passwordMd5", "give the password or its MD5, not both");
            Require(till.PasswordMd5 is null || (till.PasswordMd5.Length == 32 && till.PasswordMd5.All(char.IsAsciiHexDigit)), at + ".passwordMd5", "an MD5 has 32 hex digits");
            Refer($"access group of org {org.Id}", till.AccessGroup, at + ".accessGroup");
        });
        Each(org.OauthClients, path + ".oauthClients", (client, at) =>
        {
            Add("OAuth client", client.Key, at + ".key");
            Require(client.Key.Length is > 0 and <= 200, at + ".key", "a client's key has 1 to 200 characters");
            Require(client.TokenSeconds is > 0 and <= OAuthClient.LongestTokenSeconds, at + ".tokenSeconds", $"a token lives from 1 to {OAuthClient.LongestTokenSeconds} seconds");
            Refer($"access group of org {org.Id}", client.AccessGroup, at + ".accessGroup");
        });
    }

    private void CheckOwners(OrgDocument org, string path)
    {
        Each(org.Programs, path + ".programs", (program, at) => Add("program", program.Id, at + ".id"));
        Each(org.Customers, path + ".customers", (customer, at) =>
        {
            Add("customer", customer.Id, at + ".id");
            Each(customer.Identifiers, at + ".identifiers", (identifier, place) =>
            {
                Require(CustomerIdentification.StoredNames.Contains(identifier.Name, StringComparer.Ordinal), place + ".name", $"an identifier is one of {string.Join(", ", CustomerIdentification.StoredNames)}");
                Add($"{identifier.Name} of org {org.Id}", identifier.Value, place + ".value");
            });
        });
    }

    private void CheckTargets(OrgDocument org, string path) => Each(org.TargetGroups, path + ".targetGroups", (group, at) =>
    {
        Add("target group", group.Id, at + ".id");
        Each(group.Periods, at + ".periods", (period, place) =>
        {
            Add("period", period.Id, place + ".id");
            _groupOfPeriod[period.Id] = group.Id;
        });
        Each(group.Targets, at + ".targets", (target, place) =>
        {
            Add("target", target.Id, place + ".id");
            _groupOfTarget[target.Id] = group.Id;
            RequireEntries(target.Filters, place + ".filters");
            Each(target.DefaultValues, place + ".defaultValues", (value, deep) =>
            {
                Add("default value", value.Id, deep + ".id");
                RequirePeriodOf(group.Id, value.PeriodId, deep + ".periodId");
                Require(DocumentNumber.FitsMillionths(value.DefaultValue), deep + ".defaultValue", "a value has at most six decimals and thirteen digits before them");
            });
        });
    });

    private void CheckPromotions(OrgDocument org, string path) => Each(org.Promotions, path + ".promotions", (promotion, at) =>
    {
        Add("promotion", promotion.Id, at + ".id");
        Refer("program", promotion.ProgramId, at + ".programId");
        Require(
            string.Equals(EventNames.Find(promotion.EventName), promotion.EventName, StringComparison.Ordinal),
            at + ".eventName",
            $"an event name is one of {string.Join(", ", EventNames.All)}");
        RequireEntries(promotion.Metadata, at + ".metadata");
        RequireEntries(promotion.Restrictions?.Redemption, at + ".restrictions.redemption");
        RequireEntries(promotion.Restrictions?.Issual, at + ".restrictions.issual");
        RequireEntries(promotion.Restrictions?.Earn, at + ".restrictions.earn");
        RequireEntries(promotion.Restrictions?.Expiry, at + ".restrictions.expiry");
        Each(promotion.Rulesets, at + ".rulesets", (ruleset, place) =>
        {
            Add("ruleset", ruleset.Id, place + ".id");
            Each(ruleset.Filters, place + ".filters", (filter, deep) =>
            {
                Add("ruleset filter", filter.Id, deep + ".id");
                foreach (var (property, values) in filter.PropertyToValues)
                {
                    Require(values is not null, $"{deep}.propertyToValues.{property}", "null is no list");
                    RequireEntries(values, $"{deep}.propertyToValues.{property}");
                }
            });
            Each(ruleset.Rules, place + ".rules", (rule, deep) =>
            {
                Add("rule", rule.Id, deep + ".id");
                Each(rule.Actions, deep + ".actions", (action, deeper) =>
                {
                    Add("action", action.Id, deeper + ".id");
                    foreach (var (property, value) in action.MandatoryPropertiesValues)
                    {
                        Require(value is not null, $"{deeper}.mandatoryPropertiesValues.{property}", "null is no value");
                    }
                });
            });
        });
    });

    /// <summary>What refers to several rooms, read when all of them are known.</summary>
    private void CheckRecords(OrgDocument org, string path)
    {
        Each(org.Promotions, path + ".promotions", (promotion, at) =>
        {
            Each(promotion.TargetGroupIds, at + ".targetGroupIds", (id, place) => Refer("target group", id, place));
            Each(promotion.TargetRuleIds, at + ".targetRuleIds", (id, place) => Refer("target", id, place));
        });
        Each(org.Enrolments, path + ".enrolments", (enrolment, at) =>
        {
            Add("enrolment", enrolment.Id, at + ".id");
            Refer("customer", enrolment.CustomerId, at + ".customerId");
            Refer("target", enrolment.TargetId, at + ".targetId");
            RequirePeriodOf(_groupOfTarget[enrolment.TargetId], enrolment.FirstPeriodId, at + ".firstPeriodId");
            if (enrolment.LastPeriodId is { } last)
            {
                RequirePeriodOf(_groupOfTarget[enrolment.TargetId], last, at + ".lastPeriodId");
            }
        });
        Each(org.UserTargets, path + ".userTargets", (target, at) =>
        {
            Add("user target", target.Id, at + ".id");
            Refer("customer", target.CustomerId, at + ".customerId");
            Refer("target", target.TargetId, at + ".targetId");
            RequirePeriodOf(_groupOfTarget[target.TargetId], target.PeriodId, at + ".periodId");
            Add($"user target of customer {target.CustomerId} and target {target.TargetId} in period", target.PeriodId, at + ".periodId");
            Require(DocumentNumber.FitsMillionths(target.AchievedValue), at + ".achievedValue", "a value has at most six decimals and thirteen digits before them");
            Require(DocumentNumber.FitsMillionths(target.TargetValue ?? 0), at + ".targetValue", "a value has at most six decimals and thirteen digits before them");
        });
        Each(org.Usage, path + ".usage", (entry, at) => Add("usage entry", entry.Id, at + ".id"));
        Each(org.Usage, path + ".usage", (entry, at) =>
        {
            Refer("promotion", entry.PromotionId, at + ".promotionId");
            Refer("customer", entry.CustomerId, at + ".customerId");
            Refer("usage entry", entry.EnrolId, at + ".enrolId");
            Refer("usage entry", entry.IssueId, at + ".issueId");
            Refer("usage entry", entry.ReversesId, at + ".reversesId");
            Require(entry.Sign is 1 or -1, at + ".sign", "a sign is 1 or -1");
            Require(entry.Times is >= 0 and <= int.MaxValue, at + ".times", $"times run from 0 to {int.MaxValue}");
            Require(DocumentNumber.FitsThousandths(entry.Points) && entry.Points is >= 0 and <= int.MaxValue, at + ".points", $"points run from 0 to {int.MaxValue} with at most three decimals");
        });
    }

    private void RequirePeriodOf(long groupId, long periodId, string path)
    {
        Refer("period", periodId, path);
        Require(_groupOfPeriod[periodId] == groupId, path, $"period {periodId} belongs to target group {_groupOfPeriod[periodId]}, not to {groupId}");
    }

    private void Add(string kind, long id, string path)
    {
        Require(id > 0, path, $"an id is a positive number, not {id}");
        Add(kind, id.ToString(CultureInfo.InvariantCulture), path);
    }

    private void Add(string kind, string id, string path)
    {
        if (!_places.TryAdd((kind, id), (path, _org)))
        {
            Refuse(path, $"{kind} '{id}' is there already, at {_places[(kind, id)].Path}");
        }
    }

    private void Refer(string kind, long? id, string path)
    {
        if (id is { } known)
        {
            Refer(kind, known.ToString(CultureInfo.InvariantCulture), path);
        }
    }

    /// <summary>Nothing refers across orgs: it would not be seen from there.</summary>
    private void Refer(string kind, string? id, string path) =>
        Require(id is null || (_places.TryGetValue((kind, id), out var place) && place.OrgId == _org), path, $"{kind} '{id}' is not in the document's org {_org}");
}
