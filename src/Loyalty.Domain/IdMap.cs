namespace Loyalty.Domain;

/// <summary>
/// An immutable map from ids to values, ordered by id, that is also read by position. A change copies one chunk and the list of chunks, so its cost
/// hardly grows with the size of the map.
/// </summary>
public sealed class IdMap<T>
    where T : class
{
    public static readonly IdMap<T> Empty = new([], []);

    private const int ChunkSize = 256;

    private readonly Chunk[] _chunks;

    /// <summary>The number of entries in each chunk and all chunks before it.</summary>
    private readonly int[] _ends;

    private IdMap(Chunk[] chunks, int[] ends)
    {
        _chunks = chunks;
        _ends = ends;
    }

    public int Count => _ends.Length == 0 ? 0 : _ends[^1];

    /// <summary>All values, ascending by id.</summary>
    public IEnumerable<T> Values => _chunks.SelectMany(chunk => chunk.Values);

    /// <summary>All values, highest id first.</summary>
    public IEnumerable<T> NewestFirst => Enumerable.Reverse(_chunks).SelectMany(chunk => Enumerable.Reverse(chunk.Values));

    /// <summary>Builds a map of entries in any order. Their ids are unique.</summary>
    public static IdMap<T> Of(IEnumerable<(long Id, T Value)> entries)
    {
        Chunk[] chunks = [.. entries.OrderBy(entry => entry.Id).Chunk(ChunkSize).Select(chunk => new Chunk([.. chunk.Select(entry => entry.Id)], [.. chunk.Select(entry => entry.Value)]))];
        var end = 0;
        return new(chunks, [.. chunks.Select(chunk => end += chunk.Ids.Length)]);
    }

    public T? Find(long id)
    {
        var chunk = ChunkOf(id);
        if (chunk == _chunks.Length)
        {
            return null;
        }

        var position = Array.BinarySearch(_chunks[chunk].Ids, id);
        return position < 0 ? null : _chunks[chunk].Values[position];
    }

    /// <summary>Adds an entry, or replaces the entry with the same id.</summary>
    public IdMap<T> With(long id, T value)
    {
        if (_chunks.Length == 0)
        {
            return new([new Chunk([id], [value])], [1]);
        }

        var index = Math.Min(ChunkOf(id), _chunks.Length - 1);
        var chunk = _chunks[index];
        var position = Array.BinarySearch(chunk.Ids, id);
        if (position >= 0)
        {
            T[] values = [.. chunk.Values];
            values[position] = value;
            return WithChunks(index, new Chunk(chunk.Ids, values));
        }

        position = ~position;
        var grown = new Chunk(
            [.. chunk.Ids.AsSpan(0, position), id, .. chunk.Ids.AsSpan(position)], [.. chunk.Values.AsSpan(0, position), value, .. chunk.Values.AsSpan(position)]);
        if (grown.Ids.Length <= ChunkSize)
        {
            return WithChunks(index, grown);
        }

        // Most entries are added at the end, where splitting in the middle would leave half-empty chunks behind.
        var half = position == chunk.Ids.Length ? position : grown.Ids.Length / 2;
        return WithChunks(index, new Chunk(grown.Ids[..half], grown.Values[..half]), new Chunk(grown.Ids[half..], grown.Values[half..]));
    }

    public IdMap<T> Without(long id)
    {
        var index = ChunkOf(id);
        if (index == _chunks.Length || Array.BinarySearch(_chunks[index].Ids, id) is not (>= 0 and var position))
        {
            return this;
        }

        var (ids, values) = (_chunks[index].Ids, _chunks[index].Values);
        return ids.Length == 1
            ? WithChunks(index)
            : WithChunks(index, new Chunk([.. ids.AsSpan(0, position), .. ids.AsSpan(position + 1)], [.. values.AsSpan(0, position), .. values.AsSpan(position + 1)]));
    }

    /// <summary>A page of the values, highest id first.</summary>
    public IReadOnlyList<T> Descending(long offset, int limit)
    {
        var length = (int)Math.Min(limit, Math.Max(0, Count - offset));
        if (length == 0)
        {
            return [];
        }

        var page = new T[length];
        var last = Count - 1 - (int)offset;
        var chunk = Array.BinarySearch(_ends, last + 1);
        chunk = chunk < 0 ? ~chunk : chunk;
        var position = last - (chunk == 0 ? 0 : _ends[chunk - 1]);
        for (var index = 0; index < length; index++)
        {
            if (position < 0)
            {
                chunk--;
                position = _chunks[chunk].Values.Length - 1;
            }

            page[index] = _chunks[chunk].Values[position--];
        }

        return page;
    }

    /// <summary>The first chunk whose last id is not below the id; the number of chunks if there is none.</summary>
    private int ChunkOf(long id)
    {
        var (low, high) = (0, _chunks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_chunks[middle].Ids[^1] < id)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Replaces a chunk. The ends of the other chunks are moved, not counted again: counting would read every chunk.</summary>
    private IdMap<T> WithChunks(int replaced, params ReadOnlySpan<Chunk> chunks)
    {
        Chunk[] all = [.. _chunks.AsSpan(0, replaced), .. chunks, .. _chunks.AsSpan(replaced + 1)];
        var ends = new int[all.Length];
        _ends.AsSpan(0, replaced).CopyTo(ends);
        var end = replaced == 0 ? 0 : _ends[replaced - 1];
        for (var index = 0; index < chunks.Length; index++)
        {
            end += chunks[index].Ids.Length;
            ends[replaced + index] = end;
        }

        var moved = end - _ends[replaced];
        for (var index = replaced + 1; index < _ends.Length; index++)
        {
            ends[index - 1 + chunks.Length] = _ends[index] + moved;
        }

        return new(all, ends);
    }

    /// <summary>Parallel arrays, ascending by id and never empty.</summary>
    private sealed record Chunk(long[] Ids, T[] Values);
}
