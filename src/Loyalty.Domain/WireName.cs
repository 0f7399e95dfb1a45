using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Loyalty.Domain;

/// <summary>The vendor's spelling of an enumeration: <c>UserCreated</c> is <c>USER_CREATED</c>, and no other casing is.</summary>
/// <remarks>
/// Our enumerations count from zero without gaps. Working on those numbers lets all of them share one compiled table: a dictionary
/// of its own for each would be compiled at every start.
/// </remarks>
public static class WireName<TEnum>
    where TEnum : struct, Enum
{
    private static readonly string[] Texts = Array.ConvertAll(Enum.GetNames<TEnum>(), JsonNamingPolicy.SnakeCaseUpper.ConvertName);

    private static readonly Dictionary<string, int> Numbers = Number(Texts);

    public static IReadOnlyList<string> All => Texts;

    public static string Of(TEnum value) => Texts[Unsafe.As<TEnum, int>(ref value)];

    /// <summary>For text that a validator has seen.</summary>
    public static TEnum Parse(string text) => TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is no {typeof(TEnum).Name}.");

    public static bool TryParse(string? text, out TEnum value)
    {
        value = default;
        if (text is null || !Numbers.TryGetValue(text, out var number))
        {
            return false;
        }

        value = Unsafe.As<int, TEnum>(ref number);
        return true;
    }

    private static Dictionary<string, int> Number(string[] texts)
    {
        var numbers = new Dictionary<string, int>(texts.Length, StringComparer.Ordinal);
        for (var number = 0; number < texts.Length; number++)
        {
            numbers.Add(texts[number], number);
        }

        return numbers;
    }
}
