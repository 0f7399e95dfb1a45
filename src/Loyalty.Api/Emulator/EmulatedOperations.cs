using Loyalty.Api.Docs;
using Loyalty.Api.Errors;
using Loyalty.Api.Wire;

namespace Loyalty.Api.Emulator;

/// <summary>An operation as controls see it: its name, and the refusals that can be asked of it.</summary>
public sealed class EmulatedOperation
{
    /// <summary>Statuses of access.md 4 that any operation may answer, and the two that gateways add.</summary>
    private static readonly int[] Statuses = [400, 401, 403, 404, 405, 415, 429, 500, 502, 503, 504];

    private readonly IReadOnlyList<ApiError> _errors;

    public EmulatedOperation(Endpoint endpoint)
    {
        Operation = endpoint.Metadata.GetRequiredMetadata<Operation>();
        Method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? HttpMethods.Get;
        _errors = [.. endpoint.Metadata.GetOrderedMetadata<OperationErrors>().SelectMany(errors => errors.All)];
        Doc = endpoint.Metadata.GetMetadata<OperationDoc>();
    }

    public Operation Operation { get; }

    public OperationDoc? Doc { get; }

    public string Id => Operation.Id;

    public string Method { get; }

    public IEnumerable<int> Codes => _errors.Select(error => error.Code).Concat(Statuses).Distinct().Order();

    /// <summary>The documented entry of a code, or the family's entry of a status; null where neither exists.</summary>
    public ApiError? ErrorOf(int code) =>
        _errors.FirstOrDefault(error => error.Code == code) ?? (Statuses.Contains(code) ? GenericErrors.Of(Operation.Family, code) : null);
}

/// <summary>The emulated operations of the app.</summary>
public static class EmulatedOperations
{
    public static IReadOnlyList<EmulatedOperation> Of(EndpointDataSource endpoints) =>
        [.. endpoints.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<Operation>() is not null).Select(endpoint => new EmulatedOperation(endpoint))];
}
