namespace Loyalty.Domain.Targets;

/// <summary>A customer's enrolments and progress, each ascending by target and id.</summary>
public sealed record CustomerTargets(long OrgId, long CustomerId, IReadOnlyList<Enrolment> Enrolments, IReadOnlyList<UserTarget> Progress)
{
    public static CustomerTargets Of(long orgId, long customerId, IEnumerable<Enrolment> enrolments, IEnumerable<UserTarget> progress) =>
        new(orgId, customerId, [.. enrolments.OrderBy(enrolment => (enrolment.TargetId, enrolment.Id))], [.. progress.OrderBy(row => (row.TargetId, row.Id))]);

    public IEnumerable<Enrolment> In(long targetId) => RowsOf(Enrolments, targetId, static row => row.TargetId);

    public UserTarget? ProgressIn(long targetId, long periodId) =>
        RowsOf(Progress, targetId, static row => row.TargetId).FirstOrDefault(row => row.PeriodId == periodId);

    /// <summary>The progress in a target by period, for many periods at once.</summary>
    public IReadOnlyDictionary<long, UserTarget> ProgressIn(long targetId)
    {
        var rows = new Dictionary<long, UserTarget>();
        foreach (var row in RowsOf(Progress, targetId, static row => row.TargetId))
        {
            rows.TryAdd(row.PeriodId, row);
        }

        return rows;
    }

    public CustomerTargets With(RowChange change) => change.Row switch
    {
        Enrolment enrolment => Of(OrgId, CustomerId, Replaced(Enrolments, change, row => row.Id == enrolment.Id), Progress),
        UserTarget progress => Of(OrgId, CustomerId, Enrolments, Replaced(Progress, change, row => row.Id == progress.Id)),
        _ => this,
    };

    /// <summary>The rows of a target, found without a pass over all rows: the caller may ask for every target of a customer with a long history.</summary>
    private static IEnumerable<T> RowsOf<T>(IReadOnlyList<T> rows, long targetId, Func<T, long> targetOf)
    {
        var (low, high) = (0, rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (targetOf(rows[middle]) < targetId)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return rows.Skip(low).TakeWhile(row => targetOf(row) == targetId);
    }

    private static IEnumerable<T> Replaced<T>(IEnumerable<T> rows, RowChange change, Func<T, bool> isSame)
        where T : class
    {
        var others = rows.Where(row => !isSame(row));
        return change.After is T row ? others.Append(row) : others;
    }
}
