namespace Loyalty.Domain.Faults;

/// <summary>A rule of a world's fault plan: which requests it matches, what happens to them, and how often.</summary>
public sealed record FaultRule(FaultMatch Match, FaultEffect Effect, FaultTimes? Times = null);

/// <summary>Conditions on a request. All conditions that are set must hold. In the path and in query values, <c>*</c> matches any number of characters, including slashes.</summary>
public sealed record FaultMatch(
    string? Operation = null, string? Method = null, string? Path = null, IReadOnlyDictionary<string, string>? Query = null)
{
    public bool Matches(string? operation, string method, string path, Func<string, string?> query) =>
        (Operation is null || string.Equals(Operation, operation, StringComparison.Ordinal))
        && (Method is null || Method.Equals(method, StringComparison.OrdinalIgnoreCase))
        && (Path is null || WildcardPattern.Matches(Path, path))
        && (Query is null || Query.All(condition => query(condition.Key) is { } value && WildcardPattern.Matches(condition.Value, value)));
}

/// <summary>
/// What happens to a request: an error (a documented code of the operation, or an HTTP status in the family's error envelope), another body, more headers, a
/// delay, a barrier, a broken connection, or a combination.
/// </summary>
/// <param name="RetryAfter">Seconds in the Retry-After header.</param>
/// <param name="Headers">Response headers that are set in addition or instead.</param>
/// <param name="Body">The text that is sent as the body.</param>
/// <param name="Barrier">The name of the barrier that holds the request.</param>
public sealed record FaultEffect(
    int? Code = null,
    int? Status = null,
    FaultDelay? Delay = null,
    FaultConnection? Connection = null,
    int? RetryAfter = null,
    IReadOnlyDictionary<string, string>? Headers = null,
    string? Body = null,
    FaultContent? Content = null,
    string? Barrier = null);

/// <summary>A random delay in milliseconds; both bounds are inclusive.</summary>
public sealed record FaultDelay(int Min, int Max)
{
    public const int MaxMilliseconds = 600_000;

    /// <summary>Depends only on the seed and the occurrence. The occurrence is negated so that the delay is independent of <see cref="FaultTimes.Fires"/>, which uses the same seed.</summary>
    public int Draw(long seed, long occurrence) => Min + (int)(SeededRandom.Fraction(seed, -occurrence) * (Max - Min + 1));
}

public enum FaultConnection
{
    /// <summary>Reset before the first byte of the response.</summary>
    Reset,

    /// <summary>Reset after half of the response body.</summary>
    ResetMidBody,

    /// <summary>The operation runs, but no response is sent.</summary>
    TimeoutAfterCommit,
}

/// <summary>What is wrong with the body of a response.</summary>
public enum FaultContent
{
    /// <summary>No body.</summary>
    Empty,

    /// <summary>The first half of the body. Its length is announced correctly, so that only a JSON parser notices.</summary>
    MalformedJson,

    /// <summary>The HTML error page of a gateway.</summary>
    Html,
}

/// <summary>Selects the matching requests on which a rule fires. All conditions that are set must hold.</summary>
/// <param name="Nth">The rule fires on this matching request only.</param>
public sealed record FaultTimes(long? First = null, long? Every = null, double? Rate = null, long? Seed = null, long? Until = null, long? Nth = null)
{
    /// <param name="occurrence">How many requests have matched the rule, including this one.</param>
    public bool Fires(long occurrence, long worldNow, long worldSeed) =>
        (First is not { } first || occurrence <= first)
        && (Nth is not { } nth || occurrence == nth)
        && (Every is not { } every || occurrence % every == 0)
        && (Rate is not { } rate || SeededRandom.Fraction(Seed ?? worldSeed, occurrence) < rate)
        && (Until is not { } until || worldNow < until);
}

/// <summary>Random numbers that depend only on their arguments.</summary>
public static class SeededRandom
{
    /// <summary>A fraction in [0, 1): the upper 53 bits of SplitMix64.</summary>
    public static double Fraction(long seed, long number)
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
