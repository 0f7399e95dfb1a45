using Loyalty.Api.Configuration;
using Loyalty.Api.Customers;
using Loyalty.Api.Promotions;
using Loyalty.Api.Targets;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Providers;
using Loyalty.Store.Providers.Sqlite;
using Loyalty.Store.State;
using Serilog.Events;

namespace Loyalty.Api.Hosting;

/// <summary>The settings of the process (docs/architecture.md 6).</summary>
public sealed record EmulatorOptions(
    string DataFolder, string ConnectionString, Durability Durability, string Seed, string? ControlKey, long StateBytes, WorldSettings WorldDefaults)
{
    private const long Megabyte = 1024 * 1024;

    public const int DefaultJournalRequests = 1000;

    public const int DefaultJournalBodyKilobytes = 1024;

    public const int DefaultJournalMegabytes = 256;

    public const string SampleSeed = "sample";

    public const string DemoSeed = "demo";

    public const string NoSeed = "none";

    /// <summary>True if the configuration contains the connection string; false if it is derived from the data folder.</summary>
    public required bool NamesStore { get; init; }

    /// <summary>True if the configuration contains the seed; false for the default.</summary>
    public required bool NamesSeed { get; init; }

    /// <summary>Maximum number of entries in the journal of a world.</summary>
    public required int JournalRequests { get; init; }

    /// <summary>Maximum size of all request bodies in the journal of a world, in bytes.</summary>
    public required long JournalBodyBytes { get; init; }

    /// <summary>Maximum size of all journals together, in bytes.</summary>
    public required long JournalProcessBytes { get; init; }

    /// <summary>Origins whose pages may call the emulator; empty if CORS is off.</summary>
    public required IReadOnlyList<string> CorsOrigins { get; init; }

    /// <summary>Whether an error answer has the header with its reason.</summary>
    public required bool ReasonHeader { get; init; }

    /// <summary>Returns null for an invalid option, after printing the reason on standard error.</summary>
    public static EmulatorOptions? ReadOrExplain(IConfiguration configuration)
    {
        try
        {
            return Read(configuration);
        }
        catch (OptionException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return null;
        }
    }

    public static EmulatorOptions Read(IConfiguration configuration)
    {
        CheckLogLevels(configuration);
        ListenAddresses.Check(configuration);
        var options = new OptionReader(configuration);
        var folder = options.Text("Emulator:DataFolder");
        if (string.IsNullOrWhiteSpace(folder))
        {
            folder = "data";
        }

        var connection = configuration.GetConnectionString("Loyalty");
        var isConfigured = !string.IsNullOrWhiteSpace(connection);
        connection = isConfigured ? connection! : SqliteConnectionString.ForFile(Path.Combine(folder, "loyalty.db"));
        if (SqliteConnectionString.FindError(connection) is { } refusal)
        {
            throw new OptionException("ConnectionStrings:Loyalty", $"accepts a SQLite connection string such as 'Data Source=data/loyalty.db' or 'Data Source=:memory:'; {refusal}");
        }

        var seed = options.Text("Emulator:Seed");
        var emulatorOptions = new EmulatorOptions(
            folder,
            connection,
            options.Choice("Store:Durability", Durability.Normal),
            seed ?? SampleSeed,
            ControlKeyOf(options),
            options.Number("Emulator:StateMegabytes", 16, 16_384, StateMemory.DefaultBytes / Megabyte) * Megabyte,
            CustomerOptions.Read(options, PromotionOptions.Read(options, TargetOptions.Read(options, WorldSettings.Unset))) with { StrictRequests = options.Flag("Emulator:StrictRequests", false) })
        {
            NamesStore = isConfigured,
            NamesSeed = seed is not null,
            JournalRequests = (int)options.Number("Emulator:JournalRequests", 1, 100_000, DefaultJournalRequests),
            JournalBodyBytes = options.Number("Emulator:JournalBodyKilobytes", 0, 1_000_000, DefaultJournalBodyKilobytes) * 1024,
            JournalProcessBytes = options.Number("Emulator:JournalMegabytes", 1, 16_384, DefaultJournalMegabytes) * Megabyte,
            ReasonHeader = options.Flag("Emulator:ReasonHeader", true),
            CorsOrigins = CrossOrigin.ReadOrigins(options),
        };
        options.RefuseUnknownNames();
        return emulatorOptions;
    }

    /// <summary>The error for a store that this process cannot create or open.</summary>
    public OptionException CannotOpenStore(string reason) => NamesStore
        ? new("ConnectionStrings:Loyalty", $"accepts a SQLite file that this process can create and write to{(SqliteConnectionString.FileOf(ConnectionString) is { } file ? $", not '{file}'" : "")}: {reason}")
        : new("Emulator:DataFolder", $"accepts a folder that this process can create and write to, not '{DataFolder}': {reason}");

    /// <summary>Checks the levels here, because Serilog would end the start with a stack trace.</summary>
    private static void CheckLogLevels(IConfiguration configuration)
    {
        foreach (var (option, text) in configuration.GetSection("Serilog:MinimumLevel").AsEnumerable())
        {
            if (!string.IsNullOrEmpty(text)
                && !option.EndsWith(":ControlledBy", StringComparison.OrdinalIgnoreCase)
                && !Enum.GetNames<LogEventLevel>().Contains(text, StringComparer.OrdinalIgnoreCase))
            {
                throw new OptionException(option, $"accepts {string.Join(", ", Enum.GetNames<LogEventLevel>())}, not '{text}'.");
            }
        }
    }

    private static string? ControlKeyOf(OptionReader options)
    {
        const string option = "Emulator:ControlKey";
        var key = options.Text(option);
        return key is null or { Length: >= 16 } ? key : throw new OptionException(option, "accepts a secret of at least 16 characters.");
    }
}
