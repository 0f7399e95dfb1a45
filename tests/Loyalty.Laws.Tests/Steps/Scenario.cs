using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Tests;
using Loyalty.Laws.Tests.Model;

namespace Loyalty.Laws.Tests.Steps;

/// <summary>A document to begin with, and steps. Every step can be left out, so a failing scenario shrinks to the steps that matter.</summary>
internal sealed record Scenario(int Document, IReadOnlyList<Step> Steps)
{
    private static readonly Gen<string> Customers = Often(["1001", "1002", "1003"], ["2001", "3001", "9999", "0", "abc", "9223372036854775808"]);

    private static readonly Gen<(string, string)> Targets = Often(
        [("10", "11"), ("10", "12"), ("20", "21"), ("40", "41")],
        [("30", "31"), ("40", "42"), ("10", "21"), ("99", "11"), ("50", "51"), ("60", "61"), ("x", "11"), ("10", "-1")]);

    private static readonly Gen<string?> Periods = Often<string?>([null, "P1", "P2", "P3"], ["Off", "S1", "S2", "U1", "C1", "none", "p1"]);

    private static readonly Gen<(string?, string?)> Scopes = Often<(string?, string?)>([(null, null)], [("SELF", null), ("ALL", null), ("OTHER", "2"), ("OTHER", "3,2"), ("OTHER", "3"), ("OTHER", null), ("OTHER", "1"), ("other", "2"), (null, "2")]);

    private static readonly Gen<string?> BrokenBodies = Gen.Frequency(
        (20, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>("", "{}", "[]", "[null]", "[{\"customerId\":1001},{\"customerId\":1002}]", "[{", "[{\"customerId\":true}]", "null")));

    private static readonly TargetsQuery[] Queries =
    [
        new(""),
        new(""),
        new(""),
        new("?targetRuleIds=11", Ids: [11]),
        new("?targetRuleIds=11,21%2C41", Ids: [11, 21, 41]),
        new("?enrollmentType=IMPORT", Method: "IMPORT"),
        new("?enrollmentType=TRANSACTION&targetRuleIds=12,11", Ids: [12, 11], Method: "TRANSACTION"),
        new("?includeOnlyUserCreated=true", OnlyUserCreated: true),
        new("?trackingDate=2026-03-03", TrackingDay: new DateOnly(2026, 3, 3)),
        new("?trackingDate=2026-03-12", TrackingDay: new DateOnly(2026, 3, 12)),
        new("?enrollmentType=import", Refusal: NaiveEnrolments.Error(310130, "Invalid enrollment type as input")),
        new("?targetRuleIds=", Refusal: NaiveEnrolments.InvalidInput),
        new("?trackingDate=yesterday", Refusal: NaiveEnrolments.InvalidInput),
    ];

    private static readonly Gen<EnrolmentCall> Calls =
        from target in Targets
        from customer in Customers
        from period in Periods
        from balance in Often<decimal?>([null, 0, 5], [2.5m, 0.000001m, -1])
        from reset in Gen.Elements<bool?>(null, true, false)
        from scope in Scopes
        from dryRun in Often([false], [true])
        from broken in BrokenBodies
        select new EnrolmentCall(target.Item1, target.Item2, customer, period, balance, reset, scope.Item1, scope.Item2, false, dryRun, broken);

    /// <summary>Most steps concern the world; its fork gets fewer.</summary>
    private static readonly Gen<int> Places = Often([0], [1]);

    private static readonly Gen<bool> Children = Often([false], [true]);

    private static readonly Gen<int> Hours = Gen.Frequency(
        (4, Gen.Choose(-15 * 24, 20 * 24)), (2, Gen.Elements(0, 2, -24, 24, 168, -168, 36, -36)), (3, Gen.Choose(-30 * 24, 100 * 24)), (1, Gen.Choose(-500 * 24, 500 * 24)));

    private static readonly Gen<NaiveFault> Faults =
        from operation in Gen.Elements("enroll", "unEnroll", "getEnrolledTargets")
        from effect in Gen.Elements("503", "reset", "resetMidBody", "timeoutAfterCommit")
        from first in Gen.Choose(1, 2)
        select new NaiveFault(operation, effect, first);

    private static readonly Gen<Step> Any = Gen.Frequency(
        (14, Writes(isEnd: false)),
        (9, Writes(isEnd: true)),
        (12, TargetReads),
        (8, PromotionReads),
        (6, ClockSettings),
        (3, Advances),
        (2, Named((place, name) => new Snapshot(place, name))),
        (2, Named((place, name) => new Restore(place, name))),
        (1, Places.Select(place => (Step)new Reset(place))),
        (1, Gen.Constant<Step>(new Fork())),
        (1, Replacements),
        (1, FaultSettings),
        (1, Places.Select(place => (Step)new Export(place))),
        (1, Gen.Choose(0, 48).Select(hours => (Step)new TimePasses(hours))),
        (3, Gen.Constant<Step>(new Evict())));

