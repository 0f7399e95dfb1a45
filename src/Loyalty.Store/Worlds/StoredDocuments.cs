using System.Security.Cryptography;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.State;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Worlds;

/// <summary>Keeps the documents of origins and snapshots as rows, each document once.</summary>
public sealed class StoredDocuments(WorldWriter writer, WorldCopies copies, WholeWorlds wholeWorlds, IStoreDatabase database)
{
    /// <summary>The size of a document with so many rows that its world is large.</summary>
    private const int LargeBody = 100 * WholeWorlds.RowsOfLargeWorld;

    /// <summary>Prepares to store the document of a world's origin, whose rows were just loaded. Copies the rows, unless the document is already stored.</summary>
    public async Task<NewStoredDocument> PrepareAsync(WorldDocument document, NewRows loaded, bool mayBeRelative)
    {
        var body = WorldDocumentJson.Write(document);
        var hash = HashOf(body);
        if (Find(hash) is not null)
        {
            return new NewStoredDocument(hash, null, null);
        }

        if (mayBeRelative && HasRelativeInstants(body))
        {
            return new NewStoredDocument(hash, null, body);
        }

        var rows = copies.Begin();
        await copies.CopyAsync(loaded.WorldId, rows);
        return new NewStoredDocument(hash, rows, null);
    }

    /// <summary>Prepares to store a document that was read from rows that nothing else uses.</summary>
    public static NewStoredDocument Prepare(WorldDocument document, NewRows rows) => new(HashOf(WorldDocumentJson.Write(document)), rows, null);

    /// <summary>Reads rows that nothing changes as a document. Writes run meanwhile, also in a database whose readers keep writers waiting.</summary>
    public WorldDocument Read(long worldId)
    {
        using var commands = RowCommands.Open(database);
        return WorldRows.Read(commands, worldId);
    }

    /// <summary>Copies a stored document that something refers to. A document without rows is loaded, and gets rows if they do not depend on the time of loading.</summary>
    public async Task CopyAsync(string hash, NewRows target, long machineNow)
    {
        var stored = Find(hash) ?? throw new InvalidOperationException($"There is no stored document {hash}.");
        if (stored.WorldId is { } worldId)
        {
            await copies.CopyAsync(worldId, target);
            return;
        }

        var body = stored.Body!;
        using (await wholeWorlds.EnterAsync(isLarge: body.Length > LargeBody))
        {
            await copies.LoadAsync(WorldDocumentJson.Read(body), target, machineNow);
        }

        if (!HasRelativeInstants(body))
        {
            using var rows = copies.Begin();
            await copies.CopyAsync(target.WorldId, rows);
            await writer.RunAsync(commands =>
            {
                if (WorldStore.FindDocument(commands, hash) is { WorldId: null })
                {
                    commands.Update(new StoredDocument { Hash = hash, WorldId = rows.WorldId }, 0);
                }

                return true;
            });
        }
    }

    private static string HashOf(byte[] body) => Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>A relative instant is a text that begins with -P. Another text may begin so, too; its document is then kept as JSON, which changes no answer.</summary>
    private static bool HasRelativeInstants(ReadOnlySpan<byte> body) => body.IndexOf("\"-P"u8) >= 0;

    private StoredDocument? Find(string hash)
    {
        using var commands = RowCommands.Open(database);
        return WorldStore.FindDocument(commands, hash);
    }
}

/// <summary>A document to be stored. If it has neither rows nor a body, it was stored already when it was prepared.</summary>
public sealed record NewStoredDocument(string Hash, NewRows? Rows, byte[]? Body) : IDisposable
{
    public void Dispose() => Rows?.Dispose();
}
