using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Targets;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Api.Targets;

/// <summary>Reads target groups, periods and targets from a request, with the server's zone for dates. The first value that cannot be read is the problem.</summary>
internal sealed partial class TargetGroupReader(TimeZoneInfo zone)
{
    /// <summary>The expression <c>true</c> as expressionJson.</summary>
    private const string AlwaysTrue = """{"arity":"literal","value":"true","type":"boolean:primitive"}""";

    private static readonly UserRef Nobody = new(0);

    /// <summary>Null if everything could be read.</summary>
    public string? Problem { get; private set; }

    public static (TargetGroupDraft Draft, string? Problem) ReadGroup(TargetGroupBody? body, TimeZoneInfo zone)
    {
        var reader = new TargetGroupReader(zone);
        return (reader.Group(body), reader.Problem);
    }

    private TargetGroupDraft Group(TargetGroupBody? body)
    {
        Require(body?.Name, "The body accepts an object with a name.");
        Require(body?.TrackingType, "trackingType is missing.");
        body ??= new();
        var threshold = body.UnifiedTargetExpression is { Aggregation: not null } or { ThresholdValue: not null } ? body.UnifiedTargetExpression : null;
        if (threshold is not null)
        {
            Require(threshold.Aggregation, "unifiedTargetExpression needs aggregation.");
            Require(threshold.ThresholdValue, "unifiedTargetExpression needs thresholdValue.");
        }

        var group = new TargetGroup
        {
            Id = 0,
            OrgId = 0,
            Name = body.Name ?? "",
            Description = body.Description,
            Active = body.Active ?? true,
            UserCreated = body.UserCreated ?? false,
            TrackingType = Choice<TrackingType>(body.TrackingType is "STREAK" ? "STREAKS" : body.TrackingType, "trackingType") ?? default,
            TargetEvaluationType = Choice<TargetEvaluationType>(body.TargetEvaluationType, "targetEvaluationType") ?? TargetEvaluationType.FixedCalendarWindow,
            FromDate = Date(body.FromDate, "fromDate")?.DayIn(zone),
            ToDate = Date(body.ToDate, "toDate")?.DayIn(zone),
            PreferredTillId = body.PreferredTillId,
            TotalPeriods = NotNegative(body.TotalPeriods, "totalPeriods"),
            RecurringCycles = body.RecurringCycles is -1 ? -1 : NotNegative(body.RecurringCycles, "recurringCycles"),
            Frequency = NotNegative(body.Frequency, "frequency"),
            FrequencyType = Choice<FrequencyType>(body.FrequencyType?.Replace('-', '_').ToUpperInvariant(), "frequencyType"),
            CycleStart = Instant(body.TargetCycleStartDate, "targetCycleStartDate"),
            CycleEnd = Instant(body.TargetCycleEndDate, "targetCycleEndDate"),
            TimeZoneName = Zone(body.TimeZoneName),
            LeaderboardEnabled = body.LeaderboardEnabled ?? false,
            CombinationType = Choice<CombinationType>(body.CombinationType, "combinationType"),
            UnifiedThreshold = threshold is null ? null : new(Choice<AggregateFunction>(threshold.Aggregation, "unifiedTargetExpression.aggregation") ?? default, threshold.ThresholdValue ?? 0),
            Streaks = body.Streaks is null ? null : [.. body.Streaks.Select(StreakLevel)],
        };
        return new(group, Periods(body.Periods), Targets(body.Targets));
    }

    public IReadOnlyList<Period> Periods(IReadOnlyList<PeriodBody?>? bodies) => [.. (bodies ?? []).Select(Period)];

    public IReadOnlyList<Target> Targets(IReadOnlyList<TargetBody?>? bodies) => [.. (bodies ?? []).Select(Target)];

    public Target Target(TargetBody? body)
    {
        Require(body?.Name, "A target needs a name.");
        Require(body?.TargetType, "A target needs targetType.");
        Require(body?.TargetEntity, "A target needs targetEntity.");
        body ??= new();
        return new()
        {
            Id = body.Id ?? 0,
            OrgId = 0,
            TargetGroupId = 0,
            Name = body.Name ?? "",
            Description = body.Description,
            Active = body.Active ?? true,
            EmfUnrolledRulesetId = body.EmfUnrolledRulesetId,
            TargetType = Choice<TargetType>(body.TargetType is "SUM" ? "EVENT_ATTRIBUTE" : body.TargetType, "targetType") ?? default,
            TargetEntity = Choice<TargetEntity>(body.TargetEntity is "REWARDS" ? "POINTS" : body.TargetEntity, "targetEntity") ?? default,
            EventName = body.EventName,
            Expression = body.Expression?.Text ?? "true",
            ExpressionJson = body.ExpressionJson ?? (body.Expression?.Text is null or "true" ? AlwaysTrue : ""),
            Filters = Filters(body.Filters),
            EnrolmentMethod = Choice<EnrolmentMethod>(body.EnrolmentMethod, "enrolmentMethod") ?? EnrolmentMethod.Import,
            DefaultValues = DefaultValues(body.DefaultValues) ?? [],
            MilestoneTriggers = body.TargetMilestoneTriggers is null ? null : [.. body.TargetMilestoneTriggers.Select(Trigger)],
            ExtendedFieldInfo = ExtendedField(body.ExtendedFieldInfo),
            CreatedOn = 0,
            LastUpdatedOn = 0,
            CreatedBy = Nobody,
            LastUpdatedBy = Nobody,
        };
    }

