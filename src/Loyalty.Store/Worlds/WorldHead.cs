using Loyalty.Domain.Access;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;

namespace Loyalty.Store.Worlds;

/// <summary>What a running world needs before anybody uses its data: its properties and who may call.</summary>
public sealed record WorldHead(
    WorldState State, IReadOnlyList<Org> Orgs, IReadOnlyList<AccessGroup> Groups, IReadOnlyList<Till> Tills, IReadOnlyList<OAuthClient> Clients)
{
    public static WorldHead Read(RowCommands commands, long worldId) => new(
        commands.Read<WorldState>(worldId)[0],
        commands.Read<Org>(worldId),
        commands.Read<AccessGroup>(worldId),
        commands.Read<Till>(worldId),
        commands.Read<OAuthClient>(worldId));
}
