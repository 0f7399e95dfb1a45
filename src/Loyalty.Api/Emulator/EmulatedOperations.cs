using System.Collections.Concurrent;
using Loyalty.Api.Access;
using Loyalty.Api.Docs;
using Loyalty.Api.Errors;
using Loyalty.Api.Wire;
using Loyalty.Domain.Emulator;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Template;

namespace Loyalty.Api.Emulator;

/// <summary>An operation as controls see it: its name, its route, and the refusals that can be asked of it.</summary>
public sealed class EmulatedOperation
{
    /// <summary>The code of an expired token; only a world knows the instant in its words.</summary>
    private const int TokenExpired = 498;

    /// <summary>Statuses of access.md 4 that any operation may answer, the two that gateways add, and the one of large bodies.</summary>
    private static readonly int[] Statuses = [400, 401, 403, 404, 405, 413, 415, 429, 500, 502, 503, 504];

    private static readonly ConcurrentDictionary<Endpoint, EmulatedOperation> Known = new();

    private readonly IReadOnlyList<ApiError> _errors;
    private readonly TemplateMatcher _route;

    private EmulatedOperation(RouteEndpoint endpoint)
    {
        Endpoint = endpoint;
        Operation = endpoint.Metadata.GetRequiredMetadata<Operation>();
        Method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? HttpMethods.Get;
        Route = endpoint.RoutePattern.RawText!;
        BodyFields = endpoint.Metadata.GetMetadata<OperationDoc>()?.BodyFields ?? [];
        QueryParameters = [.. endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .SelectMany(parameter => parameter.ParameterInfo.GetCustomAttributes(inherit: true).OfType<IFromQueryMetadata>())
            .Select(query => query.Name)
            .OfType<string>()];
        _errors = [.. endpoint.Metadata.GetOrderedMetadata<OperationErrors>().SelectMany(errors => errors.All)];
        Codes = [.. _errors.Select(error => error.Code).Concat(Statuses).Concat(Operation.IsOpen ? [] : [TokenExpired]).Distinct().Order()];
        _route = new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []);
    }

    public Endpoint Endpoint { get; }

    public Operation Operation { get; }

    public string Id => Operation.Id;

    public string Method { get; }

    public string Route { get; }

    /// <summary>What of a request the operation reads besides its path and headers.</summary>
    public IReadOnlyList<string> QueryParameters { get; }

    public IReadOnlyList<string> BodyFields { get; }

    /// <summary>Ascending.</summary>
    public IReadOnlyList<int> Codes { get; }

    public static EmulatedOperation Of(Endpoint endpoint) => Known.GetOrAdd(endpoint, static known => new EmulatedOperation((RouteEndpoint)known));

    public bool Offers(int code) => Codes.Contains(code);

    /// <summary>The documented entry of a code, or the family's entry of a status; null where neither exists.</summary>
    public ApiError? ErrorOf(int code, WorldView? world)
    {
        if (code == TokenExpired && !Operation.IsOpen && world is not null)
        {
            return TokenErrors.Expired(Operation.Family, InstantText.Legacy(world.Now, world.Zone));
        }

        return _errors.FirstOrDefault(error => error.Code == code) ?? (Statuses.Contains(code) ? GenericErrors.Of(Operation.Family, code) : null);
    }

    /// <summary>Whether some request of the operation has such a method and path.</summary>
    public bool CanFit(FaultMatch match) =>
        (match.Operation is null || Id.Equals(match.Operation, StringComparison.Ordinal))
        && (match.Method is null || Method.Equals(match.Method, StringComparison.OrdinalIgnoreCase))
        && (match.Path is null || Glob.Meets(match.Path, Route));

    public bool HasPath(PathString path) => _route.TryMatch(path, []);
}

/// <summary>The emulated operations of the app.</summary>
public static class EmulatedOperations
{
    public static IReadOnlyList<EmulatedOperation> Of(EndpointDataSource endpoints) =>
        [.. endpoints.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<Operation>() is not null).Select(EmulatedOperation.Of)];

    /// <summary>The operation of a path, that of the method first; null for a path that none has.</summary>
    public static EmulatedOperation? At(EndpointDataSource endpoints, HttpRequest request) => Of(endpoints)
        .Where(operation => operation.HasPath(request.Path))
        .MaxBy(operation => operation.Method.Equals(request.Method, StringComparison.OrdinalIgnoreCase));
}
