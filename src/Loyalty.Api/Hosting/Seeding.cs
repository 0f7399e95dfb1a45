using Loyalty.Api.Configuration;
using Loyalty.Api.Worlds;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Providers.Sqlite;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Hosting;

/// <summary>The documents that a new store starts with.</summary>
public static class Seeding
{
    /// <summary>Reads the seed beside the rest of the start where the store is not there yet, otherwise when it is asked for.</summary>
    public static Lazy<Task<IReadOnlyList<WorldDocument>>> Prepare(EmulatorOptions options)
    {
        var reading = new Lazy<Task<IReadOnlyList<WorldDocument>>>(() => Task.Run(() => Documents(options.Seed)));
        if (SqliteConnectionString.FileOf(options.ConnectionString) is not { } file || !File.Exists(file))
        {
            _ = reading.Value;
        }

        return reading;
    }

    /// <summary>A broken document stops the start with its file, JSON path and reason.</summary>
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
                ? throw new OptionException("Emulator:Seed", $"names the folder '{seed}', which holds no .json file.")
                : [.. files.Select(ReadFile)];
        }

        return File.Exists(seed)
            ? [ReadFile(seed)]
            : throw new OptionException("Emulator:Seed", $"accepts a world document, a folder of them, '{EmulatorOptions.SampleSeed}' or '{EmulatorOptions.NoSeed}'; '{seed}' is not there.");
    }

    public static WorldDocument ReadFile(string file)
    {
        try
        {
            return WorldDocumentJson.Read(File.ReadAllBytes(file));
        }
        catch (WorldDocumentException refusal)
        {
            throw new SeedException($"{file}: {refusal.Message}");
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw new SeedException($"{file}: {refusal.Message}");
        }
    }
}

/// <summary>A seed that cannot be read, in words for the person who wrote it.</summary>
public sealed class SeedException(string message) : Exception(message);
