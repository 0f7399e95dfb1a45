using Loyalty.Api.Families;
using Loyalty.Api.Operations;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Store.State;

namespace Loyalty.Api.Promotions;

/// <summary>What the writes of v3 share: the catalog of the caller's organisation, and the answer.</summary>
internal static class UnifiedWrite
{
    public delegate Decided<UnifiedOutcome> Decision(WorldTurn turn, Caller caller, PromotionCatalog catalog);

    /// <summary>Returns the answer, or why the decision was not carried out.</summary>
    /// <param name="writes">Carries out the decision.</param>
    /// <param name="context">The request.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="id">The promotion that the decision changes; null for one that it creates.</param>
    /// <param name="decide">The decision.</param>
    /// <param name="render">The answer with a promotion, in the catalog before the decision.</param>
    /// <param name="refusalOf">The error for a refusal.</param>
    public static async Task<(TAnswer? Answer, Refusal? Refusal)> DecideAsync<TAnswer>(
        WorldWrites writes, HttpContext context, Caller caller, long? id, Decision decide, Func<UnifiedPromotion, UnifiedForm, TAnswer> render, Func<UnifiedRefusal, Refusal> refusalOf)
        where TAnswer : class
    {
        var (answer, refusal) = await writes.DecideAsync<(TAnswer? Answer, Refusal? Refusal)>(
            context,
            caller,
            world => world.Catalog(caller.Org.Id),
            (turn, current) =>
            {
                var catalog = turn.Root.Orgs[current.Org.Id].Promotions;
                var decided = id is { } known && UnifiedReading.Find(catalog, known, current.HasAdvancedPromotions()) is null
                    ? Decided.Refused(new UnifiedOutcome(null, UnifiedRefusal.NotFound))
                    : decide(turn, current, catalog);
                return new(
                    decided.Answer.Promotion is { } promotion
                        ? (render(promotion, new UnifiedForm(current.Zone, turn.Now, IsFull: false, UnifiedReading.EarningTypeOf(catalog, promotion))), null)
                        : (null, refusalOf(decided.Answer.Refusal!.Value)),
                    decided.Changes);
            });
        return refusal is null ? answer : (null, refusal);
    }

    public static UnifiedPromotionResponse Response(UnifiedPromotion promotion, UnifiedForm form) => new(UnifiedPromotionJson.From(promotion, form), null, null);
}
