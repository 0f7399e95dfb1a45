using System.Collections.Concurrent;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Faults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.AspNetCore.WebUtilities;

namespace Loyalty.Api.Operations;

/// <summary>The emulated operations of the application.</summary>
public sealed class OperationCatalog(EndpointDataSource endpoints)
{
    /// <summary>The reason in the journal, the log and X-Emulator-Reason for a path without an operation.</summary>
    public const string NoOperation = "no emulated operation has this path";

    /// <summary>Sorted by id. Lazy, because routes are mapped after the services are built.</summary>
    private readonly Lazy<IReadOnlyList<EmulatedOperation>> _all = new(() =>
        [.. endpoints.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<Operation>() is not null)
            .Select(EmulatedOperation.Of)
            .OrderBy(operation => operation.Id, StringComparer.Ordinal)]);

    public IReadOnlyList<EmulatedOperation> All => _all.Value;

    public IReadOnlyList<string> Ids => [.. All.Select(operation => operation.Id).Distinct(StringComparer.Ordinal)];

    /// <summary>The operation at the request's path. If several methods share the path, the one with the request's method is preferred. Null if there is none.</summary>
    public EmulatedOperation? At(HttpRequest request) => All
        .Where(operation => operation.HasPath(request.Path))
        .MaxBy(operation => operation.Methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase));
}

/// <summary>An operation with the metadata of its endpoint: route, query parameters, body fields, and the error codes that a fault can return.</summary>
public sealed class EmulatedOperation
{
    /// <summary>Statuses that any operation may answer: those of docs/contract/access.md 4, 502 and 504 of gateways, and 413 for bodies that are too large.</summary>
    private static readonly int[] CommonStatuses = [400, 401, 403, 404, 405, 413, 415, 429, 500, 502, 503, 504];

    private static readonly ConcurrentDictionary<Endpoint, EmulatedOperation> ByEndpoint = new();

    private readonly IReadOnlyList<ApiError> _errors;
    private readonly TemplateMatcher _route;

    /// <summary>The fixed segments of the route; null stands for a parameter.</summary>
    private readonly IReadOnlyList<string?> _segments;

    private EmulatedOperation(RouteEndpoint endpoint)
    {
        Endpoint = endpoint;
        Operation = endpoint.Metadata.GetRequiredMetadata<Operation>();
        Methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [HttpMethods.Get];
        Route = endpoint.RoutePattern.RawText!;
        BodyFields = endpoint.Metadata.GetMetadata<OperationDoc>()?.BodyFields ?? [];
        QueryParameters = [.. endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .SelectMany(parameter => parameter.ParameterInfo.GetCustomAttributes(inherit: true).OfType<IFromQueryMetadata>())
            .Select(query => query.Name)
            .OfType<string>()];
        _errors = [.. endpoint.Metadata.GetOrderedMetadata<OperationErrors>().SelectMany(errors => errors.All)];
        Codes = [.. _errors.Select(error => error.Code).Concat(CommonStatuses).Concat(Operation.IsAnonymous ? [] : [CallerErrors.TokenExpiredCode]).Distinct().Order()];
        _segments = [.. endpoint.RoutePattern.PathSegments.Select(segment => segment.Parts is [RoutePatternLiteralPart literal] ? literal.Content : null)];
        _route = new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []);
    }

    public Endpoint Endpoint { get; }

    public Operation Operation { get; }

    public string Id => Operation.Id;

    /// <summary>The documented method.</summary>
    public string Method => Methods[0];

    /// <summary>Every method that is accepted: HEAD follows GET.</summary>
    public IReadOnlyList<string> Methods { get; }

    public string Route { get; }

    /// <summary>The query parameters that the operation reads.</summary>
    public IReadOnlyList<string> QueryParameters { get; }

    /// <summary>The fields of the body that the operation reads.</summary>
    public IReadOnlyList<string> BodyFields { get; }

    /// <summary>In ascending order.</summary>
    public IReadOnlyList<int> Codes { get; }

    public static EmulatedOperation Of(Endpoint endpoint) => ByEndpoint.GetOrAdd(endpoint, static key => new EmulatedOperation((RouteEndpoint)key));

    public bool Offers(int code) => Codes.Contains(code);

    /// <summary>The catalogue entry of a code: the operation's own, or the family's entry for that HTTP status. Null if neither exists.</summary>
    public ApiError? ErrorOf(int code, WorldView? world)
    {
        // The message of an expired token contains an instant, so it needs a world's clock and zone.
        if (code == CallerErrors.TokenExpiredCode && !Operation.IsAnonymous && world is not null)
        {
            return CallerErrors.TokenExpired(Operation.Family, InstantText.Legacy(world.Now, world.Zone));
        }

        return _errors.FirstOrDefault(error => error.Code == code) ?? (CommonStatuses.Contains(code) ? GenericErrors.Of(Operation.Family, code) : null);
    }

    /// <summary>True if a request of this operation can match.</summary>
    public bool CanMatch(FaultMatch match) =>
        (match.Operation is null || Id.Equals(match.Operation, StringComparison.Ordinal))
        && (match.Method is null || Methods.Contains(match.Method, StringComparer.OrdinalIgnoreCase))
        && (match.Path is null || WildcardPattern.CanMatchRoute(match.Path, Route));

    /// <summary>The names in a query string that are not spelled like a parameter of the operation, each once. The framework overlooks their case.</summary>
    public IReadOnlyList<string> UnknownParameters(string query)
    {
        var unknown = new List<string>();
        foreach (var parameter in new QueryStringEnumerable(query))
        {
            var name = parameter.DecodeName().ToString();
            if (!QueryParameters.Contains(name, StringComparer.Ordinal) && !unknown.Contains(name, StringComparer.Ordinal))
            {
                unknown.Add(name);
            }
        }

        return unknown;
    }

    /// <summary>The segments of a path of the operation that the route has in another case.</summary>
    public IEnumerable<(string Sent, string Known)> MisspelledSegments(string path)
    {
        var sent = path.TrimStart('/').Split('/');
        for (var index = 0; index < _segments.Count && index < sent.Length; index++)
        {
            if (_segments[index] is { } known && !known.Equals(sent[index], StringComparison.Ordinal))
            {
                yield return (sent[index], known);
            }
        }
    }

    public bool HasPath(PathString path) => _route.TryMatch(path, []);
}
