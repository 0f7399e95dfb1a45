namespace Loyalty.Domain.Targets;

/// <summary>A customer's enrolments, ascending by target and id, and progress.</summary>
public sealed record CustomerTargets(long OrgId, long CustomerId, IReadOnlyList<Enrolment> Enrolments, IReadOnlyList<UserTarget> Progress)
{
    public static CustomerTargets Of(long orgId, long customerId, IEnumerable<Enrolment> enrolments, IEnumerable<UserTarget> progress) =>
        new(orgId, customerId, [.. enrolments.OrderBy(enrolment => (enrolment.TargetId, enrolment.Id))], [.. progress.OrderBy(row => row.Id)]);

    public IEnumerable<Enrolment> In(long targetId) => Enrolments.Where(enrolment => enrolment.TargetId == targetId);

    public UserTarget? ProgressIn(long targetId, long periodId) =>
        Progress.FirstOrDefault(row => row.TargetId == targetId && row.PeriodId == periodId);

    /// <summary>The progress in a target by period, for many periods at once.</summary>
    public IReadOnlyDictionary<long, UserTarget> ProgressIn(long targetId)
    {
        var rows = new Dictionary<long, UserTarget>();
        foreach (var row in Progress)
        {
            if (row.TargetId == targetId)
            {
                rows.TryAdd(row.PeriodId, row);
            }
        }

        return rows;
    }

    public CustomerTargets With(RowChange change) => change.Row switch
    {
        Enrolment enrolment => Of(OrgId, CustomerId, Replaced(Enrolments, change, row => row.Id == enrolment.Id), Progress),
        UserTarget progress => Of(OrgId, CustomerId, Enrolments, Replaced(Progress, change, row => row.Id == progress.Id)),
        _ => this,
    };

    private static IEnumerable<T> Replaced<T>(IEnumerable<T> rows, RowChange change, Func<T, bool> isSame)
        where T : class
    {
        var others = rows.Where(row => !isSame(row));
        return change.After is T row ? others.Append(row) : others;
    }
}
