using System.Globalization;
using Loyalty.Domain;
using Loyalty.Store.Database;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Journal;

/// <summary>What a request changed, as far as the journal keeps it. Large rows are replaced by an <see cref="OmittedRow"/>.</summary>
public sealed class JournalChanges
{
    /// <summary>The largest row in an entry: as much memory as the largest body takes.</summary>
    public const int MaxRowBytes = 2 * JournalRecorder.MaxBodyBytes;

    /// <summary>A row up to this size does not count towards the limit for bodies. Most rows are smaller, and their number is bounded.</summary>
    public const int SmallRowBytes = 1024;

    public static readonly JournalChanges None = new([]);

    private const int ChangeWeight = 400;

    private JournalChanges(IReadOnlyList<RowChange> list) => List = list;

    public IReadOnlyList<RowChange> List { get; }

    /// <summary>Estimated size in memory, in bytes.</summary>
    public long Weight { get; private init; }

    /// <summary>Number of characters that count towards the limit for bodies. A character takes two bytes.</summary>
    public long Characters { get; private init; }

    public static JournalChanges Of(IReadOnlyList<RowChange> changes) => changes.Count == 0
        ? None
        : Of(changes, MaxRowBytes, weight => string.Create(CultureInfo.InvariantCulture, $"about {weight} bytes, more than the limit of {MaxRowBytes}"));

    /// <summary>The same changes with small rows only. None of them counts towards the limit for bodies.</summary>
    public JournalChanges WithSmallRows() =>
        Of(List, SmallRowBytes, weight => string.Create(CultureInfo.InvariantCulture, $"about {weight} bytes, more than the limit for all bodies of a journal leaves for it"));

    private static JournalChanges Of(IReadOnlyList<RowChange> changes, long maxRowBytes, Func<long, string> note)
    {
        long total = ChangeWeight * changes.Count;
        var characters = 0L;
        object? Kept(object? row)
        {
            if (row is null or OmittedRow)
            {
                total += (row as OmittedRow)?.Weight ?? 0;
                return row;
            }

            var weight = RowWeights.Of(row);
            if (weight > maxRowBytes)
            {
                var (entity, id, _) = WorldDocumentJson.Describe(row);
                var omitted = new OmittedRow(entity, id, note(weight));
                total += omitted.Weight;
                return omitted;
            }

            total += weight;
            characters += Math.Max(0, weight - SmallRowBytes) / 2;
            return row;
        }

        RowChange[] kept = [.. changes.Select(change => new RowChange(Kept(change.Before), Kept(change.After)))];
        return new(kept) { Weight = total, Characters = characters };
    }
}

/// <summary>Stands in a change for a row that is too large for the journal. The note tells its size.</summary>
public sealed record OmittedRow(string Entity, long Id, string Note)
{
    public long Weight => 100 + (2L * Note.Length);
}
