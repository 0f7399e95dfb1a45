namespace Loyalty.Api.Wire;

/// <summary>X-Cap-Requestid on every emulated answer (access.md 1.6).</summary>
public static class RequestIds
{
    public const string Header = "X-Cap-Requestid";

    public static IApplicationBuilder UseRequestIds(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        Mark(context);
        return next(context);
    });

    /// <summary>Once more, where an answer was begun and thrown away.</summary>
    public static void Mark(HttpContext context)
    {
        if (Families.Of(context.Request.Path) is not null)
        {
            context.Response.Headers[Header] = context.TraceIdentifier;
        }
    }
}
