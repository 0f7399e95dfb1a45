using System.Runtime.CompilerServices;
using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Faults;

namespace Loyalty.Api.Faults;

/// <summary>The fault rules of a world, with the number of requests that matched each rule, and the barriers of the rules.</summary>
public sealed class FaultPlan(IReadOnlyList<FaultRule> rules)
{
    private readonly long[] _matches = new long[rules.Count];

    /// <summary>Sorted by name.</summary>
    public IReadOnlyList<FaultBarrier> Barriers { get; } =
        [.. rules.Select(rule => rule.Effect.Barrier).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => new FaultBarrier(name, FaultBarrier.LongestHold))];

    public FaultBarrier? FindBarrier(string name) => Barriers.FirstOrDefault(barrier => barrier.Name.Equals(name, StringComparison.Ordinal));

    /// <summary>True as long as the world has these rules.</summary>
    public bool IsOf(RunningWorld world) => ReferenceEquals(world.View.Faults, rules);

    /// <summary>
    /// Returns the effect of the first rule that matches and fires, and its delay in milliseconds. Matching rules before it count the request too. A rule
    /// with a code that the operation does not document never matches.
    /// </summary>
    public (FaultEffect Effect, int Delay)? Choose(EmulatedOperation operation, HttpRequest request, WorldView world)
    {
        for (var index = 0; index < rules.Count; index++)
        {
            var rule = rules[index];
            if (!rule.Match.Matches(operation.Id, request.Method, request.Path.Value ?? "", Query) || (rule.Effect.Code is { } code && !operation.Offers(code)))
            {
                continue;
            }

            var occurrence = Interlocked.Increment(ref _matches[index]);
            if (rule.Times?.Fires(occurrence, world.Now, world.RandomSeed) is not false)
            {
                return (rule.Effect, rule.Effect.Delay?.Draw(rule.Times?.Seed ?? world.RandomSeed, occurrence) ?? 0);
            }
        }

        return null;

        string? Query(string name) => request.Query.TryGetValue(name, out var value) ? value.ToString() : null;
    }
}

/// <summary>The fault plan of every world. A plan is attached to its list of rules: a new list starts counting at zero, an unchanged list continues.</summary>
public sealed class FaultPlans
{
    private readonly ConditionalWeakTable<IReadOnlyList<FaultRule>, FaultPlan> _plans = [];

    /// <summary>Returns null for a world without fault rules.</summary>
    public FaultPlan? Of(WorldView world) => world.Faults.Count == 0 ? null : _plans.GetValue(world.Faults, static rules => new FaultPlan(rules));
}
