using Loyalty.Domain.Targets;

namespace Loyalty.Api.Targets;

/// <content>What changes target groups, periods and targets.</content>
internal sealed partial class TargetGroupReader
{
    /// <summary>Reads a body: the value, and the first problem.</summary>
    public static ReadBody<T> Read<T>(TimeZoneInfo zone, Func<TargetGroupReader, T> read)
    {
        var reader = new TargetGroupReader(zone);
        var value = read(reader);
        return new(value, reader.Problem);
    }

    /// <summary>Of the targets only the expressions are read.</summary>
    public TargetGroupEdit GroupEdit(TargetGroupBody? body)
    {
        Require(body, "The body accepts a target group.");
        return new(body?.Name, body?.Description, [.. (body?.Targets ?? []).Select(Expressions)]);
    }

    /// <summary>Periods to add. Here, other than in a new group, description and refCode are documented as required.</summary>
    public IReadOnlyList<Period> NewPeriods(PeriodBodies? bodies)
    {
        foreach (var body in bodies ?? new([null]))
        {
            Require(body?.Description, "A period needs description.");
            RequireRefCode(body);
        }

        return Periods(bodies);
    }

    public IReadOnlyList<PeriodEdit> PeriodEdits(PeriodBodies? bodies) => [.. (bodies ?? new([null])).Select(body =>
    {
        Require(body?.Id, "A period needs id.");
        Require(body?.Description, "A period needs description.");
        RequireRefCode(body);
        var period = Period(body);
        return new PeriodEdit(period.Id, period.RefCode, period.Description, period.StartDate, period.EndDate, body?.Active);
    })];

    private void RequireRefCode(PeriodBody? body) => Require(body?.RefCode?.Text, "A period needs refCode.");

    public IReadOnlyList<Target> NewTargets(TargetBodies? bodies) => Targets(bodies ?? new([null]));

    /// <summary>The changes of the one target of a body.</summary>
    public TargetEdit OneTargetEdit(TargetBodies? bodies, long targetId)
    {
        if (bodies is not [{ } body])
        {
            Require(null, "The body accepts one target.");
            return new(targetId, null, null, null, null, null, null);
        }

        return TargetEdit(body, targetId);
    }

    public UnifiedUpdate UnifiedUpdate(UnifiedTargetsBody? body)
    {
        Require(body, "The body accepts an object with unifiedTargetExpression, targets and deactivateTargetIds.");
        return new(
            Choice<AggregateFunction>(body?.UnifiedTargetExpression?.Aggregation, "unifiedTargetExpression.aggregation"),
            body?.UnifiedTargetExpression?.ThresholdValue,
            [.. (body?.Targets ?? []).Select(target => target?.Id is { } id ? new UnifiedTarget(TargetEdit(target, id), null) : new UnifiedTarget(null, Target(target)))],
            body?.DeactivateTargetIds ?? []);
    }

    private TargetEdit TargetEdit(TargetBody body, long targetId) =>
        new(targetId, body.Name, body.Description, body.Expression?.Text, body.ExpressionJson, Filters(body.Filters), DefaultValues(body.DefaultValues));

    private TargetExpressions Expressions(TargetBody? body)
    {
        Require(body?.Id, "A target of the body needs id.");
        return new(body?.Id ?? 0, body?.Expression?.Text, body?.ExpressionJson);
    }
}

/// <summary>What a body says. <paramref name="Problem"/> is null if everything could be read.</summary>
internal sealed record ReadBody<T>(T Value, string? Problem);
