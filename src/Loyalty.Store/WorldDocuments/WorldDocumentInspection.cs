using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.WorldDocuments;

/// <summary>Finds all errors and warnings of a document. It is slower than reading, which only needs to know whether there is an error.</summary>
internal static class WorldDocumentInspection
{
    public static IReadOnlyList<DocumentFinding> Run(ReadOnlySpan<byte> json, JsonTypeInfo<WorldDocument> type) => Run(json, type, static (document, check) =>
    {
        WorldDocumentCheck.Run(document, check);
        WorldDocumentCheck.RunWarnings(document, check);
    });

    public static IReadOnlyList<DocumentFinding> Run<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type, Action<T, DocumentCheck> run)
    {
        if (TextEncoding.WideError(json) is { } wide)
        {
            return [new DocumentFinding("$", wide)];
        }

        var findings = new DocumentFindings();
        if (TextEncoding.ByteError(json) is { } bytes)
        {
            findings.Add("$", bytes.Reason, line: bytes.Line);
            json = TextEncoding.WithReplacements(json);
        }

        var isCut = false;
        try
        {
            if (ReadableCopy.Of(json, type, findings) is { } copy && JsonSerializer.Deserialize(copy.Span, type) is { } document)
            {
                run(document, new DocumentCheck(findings));
            }
        }
        catch (TooManyFindingsException)
        {
            isCut = true;
        }
        catch (JsonException exception)
        {
            // The serializer refuses what the copy lets pass. The law of mutated documents in the tests found no such value.
            findings.Add(exception.Path ?? "$", JsonErrorText.Reason(exception, type));
        }

        // The findings of broken JSON and of the encoding know their line: their path alone does not tell it.
        var lines = JsonPath.Lines(json, findings.All.Select(finding => finding.Path));
        DocumentFinding[] found = [.. findings.All.Select(finding => finding.Line > 1 ? finding : finding with { Line = lines[finding.Path] }).OrderBy(finding => finding.Line)];
        return isCut ? [.. found, new DocumentFinding("$", $"only the first {DocumentFindings.Limit} findings are listed", IsWarning: true)] : found;
    }
}
