using System.Globalization;
using Loyalty.Api.Access;
using Loyalty.Api.Families;
using Loyalty.Api.Journal;
using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Faults;
using Microsoft.Net.Http.Headers;

namespace Loyalty.Api.Faults;

/// <summary>Makes requests fail on purpose: by the world's fault plan, or by the request's own Prefer header.</summary>
public sealed class FaultInjection(FaultPlans plans, JournalRecorder journal, CancellationToken stopping)
{
    private const string RetryAfterSeconds = "60";

    /// <summary>How long a request hangs that is never answered: longer than any client waits.</summary>
    private static readonly TimeSpan NeverAnswered = TimeSpan.FromMinutes(10);

    /// <summary>Time for half of a body to reach a client on this machine. The server does not tell when bytes have left it.</summary>
    private static readonly TimeSpan Arrival = TimeSpan.FromMilliseconds(100);

    /// <param name="context">The request.</param>
    /// <param name="next">Answers the request if no fault does.</param>
    /// <param name="world">Null for a request that no world is known for: only its Prefer header counts.</param>
    public Task ApplyAsync(HttpContext context, RequestDelegate next, WorldView? world)
    {
        if (PreferHeader.Forces(context.Request.Headers[PreferHeader.Name]))
        {
            return PreferAsync(context, next, world);
        }

        return world is null || plans.Of(world) is not { } plan ? next(context) : FaultAsync(context, next, world, plan);
    }

    private async Task FaultAsync(HttpContext context, RequestDelegate next, WorldView world, FaultPlan plan)
    {
        var operation = EmulatedOperation.Of(context.GetEndpoint()!);
        if (plan.Choose(operation, context.Request, world) is not var (effect, delay))
        {
            await next(context);
            return;
        }

        RequestState.Of(context).AnsweredBy = Answerer.Fault;
        if (delay > 0)
        {
            await Task.Delay(delay, context.RequestAborted);
        }

        switch (effect.Connection)
        {
            case FaultConnection.Reset:
                journal.Record(context, answered: false);
                context.Abort();
                return;
            case FaultConnection.ResetMidBody:
                await SendHalfAsync(context, () => AnswerAsync(context, next, operation, effect, world));
                return;
            case FaultConnection.TimeoutAfterCommit:
                await NeverAnswerAsync(context, () => AnswerAsync(context, next, operation, effect, world));
                return;
            default:
                await AnswerAsync(context, next, operation, effect, world);
                return;
        }
    }

    private static Task AnswerAsync(HttpContext context, RequestDelegate next, EmulatedOperation operation, FaultEffect effect, WorldView world)
    {
        if (effect.Code is { } code)
        {
            return RefuseAsync(context, operation.ErrorOf(code, world)!);
        }

        return effect.Status is { } status ? RefuseAsync(context, GenericErrors.Of(operation.Operation.Family, status)) : next(context);
    }

    private static Task RefuseAsync(HttpContext context, ApiError error)
    {
        if (error.Status == StatusCodes.Status429TooManyRequests)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        return ErrorBody.WriteAsync(context, error);
    }

    /// <summary>Announces the whole answer and sends half of its body.</summary>
    private static async Task SendHalfAsync(HttpContext context, Func<Task> answer)
    {
        var wire = context.Response.Body;
        using var whole = new MemoryStream();
        context.Response.Body = whole;
        try
        {
            await answer();
        }
        finally
        {
            context.Response.Body = wire;
        }

        await wire.WriteAsync(whole.GetBuffer().AsMemory(0, (int)whole.Length / 2), context.RequestAborted);
        await wire.FlushAsync(context.RequestAborted);

        // Flushed is not yet sent: a reset right now could arrive before the headers.
        await Task.Delay(Arrival, context.RequestAborted);
        context.Abort();
    }

    /// <summary>Runs the operation and discards its answer.</summary>
    private async Task NeverAnswerAsync(HttpContext context, Func<Task> answer)
    {
        var wire = context.Response.Body;
        context.Response.Body = Stream.Null;
        try
        {
            await answer();
        }
        finally
        {
            context.Response.Body = wire;
        }

        journal.Record(context, answered: false);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await Task.Delay(NeverAnswered, until.Token).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        context.Abort();
    }

    /// <summary><c>Prefer: code=310130</c> and <c>Prefer: delay=250</c> (RFC 7240), answered with Preference-Applied.</summary>
    private static async Task PreferAsync(HttpContext context, RequestDelegate next, WorldView? world)
    {
        var header = context.Request.Headers[PreferHeader.Name].ToString();
        var operation = EmulatedOperation.Of(context.GetEndpoint()!);
        var invalid = GenericErrors.InvalidInput(operation.Operation.Family);
        var applied = new List<string>();
        var delay = 0;
        if (PreferHeader.Find(header, PreferHeader.Delay) is { } delayText)
        {
            if (!int.TryParse(delayText, NumberStyles.None, CultureInfo.InvariantCulture, out delay) || delay > FaultDelay.Longest)
            {
                await ErrorBody.WriteAsync(context, invalid, $"Prefer: delay accepts 0 to {FaultDelay.Longest} milliseconds.");
                return;
            }

            applied.Add($"{PreferHeader.Delay}={delay}");
        }

        ApiError? error = null;
        if (PreferHeader.Find(header, PreferHeader.Code) is { } codeText)
        {
            error = int.TryParse(codeText, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? operation.ErrorOf(code, world) : null;
            if (error is null)
            {
                await ErrorBody.WriteAsync(context, invalid, $"Prefer: code accepts a code that {operation.Id} documents: {string.Join(", ", operation.Codes)}.");
                return;
            }

            applied.Add($"{PreferHeader.Code}={codeText}");
        }

        RequestState.Of(context).AnsweredBy = Answerer.Preference;
        if (delay > 0)
        {
            await Task.Delay(delay, context.RequestAborted);
        }

        context.Response.Headers[PreferHeader.Applied] = string.Join(", ", applied);
        await (error is null ? next(context) : RefuseAsync(context, error));
    }
}

public static class FaultMiddleware
{
    public static IApplicationBuilder UseFaults(this IApplicationBuilder app)
    {
        var services = app.ApplicationServices;
        var clients = services.GetRequiredService<ClientCredentials>();
        var worlds = services.GetRequiredService<WorldRegistry>();
        var injection = new FaultInjection(
            services.GetRequiredService<FaultPlans>(),
            services.GetRequiredService<JournalRecorder>(),
            services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        return app.Use((context, next) =>
        {
            if (RequestState.Find(context) is not { Operation: not null } state)
            {
                return next(context);
            }

            // From here on Prefer chooses the answer: code and delay of every operation, the representation of some.
            context.Response.Headers.Append(HeaderNames.Vary, PreferHeader.Name);
            return state.Caller is { } caller ? injection.ApplyAsync(context, next, caller.World) : PlaceByBodyAsync(context, next, state);
        });

        // A token request belongs to the world of the client that its body names.
        async Task PlaceByBodyAsync(HttpContext context, RequestDelegate next, RequestState state)
        {
            var (credential, refusal) = clients.Check(await ClientCredentials.ReadAsync(context));
            state.IsAuthenticationDone = true;
            state.World = credential is null ? null : worlds.Use(credential.WorldName);
            if (state.World is null)
            {
                state.Reason = refusal ?? AuthenticationFailure.WorldGone;
            }

            await injection.ApplyAsync(context, next, state.World?.View);
        }
    }
}