    /// <summary>Mostly single steps, and what chance alone would seldom put together.</summary>
    private static readonly Gen<Step[]> Parts = Gen.Frequency((20, Any.Select(step => new[] { step })), (2, ThereAndBack), (2, Again));

    private static readonly Gen<Scenario> All =
        from document in Gen.Choose(0, Documents.Count - 1)
        from length in Gen.Choose(1, 50)
        from parts in Parts.ListOf(length)
        from restart in Gen.Choose(0, 120)
        let steps = parts.SelectMany(part => part).ToList()
        select new Scenario(document, restart < steps.Count ? [.. steps.Take(restart), new Restart(), .. steps.Skip(restart)] : steps);

    /// <summary>States a law over scenarios; a failure prints the smallest scenario and the seed that draws it again.</summary>
    public static void Holds(Func<Scenario, Task> law, int times) => Check.One(
        LawConfig.Cases.WithMaxTest(times),
        Prop.ForAll(Arb.From(All, Smaller), scenario => law(scenario).GetAwaiter().GetResult()));

    public override string ToString() => $"Document {Document}\n{string.Join('\n', Steps)}";

    /// <summary>The scenario without its last, its first or a middle part, halves before single steps; and with the first document.</summary>
    private static IEnumerable<Scenario> Smaller(Scenario scenario)
    {
        for (var length = scenario.Steps.Count; length > 0; length /= 2)
        {
            for (var start = scenario.Steps.Count - length; start >= 0; start -= length)
            {
                yield return scenario with { Steps = [.. scenario.Steps.Take(start), .. scenario.Steps.Skip(start + length)] };
            }
        }

        if (scenario.Document > 0)
        {
            yield return scenario with { Document = 0 };
        }
    }

    /// <summary>Usage that a far clock has behind it, read again by a clock that was set back.</summary>
    private static Gen<Step[]> ThereAndBack =>
        from place in Places
        from customer in Gen.Elements(1001L, 1002)
        from far in Gen.Choose(40 * 24, 100 * 24)
        from near in Gen.Choose(-3 * 24, 10 * 24)
        select new Step[] { new SetClock(place, "frozen", far), new ReadPromotions(place, false, customer), new SetClock(place, "frozen", near), new ReadPromotions(place, false, customer) };

    /// <summary>An enrolment that is ended and begun again at other times.</summary>
    private static Gen<Step[]> Again =>
        from place in Places
        from call in Calls
        from spelling in Gen.Choose(0, 3)
        from end in Gen.Choose(-15 * 24, 20 * 24)
        from again in Gen.Choose(-15 * 24, 20 * 24)
        select new Step[]
        {
            new WriteEnrolment(place, false, false, spelling, call), new SetClock(place, "frozen", end), new WriteEnrolment(place, false, true, spelling, call),
            new SetClock(place, "frozen", again), new WriteEnrolment(place, false, false, spelling, call), new ReadTargets(place, false, call.CustomerId, Queries[0]),
        };

    private static Gen<Step> TargetReads =>
        from place in Places
        from child in Children
        from customer in Customers
        from query in Gen.Elements(Queries)
        select (Step)new ReadTargets(place, child, customer, query);

    private static Gen<Step> PromotionReads =>
        from place in Places
        from child in Children
        from customer in Often([1001L, 1002, 1003], [2001, 9999])
        select (Step)new ReadPromotions(place, child, customer);

    private static Gen<Step> ClockSettings =>
        from place in Places
        from mode in Gen.Elements("frozen", "frozen", "shifted", "following")
        from hours in Hours
        select (Step)new SetClock(place, mode, hours);

    private static Gen<Step> Advances =>
        from place in Places
        from milliseconds in Gen.Elements(86_400_000, -86_400_000, 1, -1, 604_800_000, -604_800_000, 43_200_001)
        select (Step)new Advance(place, milliseconds);

    private static Gen<Step> Replacements =>
        from place in Places
        from document in Gen.Choose(0, Documents.Count - 1)
        select (Step)new Replace(place, document);

    private static Gen<Step> FaultSettings =>
        from place in Places
        from count in Gen.Choose(0, 2)
        from rules in Faults.ListOf(count)
        select (Step)new SetFaults(place, [.. rules]);

    private static Gen<Step> Writes(bool isEnd) =>
        from place in Places
        from child in Children
        from spelling in Gen.Choose(0, 3)
        from call in Calls
        select (Step)new WriteEnrolment(place, child, isEnd, spelling, call);

    private static Gen<Step> Named(Func<int, string, Step> step) =>
        from place in Places
        from name in Gen.Elements("a", "b")
        select step(place, name);

    private static Gen<T> Often<T>(T[] often, T[] seldom) => Gen.Frequency((5, Gen.Elements(often)), (1, Gen.Elements(seldom)));
}
