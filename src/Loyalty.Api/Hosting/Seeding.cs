using Loyalty.Api.Configuration;
using Loyalty.Api.Worlds;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Providers.Sqlite;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Hosting;

/// <summary>Reads the seed: the documents that are loaded into a new store.</summary>
public static class Seeding
{
    /// <summary>Reads the seed in parallel with the rest of the start if the store does not exist yet, otherwise on first use.</summary>
    public static Lazy<Task<IReadOnlyList<WorldDocument>>> Prepare(EmulatorOptions options)
    {
        var documents = new Lazy<Task<IReadOnlyList<WorldDocument>>>(() => Task.Run(() => Documents(options.Seed)));
        if (SqliteConnectionString.FileOf(options.ConnectionString) is not { } file || !File.Exists(file))
        {
            _ = documents.Value;
        }

        return documents;
    }

    /// <summary>Reads the documents. Invalid documents stop the start with all findings, each with its file, line, JSON path and the reason.</summary>
    public static IReadOnlyList<WorldDocument> Documents(string seed)
    {
        switch (seed)
        {
            // The demo depends on the clock, so it is made when it is loaded.
            case EmulatorOptions.NoSeed or EmulatorOptions.DemoSeed:
                return [];
            case EmulatorOptions.SampleSeed:
                return [SampleWorld.Read()];
        }

        if (Directory.Exists(seed))
        {
            var files = FilesIn(seed);
            return files.Count == 0
                ? throw new OptionException("Emulator:Seed", $"names the folder '{seed}', which contains no .json file.")
                : ReadFiles(files);
        }

        return File.Exists(seed)
            ? ReadFiles([seed])
            : throw new OptionException("Emulator:Seed", $"accepts a world document, a folder of them, '{EmulatorOptions.SampleSeed}', '{EmulatorOptions.DemoSeed}' or '{EmulatorOptions.NoSeed}'; '{seed}' does not exist.");
    }

    /// <summary>The documents in a folder, in the order in which they are loaded.</summary>
    public static IReadOnlyList<string> FilesIn(string folder)
    {
        var files = Directory.GetFiles(folder, "*.json");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    /// <summary>The findings of a document in the form <c>file:line: path: reason</c>.</summary>
    public static string Describe(string file, IEnumerable<DocumentFinding> findings) => string.Join('\n', findings.Select(finding => $"{file}:{finding}"));

    private static List<WorldDocument> ReadFiles(IReadOnlyList<string> files)
    {
        var documents = new List<WorldDocument>();
        var errors = new List<string>();
        foreach (var file in files)
        {
            try
            {
                documents.Add(WorldDocumentJson.Read(File.ReadAllBytes(file)));
            }
            catch (WorldDocumentException exception)
            {
                errors.Add(Describe(file, exception.Findings));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                errors.Add($"{file}: {exception.Message}");
            }
        }

        return errors.Count == 0 ? documents : throw new SeedException(string.Join('\n', errors));
    }
}

/// <summary>The seed cannot be read. The message is for its author.</summary>
public sealed class SeedException(string message) : Exception(message);
