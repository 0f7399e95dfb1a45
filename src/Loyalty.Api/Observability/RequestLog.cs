using System.Diagnostics;
using Loyalty.Api.Families;
using Loyalty.Api.Journal;
using Loyalty.Api.Operations;
using Serilog.Events;
using Serilog.Parsing;

namespace Loyalty.Api.Observability;

/// <summary>Logs one event for each request. Secrets in path and query are masked as in the journal; headers are omitted.</summary>
public static class RequestLog
{
    /// <summary>A dictionary of this size does not grow. The logger adds the source.</summary>
    private const int MaxProperties = 9;

    private const int WithWorld = 1;

    private const int WithCode = 2;

    private const int WithReason = 4;

    /// <summary>One template for each combination of the parts that a request may lack.</summary>
    private static readonly MessageTemplate[] Templates =
    [
        .. Enumerable.Range(0, 8).Select(parts => new MessageTemplateParser().Parse(
            "{Method} {Path}{Query} {Status} in {Elapsed} ms"
            + ((parts & WithWorld) == 0 ? "" : ", world {World}") + ((parts & WithCode) == 0 ? "" : ", code {Code}") + ((parts & WithReason) == 0 ? "" : ": {Reason}"))),
    ];

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
            ["Path"] = new ScalarValue(SecretMasking.Path(context.Request)),
            ["Query"] = new ScalarValue(RequestState.Find(context)?.MaskedQuery ?? SecretMasking.Query(context.Request)),
            ["Status"] = new ScalarValue(context.Response.StatusCode),
            ["Elapsed"] = new ScalarValue(Math.Round(elapsed.TotalMilliseconds, 3)),
        };
        var parts = 0;
        if (RequestState.Find(context) is { } state)
        {
            if (state.Operation is { } operation)
            {
                properties["Operation"] = new ScalarValue(operation.Id);
            }

            if (state.World is { } world)
            {
                parts |= WithWorld;
                properties["World"] = new ScalarValue(world.Name);
            }

            if (context.Features.Get<ApiError>() is { } error)
            {
                parts |= WithCode;
                properties["Code"] = new ScalarValue(error.Code);
            }

            if (state.Reason is { } reason)
            {
                parts |= WithReason;
                properties["Reason"] = new ScalarValue(reason);
            }
        }

        // Log events have the machine's time, never a world's.
        return LogEvent.UnstableAssembleFromParts(TimeProvider.System.GetLocalNow(), LogEventLevel.Information, null, Templates[parts], properties, default, default);
    }
}
