using System.Globalization;
using Loyalty.Api.Wire;
using Loyalty.Domain.Emulator;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Store;
using Serilog.Events;

namespace Loyalty.Api.Emulator;

/// <summary>A configuration value that stops the start, in words that name the option and what it accepts.</summary>
public sealed class OptionException(string option, string accepts) : Exception($"{option.Replace(":", "__", StringComparison.Ordinal)} {accepts}");

/// <summary>What the configuration decides (DESIGN 6).</summary>
public sealed record EmulatorOptions(
    string DataFolder, string ConnectionString, Durability Durability, string Seed, string? ControlKey, long KeptAnswerBytes, WorldSettings WorldDefaults)
{
    private const long Megabyte = 1024 * 1024;

    public const string SampleSeed = "sample";

    public const string NoSeed = "none";

    /// <summary>Whether the connection string is the configuration's own, and not made of the data folder.</summary>
    public required bool NamesStore { get; init; }

    /// <summary>Entries that a world's journal keeps.</summary>
    public required int JournalRequests { get; init; }

    /// <summary>Of request bodies in one world's journal.</summary>
    public required long JournalBodyBytes { get; init; }

    /// <summary>Of all journals together.</summary>
    public required long JournalProcessBytes { get; init; }

    private static readonly string[] Known =
    [
        "Emulator:DataFolder", "Emulator:Seed", "Emulator:ControlKey", "Emulator:KeptAnswersMegabytes", "Emulator:JournalRequests",
        "Emulator:JournalBodyKilobytes", "Emulator:JournalMegabytes", "Store:Durability", "Promotions:Representation", "Promotions:Advanced",
        "Targets:TrackingDate", "Targets:IsoAttribution", "Targets:DeprecationHeaders",
    ];

    /// <summary>Null for a wrong value, after a sentence on standard error.</summary>
    public static EmulatorOptions? ReadOrExplain(IConfiguration configuration)
    {
        try
        {
            return Read(configuration);
        }
        catch (OptionException refusal)
        {
            Console.Error.WriteLine(refusal.Message);
            return null;
        }
    }

    /// <summary>For a store that the machine does not let this process make or open.</summary>
    public OptionException CannotOpenStore(string reason) => NamesStore
        ? new("ConnectionStrings:Loyalty", $"accepts a SQLite file that this process can make and write to{(Sqlite.FileOf(ConnectionString) is { } file ? $", not '{file}'" : "")}: {reason}")
        : new("Emulator:DataFolder", $"accepts a folder that this process can make and write to, not '{DataFolder}': {reason}");

    public static EmulatorOptions Read(IConfiguration configuration)
    {
        foreach (var section in Known.Select(key => key[..key.IndexOf(':', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal))
        {
            foreach (var entry in configuration.GetSection(section).GetChildren())
            {
                var deeper = entry.GetChildren().FirstOrDefault();
                if (deeper is not null || !Known.Contains(entry.Path, StringComparer.OrdinalIgnoreCase))
                {
                    throw new OptionException((deeper ?? entry).Path, $"is no option of this emulator. Known are {string.Join(", ", Known.Select(key => key.Replace(":", "__", StringComparison.Ordinal)))}.");
                }
            }
        }

        foreach (var (option, text) in LogLevels(configuration))
        {
            if (!Enum.GetNames<LogEventLevel>().Contains(text, StringComparer.OrdinalIgnoreCase))
            {
                throw new OptionException(option, $"accepts {string.Join(", ", Enum.GetNames<LogEventLevel>())}, not '{text}'.");
            }
        }

        ListenAddresses.Check(configuration);
        var folder = configuration["Emulator:DataFolder"];
        if (string.IsNullOrWhiteSpace(folder))
        {
            folder = "data";
        }

        var connection = configuration.GetConnectionString("Loyalty");
        var isNamed = !string.IsNullOrWhiteSpace(connection);
        connection = isNamed ? connection! : Sqlite.ConnectionTo(Path.Combine(folder, "loyalty.db"));

        if (Sqlite.Refusal(connection) is { } refusal)
        {
            throw new OptionException("ConnectionStrings:Loyalty", $"accepts a SQLite connection string such as 'Data Source=data/loyalty.db' or 'Data Source=:memory:'; {refusal}");
        }

        return new EmulatorOptions(
            folder,
            connection,
            Choice(configuration, "Store:Durability", Durability.Normal),
            configuration["Emulator:Seed"] ?? SampleSeed,
            ControlKeyOf(configuration),
            Number(configuration, "Emulator:KeptAnswersMegabytes", 0, 4096, KeptAnswersOptions.DefaultBytes / Megabyte) * Megabyte,
            new WorldSettings(
                Choice(configuration, "Promotions:Representation", PromotionRepresentation.Documented),
                Switch(configuration, "Promotions:Advanced", true),
                Choice(configuration, "Targets:TrackingDate", TrackingDateReading.CreatedOn),
                Switch(configuration, "Targets:IsoAttribution", true),
                Switch(configuration, "Targets:DeprecationHeaders", true)))
        {
            NamesStore = isNamed,
            JournalRequests = (int)Number(configuration, "Emulator:JournalRequests", 1, 100_000, 1000),
            JournalBodyBytes = Number(configuration, "Emulator:JournalBodyKilobytes", 0, 1_000_000, 1024) * 1024,
            JournalProcessBytes = Number(configuration, "Emulator:JournalMegabytes", 1, 16_384, 256) * Megabyte,
        };
    }

    /// <summary>Serilog would end the start with a stack trace.</summary>
    private static IEnumerable<(string Option, string Text)> LogLevels(IConfiguration configuration) =>
        configuration.GetSection("Serilog:MinimumLevel").AsEnumerable()
            .Where(entry => !string.IsNullOrEmpty(entry.Value) && !entry.Key.EndsWith(":ControlledBy", StringComparison.OrdinalIgnoreCase))
            .Select(entry => (entry.Key, entry.Value!));

    private static string? ControlKeyOf(IConfiguration configuration)
    {
        const string option = "Emulator:ControlKey";
        var key = configuration[option];
        return key is null or { Length: >= 16 } ? key : throw new OptionException(option, "accepts a secret of at least 16 characters.");
    }

    private static long Number(IConfiguration configuration, string option, int least, int most, long otherwise)
    {
        if (configuration[option] is not { } text)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new OptionException(option, $"accepts a whole number from {least} to {most}, not '{text}'.");
    }

    private static TEnum Choice<TEnum>(IConfiguration configuration, string option, TEnum otherwise)
        where TEnum : struct, Enum
    {
        if (configuration[option] is not { } text)
        {
            return otherwise;
        }

        return Enum.GetNames<TEnum>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<TEnum>(name)
            : throw new OptionException(option, $"accepts {string.Join(", ", Enum.GetNames<TEnum>())}, not '{text}'.");
    }

    private static bool Switch(IConfiguration configuration, string option, bool otherwise)
    {
        if (configuration[option] is not { } text)
        {
            return otherwise;
        }

        return bool.TryParse(text, out var value) ? value : throw new OptionException(option, $"accepts true or false, not '{text}'.");
    }
}
