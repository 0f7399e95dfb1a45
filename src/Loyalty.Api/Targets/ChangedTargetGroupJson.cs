using System.Text.Json.Serialization;
using Loyalty.Api.Families;
using Loyalty.Domain.Targets;

namespace Loyalty.Api.Targets;

/// <summary>An answer with periods. <paramref name="Errors"/> and <paramref name="Warnings"/> are always null.</summary>
public sealed record TargetPeriodsResponse(IReadOnlyList<PeriodJson> Data, IReadOnlyList<V3Error>? Errors, IReadOnlyList<V3Warning>? Warnings);

/// <summary>An answer with targets. <paramref name="Errors"/> and <paramref name="Warnings"/> are always null.</summary>
public sealed record TargetsOfGroupResponse(IReadOnlyList<TargetOfGroupJson> Data, IReadOnlyList<V3Error>? Errors, IReadOnlyList<V3Warning>? Warnings)
{
    /// <summary>The targets that a request added or changed at this instant.</summary>
    internal static TargetsOfGroupResponse Changed(ChangedTargetGroup changed, TargetView view, long now) =>
        new([.. TargetsNamed(changed).Select(target => TargetOfGroupJson.From(target, view, createdAt: now))], null, null);

    internal static IEnumerable<Target> TargetsNamed(ChangedTargetGroup changed) =>
        changed.Named.Select(id => changed.Entry.Targets.Single(target => target.Target.Id == id).Target);
}

/// <summary>The answer to the change of a unified group. <paramref name="Errors"/> and <paramref name="Warnings"/> are always null.</summary>
public sealed record UnifiedTargetsResponse(UnifiedTargetsJson Data, IReadOnlyList<V3Error>? Errors, IReadOnlyList<V3Warning>? Warnings);

/// <summary>A unified group after a change: the targets of the request, and the ids as they were sent.</summary>
public sealed record UnifiedTargetsJson(
    UnifiedExpressionJson UnifiedTargetExpression,
    IReadOnlyList<TargetOfGroupJson> Targets,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? DeactivateTargetIds)
{
    internal static UnifiedTargetsJson Of(ChangedTargetGroup changed, IReadOnlyList<long>? deactivated, TargetView view) => new(
        UnifiedExpressionJson.Of(changed.Entry)!, [.. TargetsOfGroupResponse.TargetsNamed(changed).Select(target => TargetOfGroupJson.From(target, view))], deactivated);
}

/// <summary>The answer to a deactivation; <paramref name="Data"/> is always true, <paramref name="Errors"/> and <paramref name="Warnings"/> always null.</summary>
public sealed record DoneResponse(bool Data, IReadOnlyList<V3Error>? Errors, IReadOnlyList<V3Warning>? Warnings)
{
    public static readonly DoneResponse Done = new(true, null, null);
}
