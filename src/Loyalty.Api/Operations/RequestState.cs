using System.Diagnostics;
using Loyalty.Api.Families;
using Loyalty.Api.Worlds;
using Loyalty.Domain;
using Microsoft.AspNetCore.Http.Features;

namespace Loyalty.Api.Operations;

/// <summary>State of a request to an emulated path, shared by the steps of the pipeline.</summary>
public sealed class RequestState(ApiFamily family) : IRefusalReason
{
    /// <summary>The family of the path.</summary>
    public ApiFamily Family => family;

    /// <summary>Null until routing has run, and for paths and methods without an operation.</summary>
    public Operation? Operation { get; set; }

    /// <summary>Null for operations that need no credentials.</summary>
    public Caller? Caller { get; set; }

    /// <summary>The caller's world, or the world of the client that a token request names.</summary>
    public RunningWorld? World { get; set; }

    public Answerer AnsweredBy { get; set; }

    /// <summary>True after the credentials were checked. Only then does a missing world mean that they name none.</summary>
    public bool IsAuthenticationDone { get; set; }

    /// <summary>Why the world is unknown or the request was refused. For the journal and the log; the client never learns why its credentials were refused.</summary>
    public string? Reason { get; set; }

    /// <summary>The machine's time of arrival in epoch milliseconds.</summary>
    public long ArrivedAt { get; } = WorldClock.MachineNow(TimeProvider.System);

    /// <summary>The arrival as a <see cref="Stopwatch"/> timestamp, for durations and for the order of requests.</summary>
    public long Arrival { get; } = Stopwatch.GetTimestamp();

    /// <summary>The request body for the journal, with secrets masked; null if there is none.</summary>
    public string? JournalBody { get; set; }

    /// <summary>The size with which the body counts among the bodies in memory.</summary>
    public long BodyBytes { get; set; }

    /// <summary>What the request changed, for the journal.</summary>
    public IReadOnlyList<RowChange> Changes { get; set; } = [];

    /// <summary>The query string with secrets masked; null until the journal records the request.</summary>
    public string? MaskedQuery { get; set; }

    /// <summary>True if the journal has an entry for this request.</summary>
    public bool IsJournaled { get; set; }

    public static RequestState Of(HttpContext context) => context.Features.GetRequiredFeature<RequestState>();

    /// <summary>Null for paths that are not emulated.</summary>
    public static RequestState? Find(HttpContext context) => context.Features.Get<RequestState>();
}

/// <summary>Which part of the emulator answered a request.</summary>
public enum Answerer
{
    Handler,
    Fault,
    Preference,
}

public static class RequestStates
{
    /// <summary>Creates the state of every request to an emulated path.</summary>
    public static IApplicationBuilder UseRequestState(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (ApiFamilies.Of(context.Request.Path) is { } family)
        {
            var state = new RequestState(family);
            context.Features.Set(state);
            context.Features.Set<IRefusalReason>(state);
        }

        return next(context);
    });

    /// <summary>Stores the operation that routing selected, or the reason why there is none.</summary>
    public static IApplicationBuilder UseOperations(this IApplicationBuilder app)
    {
        var operations = app.ApplicationServices.GetRequiredService<OperationCatalog>();
        return app.Use((context, next) =>
        {
            if (RequestState.Find(context) is { } state)
            {
                state.Operation = context.GetEndpoint()?.Metadata.GetMetadata<Operation>();
                if (state.Operation is null)
                {
                    var reason = context.GetEndpoint()?.Metadata.GetMetadata<NotEmulated>() is null ? ReasonOf(operations.At(context.Request), context.Request.Method) : "the path is documented, but not emulated";
                    RefusalReason.Set(context, reason);
                }
            }

            return next(context);
        });
    }

    private static string ReasonOf(EmulatedOperation? operation, string method)
    {
        if (operation is null)
        {
            return OperationCatalog.NoOperation;
        }

        if (operation.Methods.Contains(method, StringComparer.OrdinalIgnoreCase))
        {
            return "the body's media type is not JSON";
        }

        var accepts = $"method not supported: {operation.Id} accepts {string.Join(" and ", operation.Methods)}";
        return HttpMethods.IsPost(method) ? $"{accepts}; curl sends POST where --data is given, even an empty one" : accepts;
    }
}
