using System.Text.Json.Serialization;
using Loyalty.Domain;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Access;
using Loyalty.Store.Customers;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;
using Loyalty.Store.Targets;

namespace Loyalty.Store.WorldDocuments;

/// <summary>A whole world as one JSON document, used as seed, export, snapshot and test fixture.</summary>
/// <param name="SchemaReference">Where editors find the schema of the document. It is not stored.</param>
public sealed record WorldDocument(
    int SchemaVersion,
    string Name,
    string TimeZone,
    IReadOnlyList<OrgDocument> Orgs,
    ClockDocument? Clock = null,
    WorldSettings? Settings = null,
    [property: JsonPropertyName("$schema")] string? SchemaReference = null)
{
    public const int CurrentSchemaVersion = 1;

    public const int MaxOrgs = 1000;

    public const int MaxAccessGroups = 10_000;

    /// <summary>Maximum number of tills and OAuth clients.</summary>
    public const int MaxCredentials = 10_000;

    /// <summary>The number of tills and OAuth clients.</summary>
    public static int CredentialsOf(IReadOnlyList<OrgDocument> orgs) => orgs.Sum(org => (org?.Tills?.Count ?? 0) + (org?.OauthClients?.Count ?? 0));

    /// <summary>A world with one empty org.</summary>
    public static WorldDocument Empty(string name, string timeZone, long orgId) =>
        new(CurrentSchemaVersion, name, timeZone, [new OrgDocument(orgId, name)]);

    /// <summary>A copy for storage and export, which must not contain secrets.</summary>
    public WorldDocument WithoutSecrets() => this with
    {
        SchemaReference = null,
        Orgs = [.. Orgs.Select(org => org with
        {
            Tills = org.Tills is { } tills ? [.. tills.Select(till => till with { Password = null, PasswordMd5 = null })] : null,
            OauthClients = org.OauthClients is { } clients ? [.. clients.Select(client => client with { Secret = null })] : null,
        })],
    };

    /// <summary>All rows of the world. Relative instants are relative to the world's time at loading; the instant of a frozen clock is relative to the machine's time.</summary>
    public IEnumerable<object> ToRows(long machineNow)
    {
        var clock = ClockAt(machineNow);
        var now = clock.Now(machineNow);
        List<object> rows = [.. Orgs.SelectMany(org => org.ToRows(now))];
        return [ToState(clock), .. Sequences.First.Above(rows.SelectMany(RowIds.Of)).Rows, .. rows];
    }

    /// <summary>The clock of a world that is loaded at <paramref name="machineNow"/>.</summary>
    public ClockSetting ClockAt(long machineNow) => Clock?.ToSetting(machineNow) ?? ClockSetting.Following;

    /// <summary>The row with the properties that apply to the whole world.</summary>
    public WorldState ToState(ClockSetting clock) => new()
    {
        DocumentName = Name,
        TimeZone = TimeZone,
        Settings = Settings ?? WorldSettings.Unset,
        ClockMode = clock.Mode,
        ClockValue = clock.Value,
    };
}

/// <summary>An org with all its data.</summary>
public sealed record OrgDocument(
    long Id,
    string Name,
    long? ParentId = null,
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
    IReadOnlyList<UnifiedPromotionDocument>? UnifiedPromotions = null,
    IReadOnlyList<RequestKeyDocument>? RequestKeys = null)
{
    public Domain.Access.Org ToRow() => new() { Id = Id, Name = Name, ParentId = ParentId };

    public IEnumerable<object> ToRows(long now) =>
    [
        ToRow(),
        .. ToEntryRows(now),
    ];

    /// <summary>The rows of the lists.</summary>
    public IEnumerable<object> ToEntryRows(long now) =>
    [
        .. (AccessGroups ?? []).Select(group => group.ToRow(Id)),
        .. (Tills ?? []).Select(till => till.ToRow(Id)),
        .. (OauthClients ?? []).Select(client => client.ToRow(Id)),
        .. (Programs ?? []).Select(program => program.ToRow(Id)),
        .. (Customers ?? []).SelectMany(customer => customer.ToRows(Id, now)),
        .. (TargetGroups ?? []).SelectMany(group => group.ToRows(Id, now)),
        .. (Enrolments ?? []).Select(enrolment => enrolment.ToRow(Id, now)),
        .. (UserTargets ?? []).Select(target => target.ToRow(Id, now)),
        .. (Promotions ?? []).SelectMany(promotion => promotion.ToRows(Id, now)),
        .. (Usage ?? []).Select(entry => entry.ToRow(Id, now)),
        .. (UnifiedPromotions ?? []).Select(version => version.ToRow(Id, now)),
        .. (RequestKeys ?? []).Select(key => key.ToRow(Id)),
    ];
}

/// <summary>The initial clock of a world: frozen <paramref name="At"/> an instant, or shifted <paramref name="By"/> a duration.</summary>
public sealed record ClockDocument(ClockMode Mode, DocumentInstant? At = null, string? By = null)
{
    public ClockSetting ToSetting(long machineNow) => Mode switch
    {
        ClockMode.Frozen => new ClockSetting(Mode, At!.Value.Resolve(machineNow)),
        ClockMode.Shifted => new ClockSetting(Mode, IsoDuration.Parse(By!)),
        _ => ClockSetting.Following,
    };

    public static ClockDocument? From(ClockSetting clock) => clock.Mode switch
    {
        ClockMode.Frozen => new ClockDocument(clock.Mode, At: DocumentInstant.Of(clock.Value)),
        ClockMode.Shifted => new ClockDocument(clock.Mode, By: IsoDuration.Format(clock.Value)),
        _ => null,
    };
}
