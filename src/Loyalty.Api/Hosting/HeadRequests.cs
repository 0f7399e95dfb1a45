namespace Loyalty.Api.Hosting;

/// <summary>HEAD is answered wherever GET is: the handler runs and the server leaves the body out.</summary>
public static class HeadRequests
{
    public static TBuilder WithHead<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder
    {
        routes.Add(static endpoint =>
        {
            for (var index = 0; index < endpoint.Metadata.Count; index++)
            {
                if (endpoint.Metadata[index] is HttpMethodMetadata methods && methods.HttpMethods.Contains(HttpMethods.Get, StringComparer.Ordinal))
                {
                    endpoint.Metadata[index] = new HttpMethodMetadata([.. methods.HttpMethods, HttpMethods.Head]);
                }
            }
        });
        return routes;
    }
}
