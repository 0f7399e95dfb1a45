using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Targets;

namespace Loyalty.Api.Targets;

/// <summary>What the decisions that change target groups share: the organisation's catalog, and who changes it when.</summary>
internal static class TargetGroupWrite
{
    /// <summary>The back-office user of a caller. The emulator has no ids of tills.</summary>
    public static UserRef UserOf(Principal principal) => new(-1, principal.Name, "", principal.Name, "TILL");

    /// <summary>The value of the decision with the instant of its turn, or why it was refused.</summary>
    public static async Task<(T? Value, long Now, Refusal? Refusal)> DecideAsync<T>(
        WorldWrites writes, HttpContext context, Caller caller, ApiError invalidInput, Func<TargetGroupChange, Decided<(T? Value, TargetGroupRefusal? Refusal)>> decide)
    {
        var now = 0L;
        var (answer, refusal) = await writes.DecideAsync(context, caller, static world => world.Root, (turn, current) =>
        {
            now = turn.Now;
            var org = turn.Root.Orgs[current.Org.Id];
            return decide(new TargetGroupChange(
                org.Targets, current.Org.Id, id => org.Promotions.Programs.Find(id) is not null, current.Settings.Leaderboards is true, current.Settings.UnifiedTargets!.Value, UserOf(current.Principal), turn.Now, turn.Ids));
        });
        return (answer.Value, now, refusal ?? (answer.Refusal is { } refused ? TargetErrors.Of(refused, invalidInput) : null));
    }
}
