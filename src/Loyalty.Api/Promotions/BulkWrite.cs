using Loyalty.Api.Customers;
using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Store.Database;
using Loyalty.Store.State;

namespace Loyalty.Api.Promotions;

/// <summary>What a bulk call does for each customer, and the codes for what it does not do.</summary>
/// <param name="Action">The step.</param>
/// <param name="ErrorOf">The code for a refusal; null for the warning.</param>
internal sealed record BulkStep(LifecycleAction Action, Func<LifecycleRefusal, ApiError?> ErrorOf);

/// <summary>
/// Carries out bulk calls. Up to <see cref="BulkValidator.MostCustomers"/> customers are one decision, in which later customers see what earlier ones did. If a later decision is
/// refused, what the earlier ones did stays, and the items of all other customers have the error.
/// </summary>
internal static class BulkWrite
{
    public static async Task<(IReadOnlyList<BulkItemJson>? Items, Refusal? Refusal)> RunAsync(WorldWrites writes, HttpContext context, Caller caller, IBulkBody body, BulkStep step)
    {
        var items = new List<BulkItemJson>();
        foreach (var customers in body.Customers!.Chunk(BulkValidator.MostCustomers))
        {
            var (decided, refused) = await TryRunAsync(writes, context, caller, body, customers, step);
            if ((refused ?? decided!.Refusal) is not { } refusal)
            {
                items.AddRange(decided!.Items);
                continue;
            }

            if (items.Count == 0)
            {
                return (null, refusal);
            }

            items.AddRange(Enumerable.Repeat(BulkItemJson.Failed(refusal.Error, refusal.Reason), body.Customers!.Count - items.Count));
            break;
        }

        return (items, null);
    }

    /// <summary>A store without room refuses a decision like any other reason.</summary>
    private static async Task<(BulkAnswer? Answer, Refusal? Refusal)> TryRunAsync(
        WorldWrites writes, HttpContext context, Caller caller, IBulkBody body, BulkCustomer[] customers, BulkStep step)
    {
        try
        {
            return await RunAsync(writes, context, caller, body, customers, step);
        }
        catch (StoreFullException exception)
        {
            return (null, new(GenericErrors.Of(ApiFamily.V2, StatusCodes.Status507InsufficientStorage), exception.Message));
        }
    }

    /// <summary>What a decision answers: an item for each customer, or why the whole request is refused.</summary>
    private sealed record BulkAnswer(IReadOnlyList<BulkItemJson> Items, Refusal? Refusal = null);

    private static async Task<(BulkAnswer? Answer, Refusal? Refusal)> RunAsync(
        WorldWrites writes, HttpContext context, Caller caller, IBulkBody body, BulkCustomer[] customers, BulkStep step)
    {
        var orgId = caller.Org.Id;
        var ids = new long?[customers.Length];
        return await writes.DecideAsync<BulkAnswer>(
            context,
            caller,
            world =>
            {
                for (var index = 0; index < customers.Length; index++)
                {
                    ids[index] = BulkCustomers.ErrorOf(customers[index]) is null ? IdentifiedCustomer.Find(world, orgId, body.IdentifierName!, customers[index].IdentifierValue!, caller.Now) : null;
                    _ = ids[index] is { } id ? world.Customer(new CustomerKey(orgId, id), caller.Now) : null;
                }

                return Find(world.Catalog(orgId).Promotions, body.PromotionDetails!, caller.HasAdvancedPromotions()).Promotion is { } promotion && PromotionLimits.OfAllIssues(promotion) is not null ? world.Totals(promotion.Id, UsageKind.Issue) : null;
            },
            (turn, current) =>
            {
                var (promotion, unknown) = Find(turn.Root.Orgs[orgId].Promotions, body.PromotionDetails!, current.HasAdvancedPromotions());
                if (unknown is not null)
                {
                    return Decided.Refused(new BulkAnswer([], unknown));
                }

                var refusal = PromotionLifecycle.Check(step.Action, promotion!, turn.Now);
                if (refusal is { } reason && step.ErrorOf(reason) is { } error)
                {
                    return Decided.Refused(new BulkAnswer([], new Refusal(error, ReasonOf(reason))));
                }

                var decided = new BulkDecision(turn, promotion!, current.Zone, body, step, refusal).Run(customers, ids);
                return new(new BulkAnswer(decided.Answer), decided.Changes);
            });
    }

    /// <summary>The promotion, or why there is none.</summary>
    private static (Promotion? Promotion, Refusal? Unknown) Find(PromotionCatalog catalog, BulkPromotionBody named, bool isAdvanced)
    {
        if (named.ProgramNumber.Value is not { } programId || catalog.Programs.Find(programId) is null)
        {
            return (null, new Refusal(BulkPromotionErrors.UnknownProgram, "programId names no program of this organisation."));
        }

        var promotion = named.PromotionNumber.Value is { } id
            ? catalog.Find(id, isAdvanced)
            : catalog.Identified(named.PromoIdentifier!, isAdvanced).FirstOrDefault(known => known.ProgramId == programId);
        return promotion?.ProgramId == programId ? (promotion, null) : (null, new Refusal(BulkPromotionErrors.UnknownPromotion, "promotionDetails names no promotion of this program."));
    }

    public static string ReasonOf(LifecycleRefusal refusal) => refusal switch
    {
        LifecycleRefusal.Inactive => "The promotion is switched off, has not started, or has ended.",
        LifecycleRefusal.NotSupported => "LOYALTY_EARNING is enrolled, then issued; LOYALTY is only issued; GENERIC is neither.",
        LifecycleRefusal.NotEnrolled => "The customer has no active enrolment in the promotion.",
        LifecycleRefusal.IssuesFirst => "The issues of the enrolment have to be revoked before it.",
        LifecycleRefusal.UnknownIssue => "earnIds names an issue that the customer does not have, that expired, or that was revoked.",
        LifecycleRefusal.NoOpenIssue => "The customer has no issue of the promotion that could be revoked.",
        _ => "The limits of the promotion are used up.",
    };
}
