using System.Reflection;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Access;
using Loyalty.Domain.Worlds;

namespace Loyalty.Api.Operations;

/// <summary>Who asks: a till or client of an organisation, in its world. The world does not change while the request is answered.</summary>
public sealed class Caller(Principal principal, WorldView world)
{
    public Principal Principal => principal;

    public WorldView World => world;

    public long WorldId => world.WorldId;

    public Org Org => principal.Org;

    public WorldSettings Settings => world.Settings;

    public TimeZoneInfo Zone => world.Zone;

    /// <summary>The world's time in epoch milliseconds. It moves on between two calls unless the clock is frozen.</summary>
    public long Now => world.Now;

    /// <summary>Null if the world of the credential does not run any more.</summary>
    public static Caller? Of(Credential credential, WorldRegistry worlds) =>
        worlds.Use(credential.WorldName) is { } world ? new Caller(world.View.PrincipalOf(credential.Kind, credential.Name), world.View) : null;

    /// <summary>The same caller in the present state of its world; null if the world does not run any more.</summary>
    public Caller? Refresh(WorldRegistry worlds)
    {
        if (!worlds.IsRunning(world.World))
        {
            return null;
        }

        var present = world.World.View;
        return ReferenceEquals(present, world) ? this : new Caller(present.PrincipalOf(principal.Kind, principal.Name), present);
    }

    /// <summary>Handlers take the caller as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(RequestState.Of(context).Caller);
}
