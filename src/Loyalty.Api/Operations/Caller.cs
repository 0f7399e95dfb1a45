using System.Reflection;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Access;
using Loyalty.Domain.Worlds;
using Loyalty.Store.State;

namespace Loyalty.Api.Operations;

/// <summary>The till or client that sent the request, with one view of its world. The view does not change while the request is answered.</summary>
public sealed class Caller(Principal principal, WorldView world)
{
    public Principal Principal => principal;

    public WorldView World => world;

    /// <summary>The data of the world.</summary>
    public LoadedWorld State => world.State;

    public Org Org => principal.Org;

    public WorldSettings Settings => world.Settings;

    public TimeZoneInfo Zone => world.Zone;

    /// <summary>The world's time in epoch milliseconds. It advances between two reads unless the clock is frozen.</summary>
    public long Now => world.Now;

    /// <summary>Returns null if the credential's world was deleted.</summary>
    public static Caller? Of(Credential credential, WorldRegistry worlds) =>
        worlds.Use(credential.WorldName) is { } world ? new Caller(world.View.PrincipalOf(credential.Kind, credential.Name), world.View) : null;

    /// <summary>The caller with the current view of its world. Returns null if the world was deleted.</summary>
    public Caller? Refresh(WorldRegistry worlds)
    {
        if (!worlds.IsRunning(world.World))
        {
            return null;
        }

        var current = world.World.View;
        return ReferenceEquals(current, world) ? this : new Caller(current.PrincipalOf(principal.Kind, principal.Name), current);
    }

    /// <summary>Lets handlers take the caller as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(RequestState.Of(context).Caller);
}
