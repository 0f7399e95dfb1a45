namespace Loyalty.Domain.Faults;

/// <summary>One rule of a world's fault plan: which requests, what happens to them, how often.</summary>
public sealed record FaultRule(FaultMatch Match, FaultEffect Effect, FaultTimes? Times = null);

/// <summary>Everything that is given has to fit; in texts a <c>*</c> stands for any run of characters, slashes included.</summary>
public sealed record FaultMatch(
    string? Operation = null, string? Method = null, string? Path = null, IReadOnlyDictionary<string, string>? Query = null)
{
    public bool Fits(string? operation, string method, string path, Func<string, string?> query) =>
        (Operation is null || string.Equals(Operation, operation, StringComparison.Ordinal))
        && (Method is null || Method.Equals(method, StringComparison.OrdinalIgnoreCase))
        && (Path is null || WildcardPattern.Matches(Path, path))
        && (Query is null || Query.All(wanted => query(wanted.Key) is { } value && WildcardPattern.Matches(wanted.Value, value)));
}

/// <summary>A documented code of the operation, or a status in the family's envelope; a delay; an end of the connection.</summary>
public sealed record FaultEffect(int? Code = null, int? Status = null, FaultDelay? Delay = null, FaultConnection? Connection = null);

/// <summary>Milliseconds, both ends included.</summary>
public sealed record FaultDelay(int Min, int Max)
{
    public const int Longest = 600_000;

    /// <summary>The same draw for the same seed and occurrence, and another than the one that let the rule fire.</summary>
    public int Draw(long seed, long occurrence) => Min + (int)(Chance.Of(seed, -occurrence) * (Max - Min + 1));
}

public enum FaultConnection
{
    /// <summary>Before the first byte of the answer.</summary>
    Reset,

    /// <summary>After half of the body.</summary>
    ResetMidBody,

    /// <summary>The operation runs, its answer never comes.</summary>
    TimeoutAfterCommit,
}

/// <summary>When a rule that fits really fires; every part that is given has to agree.</summary>
public sealed record FaultTimes(long? First = null, long? Every = null, double? Rate = null, long? Seed = null, long? Until = null)
{
    /// <param name="occurrence">How many requests have fitted the rule, this one included.</param>
    public bool Fires(long occurrence, long worldNow, long worldSeed) =>
        (First is not { } first || occurrence <= first)
        && (Every is not { } every || occurrence % every == 0)
        && (Rate is not { } rate || Chance.Of(Seed ?? worldSeed, occurrence) < rate)
        && (Until is not { } until || worldNow < until);
}

/// <summary>Chance as a function: a seed and a number give a fraction, always the same.</summary>
public static class Chance
{
    /// <summary>SplitMix64, of which the upper 53 bits become a fraction of [0, 1).</summary>
    public static double Of(long seed, long number)
    {
        unchecked
        {
            var z = (ulong)seed + ((ulong)number * 0x9E3779B97F4A7C15UL);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            z ^= z >> 31;
            return (z >> 11) * (1.0 / (1UL << 53));
        }
    }
}
