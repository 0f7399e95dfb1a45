using System.Diagnostics;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Serilog.Events;
using Serilog.Parsing;

namespace Loyalty.Api.Observability;

/// <summary>Logs one event for each request. It omits query strings and headers, because they may contain secrets.</summary>
public static class RequestLog
{
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
        List<LogEventProperty> properties =
        [
            new("Method", new ScalarValue(context.Request.Method)),
            new("Path", new ScalarValue(context.Request.Path.Value)),
            new("Status", new ScalarValue(context.Response.StatusCode)),
            new("Elapsed", new ScalarValue(Math.Round(elapsed.TotalMilliseconds, 3))),
        ];
        var template = Template;
        if (RequestState.Find(context) is { } state)
        {
            if (state.Operation is { } operation)
            {
                properties.Add(new("Operation", new ScalarValue(operation.Id)));
            }

            if (state.World is { } world)
            {
                properties.Add(new("World", new ScalarValue(world.Name)));
            }

            if (context.Features.Get<ApiError>() is { } error)
            {
                properties.Add(new("Code", new ScalarValue(error.Code)));
            }

            if (state.Reason is { } reason)
            {
                template = RefusalTemplate;
                properties.Add(new("Reason", new ScalarValue(reason)));
            }
        }

        // Log events have the machine's time, never a world's.
        return new LogEvent(TimeProvider.System.GetLocalNow(), LogEventLevel.Information, null, template, properties);
    }
}
