using System.Globalization;
using System.Runtime.CompilerServices;
using Loyalty.Api.Operations;
using Loyalty.Domain;

namespace Loyalty.Api.Tests.Behaviour.Operations;

/// <summary>The store of kept answers by itself: its bound, and what it never gives back.</summary>
public sealed class KeptMemoryTests
{
    private const int Budget = 200_000;

    private const int Body = 5000;

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void However_many_answers_are_kept_those_that_stay_fit_into_the_budget()
    {
        var kept = new KeptAnswers(new KeptAnswersOptions(Budget));

        var bodies = Fill(kept, 1000);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var alive = bodies.Count(body => body.TryGetTarget(out _));
        Assert.InRange(alive * Body, 1, Budget);
        Assert.NotNull(kept.Find(Key(999), 0));
        Assert.Null(kept.Find(Key(0), 0));
        GC.KeepAlive(kept);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void An_answer_that_is_asked_for_again_and_again_stays()
    {
        var kept = new KeptAnswers(new KeptAnswersOptions(Budget));
        kept.Keep(Key(-1), Answer(Instants.Never));
        for (var number = 0; number < 1000; number++)
        {
            kept.Keep(Key(number), Answer(Instants.Never));

            Assert.NotNull(kept.Find(Key(-1), 0));
        }
    }

    [Theory]
    [InlineData(999, true)]
    [InlineData(1000, false)]
    [InlineData(1001, false)]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void An_answer_ends_at_its_instant(long now, bool holds)
    {
        var kept = new KeptAnswers(new KeptAnswersOptions(Budget));

        kept.Keep(Key(1), Answer(1000));

        Assert.Equal(holds, kept.Find(Key(1), now) is not null);
    }

    [Theory]
    [InlineData(499, false)]
    [InlineData(500, true)]
    [InlineData(501, true)]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void An_answer_says_nothing_of_the_time_before_it_was_made(long now, bool holds)
    {
        var kept = new KeptAnswers(new KeptAnswersOptions(Budget));

        kept.Keep(Key(1), Answer(1000) with { HoldsFrom = 500 });

        Assert.Equal(holds, kept.Find(Key(1), now) is not null);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void A_token_and_an_answer_that_takes_a_quarter_of_the_budget_are_not_kept()
    {
        var kept = new KeptAnswers(new KeptAnswersOptions(Budget));

        kept.Keep(Key(1), Answer(Instants.Earliest));
        kept.Keep(Key(2), Answer(Instants.Never, Budget / 4));
        kept.Keep(Key(3), Answer(Instants.Never, (Budget / 4) - 1000));

        Assert.Null(kept.Find(Key(1), long.MinValue));
        Assert.Null(kept.Find(Key(2), 0));
        Assert.NotNull(kept.Find(Key(3), 0));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Every_part_of_the_key_makes_another_answer()
    {
        var kept = new KeptAnswers(new KeptAnswersOptions(Budget));
        var key = Key(1);
        kept.Keep(key, Answer(Instants.Never));

        KeptAnswers.Key[] others =
        [
            key with { WorldId = 2 }, key with { OrgId = 2 }, key with { Revision = 2 }, key with { Path = "/" }, key with { Query = "?limit=2" }, key with { Prefer = "representation=Gateway" },
        ];
        Assert.NotNull(kept.Find(key with { }, 0));
        Assert.All(others, other => Assert.Null(kept.Find(other, 0)));
        Assert.Equal(others.Length, typeof(KeptAnswers.Key).GetProperties().Length);
    }

    /// <summary>Apart, so that no body stays alive in a variable of the test.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference<byte[]>> Fill(KeptAnswers kept, int count)
    {
        var bodies = new List<WeakReference<byte[]>>();
        for (var number = 0; number < count; number++)
        {
            var answer = Answer(Instants.Never);
            kept.Keep(Key(number), answer);
            bodies.Add(new WeakReference<byte[]>(answer.Body));
        }

        return bodies;
    }

    private static KeptAnswer Answer(long holdsUntil, int body = Body) => new(new byte[body], "\"tag\"", [], holdsUntil);

    private static KeptAnswers.Key Key(int number) => new(1, 1, 1, "/v3/users/" + number.ToString(CultureInfo.InvariantCulture), "", "");
}
