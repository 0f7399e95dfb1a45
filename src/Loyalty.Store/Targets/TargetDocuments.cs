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
    TargetEvaluationType TargetEvaluationType = TargetEvaluationType.FixedCalendarWindow,
    AttributionDocument? Attribution = null,
    DateOnly? FromDate = null,
    DateOnly? ToDate = null,
    long? PreferredTillId = null,
    int? TotalPeriods = null,
    int? RecurringCycles = null,
    int? Frequency = null,
    FrequencyType? FrequencyType = null,
    DocumentInstant? TargetCycleStartDate = null,
    DocumentInstant? TargetCycleEndDate = null,
    string? TimeZoneName = null,
    bool LeaderboardEnabled = false,
    CombinationType? CombinationType = null,
    UnifiedThreshold? UnifiedThreshold = null,
    IReadOnlyList<StreakLevelDocument>? Streaks = null)
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
            Attribution = Attribution?.ToValue(now),
            FromDate = FromDate,
            ToDate = ToDate,
            PreferredTillId = PreferredTillId,
            TotalPeriods = TotalPeriods,
            RecurringCycles = RecurringCycles,
            Frequency = Frequency,
            FrequencyType = FrequencyType,
            CycleStart = TargetCycleStartDate?.Resolve(now),
            CycleEnd = TargetCycleEndDate?.Resolve(now),
            TimeZoneName = TimeZoneName,
            LeaderboardEnabled = LeaderboardEnabled,
            CombinationType = CombinationType,
            UnifiedThreshold = UnifiedThreshold,
            Streaks = Streaks?.Select(level => level.ToValue(now)).ToList(),
        },
        .. (Periods ?? []).Select(period => period.ToRow(orgId, Id, now)),
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
            group.TargetEvaluationType,
            AttributionDocument.From(group.Attribution),
            group.FromDate,
            group.ToDate,
            group.PreferredTillId,
            group.TotalPeriods,
            group.RecurringCycles,
            group.Frequency,
            group.FrequencyType,
            DocumentInstant.Of(group.CycleStart),
            DocumentInstant.Of(group.CycleEnd),
            group.TimeZoneName,
            group.LeaderboardEnabled,
            group.CombinationType,
            group.UnifiedThreshold,
            group.Streaks?.Select(StreakLevelDocument.From).ToList());
    }
}

/// <summary>A level of a streak in a world document.</summary>
public sealed record StreakLevelDocument(long Id, string Name, int TargetCountOfSequence, AttributionDocument? Attribution = null)
{
    public StreakLevel ToValue(long now) => new(Id, Name, TargetCountOfSequence, Attribution?.ToValue(now));

    public static StreakLevelDocument From(StreakLevel level) => new(level.Id, level.Name, level.TargetCountOfSequence, AttributionDocument.From(level.Attribution));
}

/// <summary>A period of a target group in a world document.</summary>
public sealed record PeriodDocument(
    long Id, string RefCode, DateOnly StartDate, DateOnly EndDate, string? Description = null, bool Active = true, AttributionDocument? Attribution = null)
{
    public Period ToRow(long orgId, long groupId, long now) => new()
    {
        Id = Id,
        OrgId = orgId,
        TargetGroupId = groupId,
        RefCode = RefCode,
        Description = Description,
        StartDate = StartDate,
        EndDate = EndDate,
        Active = Active,
        Attribution = Attribution?.ToValue(now),
    };

    public static PeriodDocument From(Period period) =>
        new(period.Id, period.RefCode, period.StartDate, period.EndDate, period.Description, period.Active, AttributionDocument.From(period.Attribution));
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
    IReadOnlyList<DefaultValueDocument>? DefaultValues = null,
    IReadOnlyList<MilestoneTriggerDocument>? TargetMilestoneTriggers = null,
    IReadOnlyList<AudienceFilterDocument>? TargetAudienceFilter = null,
    ExtendedFieldInfo? ExtendedFieldInfo = null)
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
        Filters = Filters,
        EnrolmentMethod = EnrolmentMethod,
        DefaultValues = [.. (DefaultValues ?? []).Select(value => value.ToValue())],
        MilestoneTriggers = TargetMilestoneTriggers?.Select(trigger => trigger.ToValue()).ToList(),
        AudienceFilters = TargetAudienceFilter?.Select(filter => filter.ToValue(now)).ToList(),
        ExtendedFieldInfo = ExtendedFieldInfo,
        CreatedOn = Attribution.CreatedOn.Resolve(now),
        LastUpdatedOn = Attribution.LastUpdatedOn.Resolve(now),
        CreatedBy = Attribution.CreatedBy,
        LastUpdatedBy = Attribution.LastUpdatedBy,
    };

    public static TargetDocument From(Target target) => new(
        target.Id,
        target.Name,
        AttributionDocument.From(target.GetAttribution())!,
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
        target.Filters,
        target.DefaultValues.Count == 0 ? null : [.. target.DefaultValues.Select(DefaultValueDocument.From)],
        target.MilestoneTriggers?.Select(MilestoneTriggerDocument.From).ToList(),
        target.AudienceFilters?.Select(AudienceFilterDocument.From).ToList(),
        target.ExtendedFieldInfo);
}

/// <summary>When and by whom something was created and last updated.</summary>
public sealed record AttributionDocument(DocumentInstant CreatedOn, DocumentInstant LastUpdatedOn, UserRef LastUpdatedBy, UserRef CreatedBy)
{
    public Attribution ToValue(long now) => new(CreatedOn.Resolve(now), LastUpdatedOn.Resolve(now), CreatedBy, LastUpdatedBy);

    public static AttributionDocument? From(Attribution? attribution) => attribution is null
        ? null
        : new(DocumentInstant.Of(attribution.CreatedOn), DocumentInstant.Of(attribution.LastUpdatedOn), attribution.LastUpdatedBy, attribution.CreatedBy);
}

/// <summary>A value on the way to a target, with up to six decimals.</summary>
public sealed record MilestoneTriggerDocument(
    long Id, string TriggerName, decimal TriggerValue, TriggerValueType TriggerValueType = TriggerValueType.Percentage, TriggerType TriggerType = TriggerType.SystemTrigger, bool IsActive = true)
{
    public MilestoneTrigger ToValue() => new(Id, TriggerName, IsActive, TriggerValueType, DocumentNumber.Millionths(TriggerValue));

    public static MilestoneTriggerDocument From(MilestoneTrigger trigger) => new(
        trigger.Id, trigger.TriggerName, DocumentNumber.FromMillionths(trigger.ValueMillionths), trigger.TriggerValueType, IsActive: trigger.IsActive);
}

/// <summary>An audience list of a target.</summary>
public sealed record AudienceFilterDocument(long AudienceGroupId, long VersionId, long AudienceFilterMetaId, DocumentInstant LastUpdatedOn)
{
    public AudienceFilter ToValue(long now) => new(AudienceGroupId, VersionId, AudienceFilterMetaId, LastUpdatedOn.Resolve(now));

    public static AudienceFilterDocument From(AudienceFilter filter) =>
        new(filter.AudienceGroupId, filter.VersionId, filter.AudienceFilterMetaId, DocumentInstant.Of(filter.LastUpdatedOn));
}

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
