namespace Loyalty.Domain.Promotions;

/// <summary>The versions that an update concerns.</summary>
/// <param name="Named">The version that the client names, and therefore sees.</param>
/// <param name="Edited">The version whose content is replaced: the draft, if there is one.</param>
/// <param name="Base">The published version; for a promotion that was never published, the edited one.</param>
internal readonly record struct UnifiedEdit(UnifiedPromotion Named, UnifiedPromotion Edited, UnifiedPromotion Base);

/// <summary>What an update of v3 may not change (docs/contract/promotions.md 2.16).</summary>
internal static class UnifiedEdits
{
    public static UnifiedRefusal? RefusalOf(UnifiedEdit edit, UnifiedContent content, long now)
    {
        var (_, edited, basis) = edit;
        var isPublished = basis.PromotionId is not null;
        return basis.Status == UnifiedStatus.Stopped ? UnifiedRefusal.Stopped
            : edited.Status == UnifiedStatus.PendingApproval ? UnifiedRefusal.WaitsForApproval
            : content.Status is { } status && !IsStatusOf(edit.Named, status, now) && !IsStatusOf(edited, status, now) ? UnifiedRefusal.StatusImmutable
            : content.Version is { } version && version != edit.Named.Version && version != edited.Version ? UnifiedRefusal.VersionImmutable
            : content.PromotionType != basis.PromotionType ? UnifiedRefusal.TypeImmutable
            : edited.ProgramId is { } program && content.ProgramId != program ? UnifiedRefusal.ProgramImmutable
            : isPublished && !content.Name.Equals(basis.Name, StringComparison.Ordinal) ? UnifiedRefusal.NameNotEditable
            : (isPublished ? RefusalOfDates(basis, content.StartsAt, content.EndsAt, now) : null)
                ?? RefusalOf(edit, UnifiedDefinition.Read(content.Definition), now);
    }

    /// <summary>Why the draft of a published version can no longer be approved: what it changes was still open when it was written, and is not now.</summary>
    public static UnifiedRefusal? RefusalOfApproval(UnifiedPromotion published, UnifiedPromotion draft, long now)
    {
        var (current, changed) = (UnifiedDefinition.Read(published.Definition).OptIn, UnifiedDefinition.Read(draft.Definition).OptIn);
        return RefusalOfDates(published, draft.StartsAt, draft.EndsAt, now)
            ?? (IsOpen(current, now) && changed?.StartsAt != current?.StartsAt ? UnifiedRefusal.OptInStartFixed : null);
    }

    /// <summary>Whether an enrolment, issue or redemption count is above the documented maximum (docs/contract/promotions.md 1.3). One that a world document gave the promotion may stay.</summary>
    public static bool ExceedsCounts(UnifiedDefinition content, UnifiedDefinition current) =>
        CountsOf(content).Any(count => count.Value > RestrictionCreation.MaxCount && !CountsOf(current).Any(known => known.Name == count.Name && known.Value == count.Value));

    private static IEnumerable<Restriction> CountsOf(UnifiedDefinition definition) => definition.Restrictions.Redemption.Concat(definition.Restrictions.Issual).Concat(definition.Restrictions.Earn)
        .Where(restriction => restriction.Name is RestrictionName.MaxNumberOfIssualsPerCustomer or RestrictionName.MaxNumberOfEarnsPerCustomer or RestrictionName.MaxRedemptionsPerEarnPerCustomer);

    private static UnifiedRefusal? RefusalOfDates(UnifiedPromotion published, long startsAt, long endsAt, long now) =>
        now < published.StartsAt ? null
        : startsAt != published.StartsAt ? UnifiedRefusal.StartNotEditable
        : endsAt < now && endsAt != published.EndsAt ? UnifiedRefusal.InvalidEnd
        : null;

    private static UnifiedRefusal? RefusalOf(UnifiedEdit edit, UnifiedDefinition content, long now)
    {
        var basis = UnifiedDefinition.Read(edit.Base.Definition);
        return ExceedsCounts(content, basis) ? UnifiedRefusal.CountTooLarge
            : RefusalOfActivities(UnifiedDefinition.Read(edit.Edited.Definition), content)
                ?? RefusalOfActivities(basis, content)
                ?? (edit.Base.PromotionId is not null && !string.Equals(basis.EligibilityType, content.EligibilityType, StringComparison.Ordinal)
                    ? UnifiedRefusal.EligibilityNotEditable
                    : RefusalOf(basis.OptIn, content.OptIn, now));
    }

    private static UnifiedRefusal? RefusalOfActivities(UnifiedDefinition current, UnifiedDefinition content)
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

        return null;
    }

    private static UnifiedRefusal? RefusalOf(OptInWindow? current, OptInWindow? content, long now) =>
        IsOpen(current, now) && content?.StartsAt != current?.StartsAt ? UnifiedRefusal.OptInStartFixed
        : content is null ? null
        : content.EndsAt < current?.EndsAt ? UnifiedRefusal.OptInEndShortened
        : content.StartsAt != current?.StartsAt && content.StartsAt < now ? UnifiedRefusal.OptInStartPast
        : content.EndsAt != current?.EndsAt && content.EndsAt < now ? UnifiedRefusal.OptInEndPast
        : null;

    private static bool IsOpen(OptInWindow? window, long now) => now >= window?.StartsAt;

    private static bool IsStatusOf(UnifiedPromotion version, string status, long now) =>
        status.Equals(WireName<UnifiedStatus>.Of(version.Status), StringComparison.Ordinal) || status.Equals(WireName<UnifiedStatusWord>.Of(version.WordAt(now)), StringComparison.Ordinal);
}
