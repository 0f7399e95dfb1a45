namespace Loyalty.Domain.Targets;

/// <summary>
/// To which periods the default values of a request belong: to the period that they name; without one, to the period of the value with their id; else to
/// the period at their position (docs/contract/targets.md 1.7 and 2.11).
/// </summary>
internal static class DefaultValueRules
{
    /// <summary>Periods have no ids before their group is created.</summary>
    public static Target ByPosition(Target target) => target with { DefaultValues = [.. target.DefaultValues.Select(value => value with { Id = 0, PeriodId = 0 })] };

    /// <summary>Null if every value belongs to a period of the group, and no two to the same.</summary>
    public static TargetGroupRefusal? Check(IReadOnlyList<DefaultValue> values, IReadOnlyList<DefaultValue> present, IReadOnlyList<Period> periods)
    {
        var owners = Placed(values, present, periods).Select(value => value.PeriodId).ToList();
        return owners.Contains(0) ? TargetGroupRefusal.Invalid("A target has at most one default value for each period.")
            : owners.Exists(owner => periods.All(period => period.Id != owner)) ? TargetGroupRefusal.UnknownPeriod
            : owners.Distinct().Count() < owners.Count ? TargetGroupRefusal.Invalid("A target has one default value for a period.")
            : null;
    }

    /// <summary>The values with the ids of their periods; 0 for a position without a period.</summary>
    public static IReadOnlyList<DefaultValue> Placed(IReadOnlyList<DefaultValue> values, IReadOnlyList<DefaultValue> present, IReadOnlyList<Period> periods) =>
    [
        .. values.Select((value, index) => value.PeriodId != 0 ? value : value with
        {
            PeriodId = present.FirstOrDefault(known => value.Id != 0 && known.Id == value.Id)?.PeriodId ?? (index < periods.Count ? periods[index].Id : 0),
        }),
    ];

    /// <summary>The present values with those of a request. A value of the same period keeps its id.</summary>
    public static IReadOnlyList<DefaultValue> Merged(IReadOnlyList<DefaultValue> values, IReadOnlyList<DefaultValue> present, IReadOnlyList<Period> periods, FreshIds ids)
    {
        var placed = Placed(values, present, periods).ToDictionary(value => value.PeriodId);
        return
        [
            .. present.Select(value => placed.Remove(value.PeriodId, out var changed) ? value with { ValueMillionths = changed.ValueMillionths } : value),
            .. placed.Values.Select(value => value with { Id = ids.Next(IdKind.DefaultValue) }),
        ];
    }
}
