using Loyalty.Api.Controls;
using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Worlds;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.State;

namespace Loyalty.Api.Promotions;

/// <param name="CustomerId">The customer.</param>
/// <param name="PromotionId">A promotion of the customer's organisation.</param>
/// <param name="Points">The points of the redemption, with at most three decimals.</param>
/// <param name="At">When it happened, not after the world's time; the world's time if it is omitted.</param>
public sealed record RedemptionBody(long CustomerId, long PromotionId, decimal Points = 0, DocumentInstant? At = null);

/// <param name="Id">The id of the entry in the usage ledger.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="PromotionId">The promotion.</param>
/// <param name="Points">The points.</param>
/// <param name="At">When it happened.</param>
/// <param name="IssueId">The issue that was redeemed; null for a promotion that needs none.</param>
public sealed record RedemptionJson(long Id, long CustomerId, long PromotionId, decimal Points, string At, long? IssueId);

/// <summary>A control that enters redemptions into the usage ledger, because no emulated operation redeems a promotion.</summary>
public static class RedemptionControls
{
    private const decimal MostPoints = int.MaxValue;

    public static void MapRedemptionControls(this IEndpointRouteBuilder routes) => routes.MapGroup("").WithTags(ControlGroups.Promotions)
        .MapLazy(HttpMethods.Post, "/worlds/{world}/redemptions", RedeemAsync)
        .WithControl<RedemptionBody>("redeemPromotion", "Enter a redemption of a promotion by a customer", """{"customerId":5003,"promotionId":81500,"points":12.5}""")
        .Produces<RedemptionJson>(StatusCodes.Status201Created).Refuses(StatusCodes.Status409Conflict);

    private static async Task<IResult> RedeemAsync(string world, HttpContext context, WorldRegistry worlds)
    {
        var running = worlds.Require(world);
        var body = await ControlBody.ReadAsync(context, RedemptionJsonContext.Controls.RedemptionBody);
        MatchValidation.Require(DocumentNumber.FitsThousandths(body.Points) && body.Points is >= 0 and <= MostPoints, "$.points", $"points must be from 0 to {MostPoints}, with at most three decimals.");
        var outcome = await worlds.DecideAsync(
            running,
            reading => CustomerOf(reading.Root, body, key => reading.Customer(key, running.View.Now)),
            (turn, view) => Decide(turn, view, body));
        return outcome.Redemption is { } redemption
            ? Results.Json(redemption, RedemptionJsonContext.Controls.RedemptionJson, statusCode: StatusCodes.Status201Created)
            : ControlProblem.Of(outcome.Status, outcome.Detail!);
    }

    /// <summary>The redemption, or why it is refused.</summary>
    private sealed record Outcome(RedemptionJson? Redemption, int Status = 0, string? Detail = null)
    {
        public static Decided<Outcome> Refused(string detail, int status = StatusCodes.Status400BadRequest) => Decided.Refused(new Outcome(null, status, detail));
    }

    private static Decided<Outcome> Decide(WorldTurn turn, WorldView view, RedemptionBody body)
    {
        var at = body.At?.Milliseconds ?? turn.Now;
        if (at > turn.Now)
        {
            return Outcome.Refused($"$.at: a redemption cannot happen after the world's time, {DocumentInstant.Print(turn.Now)}.");
        }

        if (PromotionOf(turn.Root, body) is not { } promotion)
        {
            return Outcome.Refused("$.promotionId: the world has no such promotion.");
        }

        if (turn.Customer(new CustomerKey(promotion.OrgId, body.CustomerId)) is not { Exists: true } customer)
        {
            return Outcome.Refused("$.customerId: the organisation of the promotion has no such customer.");
        }

        var step = new PromotionStep(promotion, body.CustomerId, customer.UsageOf(promotion.Id), new UsageWindows(turn.Now, view.Zone), view.Zone);
        var decided = PromotionLifecycle.Redeem(step, (long)(body.Points * 1000), at, turn.Ids);
        return decided.Changes is [{ After: UsageEntry entry }]
            ? new(new Outcome(new RedemptionJson(entry.Id, entry.CustomerId, entry.PromotionId, body.Points, DocumentInstant.Print(entry.At), entry.IssueId)), decided.Changes)
            : Outcome.Refused("The customer has no issue of the promotion that was open at that instant. Only a promotion of the type GENERIC needs none.", StatusCodes.Status409Conflict);
    }

    private static Promotion? PromotionOf(WorldRoot root, RedemptionBody body) =>
        root.Orgs.Values.Select(org => org.Promotions.Promotions.Find(body.PromotionId)?.Promotion).FirstOrDefault(promotion => promotion is not null);

    /// <summary>Loads the customer, if the promotion exists.</summary>
    private static CustomerState? CustomerOf(WorldRoot root, RedemptionBody body, Func<CustomerKey, CustomerState?> load) =>
        PromotionOf(root, body) is { } promotion ? load(new CustomerKey(promotion.OrgId, body.CustomerId)) : null;
}
