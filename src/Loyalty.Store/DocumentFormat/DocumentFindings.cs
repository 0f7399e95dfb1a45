namespace Loyalty.Store.DocumentFormat;

/// <summary>Collects the findings of a document, and the values that could not be read, so that no check reports their consequences.</summary>
internal sealed class DocumentFindings
{
    /// <summary>The number of findings that are listed. It bounds the time and memory that an invalid document needs.</summary>
    public const int Limit = 1000;

    private readonly List<DocumentFinding> _found = [];
    private readonly HashSet<(string Path, string Reason)> _reported = [];
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);

    public IReadOnlyList<DocumentFinding> All => _found;

    /// <summary>False if an id or a list could not be read: a reference to a missing object may then be correct.</summary>
    public bool KnowsAllObjects { get; private set; } = true;

    public void Add(string path, string reason, bool isWarning = false, int line = 1)
    {
        if (_unreadable.Contains(path) || !_reported.Add((path, reason)))
        {
            return;
        }

        _found.Add(new DocumentFinding(path, reason, isWarning, line));
        if (_found.Count == Limit)
        {
            throw new TooManyFindingsException();
        }
    }

    public void AddUnreadable(string path, bool hidesObjects)
    {
        _unreadable.Add(path);
        KnowsAllObjects &= !hidesObjects;
    }

    /// <summary>True if the value at the path and everything in it could be read.</summary>
    public bool IsReadable(string path) => !_unreadable.Any(unreadable =>
        unreadable.StartsWith(path, StringComparison.Ordinal) && (unreadable.Length == path.Length || unreadable[path.Length] is '.' or '['));
}

/// <summary>Ends an inspection that has found as much as can be listed.</summary>
internal sealed class TooManyFindingsException : Exception;
