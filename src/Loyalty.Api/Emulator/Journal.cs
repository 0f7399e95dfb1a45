namespace Loyalty.Api.Emulator;

/// <summary>What one request was and how it was answered, secrets already masked; <paramref name="Arrival"/> only orders.</summary>
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
    /// <summary>The status of a request that never got an answer.</summary>
    public const int NoAnswer = 0;

    /// <summary>What counts against the bound of bodies; a body that is told by its length alone stands in parentheses.</summary>
    public int BodyWeight { get; init; } = Body is null or ['(', ..] ? 0 : Body.Length;

    /// <summary>Characters kept, taken as bytes: a measure for the bounds, not an account.</summary>
    public int Weight { get; } = 400 + Path.Length + Query.Length + (Body?.Length ?? 0) + Headers.Sum(header => header.Value.Length);
}

/// <summary>The requests of a world, newest kept: a ring bounded in entries and in body bytes.</summary>
public sealed class Journal
{
    private readonly JournalBudget _budget;
    private readonly Lock _lock = new();
    private readonly Queue<JournalEntry> _entries = new();
    private long _bodies;
    private bool _closed;

    public Journal(JournalBudget budget)
    {
        _budget = budget;
        budget.Register(this);
    }

    /// <summary>The instant of the oldest entry.</summary>
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

    public void Add(JournalEntry entry)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            if (entry.BodyWeight > _budget.BodyBytes)
            {
                entry = entry with { Body = $"({entry.BodyWeight} characters, more than all bodies of a journal may have)", BodyWeight = 0 };
            }

            _entries.Enqueue(entry);
            _bodies += entry.BodyWeight;
            _budget.Take(entry.Weight);
            while (_entries.Count > _budget.Requests || _bodies > _budget.BodyBytes)
            {
                DropOldest();
            }
        }

        _budget.MakeRoom();
    }

    /// <summary>By arrival, newest first; the ring holds them as they were answered.</summary>
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

    /// <summary>For a world that is gone: requests still on their way to it leave nothing behind.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
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

    private void DropOldest()
    {
        var oldest = _entries.Dequeue();
        _bodies -= oldest.BodyWeight;
        _budget.Give(oldest.Weight);
    }
}

/// <summary>The bounds of every journal, and the memory that all of them share; over it, the oldest entries of the process go first.</summary>
public sealed class JournalBudget(int requests, long bodyBytes, long processBytes)
{
    private const int Batch = 64;

    private readonly Lock _lock = new();
    private readonly List<WeakReference<Journal>> _journals = [];
    private long _used;

    public int Requests => requests;

    public long BodyBytes => bodyBytes;

    public void Register(Journal journal)
    {
        lock (_lock)
        {
            _journals.RemoveAll(known => !known.TryGetTarget(out _));
            _journals.Add(new WeakReference<Journal>(journal));
        }
    }

    internal void Take(int weight) => Interlocked.Add(ref _used, weight);

    internal void Give(int weight) => Interlocked.Add(ref _used, -weight);

    internal void MakeRoom()
    {
        while (Interlocked.Read(ref _used) > processBytes && Oldest() is { } journal)
        {
            journal.DropSome(Batch);
        }
    }

    private Journal? Oldest()
    {
        lock (_lock)
        {
            Journal? oldest = null;
            foreach (var reference in _journals)
            {
                if (reference.TryGetTarget(out var journal) && journal.OldestAt < (oldest?.OldestAt ?? long.MaxValue))
                {
                    oldest = journal;
                }
            }

            return oldest;
        }
    }
}
