using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Customers;
using Loyalty.Store.DocumentFormat;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Controls;

/// <summary>The control that tells why a target or a promotion applies to a customer or not. It changes nothing.</summary>
public static class ExplainControls
{
    private const string CustomerName = "customer";
    private const string TargetName = "target";
    private const string PromotionName = "promotion";
    private const string AtName = "at";

    private const string NoteOfAt = "The rows as they are now, evaluated at this instant. What the rows were or will be then is not known.";

    private static readonly string[] Names = [CustomerName, TargetName, PromotionName, AtName];

    public static void MapExplainControls(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").WithTags(ControlGroups.Explain).MapLazy(HttpMethods.Get, "/worlds/{world}/explain", ExplainAsync)
            .WithControl("explain", "Explain why a target or a promotion applies to a customer or not, and what would make it apply")
            .Produces<ExplanationJson>().Refuses(StatusCodes.Status400BadRequest);

    private static async Task<IResult> ExplainAsync(
        string world,
        HttpContext context,
        WorldRegistry worlds,
        [FromQuery(Name = CustomerName)] string? customer,
        [FromQuery(Name = TargetName)] string? target,
        [FromQuery(Name = PromotionName)] string? promotion,
        [FromQuery(Name = AtName)] string? at)
    {
        var view = worlds.Require(world).View;
        RequireParameters(context.Request.Query);
        var customerId = IdOf(CustomerName, customer);
        if (target is null == promotion is null)
        {
            throw ControlException.BadRequest($"{TargetName} or {PromotionName}: one of both is required.");
        }

        var id = target is not null ? IdOf(TargetName, target) : IdOf(PromotionName, promotion);
        var now = view.Now;
        var instant = at is null ? now : InstantOf(at);
        var (applied, checks, wouldApply) = target is not null
            ? ExplainTarget.Answer(await view.State.ReadAsync(reading => ExplainTarget.Ask(reading, customerId, id, now, instant, view.Zone)), id)
            : await PromotionAsync(view, customerId, id, instant);
        return Results.Json(new ExplanationJson(applied, DocumentInstant.Print(instant), at is null ? null : NoteOfAt, checks, wouldApply), ControlJsonContext.Controls.ExplanationJson);
    }

    private static async Task<(bool Applied, IReadOnlyList<ExplainedCheckJson> Checks, IReadOnlyList<ApplyStepJson>? WouldApply)> PromotionAsync(WorldView view, long customerId, long promotionId, long at)
    {
        var (question, version) = await view.State.ReadAsync(reading =>
        {
            var asked = ExplainPromotion.Ask(reading, customerId, promotionId, view.Settings.AdvancedPromotions is true, at, view.Zone);
            return (asked, ExplainPromotion.VersionOf(reading, asked.Promotion));
        });
        return ExplainPromotion.Answer(question, promotionId, version);
    }

    private static void RequireParameters(IQueryCollection query)
    {
        foreach (var (name, values) in query)
        {
            MatchValidation.Require(Names.Contains(name, StringComparer.Ordinal), name, $"unknown parameter; accepted are {CustomerName}, {TargetName}, {PromotionName} and {AtName}.");
            MatchValidation.Require(values is [{ Length: > 0 }], name, "must be given once and must not be empty.");
        }
    }

    private static long IdOf(string name, string? text) => CustomerIdentification.TryParseId(text, out var id)
        ? id
        : throw ControlException.BadRequest($"{name}: a whole number from 1 to {long.MaxValue} is required, the id of the {name}.");

    private static long InstantOf(string text) => DocumentInstant.TryParse(text, out var instant) && !instant.IsRelative
        ? instant.Milliseconds
        : throw ControlException.BadRequest($"{AtName}: an ISO 8601 instant with an offset is expected, such as 2031-01-01T00:00:00Z. In a URL, the plus of an offset is written %2B.");
}
