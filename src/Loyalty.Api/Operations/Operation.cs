using Loyalty.Api.Families;
using Loyalty.Domain.Access;

namespace Loyalty.Api.Operations;

/// <summary>An emulated operation: its id, its family, and the resource and permission that the caller's access group must grant.</summary>
public sealed record Operation(string Id, ApiFamily Family, string Resource, Permission Needs)
{
    public const string NoResource = "";

    /// <summary>True for operations that need no credentials.</summary>
    public bool IsAnonymous => Resource.Length == 0;
}

public static class OperationConventions
{
    /// <summary>Marks a route as an emulated operation, so that authentication and access groups apply to it.</summary>
    /// <param name="route">The route.</param>
    /// <param name="operation">The operation. Several spellings of its path share it.</param>
    /// <param name="openApiId">The id of this spelling in the OpenAPI document; null for the operation's own id.</param>
    public static RouteHandlerBuilder WithOperation(this RouteHandlerBuilder route, Operation operation, string? openApiId = null) =>
        route.WithMetadata(operation).WithName(openApiId ?? operation.Id);
}
