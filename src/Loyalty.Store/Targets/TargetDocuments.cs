using Loyalty.Domain.Targets;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Targets;

/// <summary>A target group with its periods and targets in a world document.</summary>
public sealed record TargetGroupDocument(
    long Id,
    string Name,
    IReadOnlyList<PeriodDocument>? Periods = null,
    IReadOnlyList<TargetDocument>? Targets = null,
    string? Description = null,
    bool Active = true,
    bool UserCreated = false,
    TrackingType TrackingType = TrackingType.Default,
    TargetEvaluationType TargetEvaluationType = TargetEvaluationType.FixedCalendarWindow)
{
    public IEnumerable<object> ToRows(long orgId, long now) =>
    [
        new TargetGroup
        {
            Id = Id,
            OrgId = orgId,
            Name = Name,
            Description = Description,
            Active = Active,
            UserCreated = UserCreated,
            TrackingType = TrackingType,
            TargetEvaluationType = TargetEvaluationType,
        },
        .. (Periods ?? []).Select(period => period.ToRow(orgId, Id)),
        .. (Targets ?? []).Select(target => target.ToRow(orgId, Id, now)),
    ];

    public static TargetGroupDocument From(TargetGroup group, IEnumerable<Period> periods, IEnumerable<Target> targets)
    {
        IReadOnlyList<PeriodDocument> periodList = [.. periods.Select(PeriodDocument.From)];
        IReadOnlyList<TargetDocument> targetList = [.. targets.Select(TargetDocument.From)];
        return new TargetGroupDocument(
            group.Id,
            group.Name,
            periodList.Count == 0 ? null : periodList,
            targetList.Count == 0 ? null : targetList,
            group.Description,
            group.Active,
            group.UserCreated,
            group.TrackingType,
            group.TargetEvaluationType);
    }
}

/// <summary>A period of a target group in a world document.</summary>
public sealed record PeriodDocument(
    long Id, string RefCode, DateOnly StartDate, DateOnly EndDate, string? Description = null, bool Active = true)
{
    public Period ToRow(long orgId, long groupId) => new()
    {
        Id = Id,
        OrgId = orgId,
        TargetGroupId = groupId,
        RefCode = RefCode,
        Description = Description,
        StartDate = StartDate,
        EndDate = EndDate,
        Active = Active,
    };

    public static PeriodDocument From(Period period) =>
        new(period.Id, period.RefCode, period.StartDate, period.EndDate, period.Description, period.Active);
}

/// <summary>A target in a world document.</summary>
public sealed record TargetDocument(
    long Id,
    string Name,
    AttributionDocument Attribution,
    TargetType TargetType,
    TargetEntity TargetEntity,
    EnrolmentMethod EnrolmentMethod,
    string Expression,
    string ExpressionJson,
    string? Description = null,
    bool Active = true,
    long? EmfRuleSetId = null,
    long? EmfUnrolledRulesetId = null,
    string? EventName = null,
    IReadOnlyList<TargetFilter>? Filters = null,
    IReadOnlyList<DefaultValueDocument>? DefaultValues = null)
{
    public Target ToRow(long orgId, long groupId, long now) => new()
    {
        Id = Id,
        OrgId = orgId,
        TargetGroupId = groupId,
        Name = Name,
        Description = Description,
        Active = Active,
        EmfRuleSetId = EmfRuleSetId,
        EmfUnrolledRulesetId = EmfUnrolledRulesetId,
        TargetType = TargetType,
        TargetEntity = TargetEntity,
        EventName = EventName,
        Expression = Expression,
        ExpressionJson = ExpressionJson,
        Filters = Filters ?? [],
        EnrolmentMethod = EnrolmentMethod,
        DefaultValues = [.. (DefaultValues ?? []).Select(value => value.ToValue())],
        CreatedOn = Attribution.CreatedOn.Resolve(now),
        LastUpdatedOn = Attribution.LastUpdatedOn.Resolve(now),
        CreatedBy = Attribution.CreatedBy,
        LastUpdatedBy = Attribution.LastUpdatedBy,
    };

    public static TargetDocument From(Target target) => new(
        target.Id,
        target.Name,
        new AttributionDocument(
            DocumentInstant.Of(target.CreatedOn), DocumentInstant.Of(target.LastUpdatedOn), target.LastUpdatedBy, target.CreatedBy),
        target.TargetType,
        target.TargetEntity,
        target.EnrolmentMethod,
        target.Expression,
        target.ExpressionJson,
        target.Description,
        target.Active,
        target.EmfRuleSetId,
        target.EmfUnrolledRulesetId,
        target.EventName,
        target.Filters.Count == 0 ? null : target.Filters,
        target.DefaultValues.Count == 0 ? null : [.. target.DefaultValues.Select(DefaultValueDocument.From)]);
}

/// <summary>When and by whom a target was created and last updated.</summary>
public sealed record AttributionDocument(DocumentInstant CreatedOn, DocumentInstant LastUpdatedOn, UserRef LastUpdatedBy, UserRef CreatedBy);

/// <summary>The default value of a target in a period, with up to six decimals.</summary>
public sealed record DefaultValueDocument(long Id, long PeriodId, decimal DefaultValue)
{
    public DefaultValue ToValue() => new(Id, PeriodId, DocumentNumber.Millionths(DefaultValue));

    public static DefaultValueDocument From(DefaultValue value) => new(value.Id, value.PeriodId, DocumentNumber.FromMillionths(value.ValueMillionths));
}

/// <summary>An enrolment of a customer, from a first period to a last period or without end.</summary>
public sealed record EnrolmentDocument(
    long Id, long CustomerId, long TargetId, long FirstPeriodId, EnrolmentMethod Method, DocumentInstant EnrolledAt, long? LastPeriodId = null)
{
    public Enrolment ToRow(long orgId, long now) => new()
    {
        Id = Id,
        OrgId = orgId,
        CustomerId = CustomerId,
        TargetId = TargetId,
        FirstPeriodId = FirstPeriodId,
        LastPeriodId = LastPeriodId,
        Method = Method,
        EnrolledAt = EnrolledAt.Resolve(now),
    };

    public static EnrolmentDocument From(Enrolment enrolment) => new(
        enrolment.Id,
        enrolment.CustomerId,
        enrolment.TargetId,
        enrolment.FirstPeriodId,
        enrolment.Method,
        DocumentInstant.Of(enrolment.EnrolledAt),
        enrolment.LastPeriodId);
}

/// <summary>A customer's progress toward a target in one period. Values have up to six decimals.</summary>
public sealed record UserTargetDocument(
    long Id, long CustomerId, long TargetId, long PeriodId, decimal AchievedValue, decimal? TargetValue = null, DocumentInstant? AchievedAt = null)
{
    public UserTarget ToRow(long orgId, long now) => new()
    {
        Id = Id,
        OrgId = orgId,
        CustomerId = CustomerId,
        TargetId = TargetId,
        PeriodId = PeriodId,
        ValueMillionths = TargetValue is { } value ? DocumentNumber.Millionths(value) : null,
        AchievedMillionths = DocumentNumber.Millionths(AchievedValue),
        AchievedAt = AchievedAt?.Resolve(now),
    };

    public static UserTargetDocument From(UserTarget userTarget) => new(
        userTarget.Id,
        userTarget.CustomerId,
        userTarget.TargetId,
        userTarget.PeriodId,
        DocumentNumber.FromMillionths(userTarget.AchievedMillionths),
        userTarget.ValueMillionths is { } value ? DocumentNumber.FromMillionths(value) : null,
        DocumentInstant.Of(userTarget.AchievedAt));
}
