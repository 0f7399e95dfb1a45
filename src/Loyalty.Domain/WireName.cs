using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Loyalty.Domain;

/// <summary>The vendor's names of enum values: <c>UserCreated</c> is <c>USER_CREATED</c>. Names are case-sensitive.</summary>
/// <remarks>
/// All enums of this project are numbered from zero without gaps. The dictionary holds these numbers instead of enum values, because
/// the runtime would compile a separate dictionary type for each enum at startup.
/// </remarks>
public static class WireName<TEnum>
    where TEnum : struct, Enum
{
    private static readonly string[] Names = Array.ConvertAll(Enum.GetNames<TEnum>(), JsonNamingPolicy.SnakeCaseUpper.ConvertName);

    private static readonly Dictionary<string, int> NumbersByName = NumberNames(Names);

    public static IReadOnlyList<string> All => Names;

    public static string Of(TEnum value) => Names[Unsafe.As<TEnum, int>(ref value)];

    /// <summary>Parses text that was validated before; throws if it is not a wire name.</summary>
    public static TEnum Parse(string text) => TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not a wire name of {typeof(TEnum).Name}.");

    public static bool TryParse(string? text, out TEnum value)
    {
        value = default;
        if (text is null || !NumbersByName.TryGetValue(text, out var number))
        {
            return false;
        }

        value = Unsafe.As<int, TEnum>(ref number);
        return true;
    }

    private static Dictionary<string, int> NumberNames(string[] names)
    {
        var numbers = new Dictionary<string, int>(names.Length, StringComparer.Ordinal);
        for (var number = 0; number < names.Length; number++)
        {
            numbers.Add(names[number], number);
        }

        return numbers;
    }
}
