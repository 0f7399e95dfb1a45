using Loyalty.Api.Operations;

namespace Loyalty.Api.Journal;

/// <summary>A request and its answer, with secrets masked. Entries are ordered by <paramref name="Arrival"/>.</summary>
public sealed record JournalEntry(
    long Arrival,
    long At,
    string Method,
    string Path,
    string Query,
    KeyValuePair<string, string>[] Headers,
    string? Body,
    Endpoint? Endpoint,
    int Status,
    int[] Codes,
    double LatencyMilliseconds,
    string AnsweredBy,
    string? Reason)
{
    /// <summary>The status of a request that was not answered.</summary>
    public const int NoAnswer = 0;

    /// <summary>What the request changed.</summary>
    public JournalChanges Changes { get; init; } = JournalChanges.None;

    /// <summary>Number of characters of the body that count towards the limit for bodies: 0 if only a note in parentheses is recorded instead of the body.</summary>
    public int BodyWeight { get; init; } = Body is null or ['(', ..] ? 0 : Body.Length;

    /// <summary>The operation that was called; null if no operation has the path.</summary>
    public EmulatedOperation? Operation => Endpoint?.Metadata.GetMetadata<Operation>() is null ? null : EmulatedOperation.Of(Endpoint);

    /// <summary>Number of characters that count towards the limit for bodies, with those of large rows that were changed.</summary>
    public long Characters => BodyWeight + Changes.Characters;

    /// <summary>An estimate of the entry's size in memory, in bytes. It is never too small: every text and every row counts, although some are shared.</summary>
    public long Weight =>
        400 + Changes.Weight + SizeOf(Method) + SizeOf(Path) + SizeOf(Query) + SizeOf(Body) + SizeOf(Reason) + SizeOf(Headers);

    private static int SizeOf(KeyValuePair<string, string>[] headers)
    {
        var size = 24;
        foreach (var (name, value) in headers)
        {
            size += 16 + SizeOf(name) + SizeOf(value);
        }

        return size;
    }

    private static int SizeOf(string? text) => text is null ? 0 : 32 + (2 * text.Length);
}

/// <summary>The latest requests of a world. A full journal drops its oldest entry first.</summary>
public sealed class RequestJournal
{
    private readonly JournalMemory _memory;
    private readonly Lock _lock = new();
    private readonly Queue<JournalEntry> _entries = new();
    private long _characters;
    private bool _closed;

    /// <summary>Completed by the next entry; null if nobody waits for it.</summary>
    private TaskCompletionSource? _nextEntry;

    public RequestJournal(JournalMemory memory)
    {
        _memory = memory;
        memory.Register(this);
    }

    /// <summary>When the oldest entry arrived; <see cref="long.MaxValue"/> if there is none.</summary>
    public long OldestAt
    {
        get
        {
            lock (_lock)
            {
                return _entries.TryPeek(out var oldest) ? oldest.At : long.MaxValue;
            }
        }
    }

    /// <summary>Completes with the next entry, or when the journal closes.</summary>
    public Task NextEntry
    {
        get
        {
            lock (_lock)
            {
                if (_closed)
                {
                    return Task.CompletedTask;
                }

                _nextEntry ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return _nextEntry.Task;
            }
        }
    }

    public void Add(JournalEntry entry)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            if (entry.BodyWeight > _memory.BodyBytes)
            {
                entry = entry with { Body = $"({entry.BodyWeight} characters, more than the limit for all bodies of a journal)", BodyWeight = 0 };
            }

            if (entry.Characters > _memory.BodyBytes)
            {
                entry = entry with { Changes = entry.Changes.WithSmallRows() };
            }

            _entries.Enqueue(entry);
            _characters += entry.Characters;
            _memory.Reserve(entry.Weight);
            AnnounceEntry();
            while (_entries.Count > _memory.Requests || _characters > _memory.BodyBytes)
            {
                DropOldest();
            }
        }

        _memory.MakeRoom();
    }

    /// <summary>Returns the entries by arrival, newest first. They are stored in the order of their answers.</summary>
    public IReadOnlyList<JournalEntry> Read()
    {
        lock (_lock)
        {
            return [.. _entries.Reverse().OrderByDescending(entry => entry.Arrival)];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            while (_entries.Count > 0)
            {
                DropOldest();
            }
        }
    }

    /// <summary>Empties the journal of a deleted world; later entries are ignored.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            AnnounceEntry();
        }

        Clear();
    }

    internal void DropSome(int count)
    {
        lock (_lock)
        {
            for (var dropped = 0; dropped < count && _entries.Count > 0; dropped++)
            {
                DropOldest();
            }
        }
    }

    private void AnnounceEntry()
    {
        _nextEntry?.SetResult();
        _nextEntry = null;
    }

    private void DropOldest()
    {
        var oldest = _entries.Dequeue();
        _characters -= oldest.Characters;
        _memory.Release(oldest.Weight);
    }
}
