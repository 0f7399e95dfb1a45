using System.Globalization;

namespace Loyalty.Api.Configuration;

/// <summary>Reads options. A value that an option does not accept stops the start with a sentence that names the option and what it accepts.</summary>
public sealed class OptionReader(IConfiguration configuration)
{
    private readonly List<string> _names = [];

    public string? Text(string name)
    {
        _names.Add(name);
        return configuration[name];
    }

    public long Number(string name, int least, int most, long otherwise)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new OptionException(name, $"accepts a whole number from {least} to {most}, not '{text}'.");
    }

    public TEnum Choice<TEnum>(string name, TEnum otherwise)
        where TEnum : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        return Enum.GetNames<TEnum>().FirstOrDefault(known => known.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } choice
            ? Enum.Parse<TEnum>(choice)
            : throw new OptionException(name, $"accepts {string.Join(", ", Enum.GetNames<TEnum>())}, not '{text}'.");
    }

    public bool Flag(string name, bool otherwise)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        return bool.TryParse(text, out var value) ? value : throw new OptionException(name, $"accepts true or false, not '{text}'.");
    }

    /// <summary>Refuses every name that was not read before, in the sections of the names that were.</summary>
    public void RefuseUnknownNames()
    {
        foreach (var section in _names.Select(name => name[..name.IndexOf(':', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal))
        {
            foreach (var entry in configuration.GetSection(section).GetChildren())
            {
                var deeper = entry.GetChildren().FirstOrDefault();
                if (deeper is not null || !_names.Contains(entry.Path, StringComparer.OrdinalIgnoreCase))
                {
                    throw new OptionException((deeper ?? entry).Path, $"is not an option of this emulator. Known are {string.Join(", ", _names.Select(OptionException.Spelling))}.");
                }
            }
        }
    }
}

/// <summary>An option that stops the start.</summary>
public sealed class OptionException(string option, string accepts) : Exception($"{OptionException.Spelling(option)} {accepts}")
{
    /// <summary>The spelling of an environment variable.</summary>
    public static string Spelling(string option) => option.Replace(":", "__", StringComparison.Ordinal);
}
