using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Hosting;

/// <summary>Commands that need no server: <c>check FILE</c> reads a world document, <c>schema</c> prints its JSON Schema.</summary>
public static class CheckCommand
{
    private const string Usage = "usage: (nothing, to start the emulator; settings as --Name:Key=value) | check FILE... | schema | health";

    public static int? Run(string[] args)
    {
        switch (args)
        {
            case ["check", .. var files]:
                return files.Length == 0 ? Refuse() : files.Select(Check).ToList().TrueForAll(fine => fine) ? 0 : 1;
            case ["schema"]:
                Console.Out.WriteLine(WorldDocumentJson.Schema().ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }));
                return 0;
            case ["--help" or "-h", ..]:
                Console.Out.WriteLine(Usage);
                return 0;
            case ["health"]:
                return null;
            case [var word, ..] when !word.StartsWith('-') && !word.Contains('=', StringComparison.Ordinal):
                return Refuse();
            default:
                return null;
        }
    }

    private static int Refuse()
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }

    private static bool Check(string file)
    {
        try
        {
            var document = Seeding.ReadFile(file);
            Console.Out.WriteLine($"{file}: world '{document.Name}' with {document.Orgs.Count} org(s) can be loaded.");
            return true;
        }
        catch (SeedException refusal)
        {
            Console.Error.WriteLine(refusal.Message);
            return false;
        }
    }
}
