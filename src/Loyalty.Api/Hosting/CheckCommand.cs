using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Hosting;

/// <summary>Commands that need no server: <c>check FILE...</c> validates world documents, <c>schema</c> prints their JSON Schema.</summary>
public static class CheckCommand
{
    private const string Usage = "usage: [--Section:Name=value]... (starts the emulator) | check FILE... | schema | health | --help";

    public static int? Run(string[] args)
    {
        switch (args)
        {
            case ["check", .. var files]:
                return files.Length == 0 ? PrintUsageError() : files.Select(Check).ToList().TrueForAll(isValid => isValid) ? 0 : 1;
            case ["schema"]:
                Console.Out.WriteLine(WorldDocumentJson.Schema().ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }));
                return 0;
            case ["health"]:
                return null;
            case [var argument, ..] when !argument.StartsWith('-') && !argument.Contains('=', StringComparison.Ordinal):
                return PrintUsageError();
            default:
                return null;
        }
    }

    private static int PrintUsageError()
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
        catch (SeedException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return false;
        }
    }
}
