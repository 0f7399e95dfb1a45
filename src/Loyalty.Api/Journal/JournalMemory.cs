namespace Loyalty.Api.Journal;

/// <summary>The limits of each journal and of all journals together. If all journals together exceed their limit, the oldest entries of the process are dropped.</summary>
public sealed class JournalMemory(int requests, long bodyBytes, long processBytes)
{
    private const int DropBatch = 64;

    private readonly Lock _lock = new();
    private readonly List<WeakReference<RequestJournal>> _journals = [];
    private long _used;

    public int Requests => requests;

    public long BodyBytes => bodyBytes;

    /// <summary>Estimated size of all entries, in bytes.</summary>
    public long Used => Interlocked.Read(ref _used);

    public long Limit => processBytes;

    public void Register(RequestJournal journal)
    {
        lock (_lock)
        {
            _journals.RemoveAll(reference => !reference.TryGetTarget(out _));
            _journals.Add(new WeakReference<RequestJournal>(journal));
        }
    }

    internal void Reserve(long weight) => Interlocked.Add(ref _used, weight);

    internal void Release(long weight) => Interlocked.Add(ref _used, -weight);

    internal void MakeRoom()
    {
        while (Used > processBytes && Oldest() is { } journal)
        {
            journal.DropSome(DropBatch);
        }
    }

    private RequestJournal? Oldest()
    {
        lock (_lock)
        {
            RequestJournal? oldest = null;
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
