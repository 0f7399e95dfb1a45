using Loyalty.Store.Emulator;

namespace Loyalty.Api.Emulator;

/// <summary>Commands that need no server: <c>check FILE</c> reads a world document, <c>schema</c> prints its JSON Schema.</summary>
public static class CheckCommand
{
    public static int? Run(string[] args)
    {
        switch (args)
        {
            case ["check", .. var files]:
                return files.Length == 0 ? Usage() : files.Select(Check).ToList().TrueForAll(fine => fine) ? 0 : 1;
            case ["schema"]:
                Console.Out.WriteLine(WorldDocumentJson.Schema().ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }));
                return 0;
            default:
                return null;
        }
    }

    private static int Usage()
    {
        Console.Error.WriteLine("usage: check FILE... | schema | health");
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
