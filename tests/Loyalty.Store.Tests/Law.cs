using System.Diagnostics;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Loyalty.Store.Tests.Generated;
using Microsoft.FSharp.Core;

namespace Loyalty.Store.Tests;

/// <summary>
/// States a law over random cases. A case that fails is shrunk; the failure prints the first and the smallest failing case, and the seeds. Set the environment variable
/// FSCHECK_REPLAY to the printed <c>(seed,gamma)</c> or <c>(seed,gamma,size)</c> to draw the same cases again.
/// </summary>
internal static class Law
{
    private static readonly TimeSpan LongestShrinking = TimeSpan.FromSeconds(60);

    private static readonly Config Cases = Config.QuickThrowOnFailure.WithReplay(Replay(Environment.GetEnvironmentVariable("FSCHECK_REPLAY")));

    public static void Holds<T>(Func<RandomData, T> make, Action<T> law, int times = 100, Func<T, string>? print = null) =>
        Holds(Gen.Choose(0, int.MaxValue).Select(seed => new RandomCase<T>(make, seed, print)), law, times);

    /// <summary>FsCheck's runner is synchronous, and there is no synchronization context that a wait could block.</summary>
    public static void Holds<T>(Func<RandomData, T> make, Func<T, Task> law, int times = 100, Func<T, string>? print = null) =>
        Holds(make, given => law(given).GetAwaiter().GetResult(), times, print);

    /// <summary>The same for one case; it is shrunk too.</summary>
    public static void Holds<T>(RandomCase<T> only, Func<T, Task> law) =>
        Holds(Gen.Constant(only), given => law(given).GetAwaiter().GetResult(), times: 1);

    private static void Holds<T>(Gen<RandomCase<T>> cases, Action<T> law, int times)
    {
        var shrinking = new Stopwatch();
        IEnumerable<RandomCase<T>> Smaller(RandomCase<T> failing)
        {
            shrinking.Start();
            return failing.Smaller().TakeWhile(_ => shrinking.Elapsed < LongestShrinking);
        }

        Check.One(Cases.WithMaxTest(times), Prop.ForAll(Arb.From(cases, Smaller), given => law(given.Value)));
    }

    private static FSharpOption<Replay>? Replay(string? printed)
    {
        if (string.IsNullOrEmpty(printed))
        {
            return null;
        }

        var numbers = printed.Trim('(', ')').Split(',').Select(number => ulong.Parse(number, CultureInfo.InvariantCulture)).ToList();
        return numbers.Count is 2 or 3
            ? new Replay(new Rnd(numbers[0], numbers[1]), numbers.Count == 3 ? (int)numbers[2] : FSharpOption<int>.None)
            : throw new FormatException($"FSCHECK_REPLAY is '(seed,gamma)' or '(seed,gamma,size)', not '{printed}'.");
    }
}
