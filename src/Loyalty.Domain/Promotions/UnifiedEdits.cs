namespace Loyalty.Domain.Promotions;

/// <summary>What an update of v3 may not change (docs/contract/promotions.md 2.16).</summary>
internal static class UnifiedEdits
{
    public static UnifiedRefusal? RefusalOf(UnifiedPromotion current, UnifiedContent content, long now)
    {
        var isPublished = current.PromotionId is not null;
        return current.Status == UnifiedStatus.Stopped ? UnifiedRefusal.Stopped
            : current.Status == UnifiedStatus.PendingApproval ? UnifiedRefusal.WaitsForApproval
            : content.Status is { } status && !IsStatusOf(current, status, now) ? UnifiedRefusal.StatusImmutable
            : content.Version is { } version && version != current.Version ? UnifiedRefusal.VersionImmutable
            : current.ProgramId is { } program && content.ProgramId != program ? UnifiedRefusal.ProgramImmutable
            : isPublished && !content.Name.Equals(current.Name, StringComparison.Ordinal) ? UnifiedRefusal.NameNotEditable
            : isPublished && now >= current.StartsAt && content.StartsAt != current.StartsAt ? UnifiedRefusal.StartNotEditable
            : isPublished && now >= current.StartsAt && content.EndsAt < now && content.EndsAt != current.EndsAt ? UnifiedRefusal.InvalidEnd
            : RefusalOf(UnifiedDefinition.Read(current.Definition), UnifiedDefinition.Read(content.Definition), isPublished, now);
    }

    private static UnifiedRefusal? RefusalOf(UnifiedDefinition current, UnifiedDefinition content, bool isPublished, long now)
    {
        foreach (var activity in content.Activities)
        {
            if (current.Activities.FirstOrDefault(known => known.Id.Equals(activity.Id, StringComparison.Ordinal)) is { } before)
            {
                if (!string.Equals(before.Event, activity.Event, StringComparison.Ordinal))
                {
                    return UnifiedRefusal.EventImmutable;
                }

                if (before.MilestoneKpi is not null && activity.MilestoneKpi is not null && !before.MilestoneKpi.Equals(activity.MilestoneKpi, StringComparison.Ordinal))
                {
                    return UnifiedRefusal.MilestoneImmutable;
                }
            }
        }

        return isPublished && !string.Equals(current.EligibilityType, content.EligibilityType, StringComparison.Ordinal)
            ? UnifiedRefusal.EligibilityNotEditable
            : RefusalOf(current.OptIn, content.OptIn, now);
    }

    private static UnifiedRefusal? RefusalOf(OptInWindow? current, OptInWindow? content, long now)
    {
        if (current is null && content is null)
        {
            return null;
        }

        return current is not null && now >= current.StartsAt && content?.StartsAt != current.StartsAt ? UnifiedRefusal.OptInStartFixed
            : current is not null && content is not null && content.EndsAt < current.EndsAt ? UnifiedRefusal.OptInEndShortened
            : content is not null && content.StartsAt != current?.StartsAt && content.StartsAt < now ? UnifiedRefusal.OptInStartPast
            : content is not null && content.EndsAt != current?.EndsAt && content.EndsAt < now ? UnifiedRefusal.OptInEndPast
            : null;
    }

    private static bool IsStatusOf(UnifiedPromotion current, string status, long now) =>
        status.Equals(WireName<UnifiedStatus>.Of(current.Status), StringComparison.Ordinal) || status.Equals(WireName<UnifiedStatusWord>.Of(current.WordAt(now)), StringComparison.Ordinal);
}
