using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Controls;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Api.Worlds;
using Loyalty.Domain.Faults;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Api.Faults;

/// <summary>A world's fault plan in control bodies.</summary>
public sealed record FaultsJson(IReadOnlyList<FaultRuleJson> Rules);

public sealed record FaultRuleJson(FaultEffectJson Effect, FaultMatch? Match = null, FaultTimesJson? Times = null)
{
    public static FaultRuleJson From(FaultRule rule) => new(
        new FaultEffectJson(rule.Effect.Code, rule.Effect.Status, rule.Effect.Delay, rule.Effect.Connection is { } connection ? FaultConnectionNames.Of(connection) : null),
        rule.Match,
        rule.Times is { } times
            ? new FaultTimesJson(times.First, times.Every, times.Rate, times.Seed, times.Until is { } until ? DocumentInstant.Of(until) : null)
            : null);
}

/// <summary><paramref name="Delay"/> is a number of milliseconds or a range with <c>min</c> and <c>max</c>.</summary>
public sealed record FaultEffectJson(
    int? Code = null,
    int? Status = null,
    [property: JsonConverter(typeof(FaultDelayConverter))] FaultDelay? Delay = null,
    [property: ValuesOf<FaultConnection>(CamelCase = true)] string? Connection = null);

public sealed record FaultTimesJson(long? First = null, long? Every = null, double? Rate = null, long? Seed = null, DocumentInstant? Until = null);

internal sealed class FaultDelayConverter : JsonConverter<FaultDelay>
{
    public override FaultDelay Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var fixedDelay))
        {
            return new FaultDelay(fixedDelay, fixedDelay);
        }

        using var range = JsonDocument.ParseValue(ref reader);
        if (range.RootElement.ValueKind == JsonValueKind.Object
            && range.RootElement.EnumerateObject().Count() == 2
            && range.RootElement.TryGetProperty("min", out var minElement) && minElement.TryGetInt32(out var min)
            && range.RootElement.TryGetProperty("max", out var maxElement) && maxElement.TryGetInt32(out var max))
        {
            return new FaultDelay(min, max);
        }

        throw new JsonException("a delay is a number of milliseconds or {\"min\": …, \"max\": …}");
    }

    public override void Write(Utf8JsonWriter writer, FaultDelay value, JsonSerializerOptions options)
    {
        if (value.Min == value.Max)
        {
            writer.WriteNumberValue(value.Min);
            return;
        }

        writer.WriteStartObject();
        writer.WriteNumber("min", value.Min);
        writer.WriteNumber("max", value.Max);
        writer.WriteEndObject();
    }
}

internal static class FaultConnectionNames
{
    public static readonly IReadOnlyList<string> All = [.. Enum.GetValues<FaultConnection>().Select(Of)];

    public static string Of(FaultConnection connection) => JsonNamingPolicy.CamelCase.ConvertName(connection.ToString());

    public static FaultConnection? Parse(string text)
    {
        var index = All.ToList().IndexOf(text);
        return index < 0 ? null : Enum.GetValues<FaultConnection>()[index];
    }
}

/// <summary>Controls of the fault plan. A rule that could never take effect is refused.</summary>
public static class FaultControls
{
    private const int MaxRules = 100;

    public static void MapFaultControls(this IEndpointRouteBuilder routes)
    {
        var controls = routes.MapGroup("").WithTags(ControlGroups.Faults);
        controls.MapGet("/worlds/{world}/faults", Get).WithControl("getFaults", "Get the fault plan").Produces<FaultsJson>();
        controls.MapPut("/worlds/{world}/faults", SetAsync).WithControl<FaultsJson>(
            "putFaults",
            "Replace the fault plan",
            """{"rules":[{"match":{"operation":"getEnrolledTargets"},"effect":{"code":310011},"times":{"first":1}}]}""").Produces<FaultsJson>();
        controls.MapDelete("/worlds/{world}/faults", ClearAsync).WithControl("deleteFaults", "Delete all fault rules").Produces(StatusCodes.Status204NoContent);
    }

    private static IResult Get(string world, WorldRegistry worlds) => Answer(worlds.Require(world));

