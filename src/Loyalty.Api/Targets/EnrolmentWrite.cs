using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Targets;
using Loyalty.Store.State;

namespace Loyalty.Api.Targets;

/// <summary>What the decisions of enroll and unEnroll share: the organisation, its catalog and the customer.</summary>
internal static class EnrolmentWrite
{
    public delegate Decided<EnrolmentRefusal?> Decision(WorldTurn turn, TargetCatalog catalog, CustomerTargets? customer, TimeZoneInfo zone);

    /// <summary>Null if the decision was carried out.</summary>
    public static async Task<Refusal?> DecideAsync(
        WorldWrites writes, HttpContext context, Caller caller, DataScope scope, long groupId, long customerId, Decision decide)
    {
        var (answer, refusal) = await writes.DecideAsync<Refusal?>(
            context,
            caller,
            world => world.Customer(new CustomerKey(caller.Org.Id, customerId), caller.Now),
            (turn, current) =>
            {
                var orgs = turn.Root.Orgs;
                var (orgId, scopeRefusal) = scope.OrgForWrite(
                    current.Org, id => orgs.TryGetValue(id, out var org) ? org.Org : null, id => orgs[id].Targets.Groups.Find(groupId) is not null);
                if (scopeRefusal is { } reason)
                {
                    return Decided.Refused<Refusal?>(TargetErrors.Of(reason));
                }

                var decided = decide(turn, orgs[orgId].Targets, turn.Customer(new CustomerKey(orgId, customerId)).Targets, current.Zone);
                return new(decided.Answer is { } refused ? TargetErrors.Of(refused, current.Settings) : null, decided.Changes);
            });
        return refusal ?? answer;
    }
}
