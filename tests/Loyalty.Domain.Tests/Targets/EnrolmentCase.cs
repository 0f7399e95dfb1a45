using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Tests.Targets;

/// <summary>A target group with the targets 51 and 52, a customer's enrolments and progress in it, and a request at noon of a day.</summary>
internal sealed record EnrolmentCase(TargetGroupEntry Group, CustomerTargets Customer, DateOnly Day, EnrolRequest Request)
{
    public const long GroupId = 31;
    public const long OrgId = 1;
    public const long CustomerId = 21;
    public const long FirstEnrolmentId = 1000;
    public const long FirstProgressId = 2000;

    private static readonly DateOnly FirstDay = new(2031, 3, 1);

    /// <summary>Periods that overlap, touch, or leave gaps, some of them switched off.</summary>
    public static Gen<EnrolmentCase> Any =>
        from tracking in Gen.Elements(Enum.GetValues<TrackingType>())
        from periodCount in Gen.Choose(1, 6)
        from periods in Gen.CollectToArray(Enumerable.Range(0, periodCount), index => AnyPeriod(41 + index))
        from enrolmentCount in Gen.Choose(0, 4)
        from enrolments in Gen.CollectToArray(Enumerable.Range(0, enrolmentCount), index => AnyEnrolment(71 + index, periods))
        from progressCount in Gen.Choose(0, 4)
        from progress in Gen.CollectToArray(Enumerable.Range(0, progressCount), index => AnyProgress(81 + index, periods))
        from day in Gen.Choose(-3, 30)
        from name in Gen.Elements([null, null, "unknown", .. periods.Select(period => period.RefCode)])
        from initial in Gen.Elements(new long?[] { null, 0, 7_500_000 })
        from resets in Gen.Elements(true, false)
        select new EnrolmentCase(
            Create(tracking, periods),
            CustomerTargets.Of(OrgId, CustomerId, enrolments, progress.DistinctBy(row => (row.TargetId, row.PeriodId))),
            FirstDay.AddDays(day),
            new EnrolRequest(GroupId, 51, CustomerId, name, initial, resets));

    public TargetCatalog Catalog => TargetCatalog.Of([Group.Group], Group.Periods, Group.Targets.Select(target => target.Target));

    public long Now => Instants.StartOfDay(Day, TimeZoneInfo.Utc) + (Instants.Day / 2);

    /// <summary>The ids of the periods that the customer's enrolments in a target cover.</summary>
    public IEnumerable<long> Covered(CustomerTargets customer, long targetId) =>
        Group.Periods.Where(period => customer.In(targetId).Any(enrolment => enrolment.Covers(period, Group))).Select(period => period.Id);

    public (EnrolmentRefusal? Refusal, CustomerTargets After, FreshIds Ids) Enrol(CustomerTargets? customer = null)
    {
        var ids = NewIds();
        var decided = EnrolmentRules.Enrol(Catalog, customer ?? Customer, Request, Now, TimeZoneInfo.Utc, ids);
        return (decided.Answer, Apply(customer ?? Customer, decided), ids);
    }

    public (EnrolmentRefusal? Refusal, CustomerTargets After) Unenrol(CustomerTargets? customer = null)
    {
        var decided = EnrolmentRules.Unenrol(Catalog, customer ?? Customer, GroupId, 51, Now, TimeZoneInfo.Utc);
        return (decided.Answer, Apply(customer ?? Customer, decided));
    }

    public static FreshIds NewIds() => new(Sequences.Of(kind => kind == IdKind.Enrolment ? FirstEnrolmentId : FirstProgressId));

    public static TargetGroupEntry Create(TrackingType tracking, IEnumerable<Period> periods, bool active = true, bool targetActive = true) => new(
        new TargetGroup
        {
            Id = GroupId,
            OrgId = OrgId,
            Name = "Run",
            Active = active,
            UserCreated = false,
            TrackingType = tracking,
            TargetEvaluationType = TargetEvaluationType.FixedCalendarWindow,
        },
        periods,
        [Target(51, targetActive), Target(52, active: true)]);

