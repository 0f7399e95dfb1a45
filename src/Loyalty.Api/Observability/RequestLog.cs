using System.Diagnostics;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Serilog.Events;
using Serilog.Parsing;

namespace Loyalty.Api.Observability;

/// <summary>Logs one event for each request. It omits query strings and headers, because they may contain secrets.</summary>
public static class RequestLog
{
    /// <summary>A dictionary of this size does not grow. The logger adds the source.</summary>
    private const int MaxProperties = 9;

    private static readonly MessageTemplate Template = new MessageTemplateParser().Parse("{Method} {Path} {Status} in {Elapsed} ms");

    private static readonly MessageTemplate RefusalTemplate = new MessageTemplateParser().Parse("{Method} {Path} {Status} in {Elapsed} ms: {Reason}");

    public static IApplicationBuilder UseRequestLog(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<Serilog.ILogger>().ForContext(Serilog.Core.Constants.SourceContextPropertyName, "Loyalty.Requests");
        if (!logger.IsEnabled(LogEventLevel.Information))
        {
            return app;
        }

        return app.Use(async (context, next) =>
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                await next(context);
            }
            finally
            {
                logger.Write(Event(context, Stopwatch.GetElapsedTime(start)));
            }
        });
    }

    private static LogEvent Event(HttpContext context, TimeSpan elapsed)
    {
        var properties = new Dictionary<string, LogEventPropertyValue>(MaxProperties, StringComparer.Ordinal)
        {
            ["Method"] = new ScalarValue(context.Request.Method),
            ["Path"] = new ScalarValue(context.Request.Path.Value),
            ["Status"] = new ScalarValue(context.Response.StatusCode),
            ["Elapsed"] = new ScalarValue(Math.Round(elapsed.TotalMilliseconds, 3)),
        };
        var template = Template;
        if (RequestState.Find(context) is { } state)
        {
            if (state.Operation is { } operation)
            {
                properties["Operation"] = new ScalarValue(operation.Id);
            }

            if (state.World is { } world)
            {
                properties["World"] = new ScalarValue(world.Name);
            }

            if (context.Features.Get<ApiError>() is { } error)
            {
                properties["Code"] = new ScalarValue(error.Code);
            }

            if (state.Reason is { } reason)
            {
                template = RefusalTemplate;
                properties["Reason"] = new ScalarValue(reason);
            }
        }

        // Log events have the machine's time, never a world's.
        return LogEvent.UnstableAssembleFromParts(TimeProvider.System.GetLocalNow(), LogEventLevel.Information, null, template, properties, default, default);
    }
}
