using Loyalty.Domain.Targets;
using Loyalty.Store.Database;
using Microsoft.EntityFrameworkCore;

namespace Loyalty.Store.Targets;

internal static class TargetsConfiguration
{
    public static void Apply(ModelBuilder modelBuilder)
    {
        var groups = LoyaltyContext.Map<TargetGroup>(modelBuilder);
        groups.Property(group => group.TrackingType).HasWireName();
        groups.Property(group => group.TargetEvaluationType).HasWireName();

        groups.Property(group => group.FrequencyType).HasWireName();
        groups.Property(group => group.CombinationType).HasWireName();
        groups.Property(group => group.Attribution).HasJson(ColumnJson.Default.Attribution);
        groups.Property(group => group.UnifiedThreshold).HasJson(ColumnJson.Default.UnifiedThreshold);
        groups.Property(group => group.Streaks).HasJson(ColumnJson.Default.IReadOnlyListStreakLevel);
        groups.Ignore(group => group.IsStreak);

        LoyaltyContext.Map<Period>(modelBuilder).Property(period => period.Attribution).HasJson(ColumnJson.Default.Attribution);

        var targets = LoyaltyContext.Map<Target>(modelBuilder);
        targets.Property(target => target.TargetType).HasWireName();
        targets.Property(target => target.TargetEntity).HasWireName();
        targets.Property(target => target.EnrolmentMethod).HasWireName();
        targets.Property(target => target.Filters).HasJson(ColumnJson.Default.IReadOnlyListTargetFilter);
        targets.Property(target => target.MilestoneTriggers).HasJson(ColumnJson.Default.IReadOnlyListMilestoneTrigger);
        targets.Property(target => target.AudienceFilters).HasJson(ColumnJson.Default.IReadOnlyListAudienceFilter);
        targets.Property(target => target.ExtendedFieldInfo).HasJson(ColumnJson.Default.ExtendedFieldInfo);
        targets.Property(target => target.DefaultValues).HasJson(ColumnJson.Default.IReadOnlyListDefaultValue);
        targets.Property(target => target.CreatedBy).HasJson(ColumnJson.Default.UserRef);
        targets.Property(target => target.LastUpdatedBy).HasJson(ColumnJson.Default.UserRef);

        var enrolments = LoyaltyContext.Map<Enrolment>(modelBuilder);
        enrolments.Property(enrolment => enrolment.Method).HasWireName();
        enrolments.HasIndex(LoyaltyContext.WorldKey, nameof(Enrolment.CustomerId), nameof(Enrolment.TargetId));

        var userTargets = LoyaltyContext.Map<UserTarget>(modelBuilder);
        userTargets.HasIndex(
            LoyaltyContext.WorldKey, nameof(UserTarget.CustomerId), nameof(UserTarget.TargetId), nameof(UserTarget.PeriodId)).IsUnique();
    }
}
