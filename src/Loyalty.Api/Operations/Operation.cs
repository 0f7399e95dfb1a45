using Loyalty.Api.Families;
using Loyalty.Domain.Access;

namespace Loyalty.Api.Operations;

/// <summary>What is true of an emulated operation: its name, its family and the resource that the caller's access group must grant.</summary>
public sealed record Operation(string Id, ApiFamily Family, string Resource, Permission Needs)
{
    public const string NoResource = "";

    /// <summary>True for operations that need no credentials.</summary>
    public bool IsAnonymous => Resource.Length == 0;
}

public static class OperationConventions
{
    /// <summary>Marks a route as emulated: authentication, access groups and validation apply to it.</summary>
    public static RouteHandlerBuilder WithOperation(this RouteHandlerBuilder route, Operation operation) =>
        route.WithMetadata(operation).WithName(operation.Id);
}
