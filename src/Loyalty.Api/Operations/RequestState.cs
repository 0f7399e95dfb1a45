using System.Diagnostics;
using Loyalty.Api.Families;
using Loyalty.Api.Worlds;
using Microsoft.AspNetCore.Http.Features;

namespace Loyalty.Api.Operations;

/// <summary>What the pipeline knows about a request to an emulated path. Every such request has one from its beginning to its end.</summary>
public sealed class RequestState : IRefusalReason
{
    /// <summary>Null until routing has found the operation, and for paths and methods without one.</summary>
    public Operation? Operation { get; set; }

    /// <summary>Null for operations that need no credentials.</summary>
    public Caller? Caller { get; set; }

    /// <summary>The world that the request concerns: the caller's, or the one that a token request names.</summary>
    public RunningWorld? World { get; set; }

    public Answerer AnsweredBy { get; set; }

    /// <summary>True once the request's credentials were looked at. Only then does a missing world mean that they name none.</summary>
    public bool IsAuthenticationDone { get; set; }

    /// <summary>Why no world is known, or why the request was refused; for the journal and the log. Why credentials were refused is never told to the client.</summary>
    public string? Reason { get; set; }

    /// <summary>The machine's time of arrival in epoch milliseconds.</summary>
    public long ArrivedAt { get; } = WorldClock.MachineNow(TimeProvider.System);

    /// <summary>The arrival as a <see cref="Stopwatch"/> timestamp, for durations and for the order of requests.</summary>
    public long Arrival { get; } = Stopwatch.GetTimestamp();

    /// <summary>The request body as the journal keeps it, secrets masked; null if there is none.</summary>
    public string? JournalBody { get; set; }

    /// <summary>The journal has an entry for this request.</summary>
    public bool IsJournaled { get; set; }

    /// <summary>Where the answer may be kept for the next equal request; null if it may not.</summary>
    internal KeptAnswers.Key? KeepAs { get; set; }

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
    KeptAnswer,
}

public static class RequestStates
{
    /// <summary>Gives every request to an emulated path its state.</summary>
    public static IApplicationBuilder UseRequestState(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (ApiFamilies.Of(context.Request.Path) is not null)
        {
            var state = new RequestState();
            context.Features.Set(state);
            context.Features.Set<IRefusalReason>(state);
        }

        return next(context);
    });

    /// <summary>Records the operation that routing has found, or why it has found none.</summary>
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
                    RefusalReason.Set(context, ReasonOf(operations.At(context.Request), context.Request.Method));
                }
            }

            return next(context);
        });
    }

    private static string ReasonOf(EmulatedOperation? operation, string method)
    {
        if (operation is null)
        {
            return "no emulated operation";
        }

        if (operation.Methods.Contains(method, StringComparer.OrdinalIgnoreCase))
        {
            return "the body's media type is not JSON";
        }

        var accepts = $"method not supported: {operation.Id} accepts {string.Join(" and ", operation.Methods)}";
        return HttpMethods.IsPost(method) ? $"{accepts}; curl sends POST where --data is given, even an empty one" : accepts;
    }
}
