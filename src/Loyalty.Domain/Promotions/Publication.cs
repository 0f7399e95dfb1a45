namespace Loyalty.Domain.Promotions;

/// <summary>Publishes approved versions of v3 as promotions, which promotionsV2, the list and the operation by id show (docs/contract/promotions.md 2.14).</summary>
internal static class Publication
{
    private const long ByApi = -1;

    /// <summary>Publishes a version. A draft of a published promotion changes places with the version that it replaces, so that the promotion keeps its id.</summary>
    public static Decided<UnifiedOutcome> Publish(PromotionCatalog catalog, UnifiedPromotion version, UnifiedPromotion reviewed, long now, FreshIds ids)
    {
        if (PromotionOf(catalog, reviewed, now) is not { } promotion)
        {
            var failed = reviewed with { Status = UnifiedStatus.PublishFailed };
            return new(new(failed, null), [new RowChange(version, failed)]);
        }

        if (version.ParentId is { } parentId && catalog.Unified.All.Find(parentId) is { } parent)
        {
            var active = reviewed with { Id = parent.Id, ParentId = null, Status = parent.Status == UnifiedStatus.Paused ? UnifiedStatus.Paused : UnifiedStatus.Active };
            var snapshot = parent with { Id = version.Id, ParentId = parent.Id, Status = UnifiedStatus.Snapshot, LastModifiedOn = now };
            return new(
                new(active, null),
                [new RowChange(version, snapshot), new RowChange(parent, active), new RowChange(catalog.Promotions.Find(promotion.Id)!.Promotion, promotion with { Active = active.Status == UnifiedStatus.Active })]);
        }

        var numbered = promotion with { Id = ids.Next(IdKind.Promotion) };
        var published = reviewed with { Status = UnifiedStatus.Active, PromotionId = numbered.Id };
        return new(new(published, null), [new RowChange(version, published), RowChange.Add(numbered)]);
    }

    /// <summary>Null if the older generation cannot hold the promotion: it needs a program and an event, and a name and an identifier of its own in the program.</summary>
    private static Promotion? PromotionOf(PromotionCatalog catalog, UnifiedPromotion version, long now)
    {
        var definition = UnifiedDefinition.Read(version.Definition);
        var existing = version.PromotionId is { } id ? catalog.Promotions.Find(id)?.Promotion : null;
        var identifier = version.Identifier ?? existing?.Identifier ?? UnifiedId.TextOf(version.ParentId ?? version.Id);
        bool IsOther(PromotionEntry entry) => entry.Promotion.ProgramId == version.ProgramId && entry.Promotion.Id != existing?.Id;

        if (version.ProgramId is not { } programId
            || catalog.Programs.Find(programId) is null
            || EventOf(definition, existing) is not { } eventName
            || catalog.Named(version.Name).Any(IsOther)
            || catalog.Identified(identifier).Any(IsOther))
        {
            return null;
        }

        return new()
        {
            Id = existing?.Id ?? 0,
            OrgId = version.OrgId,
            ProgramId = programId,
            Name = version.Name,
            Identifier = identifier,
            Description = version.Description ?? "",
            SourceType = existing?.SourceType ?? PromotionSourceType.Ui,
            Active = true,
            EventName = eventName,
            StartsAt = version.StartsAt,
            EndsAt = version.EndsAt,
            PointsOfferType = version.PromotionType,
            LoyaltyEarningType = UnifiedReading.EarningTypeOf(version, existing),
            AllocatePointsOn = existing?.AllocatePointsOn ?? AllocatePointsOn.Bill,
            UseProportions = existing?.UseProportions ?? false,
            LastUpdatedAt = now,
            LastUpdatedBy = ByApi,
            Metadata = version.Metadata,
            Restrictions = existing is null ? definition.Restrictions : EditedRestrictions.Of(existing.Restrictions, definition.Restrictions),
            IsStackable = version.IsStackable,
            IsConsideredForRanking = version.IsConsideredForRanking,
            IsExclusive = version.IsExclusive,
            IsAlwaysApply = version.IsAlwaysApply,
            TargetGroupIds = existing?.TargetGroupIds ?? [],
            TargetRuleIds = existing?.TargetRuleIds ?? [],
            LinkedTargets = existing?.LinkedTargets ?? [],
            SkipEarnedDateCheckOnRedeem = version.SkipEarnedDateCheckOnRedeem,
            PromotionType = existing?.PromotionType,
        };
    }

    /// <summary>An event of the brand's own is a generic event for the older operations (docs/contract/promotions.md 1.7), unless a world document gave the promotion its name.</summary>
    private static string? EventOf(UnifiedDefinition definition, Promotion? existing) => definition.EventName switch
    {
        null => null,
        var name when name.Equals(existing?.EventName, StringComparison.OrdinalIgnoreCase) => existing!.EventName,
        var name => EventNames.Find(name) ?? (EventNames.IsWellSpelled(name) ? EventNames.Generic : null),
    };
}