    public static Period Period(long id, DateOnly start, DateOnly end, bool active = true) =>
        new() { Id = id, OrgId = OrgId, TargetGroupId = GroupId, RefCode = $"P{id}", StartDate = start, EndDate = end, Active = active };

    public static Enrolment Enrolment(long id, long first, long? last = null, long target = 51) =>
        new() { Id = id, OrgId = OrgId, CustomerId = CustomerId, TargetId = target, FirstPeriodId = first, LastPeriodId = last, Method = EnrolmentMethod.AudienceFilter, EnrolledAt = 5 };

    public static UserTarget Progress(long id, long period, long achieved, long target = 51) => new()
    {
        Id = id, OrgId = OrgId, CustomerId = CustomerId, TargetId = target, PeriodId = period, ValueMillionths = 9, AchievedMillionths = achieved, AchievedAt = 6,
    };

    public override string ToString() =>
        $"{Group.Group.TrackingType} on {Day:O}, {Request}; periods {string.Join(", ", Group.Periods.Select(period => $"{period.Id} {period.StartDate:O}..{period.EndDate:O}{(period.Active ? "" : " off")}"))}; "
        + $"enrolments {string.Join(", ", Customer.Enrolments.Select(row => $"{row.Id} in {row.TargetId}: {row.FirstPeriodId}..{row.LastPeriodId}"))}; "
        + $"progress {string.Join(", ", Customer.Progress.Select(row => $"{row.Id} in {row.TargetId}: {row.PeriodId}"))}";

    /// <summary>Applies the changes, and checks that each belongs to the customer's state as it is then.</summary>
    private static CustomerTargets Apply(CustomerTargets customer, Decided<EnrolmentRefusal?> decided)
    {
        Assert.True(decided.Answer is null || decided.Changes.Count == 0, "a refused decision changes nothing");
        foreach (var change in decided.Changes)
        {
            var rows = customer.Enrolments.Concat<object>(customer.Progress);
            Assert.True(change.Before is null ? !rows.Any(row => Key(row) == Key(change.Row)) : rows.Contains(change.Before));
            Assert.True(change.Before is null || change.After is null || Key(change.Before) == Key(change.After));
            customer = customer.With(change);
        }

        return customer;
    }

    private static (Type Type, long Id) Key(object row) => (row.GetType(), row is Enrolment enrolment ? enrolment.Id : ((UserTarget)row).Id);

    private static Target Target(long id, bool active) => new()
    {
        Id = id,
        OrgId = OrgId,
        TargetGroupId = GroupId,
        Name = "Steps",
        Active = active,
        TargetType = TargetType.Count,
        TargetEntity = TargetEntity.Event,
        Expression = "true",
        ExpressionJson = "[]",
        Filters = [],
        EnrolmentMethod = EnrolmentMethod.Import,
        DefaultValues = [],
        CreatedOn = 0,
        LastUpdatedOn = 0,
        CreatedBy = new UserRef(1),
        LastUpdatedBy = new UserRef(1),
    };

    private static Gen<Period> AnyPeriod(long id) =>
        from start in Gen.Choose(0, 25)
        from length in Gen.Choose(0, 8)
        from active in Gen.Elements(true, true, true, false)
        select Period(id, FirstDay.AddDays(start), FirstDay.AddDays(start + length), active);

    private static Gen<Enrolment> AnyEnrolment(long id, Period[] periods) =>
        from target in Gen.Elements(51L, 51L, 52L)
        from first in Gen.Elements(periods)
        from last in Gen.Elements([null, .. periods])
        select Enrolment(id, first.Id, last?.Id, target);

    private static Gen<UserTarget> AnyProgress(long id, Period[] periods) =>
        from target in Gen.Elements(51L, 51L, 52L)
        from period in Gen.Elements(periods)
        from achieved in Gen.Choose(0, 9_000_000)
        select Progress(id, period.Id, achieved, target);
}
