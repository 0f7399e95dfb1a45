using System.Collections.Frozen;
using System.Text.Json;

namespace Loyalty.Domain;

/// <summary>The vendor's spelling of an enumeration: <c>UserCreated</c> is <c>USER_CREATED</c>, and no other casing is.</summary>
public static class Words<TEnum>
    where TEnum : struct, Enum
{
    public static readonly IReadOnlyList<string> All = [.. Enum.GetNames<TEnum>().Select(JsonNamingPolicy.SnakeCaseUpper.ConvertName)];

    private static readonly FrozenDictionary<string, TEnum> Values =
        Enum.GetValues<TEnum>().Zip(All).ToFrozenDictionary(pair => pair.Second, pair => pair.First, StringComparer.Ordinal);

    private static readonly FrozenDictionary<TEnum, string> Texts = Values.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    public static string Of(TEnum value) => Texts[value];

    /// <summary>For text that a validator has seen.</summary>
    public static TEnum Parse(string text) => Values[text];

    public static bool TryParse(string? text, out TEnum value)
    {
        value = default;
        return text is not null && Values.TryGetValue(text, out value);
    }
}
