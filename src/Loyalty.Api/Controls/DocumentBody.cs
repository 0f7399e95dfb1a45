using System.Text.Json;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Controls;

/// <summary>Reads world documents from the bodies of control requests. An invalid document is refused with all findings, one in each line of the detail.</summary>
internal static class DocumentBody
{
    /// <summary>Reads a body that is a document.</summary>
    public static WorldDocument Read(ReadOnlySpan<byte> body) => Read(WorldDocumentJson.Read, body, "$", 0);

    /// <summary>Reads a body that is a patch.</summary>
    public static WorldPatch ReadPatch(ReadOnlySpan<byte> body) => Read(WorldDocumentJson.ReadPatch, body, "$", 0);

    /// <summary>Why a patch that was read does not fit its world.</summary>
    public static ControlException Refusal(WorldDocumentException exception) => ControlException.BadRequest(Lines(exception.Findings));

    /// <inheritdoc cref="Refusal(WorldDocumentException)"/>
    public static ControlException Refusal(PatchedWorldException exception) =>
        ControlException.BadRequest("The patched world would be invalid. The paths are those of its export:\n" + Lines(exception.Findings));

    /// <summary>Reads the document in the property <c>world</c> of a body that was parsed before.</summary>
    public static WorldDocument ReadWorld(ReadOnlySpan<byte> body)
    {
        var json = WorldDocumentJson.WithoutByteOrderMark(body);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
        reader.Read();
        while (reader.Read())
        {
            var isWorld = reader.ValueTextEquals("world"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isWorld)
            {
                return Read(WorldDocumentJson.Read, json[start..(int)reader.BytesConsumed], "$.world", json[..start].Count((byte)'\n'));
            }
        }

        throw new ArgumentException("The body has no property 'world'.", nameof(body));
    }

    private static string Lines(IEnumerable<DocumentFinding> findings) => string.Join('\n', findings.Select(finding => $"{finding.Path}: {finding.Reason}"));

    private static T Read<T>(Func<ReadOnlySpan<byte>, T> read, ReadOnlySpan<byte> json, string root, int linesBefore)
    {
        try
        {
            return read(json);
        }
        catch (WorldDocumentException exception)
        {
            throw ControlException.BadRequest(string.Join('\n', exception.Findings.Select(finding => "line " + InBody(finding))));
        }

        DocumentFinding InBody(DocumentFinding finding) => finding with { Path = root + finding.Path[1..], Line = finding.Line + linesBefore };
    }
}
