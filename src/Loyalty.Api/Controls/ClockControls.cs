using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;
using Loyalty.Domain;
using Loyalty.Domain.Worlds;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Api.Controls;

public sealed record ClockJson([property: ValuesOf<ClockMode>(CamelCase = true, Name = "ClockModeName")] string Mode, string Now);

/// <summary><paramref name="At"/> is for a frozen clock (default: its current time), <paramref name="By"/> for a shifted clock.</summary>
public sealed record SetClockBody([property: ValuesOf<ClockMode>(CamelCase = true, Name = "ClockModeName")] string Mode, DocumentInstant? At = null, string? By = null);

public sealed record AdvanceClockBody(string By);

/// <summary>Controls of a world's clock. A day is 24 hours. Clocks may be set back.</summary>
public static class ClockControls
{
    public static void MapClockControls(this IEndpointRouteBuilder routes)
    {
        var controls = routes.MapGroup("").WithTags(ControlGroups.Clock);
        controls.MapLazy(HttpMethods.Get, "/worlds/{world}/clock", Get).WithControl("getClock", "Get the world's clock").Produces<ClockJson>();
        controls.MapLazy(HttpMethods.Put, "/worlds/{world}/clock", SetAsync)
            .WithControl<SetClockBody>("putClock", "Set the clock: following, frozen or shifted", """{"mode":"frozen","at":"2031-01-01T00:00:00Z"}""")
            .Produces<ClockJson>();
        controls.MapLazy(HttpMethods.Post, "/worlds/{world}/clock/advance", AdvanceAsync).WithControl<AdvanceClockBody>("advanceClock", "Advance the clock by a duration", """{"by":"P30D"}""")
            .Produces<ClockJson>();
    }

    public static ClockJson Describe(WorldClock clock) => new(ModeText(clock.Setting.Mode), DocumentInstant.Print(clock.Now));

    private static string ModeText(ClockMode mode) => WireName<ClockMode>.Of(mode).ToLowerInvariant();

    private static IResult Get(string world, WorldRegistry worlds) => Answer(worlds.Require(world));

    private static async Task<IResult> SetAsync(string world, HttpContext context, WorldRegistry worlds)
    {
        var running = worlds.Require(world);
        var body = await ControlBody.ReadAsync(context, ControlJsonContext.Controls.SetClockBody);
        await worlds.SetClockAsync(running, (current, machineNow) => SettingOf(body, current, machineNow));
        return Answer(running);
    }

    private static async Task<IResult> AdvanceAsync(string world, HttpContext context, WorldRegistry worlds)
    {
        var running = worlds.Require(world);
        var body = await ControlBody.ReadAsync(context, ControlJsonContext.Controls.AdvanceClockBody);
        var by = DurationOf(body.By);
        return await worlds.SetClockAsync(running, (current, machineNow) => current.Advance(by, machineNow)) is null
            ? ControlProblem.Of(StatusCodes.Status400BadRequest, "$.by: the clock would leave the years 1 to 9999.")
            : Answer(running);
    }

    private static ClockSetting SettingOf(SetClockBody body, ClockSetting current, long machineNow)
    {
        switch (body)
        {
            case { Mode: "following", At: null, By: null }:
                return ClockSetting.Following;
            case { Mode: "frozen", By: null }:
                return new ClockSetting(ClockMode.Frozen, body.At?.Milliseconds ?? current.Now(machineNow));
            case { Mode: "shifted", At: null, By: { } by }:
                var shift = DurationOf(by);
                return Instants.IsPrintable(machineNow + shift)
                    ? new ClockSetting(ClockMode.Shifted, shift)
                    : throw ControlException.BadRequest("$.by: the clock would leave the years 1 to 9999.");
            default:
                throw ControlException.BadRequest(
                    "A clock is {\"mode\":\"following\"}, {\"mode\":\"frozen\"} with an optional instant \"at\", or {\"mode\":\"shifted\"} with a duration \"by\".");
        }
    }

    private static long DurationOf(string text) => IsoDuration.TryParse(text, out var duration)
        ? duration
        : throw ControlException.BadRequest("$.by: a duration has days, hours, minutes and seconds, such as \"P30D\" or \"-PT2H\"; years, months and weeks are not accepted.");

    private static IResult Answer(RunningWorld running) => Results.Json(Describe(running.View.Clock), ControlJsonContext.Controls.ClockJson);
}
