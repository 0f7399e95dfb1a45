using System.Globalization;

namespace Loyalty.Store.DocumentFormat;

/// <summary>What the author of a document should change. A document with an error cannot be loaded; a warning is legal, but probably a mistake.</summary>
/// <param name="Path">The JSON path.</param>
public sealed record DocumentFinding(string Path, string Reason, bool IsWarning = false, int Line = 1)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Line}: {(IsWarning ? "warning: " : "")}{Path}: {Reason}");
}

/// <summary>Thrown if a world document is invalid. It has at least one error, and the findings are in the order of the lines.</summary>
public sealed class WorldDocumentException(IReadOnlyList<DocumentFinding> findings) : Exception(string.Join('\n', findings))
{
    public IReadOnlyList<DocumentFinding> Findings { get; } = findings;
}
