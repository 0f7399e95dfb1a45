using Loyalty.Domain.Access;

namespace Loyalty.Api.Wire;

/// <summary>What is true of an emulated operation: its name, its envelope and the resource its caller's access group must open.</summary>
public sealed record Operation(string Id, Family Family, string Resource, Permission Needs)
{
    public const string NoResource = "";

    /// <summary>Answers without credentials: the way to get some.</summary>
    public bool IsOpen => Resource.Length == 0;
}

/// <summary>The codes an operation answers, so that documentation and controls can list them.</summary>
public sealed record OperationErrors(IReadOnlyList<Errors.ApiError> All);

public static class OperationConventions
{
    /// <summary>Marks a route as emulated: from here on authentication, access groups and validation apply to it.</summary>
    public static RouteHandlerBuilder WithOperation(this RouteHandlerBuilder route, Operation operation) =>
        route.WithMetadata(operation).WithName(operation.Id);
}
