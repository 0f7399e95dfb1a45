using System.Text.Json;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;
using Loyalty.Domain;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.State;
using Microsoft.AspNetCore.Mvc;

namespace Loyalty.Api.Controls;

/// <summary>Why something applies to a customer or not.</summary>
/// <param name="Applied">For a target: true if enrolledTargets without filters lists it.</param>
/// <param name="At">The instant that was evaluated.</param>
/// <param name="Note">Only with the parameter at.</param>
/// <param name="Checks">In the order of the rule. A check that cannot be made, because what it needs does not exist, is left out.</param>
/// <param name="WouldApply">Steps that make it apply, in order. Empty if it applies, absent if no steps do.</param>
public sealed record ExplanationJson(bool Applied, string At, string? Note, IReadOnlyList<ExplainedCheckJson> Checks, IReadOnlyList<ApplyStepJson>? WouldApply);

/// <param name="Check">The condition.</param>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Reason">A stable code.</param>
/// <param name="Detail">What was compared.</param>
public sealed record ExplainedCheckJson(
    [property: ValuesOf<TargetCheck>(CamelCase = true, Name = "TargetCheckName")] string Check, bool Passed, [property: ValuesOf<TargetReason>] string Reason, ExplainedDetailJson Detail);

/// <summary>What a check compared. Each check has its own properties.</summary>
/// <param name="OrgId">The organisation of the target.</param>
/// <param name="TargetId">The target.</param>
/// <param name="TargetGroupId">Its group.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Day">The day in the world's zone.</param>
/// <param name="Periods">The periods of the group, by start.</param>
/// <param name="Enrolments">The customer's enrolments in the target.</param>
/// <param name="Enrollable">Whether the operation enroll would enrol the customer at this instant.</param>
/// <param name="EnrolRefusal">Why not.</param>
public sealed record ExplainedDetailJson(
    long? OrgId = null,
    long? TargetId = null,
    long? TargetGroupId = null,
    long? CustomerId = null,
    DateOnly? Day = null,
    IReadOnlyList<ExplainedPeriodJson>? Periods = null,
    IReadOnlyList<ExplainedEnrolmentJson>? Enrolments = null,
    bool? Enrollable = null,
    [property: ValuesOf<EnrolmentRefusal>] string? EnrolRefusal = null);

public sealed record ExplainedPeriodJson(long Id, string RefCode, DateOnly StartDate, DateOnly EndDate, bool Active);

/// <param name="Id">The enrolment.</param>
/// <param name="FirstPeriodId">The first period that it covers.</param>
/// <param name="LastPeriodId">The last one; absent if it covers all later periods.</param>
public sealed record ExplainedEnrolmentJson(long Id, long FirstPeriodId, long? LastPeriodId);

/// <summary>A step; only the properties of its action are present.</summary>
/// <param name="Do">The action.</param>
/// <param name="What">activate: what is switched on.</param>
/// <param name="Id">activate and addCustomer: its id.</param>
/// <param name="Until">wait: until when. Advance the world's clock, or wait.</param>
/// <param name="Day">addPeriod: the day that an active period of the group must include.</param>
/// <param name="PeriodName">addPeriod: a reference code that is free in the group. enrol: the reference code to send as periodName; absent if none is needed.</param>
public sealed record ApplyStepJson(
    [property: ValuesOf<ApplyAction>(CamelCase = true, Name = "ApplyActionName")] string Do,
    [property: ValuesOf<SwitchedRow>(CamelCase = true, Name = "SwitchedRowName")] string? What = null,
    long? Id = null,
    string? Until = null,
    DateOnly? Day = null,
    string? PeriodName = null);

/// <summary>The control that tells why a target is active for a customer or not. It reads what enrolledTargets reads, and changes nothing.</summary>
public static class ExplainControls
{
    private const string CustomerName = "customer";
    private const string TargetName = "target";
    private const string AtName = "at";

    private const string NoteOfAt = "The rows as they are now, evaluated at this instant. What the rows were or will be then is not known.";

    private static readonly string[] Names = [CustomerName, TargetName, AtName];