    public IReadOnlyList<TargetFilter>? Filters(IReadOnlyList<TargetFilterBody?>? bodies) => bodies is null ? null : [.. bodies.Select(body =>
    {
        Require(body?.EntityType, "filters accept objects with entityType and entityIds.");
        return new TargetFilter(Choice<FilterEntityType>(body?.EntityType, "filters.entityType") ?? default, body?.EntityIds ?? []);
    })];

    public IReadOnlyList<DefaultValue>? DefaultValues(IReadOnlyList<DefaultValueBody?>? bodies) => bodies is null ? null : [.. bodies.Select(body =>
    {
        Require(body?.DefaultValue, "defaultValues accept objects with defaultValue.");
        return new DefaultValue(body?.Id ?? 0, body?.PeriodId ?? 0, Millionths(body?.DefaultValue ?? 0, "defaultValue"));
    })];

    private Period Period(PeriodBody? body)
    {
        Require(body?.StartDate, "A period needs startDate.");
        Require(body?.EndDate, "A period needs endDate.");
        return new()
        {
            Id = body?.Id ?? 0,
            OrgId = 0,
            TargetGroupId = 0,
            RefCode = body?.RefCode?.Text ?? "",
            Description = body?.Description,
            StartDate = Date(body?.StartDate, "startDate")?.DayIn(zone) ?? default,
            EndDate = Date(body?.EndDate, "endDate")?.DayIn(zone) ?? default,
            Active = body?.Active ?? true,
        };
    }

    private StreakLevel StreakLevel(StreakLevelBody? body)
    {
        Require(body?.Name, "A streak level needs a name.");
        Require(body?.TargetCountOfSequence, "A streak level needs targetCountOfSequence.");
        return new(0, body?.Name ?? "", body?.TargetCountOfSequence ?? 0);
    }

    private MilestoneTrigger Trigger(MilestoneTriggerBody? body)
    {
        Require(body?.TriggerName, "A milestone trigger needs triggerName.");
        Require(body?.TriggerValue, "A milestone trigger needs triggerValue.");
        Choice<TriggerType>(body?.TriggerType, "triggerType");
        return new(
            0,
            body?.TriggerName ?? "",
            body?.IsActive ?? true,
            Choice<TriggerValueType>(body?.TriggerValueType, "triggerValueType") ?? default,
            Millionths(body?.TriggerValue ?? 0, "triggerValue"));
    }

    private ExtendedFieldInfo? ExtendedField(ExtendedFieldBody? body) => body is null ? null : new(
        body.Name,
        Choice<AggregateFunction>(body.AggregateFunction, "extendedFieldInfo.aggregateFunction"),
        body.AggregateWindow is not { } window ? null : new(
            Choice<WindowType>(window.WindowType, "aggregateWindow.windowType") ?? default,
            Choice<WindowTimeUnit>(window.WindowTimeUnit, "aggregateWindow.windowTimeUnit") ?? default,
            window.WindowValue ?? 1),
        body.ProgramId,
        body.AlternateCurrencyIdentifier);

    private void Require(object? value, string problem)
    {
        if (value is null)
        {
            Problem ??= problem;
        }
    }

    private T? Choice<T>(string? text, string name)
        where T : struct, Enum
    {
        if (text is null)
        {
            return null;
        }

        if (WireName<T>.TryParse(text, out var value))
        {
            return value;
        }

        Problem ??= $"{name} accepts {string.Join(", ", WireName<T>.All)}.";
        return null;
    }

    private WireDate? Date(string? text, string name)
    {
        if (text is null)
        {
            return null;
        }

        if (WireDate.TryParse(text, out var value))
        {
            return value;
        }

        Problem ??= $"{name} accepts {WireDate.Accepts}.";
        return null;
    }

    /// <summary>An instant of the server's zone may lie before the first or after the last day that can be printed.</summary>
    private long? Instant(string? text, string name)
    {
        if (Date(text, name)?.InstantIn(zone) is not { } instant)
        {
            return null;
        }

        if (!Instants.IsPrintable(instant))
        {
            Problem ??= $"{name} accepts instants of the years 1 to 9999 in UTC.";
        }

        return instant;
    }

    private string? Zone(string? name)
    {
        if (name is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(name, out _))
        {
            Problem ??= "timeZoneName accepts an IANA zone such as Asia/Kolkata.";
        }

        return name;
    }

    private int? NotNegative(int? value, string name)
    {
        if (value < 0)
        {
            Problem ??= $"{name} accepts a whole number from 0.";
        }

        return value;
    }

    private long Millionths(decimal value, string name)
    {
        if (value >= 0 && DocumentNumber.FitsMillionths(value))
        {
            return DocumentNumber.Millionths(value);
        }

        Problem ??= $"{name} accepts a number from 0 to 9223372036854 with at most six decimals.";
        return 0;
    }
}
