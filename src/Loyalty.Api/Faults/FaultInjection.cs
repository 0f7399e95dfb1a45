using System.Globalization;
using Loyalty.Api.Access;
using Loyalty.Api.Controls;
using Loyalty.Api.Families;
using Loyalty.Api.Journal;
using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Faults;
using Loyalty.Store.DocumentFormat;
using Microsoft.Net.Http.Headers;

namespace Loyalty.Api.Faults;

/// <summary>Injects faults into requests, from the world's fault plan or from the request's Prefer header.</summary>
public sealed class FaultInjection(FaultPlans plans, WaitingRequests waiting, WorldRegistry worlds, JournalRecorder journal, CancellationToken stopping)
{
    /// <summary>The Retry-After of a 429 whose rule does not set one.</summary>
    private const int RetryAfterSeconds = 60;

    /// <summary>The Retry-After of a request that cannot wait, because too many others do.</summary>
    private const string FullRetryAfterSeconds = "1";

    /// <summary>How long an unanswered request stays open: longer than any client waits.</summary>
    private static readonly TimeSpan HangTime = TimeSpan.FromMinutes(10);

    /// <summary>Time for half of a body to reach a client on this machine. The server does not report when bytes are sent.</summary>
    private static readonly TimeSpan DeliveryTime = TimeSpan.FromMilliseconds(100);

    /// <param name="context">The request.</param>
    /// <param name="next">The next step of the pipeline; skipped if a fault answers the request.</param>
    /// <param name="world">Null if the world is unknown. Then only the Prefer header applies.</param>
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
        var mustWait = effect.Barrier is not null || delay > 0 || effect.Connection is FaultConnection.TimeoutAfterCommit;
        var readsBody = effect is { Code: null, Status: null } && effect.Connection is not FaultConnection.Reset;
        using var wait = mustWait ? await waiting.TryEnterAsync(context, readsBody) : null;
        if (mustWait && wait is null)
        {
            await RefuseFullAsync(context, operation.Operation.Family);
            return;
        }

        if (effect.Barrier is { } barrier)
        {
            await HoldAsync(context, plan, plan.FindBarrier(barrier)!, world.World);
        }

        if (delay > 0)
        {
            await Task.Delay(delay, context.RequestAborted);
        }

