using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Targets;

/// <summary>Checks target groups, enrolments and the progress of customers.</summary>
internal sealed class TargetDocumentCheck(DocumentCheck check)
{
    private readonly Dictionary<long, long> _groupOfPeriod = [];
    private readonly Dictionary<long, long> _groupOfTarget = [];

    public void RunGroups(IReadOnlyList<TargetGroupDocument>? groups, string path) => check.Each(groups, path + ".targetGroups", (group, groupPath) =>
    {
        check.AddUnique("target group", group.Id, groupPath + ".id");
        check.Each(group.Periods, groupPath + ".periods", (period, periodPath) =>
        {
            check.AddUnique("period", period.Id, periodPath + ".id");
            _groupOfPeriod.TryAdd(period.Id, group.Id);
        });
        check.Each(group.Streaks, groupPath + ".streaks", (level, levelPath) =>
        {
            check.AddUnique("streak level", level.Id, levelPath + ".id");
            check.Require(level.TargetCountOfSequence > 0, levelPath + ".targetCountOfSequence", "the number of periods must be positive");
        });
        check.Each(group.Targets, groupPath + ".targets", (target, targetPath) =>
        {
            check.AddUnique("target", target.Id, targetPath + ".id");
            _groupOfTarget.TryAdd(target.Id, group.Id);
            check.RequireNoNulls(target.Filters, targetPath + ".filters");
            check.RequireNoNulls(target.TargetAudienceFilter, targetPath + ".targetAudienceFilter");
            check.Each(target.TargetMilestoneTriggers, targetPath + ".targetMilestoneTriggers", (trigger, triggerPath) =>
            {
                check.AddUnique("milestone trigger", trigger.Id, triggerPath + ".id");
                check.Require(DocumentNumber.FitsMillionths(trigger.TriggerValue), triggerPath + ".triggerValue", DocumentCheck.TargetValueRange);
            });
            check.Each(target.DefaultValues, targetPath + ".defaultValues", (value, valuePath) =>
            {
                check.AddUnique("default value", value.Id, valuePath + ".id");
                RequirePeriodOf(group.Id, value.PeriodId, valuePath + ".periodId");
                check.Require(DocumentNumber.FitsMillionths(value.DefaultValue), valuePath + ".defaultValue", DocumentCheck.TargetValueRange);
            });
        });
    });

    /// <summary>Runs after customers and targets were added, because enrolments and progress refer to them.</summary>
    public void RunProgress(IReadOnlyList<EnrolmentDocument>? enrolments, IReadOnlyList<UserTargetDocument>? userTargets, string path)
    {
        check.Each(enrolments, path + ".enrolments", (enrolment, enrolmentPath) =>
        {
            check.AddUnique("enrolment", enrolment.Id, enrolmentPath + ".id");
            check.RequireReference("customer", enrolment.CustomerId, enrolmentPath + ".customerId");
            check.RequireReference("target", enrolment.TargetId, enrolmentPath + ".targetId");
            RequirePeriodOfTarget(enrolment.TargetId, enrolment.FirstPeriodId, enrolmentPath + ".firstPeriodId");
            if (enrolment.LastPeriodId is { } last)
            {
                RequirePeriodOfTarget(enrolment.TargetId, last, enrolmentPath + ".lastPeriodId");
            }
        });
        check.Each(userTargets, path + ".userTargets", (userTarget, userTargetPath) =>
        {
            check.AddUnique("user target", userTarget.Id, userTargetPath + ".id");
            check.RequireReference("customer", userTarget.CustomerId, userTargetPath + ".customerId");
            check.RequireReference("target", userTarget.TargetId, userTargetPath + ".targetId");
            RequirePeriodOfTarget(userTarget.TargetId, userTarget.PeriodId, userTargetPath + ".periodId");
            if (check.IsReadable(userTargetPath))
            {
                check.AddUnique($"user target of customer {userTarget.CustomerId}, target {userTarget.TargetId} and period", userTarget.PeriodId, userTargetPath + ".periodId");
            }

            check.Require(DocumentNumber.FitsMillionths(userTarget.AchievedValue), userTargetPath + ".achievedValue", DocumentCheck.TargetValueRange);
            check.Require(DocumentNumber.FitsMillionths(userTarget.TargetValue ?? 0), userTargetPath + ".targetValue", DocumentCheck.TargetValueRange);
        });
    }

    /// <summary>Of a target that does not exist, the group is not known.</summary>
    private void RequirePeriodOfTarget(long targetId, long periodId, string path)
    {
        if (_groupOfTarget.TryGetValue(targetId, out var groupId))
        {
            RequirePeriodOf(groupId, periodId, path);
        }
        else
        {
            check.RequireReference("period", periodId, path);
        }
    }

    private void RequirePeriodOf(long groupId, long periodId, string path)
    {
        check.RequireReference("period", periodId, path);
        if (_groupOfPeriod.TryGetValue(periodId, out var actual) && actual != groupId)
        {
            check.Fail(path, $"period {periodId} belongs to target group {actual}, not to {groupId}");
        }
    }
}
