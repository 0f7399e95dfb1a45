using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Hosting;

/// <summary>Commands that need no server: <c>check</c> reports all errors and warnings of world documents, <c>schema</c> prints their JSON Schema.</summary>
public static class CheckCommand
{
    private const string Usage = "usage: [--Section:Name=value]... (starts the emulator) | check FILE|FOLDER... | schema | health | --help";

    public static int? Run(string[] args)
    {
        switch (args)
        {
            case ["check", .. var paths]:
                return paths.Length == 0 ? PrintUsageError() : paths.Select(Check).ToList().TrueForAll(isValid => isValid) ? 0 : 1;
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

    private static bool Check(string path)
    {
        if (!Directory.Exists(path))
        {
            return CheckFile(path);
        }

        var files = Seeding.FilesIn(path);
        if (files.Count == 0)
        {
            Console.Error.WriteLine($"{path}: the folder contains no .json file.");
        }

        return files.Select(CheckFile).ToList() is [_, ..] results && results.TrueForAll(isValid => isValid);
    }

    private static bool CheckFile(string file)
    {
        byte[] json;
        try
        {
            json = File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{file}: {exception.Message}");
            return false;
        }

        var findings = WorldDocumentJson.Inspect(json);
        if (findings.Count > 0)
        {
            Console.Error.WriteLine(Seeding.Describe(file, findings));
        }

        if (findings.Any(finding => !finding.IsWarning))
        {
            return false;
        }

        var document = WorldDocumentJson.Read(json);
        Console.Out.WriteLine($"{file}: world '{document.Name}' with {document.Orgs.Count} org(s) can be loaded.");
        return true;
    }
}
