namespace Loyalty.Domain.Targets;

/// <summary>A target group that a request describes. Rows without an id get one when they are stored; a default value belongs to the period at its position.</summary>
public sealed record TargetGroupDraft(TargetGroup Group, IReadOnlyList<Period> Periods, IReadOnlyList<Target> Targets);

/// <summary>Why a change of target groups is refused (docs/contract/targets.md 4).</summary>
public enum TargetGroupProblem
{
    InvalidInput,
    UnknownGroup,
    UnknownTarget,
    UnknownPeriod,
    NameTaken,
    NameTooLong,
    LeaderboardNotEnabled,
    LeaderboardWindow,
    EntityAndType,
    MissingMetadata,
    ExtendedFieldName,
    UnknownProgram,
    AlternateCurrency,
}

/// <summary>A problem, and a sentence that says what is accepted.</summary>
public sealed record TargetGroupRefusal(TargetGroupProblem Problem, string Reason)
{
    public static readonly TargetGroupRefusal UnknownGroup = new(TargetGroupProblem.UnknownGroup, "targetGroupId names no active target group of this organisation.");

    public static readonly TargetGroupRefusal UnknownTarget = new(TargetGroupProblem.UnknownTarget, "The id of a target names no active target of this target group.");

    public static readonly TargetGroupRefusal UnknownPeriod = new(TargetGroupProblem.UnknownPeriod, "The id of a period names no period of this target group.");

    public static TargetGroupRefusal Invalid(string reason) => new(TargetGroupProblem.InvalidInput, reason);
}

/// <summary>Who changes target groups when, and what the organisation has.</summary>
/// <param name="Catalog">The organisation's target groups.</param>
/// <param name="OrgId">The organisation.</param>
/// <param name="IsProgram">Whether the organisation has a program.</param>
/// <param name="HasLeaderboards">Whether the organisation has leaderboards.</param>
/// <param name="MostUnified">How many targets a unified group has at most.</param>
/// <param name="User">Who makes the change.</param>
/// <param name="Now">When the change is made.</param>
/// <param name="Ids">The ids for new rows.</param>
public sealed record TargetGroupChange(TargetCatalog Catalog, long OrgId, Func<long, bool> IsProgram, bool HasLeaderboards, int MostUnified, UserRef User, long Now, FreshIds Ids)
{
    public Attribution Attribution => Attribution.Of(Now, User);

    /// <summary>The group that a request changes; null if it does not exist or is deactivated.</summary>
    public TargetGroupEntry? ActiveGroup(long groupId) => Catalog.Groups.Find(groupId) is { Group.Active: true } entry ? entry : null;

    /// <summary>Whether an item that has one name may get another. A name may change its case.</summary>
    public bool IsFree(TargetNameKind kind, string name, string? present = null) =>
        name.Equals(present, StringComparison.OrdinalIgnoreCase) || !Catalog.Names.IsUsed(kind, name);
}
