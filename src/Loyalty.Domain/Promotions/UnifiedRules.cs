namespace Loyalty.Domain.Promotions;

/// <summary>The content of a version, from a request of v3. <see cref="Status"/> and <see cref="Version"/> are null if the request has none.</summary>
public sealed record UnifiedContent(
    string Name,
    string? Description,
    long? ProgramId,
    long StartsAt,
    long EndsAt,
    string? TimezoneName,
    PointsOfferType PromotionType,
    string? Status,
    int? Version,
    string? Identifier,
    IReadOnlyList<PromotionMetadata> Metadata,
    bool IsStackable,
    bool IsConsideredForRanking,
    bool IsExclusive,
    bool IsAlwaysApply,
    bool SkipEarnedDateCheckOnRedeem,
    string? Comments,
    string Definition);

/// <summary>Why v3 refuses a change of a promotion (docs/contract/promotions.md 4).</summary>
public enum UnifiedRefusal
{
    NotFound,
    UnknownProgram,
    UnknownType,
    CountTooLarge,
    NameTaken,
    IdentifierTaken,
    NameNotEditable,
    StartNotEditable,
    InvalidEnd,
    ProgramImmutable,
    EventImmutable,
    MilestoneImmutable,
    TypeImmutable,
    WaitsForApproval,
    StatusImmutable,
    Stopped,
    VersionImmutable,
    EligibilityNotEditable,
    OptInStartFixed,
    OptInEndShortened,
    OptInStartPast,
    OptInEndPast,
    InvalidStatus,
    InvalidAction,
}

/// <summary>The version that a decision answers, or why it was refused.</summary>
public readonly record struct UnifiedOutcome(UnifiedPromotion? Promotion, UnifiedRefusal? Refusal);

/// <summary>Creates and edits promotions of v3 (docs/contract/promotions.md 2.14).</summary>
public static class UnifiedRules
{
    public static Decided<UnifiedOutcome> Create(PromotionCatalog catalog, long orgId, UnifiedContent content, long now, FreshIds ids)
    {
        if (content.ProgramId is { } programId && catalog.Programs.Find(programId) is null)
        {
            return Refused(UnifiedRefusal.UnknownProgram);
        }

        if (UnifiedEdits.ExceedsCounts(UnifiedDefinition.Read(content.Definition), UnifiedDefinition.None))
        {
            return Refused(UnifiedRefusal.CountTooLarge);
        }

        if (TakenBy(catalog, content, null) is { } taken)
        {
            return Refused(taken);
        }

        var promotion = With(content, new UnifiedPromotion
        {
            Id = ids.Next(IdKind.UnifiedPromotion),
            OrgId = orgId,
            Version = 1,
            Status = UnifiedStatus.Draft,
            Name = content.Name,
            StartsAt = content.StartsAt,
            EndsAt = content.EndsAt,
            PromotionType = content.PromotionType,
            Metadata = content.Metadata,
            IsStackable = content.IsStackable,
            IsConsideredForRanking = content.IsConsideredForRanking,
            IsExclusive = content.IsExclusive,
            IsAlwaysApply = content.IsAlwaysApply,
            SkipEarnedDateCheckOnRedeem = content.SkipEarnedDateCheckOnRedeem,
            CreatedOn = now,
            LastModifiedOn = now,
            Definition = content.Definition,
        });
        return new(new(promotion, null), [RowChange.Add(promotion)]);
    }

    /// <summary>Replaces the content. A published promotion stays as it is, and gets a draft with the new content.</summary>
    public static Decided<UnifiedOutcome> Update(PromotionCatalog catalog, long id, UnifiedContent content, long now, FreshIds ids)
    {
        if (UnifiedReading.Find(catalog, id) is not { } found || found.Status == UnifiedStatus.Snapshot)
        {
            return Refused(UnifiedRefusal.NotFound);
        }

        var published = found.ParentId is { } parentId ? catalog.Unified.All.Find(parentId) : found.PromotionId is null ? null : found;
        var edited = (published is null ? null : catalog.Unified.Drafts.Find(published.Id)) ?? found;
        if ((UnifiedEdits.RefusalOf(new(found, edited, published ?? edited), content, now) ?? TakenBy(catalog, content, edited)) is { } refusal)
        {
            return Refused(refusal);
        }

        if (edited != published)
        {
            var changed = With(content, edited) with { LastModifiedOn = now, Status = UnifiedStatus.Draft };
            return new(new(changed, null), [new RowChange(edited, changed)]);
        }

        var draft = With(content, published!) with
        {
            Id = ids.Next(IdKind.UnifiedPromotion),
            ParentId = published!.Id,
            Version = published.Version + 1,
            Status = UnifiedStatus.Draft,
            LastModifiedOn = now,
        };
        return new(new(draft, null), [.. Kept(catalog, published), RowChange.Add(draft)]);
    }

    /// <summary>The change that keeps a version of a promotion that v3 did not create; none if it is kept already.</summary>
    internal static IEnumerable<RowChange> Kept(PromotionCatalog catalog, UnifiedPromotion version) =>
        catalog.Unified.All.Find(version.Id) is null ? [RowChange.Add(version)] : [];

    internal static Decided<UnifiedOutcome> Refused(UnifiedRefusal refusal) => Decided.Refused(new UnifiedOutcome(null, refusal));

    /// <summary>Names are unique among the promotions of v3, identifiers too; both also in the program.</summary>
    private static UnifiedRefusal? TakenBy(PromotionCatalog catalog, UnifiedContent content, UnifiedPromotion? edited)
    {
        bool IsOther(UnifiedPromotion row) => row.Id != edited?.Id && row.Id != edited?.ParentId;
        bool IsOtherOfProgram(PromotionEntry entry) => entry.Promotion.ProgramId == content.ProgramId && entry.Promotion.Id != edited?.PromotionId;

        if (catalog.Unified.Named(content.Name).Any(IsOther) || catalog.Named(content.Name).Any(IsOtherOfProgram))
        {
            return UnifiedRefusal.NameTaken;
        }

        return content.Identifier is { } identifier && (catalog.Unified.Identified(identifier).Any(IsOther) || catalog.Identified(identifier).Any(IsOtherOfProgram))
            ? UnifiedRefusal.IdentifierTaken
            : null;
    }

    private static UnifiedPromotion With(UnifiedContent content, UnifiedPromotion promotion) => promotion with
    {
        Name = content.Name,
        Description = content.Description,
        ProgramId = content.ProgramId,
        StartsAt = content.StartsAt,
        EndsAt = content.EndsAt,
        TimezoneName = content.TimezoneName,
        PromotionType = content.PromotionType,
        Identifier = content.Identifier,
        Metadata = content.Metadata,
        IsStackable = content.IsStackable,
        IsConsideredForRanking = content.IsConsideredForRanking,
        IsExclusive = content.IsExclusive,
        IsAlwaysApply = content.IsAlwaysApply,
        SkipEarnedDateCheckOnRedeem = content.SkipEarnedDateCheckOnRedeem,
        Comments = content.Comments,
        Definition = content.Definition,
    };
}
