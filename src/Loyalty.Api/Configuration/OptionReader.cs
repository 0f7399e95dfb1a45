using System.Globalization;

namespace Loyalty.Api.Configuration;

/// <summary>Reads and checks options. An invalid value stops the start with a message that names the option and the values that it accepts.</summary>
public sealed class OptionReader(IConfiguration configuration)
{
    private readonly List<string> _readNames = [];

    public string? Text(string name)
    {
        _readNames.Add(name);
        return configuration[name];
    }

    public long Number(string name, int minimum, int maximum, long defaultValue)
    {
        if (Text(name) is not { } text)
        {
            return defaultValue;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum
            ? value
            : throw new OptionException(name, $"accepts a whole number from {minimum} to {maximum}, not '{text}'.");
    }

    public TEnum Choice<TEnum>(string name, TEnum defaultValue)
        where TEnum : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return defaultValue;
        }

        return Enum.GetNames<TEnum>().FirstOrDefault(choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } choiceName
            ? Enum.Parse<TEnum>(choiceName)
            : throw new OptionException(name, $"accepts {string.Join(", ", Enum.GetNames<TEnum>())}, not '{text}'.");
    }

    public bool Flag(string name, bool defaultValue)
    {
        if (Text(name) is not { } text)
        {
            return defaultValue;
        }

        return bool.TryParse(text, out var value) ? value : throw new OptionException(name, $"accepts true or false, not '{text}'.");
    }

    /// <summary>Refuses every configured name that was not read, in the sections from which options were read.</summary>
    public void RefuseUnknownNames()
    {
        foreach (var section in _readNames.Select(name => name[..name.IndexOf(':', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal))
        {
            foreach (var entry in configuration.GetSection(section).GetChildren())
            {
                var child = entry.GetChildren().FirstOrDefault();
                if (child is not null || !_readNames.Contains(entry.Path, StringComparer.OrdinalIgnoreCase))
                {
                    throw new OptionException((child ?? entry).Path, $"is not an option of this emulator. Known options: {string.Join(", ", _readNames.Select(OptionException.Spelling))}.");
                }
            }
        }
    }
}

/// <summary>An invalid option. It stops the start.</summary>
public sealed class OptionException(string option, string accepts) : Exception($"{OptionException.Spelling(option)} {accepts}")
{
    /// <summary>The option's name as an environment variable.</summary>
    public static string Spelling(string option) => option.Replace(":", "__", StringComparison.Ordinal);
}
