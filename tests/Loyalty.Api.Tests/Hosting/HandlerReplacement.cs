using System.Collections.Concurrent;
using Loyalty.Api.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Loyalty.Api.Tests.Hosting;

/// <summary>Replaces the handler of every emulated operation by one that answers 501. The metadata stay, so everything before the handler works as usual.</summary>
internal sealed class HandlerReplacement : MatcherPolicy, IEndpointSelectorPolicy
{
    private readonly ConcurrentDictionary<Endpoint, Endpoint> _replaced = new();

    public override int Order => int.MaxValue;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(IsEmulated);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var index = 0; index < candidates.Count; index++)
        {
            if (candidates.IsValidCandidate(index) && IsEmulated(candidates[index].Endpoint))
            {
                candidates.ReplaceEndpoint(index, _replaced.GetOrAdd(candidates[index].Endpoint, Replace), candidates[index].Values);
            }
        }

        return Task.CompletedTask;
    }

    private static bool IsEmulated(Endpoint endpoint) => endpoint.Metadata.GetMetadata<Operation>() is not null;

    private static RouteEndpoint Replace(Endpoint endpoint)
    {
        var route = (RouteEndpoint)endpoint;
        return new RouteEndpoint(
            static context =>
            {
                context.Response.StatusCode = StatusCodes.Status501NotImplemented;
                return Task.CompletedTask;
            },
            route.RoutePattern,
            route.Order,
            route.Metadata,
            route.DisplayName);
    }
}