    public static void MapExplainControls(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").WithTags(ControlGroups.Explain).MapLazy(HttpMethods.Get, "/worlds/{world}/explain", ExplainAsync)
            .WithControl("explain", "Explain why a target is active for a customer or not, and what would make it active")
            .Produces<ExplanationJson>().Refuses(StatusCodes.Status400BadRequest);

    private static async Task<IResult> ExplainAsync(
        string world,
        HttpContext context,
        WorldRegistry worlds,
        [FromQuery(Name = CustomerName)] string? customer,
        [FromQuery(Name = TargetName)] string? target,
        [FromQuery(Name = AtName)] string? at)
    {
        var view = worlds.Require(world).View;
        RequireParameters(context.Request.Query);
        var (customerId, targetId) = (IdOf(CustomerName, customer), IdOf(TargetName, target));
        var now = view.Now;
        var instant = at is null ? now : InstantOf(at);
        var question = await view.State.ReadAsync(reading => Ask(reading, customerId, targetId, now, instant, view.Zone));
        var explanation = TargetExplanation.Of(question);
        var answer = new ExplanationJson(
            explanation.Applied,
            DocumentInstant.Print(instant),
            at is null ? null : NoteOfAt,
            [.. explanation.Checks.Select(check => new ExplainedCheckJson(CamelCase(check.Check), check.Passed, WireName<TargetReason>.Of(check.Reason), DetailOf(check.Check, question, targetId, explanation)))],
            explanation.WouldApply is { } steps ? [.. steps.Select(StepOf)] : null);
        return Results.Json(answer, ControlJsonContext.Controls.ExplanationJson);
    }

    /// <summary>The ids of a world are unique, so the target names its organisation.</summary>
    private static TargetQuestion Ask(WorldReading world, long customerId, long targetId, long now, long at, TimeZoneInfo zone)
    {
        CustomerTargets? Find(long orgId) => world.Customer(new CustomerKey(orgId, customerId), now)?.Targets;

        var entry = world.Root.Orgs.Values.Select(org => org.Targets.Targets.Find(targetId)).FirstOrDefault(found => found is not null);
        if (entry is null)
        {
            return new(null, customerId, null, false, at, zone);
        }

        var orgId = entry.Target.OrgId;
        var customer = Find(orgId);
        return new(entry, customerId, customer, customer is null && world.Root.Orgs.Keys.Any(other => other != orgId && Find(other) is not null), at, zone);
    }

    private static ExplainedDetailJson DetailOf(TargetCheck check, TargetQuestion question, long targetId, TargetExplanation explanation)
    {
        if (question.Entry is not { } entry)
        {
            return new(TargetId: targetId);
        }

        var group = entry.Group;
        return check switch
        {
            TargetCheck.TargetExists => new(OrgId: entry.Target.OrgId, TargetId: targetId, TargetGroupId: group.Group.Id),
            TargetCheck.CustomerExists => new(OrgId: entry.Target.OrgId, CustomerId: question.CustomerId),
            TargetCheck.TargetGroupActive => new(TargetGroupId: group.Group.Id),
            TargetCheck.TargetActive => new(TargetId: targetId),
            TargetCheck.PeriodRunning => new(Day: question.Day, Periods: [.. group.Periods.Select(period => new ExplainedPeriodJson(period.Id, period.RefCode, period.StartDate, period.EndDate, period.Active))]),
            _ => new(
                Enrolments: [.. question.Customer!.In(targetId).Select(enrolment => new ExplainedEnrolmentJson(enrolment.Id, enrolment.FirstPeriodId, enrolment.LastPeriodId))],
                Enrollable: explanation.Refusal is null,
                EnrolRefusal: explanation.Refusal is { } refusal ? WireName<EnrolmentRefusal>.Of(refusal) : null),
        };
    }

    private static ApplyStepJson StepOf(ApplyStep step) => new(
        CamelCase(step.Do),
        step.Row is { } row ? CamelCase(row) : null,
        step.Id,
        step.Until is { } until ? DocumentInstant.Print(until) : null,
        step.Day,
        step.PeriodName);

    private static void RequireParameters(IQueryCollection query)
    {
        foreach (var (name, values) in query)
        {
            MatchValidation.Require(Names.Contains(name, StringComparer.Ordinal), name, $"unknown parameter; accepted are {CustomerName}, {TargetName} and {AtName}.");
            MatchValidation.Require(values is [{ Length: > 0 }], name, "must be given once and must not be empty.");
        }
    }

    private static long IdOf(string name, string? text) => CustomerIdentification.TryParseId(text, out var id)
        ? id
        : throw ControlException.BadRequest($"{name}: a whole number from 1 to {long.MaxValue} is required, the id of the {name}.");

    private static long InstantOf(string text) => DocumentInstant.TryParse(text, out var instant) && !instant.IsRelative
        ? instant.Milliseconds
        : throw ControlException.BadRequest($"{AtName}: an ISO 8601 instant with an offset is expected, such as 2031-01-01T00:00:00Z. In a URL, the plus of an offset is written %2B.");

    private static string CamelCase<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
