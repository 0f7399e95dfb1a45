using Loyalty.Domain;
using Loyalty.Store.State;

namespace Loyalty.Api.Worlds;

/// <content>Decisions of controls.</content>
public sealed partial class WorldRegistry
{
    /// <summary>Runs a decision of a control on a world as it is when the decision's turn comes.</summary>
    /// <param name="world">The world.</param>
    /// <param name="preload">Reads what the decision reads, so that it is in memory when the turn comes.</param>
    /// <param name="decide">The decision, with the view of the world.</param>
    public async Task<T> DecideAsync<T>(RunningWorld world, Func<WorldReading, object?> preload, Func<WorldTurn, WorldView, Decided<T>> decide)
    {
        await world.View.State.ReadAsync(preload);
        var view = world.View;
        var result = await writer.DecideAsync<T>(
            () =>
            {
                view = world.View;
                return IsRunning(world) ? (view.State, view.Now) : null;
            },
            turn => decide(turn, view));
        return result.Refusal switch
        {
            WriteRefusal.WorldGone => throw new WorldNotFoundException(world.Name),
            WriteRefusal.Busy => throw new WriterBusyException(),
            WriteRefusal.WorldFull => throw new WorldBoundException(view.State.Memory.WorldFull),
            WriteRefusal.IdsUsedUp => throw new WorldBoundException(WorldBoundException.IdsUsedUp),
            _ => result.Answer!,
        };
    }
}
