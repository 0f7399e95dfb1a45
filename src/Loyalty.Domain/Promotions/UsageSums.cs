namespace Loyalty.Domain.Promotions;

/// <summary>
/// Sums of usage over time. Entries are added in any order; the sum over a range of time costs two binary searches, whatever the number of entries.
/// Entries of the same instant are one point of the sum.
/// </summary>
public sealed class UsageSums
{
    public static readonly UsageSums Empty = new([]);

    private const int ChunkSize = 256;

    private readonly Chunk[] _chunks;

    /// <summary>The sum of all chunks before each chunk.</summary>
    private readonly Consumption[] _before;

    private UsageSums(Chunk[] chunks)
    {
        _chunks = chunks;
        _before = new Consumption[chunks.Length];
        for (var index = 1; index < chunks.Length; index++)
        {
            _before[index] = _before[index - 1] + chunks[index - 1].Sums[^1];
        }
    }

    /// <summary>The number of different instants.</summary>
    public int Count => _chunks.Sum(chunk => chunk.Instants.Length);

    /// <summary>Builds sums from points in ascending order of their instants.</summary>
    public static UsageSums Of(IEnumerable<(long At, Consumption Amount)> ascending)
    {
        var chunks = new List<Chunk>();
        foreach (var points in ascending.Chunk(ChunkSize))
        {
            chunks.Add(Chunk.Of([.. points.Select(point => point.At)], [.. points.Select(point => point.Amount)]));
        }

        return new([.. chunks]);
    }

    /// <summary>The sum of all entries after an instant, up to and including another.</summary>
    public Consumption Between(long after, long through) => Through(through) - Through(after);

    /// <summary>The instants of entries after an instant, ascending.</summary>
    public IEnumerable<long> InstantsAfter(long instant) => _chunks.Skip(Math.Max(0, ChunkBefore(instant))).SelectMany(chunk => chunk.Instants).Where(at => at > instant);

    public UsageSums With(long at, Consumption amount)
    {
        if (_chunks.Length == 0)
        {
            return new([Chunk.Of([at], [amount])]);
        }

        var index = Math.Max(0, ChunkBefore(at));
        var chunk = _chunks[index];
        var amounts = chunk.Amounts();
        var position = Array.BinarySearch(chunk.Instants, at);
        if (position >= 0)
        {
            amounts[position] += amount;
            return WithChunks(index, Chunk.Of(chunk.Instants, amounts));
        }

        position = ~position;
        long[] instants = [.. chunk.Instants.AsSpan(0, position), at, .. chunk.Instants.AsSpan(position)];
        amounts = [.. amounts.AsSpan(0, position), amount, .. amounts.AsSpan(position)];
        if (instants.Length <= ChunkSize)
        {
            return WithChunks(index, Chunk.Of(instants, amounts));
        }

        var half = position == ChunkSize ? position : instants.Length / 2;
        return WithChunks(index, Chunk.Of(instants[..half], amounts[..half]), Chunk.Of(instants[half..], amounts[half..]));
    }

    private Consumption Through(long instant)
    {
        var index = ChunkBefore(instant);
        if (index < 0)
        {
            return default;
        }

        var position = Array.BinarySearch(_chunks[index].Instants, instant);
        return _before[index] + _chunks[index].Sums[position < 0 ? ~position - 1 : position];
    }

    /// <summary>The last chunk whose first instant is not after the given one; -1 if there is none.</summary>
    private int ChunkBefore(long instant)
    {
        var (low, high) = (0, _chunks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_chunks[middle].Instants[0] <= instant)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }

    private UsageSums WithChunks(int replaced, params ReadOnlySpan<Chunk> chunks) =>
        new([.. _chunks.AsSpan(0, replaced), .. chunks, .. _chunks.AsSpan(replaced + 1)]);

    /// <summary>Instants in ascending order, each with the sum of the chunk's entries up to it.</summary>
    private sealed record Chunk(long[] Instants, Consumption[] Sums)
    {
        public static Chunk Of(long[] instants, Consumption[] amounts)
        {
            var sums = new Consumption[amounts.Length];
            var sum = default(Consumption);
            for (var index = 0; index < amounts.Length; index++)
            {
                sum += amounts[index];
                sums[index] = sum;
            }

            return new(instants, sums);
        }

        public Consumption[] Amounts()
        {
            var amounts = new Consumption[Sums.Length];
            for (var index = 0; index < amounts.Length; index++)
            {
                amounts[index] = index == 0 ? Sums[0] : Sums[index] - Sums[index - 1];
            }

            return amounts;
        }
    }
}
