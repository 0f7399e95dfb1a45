using System.Globalization;

namespace Loyalty.Store.Tests.Generated;

/// <summary>
/// Draws the random data of one case and remembers what was drawn, so that the case can be shrunk. Whatever a test draws comes from here, and nought always gives
/// the simplest value.
/// </summary>
internal sealed class RandomData
{
    /// <summary>Most generated instants are near this one: 2031-03-17T12:34:56.789Z.</summary>
    public const long Now = 1_931_517_296_789;

    private static readonly string[] Texts =
    [
        "plain", "", " ", " edged by blanks ", "Ünïcödé ✓", "日本語の名前", "emoji 👩‍🚀 and 𝔘", "right-to-left שלום", "quote \" backslash \\ slash /",
        "<b>&amp; 'quoted' +</b>", "line\nfeed\r\n\ttab", "control \u0001\u001f\u007f\u0085", "separators \u2028\u2029", "combining e\u0301 é", "\uFEFFmark",
        "{\"arity\":\"literal\"}", "%00%2C ?a=b&c#d", "'; DROP TABLE \"Targets\"; --", "null", "-PT2H", "{0} {{1}}", "\u0000 zero \u0000",
    ];

    private readonly Random? _random;
    private Entry _entry;
    private int _names;

    /// <summary>The same seed draws the same data.</summary>
    public RandomData(int seed)
    {
        _random = new Random(seed);
        _entry = new Entry(Draws.None);
    }

    /// <summary>Draws these again; where they do not suffice, nought and empty lists.</summary>
    public RandomData(Draws draws) => _entry = new Entry(draws);

    public Draws Drawn => _entry.Drawn;

    /// <summary>Three in four.</summary>
    public bool Often() => !OneIn(4);

    public bool Evenly() => OneIn(2);

    public bool Seldom() => OneIn(6);

    public bool OneIn(int count) => Below(count) == count - 1;

    public int Below(int end) => (int)Below((long)end);

    public long Below(long end)
    {
        var drawn = _random?.NextInt64(end) ?? (long)Math.Min(_entry.NextNumber(), (ulong)(end - 1));
        _entry.Numbers.Add((ulong)drawn);
        return drawn;
    }

    public int Between(int first, int last) => first + Below(last - first + 1);

    /// <summary>From <c>-most</c> to <paramref name="most"/>: 0, -1, 1, -2, and so on.</summary>
    public long Around(long most)
    {
        var drawn = Below((2 * most) + 1);
        return drawn % 2 == 0 ? drawn / 2 : -(drawn / 2) - 1;
    }

    public T Of<T>(params IReadOnlyList<T> list) => list[Below(list.Count)];

    public TEnum Of<TEnum>()
        where TEnum : struct, Enum => Of(Enum.GetValues<TEnum>());

    /// <summary>Three times in four the usual one.</summary>
    public T Mostly<T>(T usual, Func<T> any) => Part(() => Often() ? usual : any());

    public T? Maybe<T>(Func<T> make)
        where T : class => List(0, 1, make).SingleOrDefault();

    public T? MaybeValue<T>(Func<T> make)
        where T : struct => List(0, 1, make) is [var only] ? only : null;

    /// <summary>A list that is shrunk keeps one entry where it has to have at least one.</summary>
    public IReadOnlyList<T> List<T>(int least, int most, Func<T> make)
    {
        var again = _entry.NextList();
        return Entries(_random?.Next(least, most + 1) ?? Math.Clamp(again.Count, Math.Min(least, 1), most), again, _ => make());
    }

