using Loyalty.Api.Families;
using Loyalty.Api.Worlds;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Store.State;

namespace Loyalty.Api.Operations;

/// <summary>An error and its reason.</summary>
public readonly record struct Refusal(ApiError Error, string? Reason);

/// <summary>Carries out the decisions of operations that write.</summary>
public sealed class WorldWrites(WorldWriter writer, WorldRegistry worlds)
{
    private const string RetryAfterSeconds = "1";

    /// <summary>Runs a decision on the caller's world as it is when the decision's turn comes. <c>Prefer: dry-run</c> answers without a commit.</summary>
    /// <param name="context">The request.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="preload">Reads what the decision reads, so that it is in memory when the turn comes.</param>
    /// <param name="decide">The decision, with the caller as the world knows it then.</param>
    /// <returns>What the decision answers, or why it did not run.</returns>
    public async Task<(T? Answer, Refusal? Refusal)> DecideAsync<T>(
        HttpContext context, Caller caller, Func<WorldReading, object?> preload, Func<WorldTurn, Caller, Decided<T>> decide)
    {
        var state = RequestState.Of(context);
        var family = state.Operation!.Family;
        var isDryRun = PreferHeader.Find(context.Request.Headers[PreferHeader.Name], PreferHeader.DryRun) is not null;
        await caller.State.ReadAsync(preload);
        Caller? current = null;
        var result = await writer.DecideAsync(
            () => (current = caller.Refresh(worlds)) is { } known ? (known.State, known.Now) : null,
            turn => decide(turn, current!),
            isDryRun);
        switch (result.Refusal)
        {
            case WriteRefusal.WorldGone:
                return (default, new(GoneError(caller, family), null));
            case WriteRefusal.Busy:
                context.Response.Headers.RetryAfter = RetryAfterSeconds;
                return (default, new(GenericErrors.Of(family, StatusCodes.Status503ServiceUnavailable), "The write waited ten seconds for its turn; nothing was changed."));
            case WriteRefusal.WorldFull:
                return (default, new(GenericErrors.Of(family, StatusCodes.Status507InsufficientStorage), caller.State.Memory.WorldFull));
            case WriteRefusal.IdsUsedUp:
                return (default, new(GenericErrors.Of(family, StatusCodes.Status507InsufficientStorage), WorldBoundException.IdsUsedUp));
        }

        if (isDryRun)
        {
            context.Response.Headers[PreferHeader.Applied] = PreferHeader.DryRun;
        }
        else
        {
            state.Changes = state.Changes.Count == 0 ? result.Changes : [.. state.Changes, .. result.Changes];
        }

        return (result.Answer, null);
    }

    /// <summary>The error for a caller whose world was deleted while the request waited.</summary>
    public static ApiError GoneError(Caller caller, ApiFamily family) => caller.Principal.Kind == CredentialKind.OAuthClient
        ? CallerErrors.InvalidToken(family)
        : GenericErrors.Of(family, StatusCodes.Status401Unauthorized);
}
