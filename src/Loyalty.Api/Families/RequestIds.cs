namespace Loyalty.Api.Families;

/// <summary>Sets X-Cap-Requestid on every answer of an emulated path (docs/contract/access.md 1.6).</summary>
public static class RequestIds
{
    public const string Header = "X-Cap-Requestid";

    public static IApplicationBuilder UseRequestIds(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (ApiFamilies.Of(context.Request.Path) is not null)
        {
            context.Response.Headers[Header] = context.TraceIdentifier;
        }

        return next(context);
    });
}
