using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Tests;
using Loyalty.Store.Tests.Generated;

namespace Loyalty.Store.Tests;

/// <summary>
/// States a law over random cases. A case that fails is shrunk; the failure prints the first and the smallest failing case, and the seed that draws them again
/// (see <see cref="LawConfig"/>).
/// </summary>
internal static class Law
{
    private static readonly TimeSpan LongestShrinking = TimeSpan.FromSeconds(60);

    public static void Holds<T>(Func<RandomData, T> make, Action<T> law, int times = 100, Func<T, string>? print = null) =>
        Holds(Gen.Choose(0, int.MaxValue).Select(seed => new RandomCase<T>(make, seed, print)), law, times);

    /// <summary>FsCheck's runner is synchronous, and there is no synchronization context that a wait could block.</summary>
    public static void Holds<T>(Func<RandomData, T> make, Func<T, Task> law, int times = 100, Func<T, string>? print = null) =>
        Holds(make, given => law(given).GetAwaiter().GetResult(), times, print);

    /// <summary>States a law over one case; it is shrunk too.</summary>
    public static void Holds<T>(RandomCase<T> only, Func<T, Task> law) =>
        Holds(Gen.Constant(only), given => law(given).GetAwaiter().GetResult(), times: 1);

    private static void Holds<T>(Gen<RandomCase<T>> cases, Action<T> law, int times)
    {
        var shrinking = new Stopwatch();
        IEnumerable<RandomCase<T>> Smaller(RandomCase<T> failing)
        {
            // The body of an iterator begins when FsCheck asks for the first smaller case, after a failure.
            shrinking.Start();
            foreach (var smaller in failing.Smaller().TakeWhile(_ => shrinking.Elapsed < LongestShrinking))
            {
                yield return smaller;
            }
        }

        Check.One(LawConfig.Cases.WithMaxTest(times), Prop.ForAll(Arb.From(cases, Smaller), given => law(given.Value)));
    }
}