    /// <summary>Draws something for each item, independently of the other items.</summary>
    public IReadOnlyList<TResult> ForEach<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> make) =>
        Entries(items.Count, _entry.NextList(), index => make(items[index]));

    /// <summary>Draws a value that takes more than one number, independently of what is drawn before and after it.</summary>
    public T Part<T>(Func<T> make) => Entries(1, _entry.NextList(), _ => make())[0];

    /// <summary>Null instead of an empty list, as in the writer's form.</summary>
    public IReadOnlyList<T>? Filled<T>(int most, Func<T> make) => List(0, most, make) is { Count: > 0 } list ? list : null;

    public IReadOnlyList<T> Some<T>(IEnumerable<T> items) => [.. items.Where(_ => Evenly())];

    public IReadOnlyList<T> Shuffled<T>(IEnumerable<T> items) => [.. items.OrderBy(_ => Below(int.MaxValue))];

    public string Text() => Part(() => Often() ? Of(Texts) : Of(Texts) + Of(Texts));

    /// <summary>A text that no other call gives.</summary>
    public string Name() => Text().Replace(":", "", StringComparison.Ordinal) + (_names++).ToString(CultureInfo.InvariantCulture);

    public long Number() => UnlessSeldom(() => Around(1000), () => Of([0, 1, -1, long.MinValue, long.MaxValue]));

    public long Whole(long last) => UnlessSeldom(() => Below(Math.Min(last, 100_000)), () => last);

    /// <summary>A decimal as the writer prints it: the quotient of the whole number that the store keeps.</summary>
    public static decimal Divided(long whole, long scale) => (decimal)whole / scale;

    public decimal Value() => Divided(
        UnlessSeldom(() => Around(5_000_000_000), () => Of([0, 1, 9_223_372_036_854_000_000, -9_223_372_036_854_000_000])), 1_000_000);

    /// <summary>Mostly within three months of <see cref="Now"/>, sometimes on the border of a window, seldom anywhere.</summary>
    public long Instant() => Part(() => Below(12) switch
    {
        0 => Now + Around(1),
        1 => Now - (Of([1L, 7, 28, 30, 31]) * Domain.Instants.Day) + Around(1),
        2 => Of([Now, 0, Domain.Instants.Earliest, Domain.Instants.Latest]),
        3 => (Now - Below(90 * Domain.Instants.Day)) / 1000 * 1000,
        4 => Now + Below(90 * Domain.Instants.Day),
        5 or 6 or 7 => Now - Below(9 * Domain.Instants.Day),
        _ => Now - Below(90 * Domain.Instants.Day),
    });

    /// <summary>Close to the day of <see cref="Now"/>, so that periods border on it and overlap.</summary>
    public DateOnly Date() => UnlessSeldom(() => new DateOnly(2031, 3, 17).AddDays((int)Around(4)), () => Of([DateOnly.MinValue, DateOnly.MaxValue]));

    /// <summary>Both are drawn, so that a case that is shrunk can change from the seldom value to the usual one.</summary>
    private T UnlessSeldom<T>(Func<T> usual, Func<T> seldom) => Part(() =>
    {
        var isSeldom = Seldom();
        var (often, rarely) = (usual(), seldom());
        return isSeldom ? rarely : often;
    });

    private List<T> Entries<T>(int count, IReadOnlyList<Draws> again, Func<int, T> make)
    {
        var parent = _entry;
        var list = new List<T>(count);
        var drawn = new List<Draws>(count);
        for (var index = 0; index < count; index++)
        {
            _entry = new Entry(index < again.Count ? again[index] : Draws.None);
            list.Add(make(index));
            drawn.Add(_entry.Drawn);
        }

        _entry = parent;
        _entry.Lists.Add(drawn);
        return list;
    }

    /// <summary>Where drawing stands in the case or in one entry of a list.</summary>
    private sealed class Entry(Draws again)
    {
        private int _number;
        private int _list;

        public List<ulong> Numbers { get; } = [];

        public List<IReadOnlyList<Draws>> Lists { get; } = [];

        public Draws Drawn => new(Numbers, Lists);

        public ulong NextNumber() => _number < again.Numbers.Count ? again.Numbers[_number++] : 0;

        public IReadOnlyList<Draws> NextList() => _list < again.Lists.Count ? again.Lists[_list++] : [];
    }
}
