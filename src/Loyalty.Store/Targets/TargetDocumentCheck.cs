using Loyalty.Store.DocumentFormat;
using static Loyalty.Store.DocumentFormat.DocumentCheck;

namespace Loyalty.Store.Targets;

/// <summary>Checks target groups, enrolments and the progress of customers.</summary>
internal sealed class TargetDocumentCheck(DocumentCheck check)
{
    private readonly Dictionary<long, long> _groupOfPeriod = [];
    private readonly Dictionary<long, long> _groupOfTarget = [];

    public void RunGroups(IReadOnlyList<TargetGroupDocument>? groups, string path) => Each(groups, path + ".targetGroups", (group, groupPath) =>
    {
        check.AddUnique("target group", group.Id, groupPath + ".id");
        Each(group.Periods, groupPath + ".periods", (period, periodPath) =>
        {
            check.AddUnique("period", period.Id, periodPath + ".id");
            _groupOfPeriod[period.Id] = group.Id;
        });
        Each(group.Targets, groupPath + ".targets", (target, targetPath) =>
        {
            check.AddUnique("target", target.Id, targetPath + ".id");
            _groupOfTarget[target.Id] = group.Id;
            RequireNoNulls(target.Filters, targetPath + ".filters");
            Each(target.DefaultValues, targetPath + ".defaultValues", (value, valuePath) =>
            {
                check.AddUnique("default value", value.Id, valuePath + ".id");
                RequirePeriodOf(group.Id, value.PeriodId, valuePath + ".periodId");
                Require(DocumentNumber.FitsMillionths(value.DefaultValue), valuePath + ".defaultValue", TargetValueRange);
            });
        });
    });

    /// <summary>Runs after customers and targets were added, because enrolments and progress refer to them.</summary>
    public void RunProgress(IReadOnlyList<EnrolmentDocument>? enrolments, IReadOnlyList<UserTargetDocument>? userTargets, string path)
    {
        Each(enrolments, path + ".enrolments", (enrolment, enrolmentPath) =>
        {
            check.AddUnique("enrolment", enrolment.Id, enrolmentPath + ".id");
            check.RequireReference("customer", enrolment.CustomerId, enrolmentPath + ".customerId");
            check.RequireReference("target", enrolment.TargetId, enrolmentPath + ".targetId");
            RequirePeriodOf(_groupOfTarget[enrolment.TargetId], enrolment.FirstPeriodId, enrolmentPath + ".firstPeriodId");
            if (enrolment.LastPeriodId is { } last)
            {
                RequirePeriodOf(_groupOfTarget[enrolment.TargetId], last, enrolmentPath + ".lastPeriodId");
            }
        });
        Each(userTargets, path + ".userTargets", (userTarget, userTargetPath) =>
        {
            check.AddUnique("user target", userTarget.Id, userTargetPath + ".id");
            check.RequireReference("customer", userTarget.CustomerId, userTargetPath + ".customerId");
            check.RequireReference("target", userTarget.TargetId, userTargetPath + ".targetId");
            RequirePeriodOf(_groupOfTarget[userTarget.TargetId], userTarget.PeriodId, userTargetPath + ".periodId");
            check.AddUnique($"user target of customer {userTarget.CustomerId}, target {userTarget.TargetId} and period", userTarget.PeriodId, userTargetPath + ".periodId");
            Require(DocumentNumber.FitsMillionths(userTarget.AchievedValue), userTargetPath + ".achievedValue", TargetValueRange);
            Require(DocumentNumber.FitsMillionths(userTarget.TargetValue ?? 0), userTargetPath + ".targetValue", TargetValueRange);
        });
    }

    private void RequirePeriodOf(long groupId, long periodId, string path)
    {
        check.RequireReference("period", periodId, path);
        Require(_groupOfPeriod[periodId] == groupId, path, $"period {periodId} belongs to target group {_groupOfPeriod[periodId]}, not to {groupId}");
    }
}
