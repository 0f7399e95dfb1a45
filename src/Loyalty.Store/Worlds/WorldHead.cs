using Loyalty.Domain.Access;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Worlds;

/// <summary>What a running world needs before anybody uses its data: its properties and who may call.</summary>
public sealed record WorldHead(
    WorldState State, IReadOnlyList<Org> Orgs, IReadOnlyList<AccessGroup> Groups, IReadOnlyList<Till> Tills, IReadOnlyList<OAuthClient> Clients)
{
    /// <summary>Throws <see cref="UnreadableDataException"/> for a world that cannot run.</summary>
    public static WorldHead Read(RowCommands commands, long worldId)
    {
        if (commands.Read<WorldState>(worldId) is not [var state])
        {
            throw new UnreadableDataException("its row of WorldStates is missing.");
        }

        if (!ServerZone.IsKnown(state.TimeZone))
        {
            throw new UnreadableDataException(ServerZone.ErrorMessage(state.TimeZone) + ".");
        }

        var orgs = commands.Read<Org>(worldId);
        return orgs.Any(org => org.ParentId is null)
            ? new(state, orgs, commands.Read<AccessGroup>(worldId), commands.Read<Till>(worldId), commands.Read<OAuthClient>(worldId))
            : throw new UnreadableDataException("its organisation is missing.");
    }
}
