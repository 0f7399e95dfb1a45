using System.Globalization;
using System.Runtime.CompilerServices;
using Loyalty.Api.Operations;
using Loyalty.Domain;

namespace Loyalty.Api.Tests.Behaviour.Operations;

/// <summary>The response cache by itself: its size limit, and entries that it must not return.</summary>
public sealed class KeptAnswersUnitTests
{
    private const int SizeLimit = 200_000;

    private const int BodySize = 5000;

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void The_cached_responses_never_exceed_the_size_limit()
    {
        var cache = new KeptAnswers(new KeptAnswersOptions(SizeLimit));

        var bodies = Fill(cache, 1000);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var remaining = bodies.Count(body => body.TryGetTarget(out _));
        Assert.InRange(remaining * BodySize, 1, SizeLimit);
        Assert.NotNull(cache.Find(Key(999), 0));
        Assert.Null(cache.Find(Key(0), 0));
        GC.KeepAlive(cache);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_response_that_is_read_repeatedly_stays_cached()
    {
        var cache = new KeptAnswers(new KeptAnswersOptions(SizeLimit));
        cache.Keep(Key(-1), Response(Instants.Never));
        for (var number = 0; number < 1000; number++)
        {
            cache.Keep(Key(number), Response(Instants.Never));

            Assert.NotNull(cache.Find(Key(-1), 0));
        }
    }

    [Theory]
    [InlineData(999, true)]
    [InlineData(1000, false)]
    [InlineData(1001, false)]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_response_is_not_returned_at_or_after_its_HoldsUntil(long now, bool found)
    {
        var cache = new KeptAnswers(new KeptAnswersOptions(SizeLimit));

        cache.Keep(Key(1), Response(1000));

        Assert.Equal(found, cache.Find(Key(1), now) is not null);
    }

    [Theory]
    [InlineData(499, false)]
    [InlineData(500, true)]
    [InlineData(501, true)]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_response_is_not_returned_before_its_HoldsFrom(long now, bool found)
    {
        var cache = new KeptAnswers(new KeptAnswersOptions(SizeLimit));

        cache.Keep(Key(1), Response(1000) with { HoldsFrom = 500 });

        Assert.Equal(found, cache.Find(Key(1), now) is not null);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_response_that_is_never_valid_or_larger_than_a_quarter_of_the_limit_is_not_cached()
    {
        var cache = new KeptAnswers(new KeptAnswersOptions(SizeLimit));

        cache.Keep(Key(1), Response(Instants.Earliest));
        cache.Keep(Key(2), Response(Instants.Never, SizeLimit / 4));
        cache.Keep(Key(3), Response(Instants.Never, (SizeLimit / 4) - 1000));

        Assert.Null(cache.Find(Key(1), long.MinValue));
        Assert.Null(cache.Find(Key(2), 0));
        Assert.NotNull(cache.Find(Key(3), 0));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Every_part_of_the_key_distinguishes_responses()
    {
        var cache = new KeptAnswers(new KeptAnswersOptions(SizeLimit));
        var key = Key(1);
        cache.Keep(key, Response(Instants.Never));

        KeptAnswers.Key[] otherKeys =
        [
            key with { WorldId = 2 }, key with { OrgId = 2 }, key with { Revision = 2 }, key with { Path = "/" }, key with { Query = "?limit=2" }, key with { Prefer = "representation=Gateway" },
        ];
        Assert.NotNull(cache.Find(key with { }, 0));
        Assert.All(otherKeys, other => Assert.Null(cache.Find(other, 0)));
        Assert.Equal(otherKeys.Length, typeof(KeptAnswers.Key).GetProperties().Length);
    }

    /// <summary>Not inlined, so that no local variable of the test keeps a body remaining.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference<byte[]>> Fill(KeptAnswers cache, int count)
    {
        var bodies = new List<WeakReference<byte[]>>();
        for (var number = 0; number < count; number++)
        {
            var response = Response(Instants.Never);
            cache.Keep(Key(number), response);
            bodies.Add(new WeakReference<byte[]>(response.Body));
        }

        return bodies;
    }

    private static KeptAnswer Response(long holdsUntil, int bodySize = BodySize) => new(new byte[bodySize], "\"tag\"", [], holdsUntil);

    private static KeptAnswers.Key Key(int number) => new(1, 1, 1, "/v3/users/" + number.ToString(CultureInfo.InvariantCulture), "", "");
}
