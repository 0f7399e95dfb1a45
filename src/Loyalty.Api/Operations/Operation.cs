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
    public static RouteHandlerBuilder WithOperation(this RouteHandlerBuilder route, Operation operation) =>
        route.WithMetadata(operation).WithName(operation.Id);
}
