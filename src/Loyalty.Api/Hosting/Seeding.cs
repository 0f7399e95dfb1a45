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

    /// <summary>Reads the documents. An invalid document stops the start with its file, JSON path and the reason.</summary>
    public static IReadOnlyList<WorldDocument> Documents(string seed)
    {
        switch (seed)
        {
            case EmulatorOptions.NoSeed:
                return [];
            case EmulatorOptions.SampleSeed:
                return [SampleWorld.Read()];
        }

        if (Directory.Exists(seed))
        {
            var files = Directory.GetFiles(seed, "*.json");
            Array.Sort(files, StringComparer.Ordinal);
            return files.Length == 0
                ? throw new OptionException("Emulator:Seed", $"names the folder '{seed}', which contains no .json file.")
                : [.. files.Select(ReadFile)];
        }

        return File.Exists(seed)
            ? [ReadFile(seed)]
            : throw new OptionException("Emulator:Seed", $"accepts a world document, a folder of them, '{EmulatorOptions.SampleSeed}' or '{EmulatorOptions.NoSeed}'; '{seed}' does not exist.");
    }

    public static WorldDocument ReadFile(string file)
    {
        try
        {
            return WorldDocumentJson.Read(File.ReadAllBytes(file));
        }
        catch (WorldDocumentException exception)
        {
            throw new SeedException($"{file}: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SeedException($"{file}: {exception.Message}");
        }
    }
}

/// <summary>The seed cannot be read. The message is for its author.</summary>
public sealed class SeedException(string message) : Exception(message);
