using System.Text;

namespace Loyalty.Api.Hosting;

/// <summary>The command <c>--help</c>: lists the commands and the settings. Settings are spelled as on the command line.</summary>
public static class HelpCommand
{
    /// <summary>Every setting with its default and the values that it accepts, in the order of the README's table.</summary>
    public static readonly IReadOnlyList<Setting> Settings =
    [
        new("urls", "http://localhost:8080", "addresses to listen on, separated by semicolons; as a variable ASPNETCORE_URLS"),
        new("environment", "Production", "Development for a readable log instead of JSON lines; as a variable ASPNETCORE_ENVIRONMENT"),
        new("Emulator:DataFolder", "data", "a folder, created if it does not exist"),
        new("ConnectionStrings:Loyalty", "Data Source=<data folder>/loyalty.db", "a SQLite connection string; Data Source=:memory: keeps all data in memory"),
        new("Store:Durability", "Normal", "Normal: acknowledged writes survive a crash of the process; Full: also a power failure"),
        new("Emulator:Seed", "sample", "a world document, a folder of world documents, sample, demo, none"),
        new("Emulator:ControlKey", "none; generated if other machines can connect", "a secret of at least 16 characters, sent as X-Emulator-Key"),
        new("Emulator:CorsOrigins", "none", "*, or origins such as https://shop.example, separated by commas"),
        new("Emulator:StateMegabytes", "512", "16 to 16384: memory for the state of all worlds; what was not used lately is loaded again"),
        new("Emulator:JournalRequests", "1000", "1 to 100000: requests in the journal of a world"),
        new("Emulator:JournalBodyKilobytes", "1024", "0 to 1000000: request bodies and large changed rows in the journal of a world"),
        new("Emulator:JournalMegabytes", "256", "1 to 16384: all journals together"),
        new("Emulator:ReasonHeader", "true", "false: refusals without the header X-Emulator-Reason"),
        new("Emulator:StrictRequests", "false", "true: parameters and paths that are not spelled as documented are refused"),
        new("Customers:RefuseKnown", "false", "true: the registration of a customer who is known from the same source is refused"),
        new("Customers:LookupNotFoundIsOk", "false", "true: a lookup that finds no customer answers with status 200"),
        new("Promotions:Representation", "Documented", "Documented, Gateway, Customer"),
        new("Promotions:Advanced", "true", "false: organisations have no promotion types"),
        new("Promotions:NewerKeys", "false", "true: promotionRestrictions with the three keys that only newer pages show"),
        new("Promotions:OptInDuration", "true", "false: promotions of v3 have no opt-in window"),
        new("Targets:TrackingDate", "CreatedOn", "CreatedOn, AsOf"),
        new("Targets:IsoAttribution", "true", "false: omits createdOnISO and lastUpdatedOnISO"),
        new("Targets:NotEnrolled", "OpenApi", "OpenApi, Table"),
        new("Targets:Leaderboards", "false", "true: a target group may have a leaderboard"),
        new("Targets:UnifiedTargets", "50", "how many targets a unified group has at most, 2 to 1000"),
        new("Targets:CreatedForPost", "false", "true: every POST of the target family answers 201 instead of 200"),
        new("Targets:DeprecationHeaders", "true", "false: omits the headers Deprecation and Link"),
        new("Serilog:MinimumLevel:Default", "Information", "Verbose, Debug, Information, Warning, Error, Fatal; other Serilog:... as documented by Serilog"),
    ];

    /// <summary>Returns null if the command line asks for something else.</summary>
    public static int? Run(string[] args)
    {
        if (args is not ["--help" or "-h", ..])
        {
            return null;
        }

        Console.Out.Write(Text());
        return 0;
    }

    internal static string Text()
    {
        var text = new StringBuilder(
            """
            A stateful, offline emulator of parts of the Capillary loyalty API for test environments.

            Commands:
              [--Section:Name=value]...  starts the emulator
              check FILE|FOLDER...       checks world documents
              schema                     prints the JSON Schema of world documents
              health                     asks the emulator on this machine whether it is ready; exit code 0 or 1
              --help                     prints this text

            Settings, on the command line as --Section:Name=value or as environment variables Section__Name=value:

            """.ReplaceLineEndings("\n"));
        foreach (var setting in Settings)
        {
            text.Append("  --").Append(setting.Name).Append("  (default: ").Append(setting.Default).Append(")\n      ").Append(setting.Accepts).Append('\n');
        }

        return text.ToString();
    }
}

public sealed record Setting(string Name, string Default, string Accepts);
