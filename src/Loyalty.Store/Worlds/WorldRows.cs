using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Access;
using Loyalty.Store.Customers;
using Loyalty.Store.Database;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Worlds;

/// <summary>Writes the rows of a world document to the database and reads them back as a document.</summary>
public static class WorldRows
{
    /// <summary>Inserts all rows of the document under an unused world id. The caller commits.</summary>
    public static void Load(RowCommands commands, WorldDocument document, long worldId, long machineNow)
    {
        foreach (var row in document.ToRows(machineNow))
        {
            commands.Insert(row, worldId);
        }
    }

    /// <summary>
    /// Reads the world as a document in a transaction of its own, which lets others write meanwhile. Rows that cannot be read are left out, and their problems returned.
    /// </summary>
    public static (WorldDocument Document, IReadOnlyList<string> Problems) ReadSnapshot(RowCommands commands, string name, long worldId) => commands.InSnapshot(() =>
    {
        var problems = new List<string>();
        var states = commands.ReadAll<WorldState>(worldId, problems).ToList();
        if (states is [] && problems is [])
        {
            problems.Add("the row of WorldStates is missing");
        }

        return (Document(commands, worldId, states is [var state] ? state : EmptyState(name), problems), problems);
    });

    /// <summary>Reads the whole world as a document, ordered by id.</summary>
    public static WorldDocument Read(RowCommands commands, long worldId) => Document(commands, worldId, commands.ReadAll<WorldState>(worldId).Single(), null);

    private static WorldState EmptyState(string name) => new()
    {
        DocumentName = name,
        TimeZone = TimeZoneInfo.Utc.Id,
        Settings = WorldSettings.Unset,
        ClockMode = ClockSetting.Following.Mode,
        ClockValue = ClockSetting.Following.Value,
    };

    private static WorldDocument Document(RowCommands commands, long worldId, WorldState state, ICollection<string>? problems) => new(
        WorldDocument.CurrentSchemaVersion,
        state.DocumentName,
        state.TimeZone,
        Orgs(commands, worldId, problems),
        ClockDocument.From(new ClockSetting(state.ClockMode, state.ClockValue)),
        state.Settings == WorldSettings.Unset ? null : state.Settings);

    private static IReadOnlyList<OrgDocument> Orgs(RowCommands commands, long worldId, ICollection<string>? problems)
    {
        IEnumerable<T> All<T>()
            where T : class => commands.ReadAll<T>(worldId, problems);

        ILookup<long, T> ByOrg<T>()
            where T : class, IOrgOwned => All<T>().ToLookup(row => row.OrgId);

        var groups = ByOrg<AccessGroup>();
        var tills = ByOrg<Till>();
        var clients = ByOrg<OAuthClient>();
        var programs = ByOrg<LoyaltyProgram>();
        var customers = ByOrg<Customer>();
        var identifiers = All<CustomerIdentifier>().ToLookup(row => row.CustomerId);
        var targetGroups = ByOrg<TargetGroup>();
        var periods = All<Period>().ToLookup(row => row.TargetGroupId);
        var targets = All<Target>().ToLookup(row => row.TargetGroupId);
        var enrolments = ByOrg<Enrolment>();
        var userTargets = ByOrg<UserTarget>();
        var promotions = ByOrg<Promotion>();
        var rulesets = All<Ruleset>().ToLookup(row => row.PromotionId);
        var rules = All<Rule>().ToLookup(row => row.RulesetId);
        var usage = ByOrg<UsageEntry>();
        var versions = ByOrg<UnifiedPromotion>();
        var requests = ByOrg<RequestKey>();
        return
        [
            .. All<Org>().Select(org => new OrgDocument(
                org.Id,
                org.Name,
                org.ParentId,
                List(groups[org.Id], AccessGroupDocument.From),
                List(tills[org.Id], TillDocument.From),
                List(clients[org.Id], OAuthClientDocument.From),
                List(programs[org.Id], ProgramDocument.From),
                List(customers[org.Id], customer => CustomerDocument.From(customer, identifiers[customer.Id])),
                List(targetGroups[org.Id], group => TargetGroupDocument.From(group, periods[group.Id], targets[group.Id])),
                List(enrolments[org.Id], EnrolmentDocument.From),
                List(userTargets[org.Id], UserTargetDocument.From),
                List(promotions[org.Id], promotion => PromotionDocument.From(promotion, rulesets[promotion.Id], rules)),
                List(usage[org.Id], UsageDocument.From),
                List(versions[org.Id], UnifiedPromotionDocument.From),
                List(requests[org.Id], RequestKeyDocument.From))),
        ];
    }

    private static IReadOnlyList<TDocument>? List<TEntity, TDocument>(IEnumerable<TEntity> rows, Func<TEntity, TDocument> from)
    {
        IReadOnlyList<TDocument> list = [.. rows.Select(from)];
        return list.Count == 0 ? null : list;
    }
}
