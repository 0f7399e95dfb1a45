using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.WebUtilities;

namespace Loyalty.Api.Operations;

/// <summary>
/// Answers well-formed reads without model binding and validation, which cost more than the answer. A request that is not well-formed, or that has a
/// Prefer header, takes the ordinary way, where the validator says what is wrong.
/// </summary>
internal static class DirectRead
{
    /// <summary>Reads a request; returns false if it must take the ordinary way.</summary>
    public delegate bool Reader<TQuery>(HttpContext context, Caller caller, [NotNullWhen(true)] out TQuery? query);

    public static RouteHandlerBuilder WithDirectRead<TQuery>(this RouteHandlerBuilder route, Reader<TQuery> read, Func<HttpContext, TQuery, Caller, Task> answer)
        where TQuery : class
    {
        route.Finally(endpoint =>
        {
            var ordinary = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = context =>
                !context.Request.Headers.ContainsKey(PreferHeader.Name) && RequestState.Find(context)?.Caller is { } caller && read(context, caller, out var query)
                    ? answer(context, query, caller)
                    : ordinary(context);
        });
        return route;
    }

    /// <summary>Reads the values of query parameters by name. Returns false if one is repeated.</summary>
    public static bool TryReadQuery(HttpRequest request, ReadOnlySpan<string> names, Span<string?> values)
    {
        if (request.QueryString is not { HasValue: true } query)
        {
            return true;
        }

        foreach (var parameter in new QueryStringEnumerable(query.Value))
        {
            var name = parameter.DecodeName().Span;
            for (var index = 0; index < names.Length; index++)
            {
                if (name.Equals(names[index], StringComparison.OrdinalIgnoreCase))
                {
                    if (values[index] is not null)
                    {
                        return false;
                    }

                    values[index] = parameter.DecodeValue().ToString();
                }
            }
        }

        return true;
    }
}
