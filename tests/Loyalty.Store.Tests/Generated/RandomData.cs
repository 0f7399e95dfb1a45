using System.Globalization;

namespace Loyalty.Store.Tests.Generated;

/// <summary>Everything random about a case, from one seed.</summary>
internal sealed class RandomData(int seed)
{
    /// <summary>The instant around which generated time gathers: 2031-03-17T12:34:56.789Z.</summary>
    public const long Now = 1_931_517_296_789;

    private static readonly string[] Texts =
    [
        "", " ", "plain", " edged by blanks ", "Ünïcödé ✓", "日本語の名前", "emoji 👩‍🚀 and 𝔘", "right-to-left שלום", "quote \" backslash \\ slash /",
        "<b>&amp; 'quoted' +</b>", "line\nfeed\r\n\ttab", "control \u0001\u001f\u007f\u0085", "separators \u2028\u2029", "combining e\u0301 é", "\uFEFFmark",
        "{\"arity\":\"literal\"}", "%00%2C ?a=b&c#d", "'; DROP TABLE \"Targets\"; --", "null", "-PT2H", "{0} {{1}}", "\u0000 zero \u0000",
    ];

    private readonly Random _random = new(seed);

    public bool Often() => _random.Next(4) != 0;

    public bool Evenly() => _random.Next(2) == 0;

    public bool Seldom() => _random.Next(6) == 0;

    public int Below(int end) => _random.Next(end);

    public int Between(int first, int last) => _random.Next(first, last + 1);

    public T Of<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    public TEnum Of<TEnum>()
        where TEnum : struct, Enum => Of(Enum.GetValues<TEnum>());

    public T? Maybe<T>(Func<T> make)
        where T : class => Evenly() ? make() : null;

    public T? MaybeValue<T>(Func<T> make)
        where T : struct => Evenly() ? make() : null;

    public IReadOnlyList<T> List<T>(int first, int last, Func<T> make) => [.. Enumerable.Range(0, Between(first, last)).Select(_ => make())];

    /// <summary>Null instead of an empty list, as the writer has it.</summary>
    public IReadOnlyList<T>? Filled<T>(int last, Func<T> make) => List(0, last, make) is { Count: > 0 } list ? list : null;

    public IReadOnlyList<T> Shuffled<T>(IEnumerable<T> items) => [.. items.OrderBy(_ => _random.Next())];

    public string Text() => Often() ? Of(Texts) : Of(Texts) + Of(Texts);

    /// <summary>A text that no other call gave.</summary>
    public string Name() => Text().Replace(":", "", StringComparison.Ordinal) + (_names++).ToString(CultureInfo.InvariantCulture);

    private int _names;

    public long Number() => Seldom() ? Of([long.MinValue, long.MaxValue, -1, 0, 1]) : _random.NextInt64(-1000, 1000);

    public long Whole(long last) => Seldom() ? last : _random.NextInt64(0, Math.Min(last, 100_000));

    /// <summary>A decimal as the writer prints it: divided out of the whole number that the store keeps.</summary>
    public static decimal Divided(long whole, long scale) => (decimal)whole / scale;

    public decimal Value() => Divided(Seldom() ? Of([9_223_372_036_854_000_000, -9_223_372_036_854_000_000, 1, 0]) : _random.NextInt64(-5_000_000_000, 5_000_000_000), 1_000_000);

    /// <summary>Mostly within three months of <see cref="Now"/>, sometimes on the border of a window, seldom anywhere.</summary>
    public long Instant() => Below(12) switch
    {
        0 => Of([Domain.Instants.Earliest, Domain.Instants.Latest, 0, Now]),
        1 => Now - (Of([1L, 7, 28, 30, 31]) * Domain.Instants.Day) + Between(-1, 1),
        2 => Now + Between(-1, 1),
        3 => _random.NextInt64(Now - (90 * Domain.Instants.Day), Now) / 1000 * 1000,
        4 => _random.NextInt64(Now, Now + (90 * Domain.Instants.Day)),
        5 or 6 or 7 => Now - _random.NextInt64(9 * Domain.Instants.Day),
        _ => Now - _random.NextInt64(90 * Domain.Instants.Day),
    };

    /// <summary>Close to the day of <see cref="Now"/>, so that periods border on it and overlap.</summary>
    public DateOnly Date() => Seldom() ? Of([DateOnly.MinValue, DateOnly.MaxValue]) : new DateOnly(2031, 3, 17).AddDays(Between(-4, 4));
}
