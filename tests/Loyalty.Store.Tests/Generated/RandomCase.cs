namespace Loyalty.Store.Tests.Generated;

/// <summary>A value that was made of random data, and how to make smaller ones in the same way.</summary>
internal sealed class RandomCase<T>
{
    private const int LongestText = 6000;

    private readonly Func<RandomData, T> _make;
    private readonly Func<T, string>? _print;
    private readonly Draws _draws;

    /// <summary>The same seed makes the same value.</summary>
    public RandomCase(Func<RandomData, T> make, int seed, Func<T, string>? print = null)
        : this(make, new RandomData(seed), print)
    {
    }

    private RandomCase(Func<RandomData, T> make, RandomData random, Func<T, string>? print)
    {
        _make = make;
        _print = print;
        Value = make(random);
        _draws = random.Drawn;
    }

    public T Value { get; }

    /// <summary>Only what is really smaller when it is made, so that shrinking ends.</summary>
    public IEnumerable<RandomCase<T>> Smaller() =>
        from draws in _draws.Smaller()
        let smaller = new RandomCase<T>(_make, new RandomData(draws), _print)
        where smaller._draws.Size.CompareTo(_draws.Size) < 0
        select smaller;

    public override string ToString()
    {
        var text = _print?.Invoke(Value) ?? $"{Value}";
        return text.Length > LongestText ? $"{text[..LongestText]}… ({text.Length} characters)" : text;
    }
}
