namespace Loyalty.Api.Operations;

/// <summary>Maps handlers whose parameter binding is compiled for their first request. At the start, the binding of all handlers would take longer than everything else.</summary>
public static class LazyRoutes
{
    public static RouteHandlerBuilder MapLazy(this IEndpointRouteBuilder routes, string method, string pattern, Delegate handler) => RouteHandlerServices.Map(
        routes,
        pattern,
        handler,
        [method],
        RequestDelegateFactory.InferMetadata,
        static (handler, options, metadata) =>
        {
            var compiled = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(handler, options, metadata).RequestDelegate);
            return new RequestDelegateResult(context => compiled.Value(context), metadata?.EndpointMetadata ?? []);
        });
}
