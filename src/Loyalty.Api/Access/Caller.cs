using System.Reflection;
using Loyalty.Api.Emulator;
using Loyalty.Domain.Access;

namespace Loyalty.Api.Access;

/// <summary>Who asks: a till or client with its access group, in its org, in its world.</summary>
public sealed record Caller(CredentialKind Kind, string Name, Org Org, AccessGroup Group, WorldView World)
{
    public static Caller Of(HttpContext context) => (Caller)context.Items[typeof(Caller)]!;

    /// <summary>Handlers take it as a parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(context.Items[typeof(Caller)] as Caller);
}
