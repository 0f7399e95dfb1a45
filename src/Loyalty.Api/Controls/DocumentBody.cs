using System.Text.Json;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Controls;

/// <summary>Reads world documents from the bodies of control requests. An invalid document is refused with all findings, one in each line of the detail.</summary>
internal static class DocumentBody
{
    /// <summary>Reads a body that is a document.</summary>
    public static WorldDocument Read(ReadOnlySpan<byte> body) => Read(body, "$", 0);

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
                return Read(json[start..(int)reader.BytesConsumed], "$.world", json[..start].Count((byte)'\n'));
            }
        }

        throw new ArgumentException("The body has no property 'world'.", nameof(body));
    }

    private static WorldDocument Read(ReadOnlySpan<byte> json, string root, int linesBefore)
    {
        try
        {
            return WorldDocumentJson.Read(json);
        }
        catch (WorldDocumentException exception)
        {
            throw ControlException.BadRequest(string.Join('\n', exception.Findings.Select(finding => "line " + InBody(finding))));
        }

        DocumentFinding InBody(DocumentFinding finding) => finding with { Path = root + finding.Path[1..], Line = finding.Line + linesBefore };
    }
}
