using System.Diagnostics;

namespace Loyalty.Store.State;

/// <summary>The decisions of worlds that are held, in the order in which they came. Used under the lock of the writer's queue.</summary>
internal sealed class HeldDecisions
{
    private readonly Dictionary<LoadedWorld, List<DecisionWrite>> _held = [];

    public void Hold(LoadedWorld world) => _held.Add(world, []);

    /// <summary>True if the decision has to wait until its world is released.</summary>
    public bool TryAdd(DecisionWrite decision)
    {
        if (_held.Count == 0 || decision.World is not { } world || !_held.TryGetValue(world, out var decisions))
        {
            return false;
        }

        decisions.Add(decision);
        return true;
    }

    /// <summary>The decisions that waited for a world. None if the world is not held.</summary>
    public IReadOnlyList<DecisionWrite> Release(LoadedWorld world) => _held.Remove(world, out var decisions) ? decisions : [];

    /// <summary>Refuses the decisions that waited longer than this.</summary>
    public void Expire(TimeSpan longestWait)
    {
        foreach (var decisions in _held.Values)
        {
            foreach (var decision in decisions.Where(decision => Stopwatch.GetElapsedTime(decision.QueuedAt) > longestWait).ToList())
            {
                decisions.Remove(decision);
                decision.Expire();
            }
        }
    }
}
