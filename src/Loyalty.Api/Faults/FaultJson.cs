using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Api.Json;
using Loyalty.Domain.Faults;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Api.Faults;

/// <summary>A world's fault plan in control bodies.</summary>
public sealed record FaultsJson(IReadOnlyList<FaultRuleJson> Rules);

public sealed record FaultRuleJson(FaultEffectJson Effect, FaultMatch? Match = null, FaultTimesJson? Times = null)
{
    public static FaultRuleJson From(FaultRule rule) => new(
        FaultEffectJson.From(rule.Effect),
        rule.Match,
        rule.Times is { } times
            ? new FaultTimesJson(times.First, times.Every, times.Rate, times.Seed, times.Until is { } until ? DocumentInstant.Of(until) : null, times.Nth)
            : null);
}

/// <summary><paramref name="Delay"/> is a number of milliseconds or a range with <c>min</c> and <c>max</c>.</summary>
public sealed record FaultEffectJson(
    int? Code = null,
    int? Status = null,
    [property: JsonConverter(typeof(FaultDelayConverter))] FaultDelay? Delay = null,
    [property: ValuesOf<FaultConnection>(CamelCase = true)] string? Connection = null,
    int? RetryAfter = null,
    IReadOnlyDictionary<string, string>? Headers = null,
    string? Body = null,
    [property: ValuesOf<FaultContent>(CamelCase = true)] string? Content = null,
    string? Barrier = null)
{
    public static FaultEffectJson From(FaultEffect effect) => new(
        effect.Code,
        effect.Status,
        effect.Delay,
        CamelCaseName<FaultConnection>.Of(effect.Connection),
        effect.RetryAfter,
        effect.Headers,
        effect.Body,
        CamelCaseName<FaultContent>.Of(effect.Content),
        effect.Barrier);
}

public sealed record FaultTimesJson(
    long? First = null, long? Every = null, double? Rate = null, long? Seed = null, DocumentInstant? Until = null, long? Nth = null);

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

/// <summary>The values of an enumeration as the controls spell them.</summary>
internal static class CamelCaseName<TEnum>
    where TEnum : struct, Enum
{
    private static readonly TEnum[] Values = Enum.GetValues<TEnum>();

    public static readonly IReadOnlyList<string> All = [.. Values.Select(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()))];

    public static string? Of(TEnum? value) => value is { } known ? All[Array.IndexOf(Values, known)] : null;

    public static TEnum? Parse(string? text) => All.ToList().IndexOf(text ?? "") is >= 0 and var index ? Values[index] : null;
}