        if (effect.Headers is { } headers)
        {
            context.Response.OnStarting(SetHeadersAsync, (context.Response, headers));
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

    private async Task HoldAsync(HttpContext context, FaultPlan plan, FaultBarrier barrier, RunningWorld world)
    {
        var state = RequestState.Of(context);
        var request = new HeldRequest(context.Request.Method, SecretMasking.Path(context.Request), SecretMasking.Query(context.Request), DocumentInstant.Print(state.ArrivedAt));
        if (await barrier.HoldAsync(request, () => worlds.IsRunning(world) && plan.IsOf(world), context.RequestAborted, stopping) == BarrierOutcome.TimeOver)
        {
            state.Reason = $"barrier '{barrier.Name}' released the request after {FaultBarrier.LongestHold.TotalSeconds} s, because no control did";
        }
    }

    private static Task SetHeadersAsync(object state)
    {
        var (response, headers) = ((HttpResponse, IReadOnlyDictionary<string, string>))state;
        foreach (var (name, value) in headers)
        {
            response.Headers[name] = value;
        }

        return Task.CompletedTask;
    }

    private static Task AnswerAsync(HttpContext context, RequestDelegate next, EmulatedOperation operation, FaultEffect effect, WorldView world)
    {
        return FaultBody.IsReplaced(effect) ? FaultBody.ReplaceAsync(context, effect, RunAsync) : RunAsync();

        Task RunAsync()
        {
            if (effect.Code is { } code)
            {
                return RefuseAsync(context, operation.ErrorOf(code, world)!, effect.RetryAfter);
            }

            return effect.Status is { } status ? RefuseAsync(context, GenericErrors.Of(operation.Operation.Family, status), effect.RetryAfter) : ErrorEnvelopes.RefuseUnreadableAsync(context, next);
        }
    }

    private static Task RefuseFullAsync(HttpContext context, ApiFamily family)
    {
        context.Response.Headers.RetryAfter = FullRetryAfterSeconds;
        return ErrorBody.WriteAsync(context, GenericErrors.Of(family, StatusCodes.Status503ServiceUnavailable), WaitingRequests.Full);
    }

    private static Task RefuseAsync(HttpContext context, ApiError error, int? retryAfter = null)
    {
        retryAfter ??= error.Status == StatusCodes.Status429TooManyRequests ? RetryAfterSeconds : null;
        if (retryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return ErrorBody.WriteAsync(context, error);
    }

    /// <summary>Sends the headers of the complete answer and half of its body, then resets the connection.</summary>
    private static async Task SendHalfAsync(HttpContext context, Func<Task> answer)
    {
        var answerBody = await FaultBody.CaptureAsync(context, answer);
        var responseBody = context.Response.Body;
        await responseBody.WriteAsync(answerBody.AsMemory(0, answerBody.Length / 2), context.RequestAborted);
        await responseBody.FlushAsync(context.RequestAborted);

        // Flushed bytes may still be unsent: without a delay, the reset could arrive before the headers.
        await Task.Delay(DeliveryTime, context.RequestAborted);
        context.Abort();
    }

    /// <summary>Runs the operation, discards its answer and leaves the connection open.</summary>
    private async Task NeverAnswerAsync(HttpContext context, Func<Task> answer)
    {
        var responseBody = context.Response.Body;
        context.Response.Body = Stream.Null;
        try
        {
            await answer();
        }
        finally
        {
            context.Response.Body = responseBody;
        }

        journal.Record(context, answered: false);
        using var hangEnd = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await Task.Delay(HangTime, hangEnd.Token).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        context.Abort();
    }

    /// <summary><c>Prefer: code=310130</c> and <c>Prefer: delay=250</c> (RFC 7240), answered with Preference-Applied.</summary>
    private async Task PreferAsync(HttpContext context, RequestDelegate next, WorldView? world)
    {
        var header = context.Request.Headers[PreferHeader.Name].ToString();
        var operation = EmulatedOperation.Of(context.GetEndpoint()!);
        var invalid = GenericErrors.InvalidInput(operation.Operation.Family);
        var applied = new List<string>();
        var delay = 0;
        if (PreferHeader.Find(header, PreferHeader.Delay) is { } delayText)
        {
            if (!int.TryParse(delayText, NumberStyles.None, CultureInfo.InvariantCulture, out delay) || delay > FaultDelay.MaxMilliseconds)
            {
                await ErrorBody.WriteAsync(context, invalid, $"Prefer: delay accepts 0 to {FaultDelay.MaxMilliseconds} milliseconds.");
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
            using var wait = await waiting.TryEnterAsync(context, readsBody: error is null);
            if (wait is null)
            {
                await RefuseFullAsync(context, operation.Operation.Family);
                return;
            }

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
            services.GetRequiredService<WaitingRequests>(),
            worlds,
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
            return state.Caller is { } caller ? injection.ApplyAsync(context, next, caller.World) : FindWorldByBodyAsync(context, next, state);
        });

        // The world of a token request is that of the client in its body.
        async Task FindWorldByBodyAsync(HttpContext context, RequestDelegate next, RequestState state)
        {
            var (credential, refusal) = clients.Check(await ClientCredentials.ReadAsync(context));
            state.IsAuthenticationDone = true;
            state.World = credential is null ? null : worlds.Use(credential.WorldName);
            if (state.World is null)
            {
                state.Reason = refusal ?? AuthenticationFailure.WorldDeleted;
            }

            // Whoever sends no valid credential from another machine chooses nothing.
            await (state.World is null && !ControlAccess.IsFromThisMachine(context) ? next(context) : injection.ApplyAsync(context, next, state.World?.View));
        }
    }
}
