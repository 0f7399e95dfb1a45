namespace Loyalty.Domain.Promotions;

/// <summary>The actions that change the status of a promotion of v3.</summary>
public enum UnifiedAction
{
    PendingApproval,
    Revoke,
    Pause,
    Resume,
    Stop,
}

/// <summary>Approves, rejects, pauses, resumes and stops promotions of v3 (docs/contract/promotions.md 2.17).</summary>
public static class UnifiedLifecycle
{
    /// <summary>Approves or rejects the version that waits for approval: the promotion itself, or the draft of a published one.</summary>
    public static Decided<UnifiedOutcome> Review(PromotionCatalog catalog, long id, bool isApproved, string? comment, long now, FreshIds ids)
    {
        if (UnifiedReading.Find(catalog, id) is not { } found)
        {
            return UnifiedRules.Refused(UnifiedRefusal.NotFound);
        }

        var version = catalog.Unified.Drafts.Find(found.Id) ?? found;
        var basis = BaseOf(catalog, version);
        if (version.Status == UnifiedStatus.Snapshot || basis.Status == UnifiedStatus.Stopped)
        {
            return UnifiedRules.Refused(UnifiedRefusal.Stopped);
        }

        if (version.Status != UnifiedStatus.PendingApproval)
        {
            return UnifiedRules.Refused(UnifiedRefusal.InvalidStatus);
        }

        if (isApproved && basis != version && UnifiedEdits.RefusalOfApproval(basis, version, now) is { } refusal)
        {
            return UnifiedRules.Refused(refusal);
        }

        var reviewed = version with { Comments = comment ?? version.Comments, LastModifiedOn = now };
        if (isApproved)
        {
            return Publication.Publish(catalog, version, reviewed, now, ids);
        }

        var rejected = reviewed with { Status = UnifiedStatus.Draft };
        return new(new(rejected, null), [new RowChange(version, rejected)]);
    }

    /// <summary>Changes the status of the version that has the existing one: the promotion itself, or its draft.</summary>
    public static Decided<UnifiedOutcome> Change(PromotionCatalog catalog, long id, UnifiedStatus existing, UnifiedAction action, long now)
    {
        var found = UnifiedReading.Find(catalog, id);
        var version = found?.Status == existing ? found : found is null ? null : catalog.Unified.Drafts.Find(found.Id);
        if (version?.Status != existing)
        {
            return UnifiedRules.Refused(UnifiedRefusal.NotFound);
        }

        // STOPPED is terminal, also for a draft of the promotion.
        if (After(existing, action) is not { } status || BaseOf(catalog, version).Status == UnifiedStatus.Stopped)
        {
            return UnifiedRules.Refused(UnifiedRefusal.InvalidAction);
        }

        var changed = version with { Status = status, LastModifiedOn = now };
        var changes = new List<RowChange> { catalog.Unified.All.Find(version.Id) is null ? RowChange.Add(changed) : new RowChange(version, changed) };
        if (version is { IsVersionOfOther: false, PromotionId: { } promotionId } && catalog.Promotions.Find(promotionId)?.Promotion is { } promotion)
        {
            changes.Add(new RowChange(promotion, promotion with { Active = status == UnifiedStatus.Active, LastUpdatedAt = now }));
        }

        return new(new(changed, null), changes);
    }

    /// <summary>The published version that a draft would replace; otherwise the version itself.</summary>
    private static UnifiedPromotion BaseOf(PromotionCatalog catalog, UnifiedPromotion version) =>
        version.ParentId is { } parentId && catalog.Unified.All.Find(parentId) is { } parent ? parent : version;

    private static UnifiedStatus? After(UnifiedStatus existing, UnifiedAction action) => (existing, action) switch
    {
        (UnifiedStatus.Draft, UnifiedAction.PendingApproval) => UnifiedStatus.PendingApproval,
        (UnifiedStatus.PendingApproval, UnifiedAction.Revoke) => UnifiedStatus.Draft,
        (UnifiedStatus.Active, UnifiedAction.Pause) => UnifiedStatus.Paused,
        (UnifiedStatus.Paused, UnifiedAction.Resume) => UnifiedStatus.Active,
        (UnifiedStatus.Active or UnifiedStatus.Paused, UnifiedAction.Stop) => UnifiedStatus.Stopped,
        _ => null,
    };
}
