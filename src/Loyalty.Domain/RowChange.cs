namespace Loyalty.Domain;

/// <summary>A row that a decision adds (<paramref name="Before"/> is null), replaces, or removes (<paramref name="After"/> is null). Both have the same key.</summary>
public sealed record RowChange(object? Before, object? After)
{
    public static RowChange Add(object row) => new(null, row);

    public static RowChange Remove(object row) => new(row, null);

    /// <summary>The row, after the change if it still exists.</summary>
    public object Row => After ?? Before!;
}