    private static async Task<IResult> SetAsync(string world, HttpContext context, WorldRegistry worlds, OperationCatalog operations)
    {
        var running = worlds.Require(world);
        var body = await ControlBody.ReadAsync(context, FaultJsonContext.Controls.FaultsJson);
        if (body.Rules.Count > MaxRules)
        {
            throw ControlException.BadRequest($"$.rules: a fault plan has at most {MaxRules} rules.");
        }

        var allOperations = operations.All;
        var rules = body.Rules.Select((rule, index) => RuleOf(rule, $"$.rules[{index}]", allOperations)).ToList();
        await worlds.SetFaultsAsync(running, rules);
        return Answer(running);
    }

    private static async Task<IResult> ClearAsync(string world, WorldRegistry worlds, CancellationToken cancellation)
    {
        await worlds.SetFaultsAsync(worlds.Require(world), []);
        return Results.NoContent();
    }

    private static IResult Answer(RunningWorld running) =>
        Results.Json(new FaultsJson([.. running.View.Faults.Select(FaultRuleJson.From)]), FaultJsonContext.Controls.FaultsJson);

    private static FaultRule RuleOf(FaultRuleJson? rule, string jsonPath, IReadOnlyList<EmulatedOperation> allOperations)
    {
        MatchValidation.Require(rule is not null, jsonPath, "a rule must be an object.");
        var match = rule!.Match ?? new FaultMatch();
        MatchValidation.Require($"{jsonPath}.match.", match.Method, match.Path, match.Query);
        MatchValidation.Require(
            match.Operation is null || allOperations.Any(operation => operation.Id.Equals(match.Operation, StringComparison.Ordinal)),
            $"{jsonPath}.match.operation",
            $"unknown operation '{match.Operation}'; accepted operations: {string.Join(", ", allOperations.Select(operation => operation.Id))}.");
        var operations = allOperations.Where(operation => operation.CanMatch(match)).ToList();
        MatchValidation.Require(
            operations.Count > 0,
            $"{jsonPath}.match",
            $"no emulated operation matches, so the rule would never fire; emulated operations: {string.Join(", ", allOperations.Select(operation => $"{operation.Id} ({operation.Method} {operation.Route})"))}.");

        var effect = rule.Effect;
        MatchValidation.Require(effect is not null, $"{jsonPath}.effect", "an effect must be an object.");
        MatchValidation.Require(
            effect!.Code is not null || effect.Status is not null || effect.Delay is not null || effect.Connection is not null,
            $"{jsonPath}.effect",
            "an effect has a code, a status, a delay or a connection.");
        MatchValidation.Require(effect.Code is null || effect.Status is null, $"{jsonPath}.effect", "an effect has a code or a status, not both.");
        MatchValidation.Require(
            effect.Code is not { } code || operations.Exists(operation => operation.Offers(code)),
            $"{jsonPath}.effect.code",
            $"no matching operation documents the code {effect.Code}; documented codes: {string.Join(", ", operations.SelectMany(operation => operation.Codes).Distinct().Order())}.");
        MatchValidation.Require(effect.Status is null or (>= 400 and <= 599), $"{jsonPath}.effect.status", "a status is a number from 400 to 599.");
        MatchValidation.Require(
            effect.Delay is not { } delay || (delay.Min >= 0 && delay.Min <= delay.Max && delay.Max <= FaultDelay.MaxMilliseconds),
            $"{jsonPath}.effect.delay",
            $"a delay is 0 to {FaultDelay.MaxMilliseconds} milliseconds, with min not greater than max.");
        var connection = effect.Connection is { } text ? FaultConnectionNames.Parse(text) : null;
        MatchValidation.Require(effect.Connection is null || connection is not null, $"{jsonPath}.effect.connection", $"a connection is one of {string.Join(", ", FaultConnectionNames.All)}.");

        var times = rule.Times;
        MatchValidation.Require(times?.First is null or >= 0, $"{jsonPath}.times.first", "first is 0 or more; with 0, the rule never fires.");
        MatchValidation.Require(times?.Every is null or >= 1, $"{jsonPath}.times.every", "every is 1 or more.");
        MatchValidation.Require(times?.Rate is null or (>= 0 and <= 1), $"{jsonPath}.times.rate", "a rate is a number from 0 to 1.");
        return new FaultRule(
            match,
            new FaultEffect(effect.Code, effect.Status, effect.Delay, connection),
            times is null ? null : new FaultTimes(times.First, times.Every, times.Rate, times.Seed, times.Until?.Milliseconds));
    }
}
