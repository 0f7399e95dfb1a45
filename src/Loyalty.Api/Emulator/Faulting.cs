using System.Globalization;
using System.Text.Json;
using Loyalty.Api.Access;
using Loyalty.Api.Errors;
using Loyalty.Api.Wire;
using Loyalty.Domain.Access;
using Loyalty.Domain.Emulator;

namespace Loyalty.Api.Emulator;

/// <summary>Makes requests fail on purpose: by the world's fault plan, or by the request's own Prefer header.</summary>
public static class Faulting
{
    private const string RetryAfterSeconds = "60";

    /// <summary>Longer than any client waits; a request must not outlive it.</summary>
    private static readonly TimeSpan NeverAnswered = TimeSpan.FromMinutes(10);

    /// <summary>Ample for a loopback; the server does not say when bytes have left it.</summary>
    private static readonly TimeSpan Arrival = TimeSpan.FromMilliseconds(100);

    public static IApplicationBuilder UseFaults(this IApplicationBuilder app)
    {
        var directory = app.ApplicationServices.GetRequiredService<CredentialDirectory>();
        var worlds = app.ApplicationServices.GetRequiredService<Worlds>();
        var stopping = app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        return app.Use((context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<Operation>() is null)
            {
                return next(context);
            }

            return context.Items[typeof(Caller)] is Caller caller
                ? ApplyAsync(context, next, caller.World, stopping)
                : OpenAsync(context, next, directory, worlds, stopping);
        });
    }

    /// <summary>An operation without credentials in its headers belongs to the world whose client its body proves to be.</summary>
    private static async Task OpenAsync(HttpContext context, RequestDelegate next, CredentialDirectory directory, Worlds worlds, CancellationToken stopping)
    {
        var (credential, refusal) = ClientCredentials.Check(directory, await ClientOfAsync(context));
        var world = credential is null ? null : worlds.CallerOf(credential)?.World;
        if (world is null)
        {
            Journaling.Explain(context, refusal ?? Refusals.WorldGone);
        }
        else
        {
            Journaling.Place(context, world.Live);
        }

        await ApplyAsync(context, next, world, stopping);
    }

    /// <summary>Null for a body that is no such thing; to refuse it is the operation's.</summary>
    private static async Task<GenerateToken.Body?> ClientOfAsync(HttpContext context)
    {
        var body = context.Request.Body;
        if (!body.CanSeek)
        {
            return null;
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(body, ExactJson.Context.Body, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
        finally
        {
            body.Position = 0;
        }
    }

    private static Task ApplyAsync(HttpContext context, RequestDelegate next, WorldView? world, CancellationToken stopping)
    {
        if (Preferences.Forces(context.Request.Headers["Prefer"]))
        {
            return PreferAsync(context, next, world);
        }

        return world is null || world.Live.Faults.IsEmpty ? next(context) : FaultAsync(context, next, world, stopping);
    }

    private static async Task FaultAsync(HttpContext context, RequestDelegate next, WorldView world, CancellationToken stopping)
    {
        var operation = EmulatedOperation.Of(context.GetEndpoint()!);
        var chosen = world.Live.Faults.Choose(operation, context.Request, world.Now);
        if (chosen is not var (effect, delay))
        {
            await next(context);
            return;
        }

        context.Items[typeof(FaultEffect)] = Journaling.ByFault;
        if (delay > 0)
        {
            await Task.Delay(delay, context.RequestAborted);
        }

        switch (effect.Connection)
        {
            case FaultConnection.Reset:
                Journaling.RecordUnanswered(context);
                context.Abort();
                return;
            case FaultConnection.ResetMidBody:
                await HalfAsync(context, () => AnswerAsync(context, next, operation, effect, world));
                return;
            case FaultConnection.TimeoutAfterCommit:
                await SilenceAsync(context, () => AnswerAsync(context, next, operation, effect, world), stopping);
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

    /// <summary>The whole answer is announced, half of its body is sent.</summary>
    private static async Task HalfAsync(HttpContext context, Func<Task> answer)
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

        // Flushed is not yet sent: an end right now could come before the headers.
        await Task.Delay(Arrival, context.RequestAborted);
        context.Abort();
    }

    private static async Task SilenceAsync(HttpContext context, Func<Task> answer, CancellationToken stopping)
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

        Journaling.RecordUnanswered(context);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await Task.Delay(NeverAnswered, until.Token).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        context.Abort();
    }

    /// <summary><c>Prefer: code=310130</c> and <c>Prefer: delay=250</c> (RFC 7240), answered with Preference-Applied.</summary>
    private static async Task PreferAsync(HttpContext context, RequestDelegate next, WorldView? world)
    {
        var header = context.Request.Headers["Prefer"].ToString();
        var operation = EmulatedOperation.Of(context.GetEndpoint()!);
        var invalid = GenericErrors.InvalidInput(operation.Operation.Family);
        var applied = new List<string>();
        var delay = 0;
        if (Preferences.Find(header, Preferences.Delay) is { } delayText)
        {
            if (!int.TryParse(delayText, NumberStyles.None, CultureInfo.InvariantCulture, out delay) || delay > FaultDelay.Longest)
            {
                await ErrorBody.WriteAsync(context, invalid, $"{invalid.Message} Prefer: delay accepts 0 to {FaultDelay.Longest} milliseconds.");
                return;
            }

            applied.Add($"{Preferences.Delay}={delay}");
        }

        ApiError? error = null;
        if (Preferences.Find(header, Preferences.Code) is { } codeText)
        {
            error = int.TryParse(codeText, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? operation.ErrorOf(code, world) : null;
            if (error is null)
            {
                await ErrorBody.WriteAsync(context, invalid, $"{invalid.Message} Prefer: code accepts a code that {operation.Id} documents: {string.Join(", ", operation.Codes)}.");
                return;
            }

            applied.Add($"{Preferences.Code}={codeText}");
        }

        context.Items[typeof(FaultEffect)] = Journaling.ByPreference;
        if (delay > 0)
        {
            await Task.Delay(delay, context.RequestAborted);
        }

        context.Response.Headers[Preferences.Applied] = string.Join(", ", applied);
        await (error is null ? next(context) : RefuseAsync(context, error));
    }
}
