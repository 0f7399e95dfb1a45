namespace Loyalty.Domain;

/// <summary>The kinds of rows whose ids the emulator assigns.</summary>
public enum IdKind
{
    Enrolment,
    UserTarget,
    UsageEntry,

    /// <summary>The event log of an enrolment or an issue of a promotion.</summary>
    EventLog,
    TargetGroup,
    Period,
    Target,
    DefaultValue,
    MilestoneTrigger,
    StreakLevel,
    EmfRuleSet,
    Customer,
    Promotion,

    /// <summary>Rulesets, rules, actions and ruleset filters: they share one sequence.</summary>
    Rule,
    UnifiedPromotion,
}

/// <summary>The next id of each kind in a world; negative after the largest 64-bit number. Immutable, so that a refused decision uses no id.</summary>
public sealed class Sequences
{
    /// <summary>The sequences of a world without rows.</summary>
    public static readonly Sequences First = Of(static _ => 1);

    private readonly long[] _next;

    private Sequences(long[] next) => _next = next;

    public static Sequences Of(Func<IdKind, long> next) => new(Array.ConvertAll(Enum.GetValues<IdKind>(), kind => next(kind)));

    public long Next(IdKind kind) => _next[(int)kind];

    /// <summary>The rows that keep the sequences.</summary>
    public IEnumerable<IdSequence> Rows => Enum.GetValues<IdKind>().Select(kind => new IdSequence { Kind = kind, NextId = Next(kind) });

    /// <summary>Sequences whose next ids are above the given ids. After the largest id of all there is none.</summary>
    public Sequences Above(IEnumerable<(IdKind Kind, long Id)> ids)
    {
        long[] next = [.. _next];
        foreach (var (kind, id) in ids)
        {
            if (next[(int)kind] > 0 && id >= next[(int)kind])
            {
                next[(int)kind] = unchecked(id + 1);
            }
        }

        return new(next);
    }

    public Sequences After(IdKind kind)
    {
        long[] next = [.. _next];
        next[(int)kind] = unchecked(next[(int)kind] + 1);
        return new(next);
    }
}

/// <summary>The ids that one decision takes.</summary>
public sealed class FreshIds(Sequences sequences)
{
    /// <summary>The sequences after the ids that were taken.</summary>
    public Sequences Sequences { get; private set; } = sequences;

    /// <summary>True if a sequence had no id left. Then the ids that were taken are no ids, and the decision cannot be carried out.</summary>
    public bool AreUsedUp { get; private set; }

    public long Next(IdKind kind)
    {
        var id = Sequences.Next(kind);
        AreUsedUp |= id <= 0;
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
