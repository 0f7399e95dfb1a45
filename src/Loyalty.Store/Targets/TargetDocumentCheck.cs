using Loyalty.Store.DocumentFormat;
using static Loyalty.Store.DocumentFormat.DocumentCheck;

namespace Loyalty.Store.Targets;

/// <summary>Checks target groups, and what customers have in them.</summary>
internal sealed class TargetDocumentCheck(DocumentCheck check)
{
    private readonly Dictionary<long, long> _groupOfPeriod = [];
    private readonly Dictionary<long, long> _groupOfTarget = [];

    public void RunGroups(IReadOnlyList<TargetGroupDocument>? groups, string path) => Each(groups, path + ".targetGroups", (group, at) =>
    {
        check.Add("target group", group.Id, at + ".id");
        Each(group.Periods, at + ".periods", (period, place) =>
        {
            check.Add("period", period.Id, place + ".id");
            _groupOfPeriod[period.Id] = group.Id;
        });
        Each(group.Targets, at + ".targets", (target, place) =>
        {
            check.Add("target", target.Id, place + ".id");
            _groupOfTarget[target.Id] = group.Id;
            RequireEntries(target.Filters, place + ".filters");
            Each(target.DefaultValues, place + ".defaultValues", (value, deep) =>
            {
                check.Add("default value", value.Id, deep + ".id");
                RequirePeriodOf(group.Id, value.PeriodId, deep + ".periodId");
                Require(DocumentNumber.FitsMillionths(value.DefaultValue), deep + ".defaultValue", ValueForm);
            });
        });
    });

    /// <summary>Enrolments and progress refer to customers and targets, so it runs after both are known.</summary>
    public void RunProgress(IReadOnlyList<EnrolmentDocument>? enrolments, IReadOnlyList<UserTargetDocument>? userTargets, string path)
    {
        Each(enrolments, path + ".enrolments", (enrolment, at) =>
        {
            check.Add("enrolment", enrolment.Id, at + ".id");
            check.Refer("customer", enrolment.CustomerId, at + ".customerId");
            check.Refer("target", enrolment.TargetId, at + ".targetId");
            RequirePeriodOf(_groupOfTarget[enrolment.TargetId], enrolment.FirstPeriodId, at + ".firstPeriodId");
            if (enrolment.LastPeriodId is { } last)
            {
                RequirePeriodOf(_groupOfTarget[enrolment.TargetId], last, at + ".lastPeriodId");
            }
        });
        Each(userTargets, path + ".userTargets", (target, at) =>
        {
            check.Add("user target", target.Id, at + ".id");
            check.Refer("customer", target.CustomerId, at + ".customerId");
            check.Refer("target", target.TargetId, at + ".targetId");
            RequirePeriodOf(_groupOfTarget[target.TargetId], target.PeriodId, at + ".periodId");
            check.Add($"user target of customer {target.CustomerId} and target {target.TargetId} in period", target.PeriodId, at + ".periodId");
            Require(DocumentNumber.FitsMillionths(target.AchievedValue), at + ".achievedValue", ValueForm);
            Require(DocumentNumber.FitsMillionths(target.TargetValue ?? 0), at + ".targetValue", ValueForm);
        });
    }

    private void RequirePeriodOf(long groupId, long periodId, string path)
    {
        check.Refer("period", periodId, path);
        Require(_groupOfPeriod[periodId] == groupId, path, $"period {periodId} belongs to target group {_groupOfPeriod[periodId]}, not to {groupId}");
    }
}
