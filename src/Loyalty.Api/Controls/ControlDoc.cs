using Loyalty.Api.Families;

namespace Loyalty.Api.Controls;

/// <summary>A control's name, words and a body that can be sent as it is.</summary>
public sealed record ControlDoc(string Id, string Summary, string? Body);

public static class ControlConventions
{
    /// <summary>A refusal beyond those that its path and body bring along.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, int status) => route.Produces<Problem>(status, Problem.MediaType);
}
