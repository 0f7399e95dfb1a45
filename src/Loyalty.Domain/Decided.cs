namespace Loyalty.Domain;

/// <summary>What a decision answers, and the rows that it changes. A refused decision changes none.</summary>
public sealed record Decided<TAnswer>(TAnswer Answer, IReadOnlyList<RowChange> Changes);

public static class Decided
{
    public static Decided<TAnswer> Refused<TAnswer>(TAnswer answer) => new(answer, []);
}
