using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;

namespace Loyalty.Store.Database;

/// <summary>All tables with their names and keys. The mapping of Entity Framework, which creates the migrations, takes them from here.</summary>
internal static class StoredTables
{
    private static readonly Dictionary<Type, RowTable> Tables = new List<RowTable>
    {
        OfWorlds<WorldState>("WorldStates"),
        OfWorlds<IdSequence>("IdSequences", nameof(IdSequence.Kind)),
        OfWorlds<Org>("Orgs", nameof(Org.Id)),
        OfWorlds<AccessGroup>("AccessGroups", nameof(AccessGroup.OrgId), nameof(AccessGroup.Name)),
        OfWorlds<Till>("Tills", nameof(Till.Username)),
        OfWorlds<OAuthClient>("OAuthClients", nameof(OAuthClient.Key)),
        OfWorlds<Customer>("Customers", nameof(Customer.Id)),
        OfWorlds<CustomerIdentifier>("CustomerIdentifiers", nameof(CustomerIdentifier.OrgId), nameof(CustomerIdentifier.Name), nameof(CustomerIdentifier.Value)),
        OfWorlds<TargetGroup>("TargetGroups", nameof(TargetGroup.Id)),
        OfWorlds<Period>("Periods", nameof(Period.Id)),
        OfWorlds<Target>("Targets", nameof(Target.Id)),
        OfWorlds<Enrolment>("Enrolments", nameof(Enrolment.Id)),
        OfWorlds<UserTarget>("UserTargets", nameof(UserTarget.Id)),
        OfWorlds<LoyaltyProgram>("Programs", nameof(LoyaltyProgram.Id)),
        OfWorlds<Promotion>("Promotions", nameof(Promotion.Id)),
        OfWorlds<Ruleset>("Rulesets", nameof(Ruleset.Id)),
        OfWorlds<Rule>("Rules", nameof(Rule.Id)),
        OfWorlds<UnifiedPromotion>("UnifiedPromotions", nameof(UnifiedPromotion.Id)),
        OfWorlds<RequestKey>("RequestKeys", nameof(RequestKey.OrgId), nameof(RequestKey.Operation), nameof(RequestKey.RequestId)),
        OfWorlds<UsageEntry>("UsageEntries", nameof(UsageEntry.Id)),
        OfInstallation<World>("Worlds", nameof(World.Name)),
        OfInstallation<Snapshot>("Snapshots", nameof(Snapshot.WorldName), nameof(Snapshot.Name)),
        OfInstallation<StoredDocument>("StoredDocuments", nameof(StoredDocument.Hash)),
        OfInstallation<Credential>("Credentials", nameof(Credential.Kind), nameof(Credential.Name)),
        OfInstallation<SigningKey>("SigningKeys", nameof(SigningKey.Id)),
    }.ToDictionary(table => table.Type);

    /// <summary>The tables with rows of worlds. The first one shows that a world id is in use.</summary>
    public static IReadOnlyList<RowTable> WithWorldRows { get; } = [.. Tables.Values.Where(table => table.IsWorldTable)];

    public static RowTable Of(Type type) => Tables[type];

    /// <inheritdoc cref="RowTable.WeightOf"/>
    public static long WeightOf(object? row) => row is null ? 0 : Of(row.GetType()).WeightOf(row);

    private static RowTable OfWorlds<TRow>(string name, params string[] key) => new(typeof(TRow), name, isWorldTable: true, key);

    private static RowTable OfInstallation<TRow>(string name, params string[] key) => new(typeof(TRow), name, isWorldTable: false, key);
}
