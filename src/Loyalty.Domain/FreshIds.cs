namespace Loyalty.Domain;

/// <summary>The kinds of rows whose ids the emulator assigns.</summary>
public enum IdKind
{
    Enrolment,
    UserTarget,
}

/// <summary>The next id of each kind in a world. Immutable, so that a refused decision uses no id.</summary>
public sealed class Sequences
{
    private readonly long[] _next;

    private Sequences(long[] next) => _next = next;

    public static Sequences Of(Func<IdKind, long> next) => new(Array.ConvertAll(Enum.GetValues<IdKind>(), kind => next(kind)));

    public long Next(IdKind kind) => _next[(int)kind];

    /// <summary>Sequences whose next ids are not below the given ones.</summary>
    public Sequences AtLeast(Func<IdKind, long> next) => Of(kind => Math.Max(Next(kind), next(kind)));

    public Sequences After(IdKind kind)
    {
        long[] next = [.. _next];
        next[(int)kind]++;
        return new(next);
    }
}

/// <summary>The ids that one decision takes.</summary>
public sealed class FreshIds(Sequences sequences)
{
    /// <summary>The sequences after the ids that were taken.</summary>
    public Sequences Sequences { get; private set; } = sequences;

    public long Next(IdKind kind)
    {
        var id = Sequences.Next(kind);
        Sequences = Sequences.After(kind);
        return id;
    }
}

/// <summary>The stored state of a sequence.</summary>
public sealed class IdSequence
{
    public required IdKind Kind { get; init; }

    public required long NextId { get; init; }
}
