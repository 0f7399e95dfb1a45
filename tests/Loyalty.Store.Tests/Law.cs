using FsCheck;
using FsCheck.Fluent;

namespace Loyalty.Store.Tests;

/// <summary>States a law over generated cases; a failure prints the case, and the seed that makes it again.</summary>
internal static class Law
{
    /// <summary>FsCheck draws a seed and shrinks it; everything else of a case follows from it.</summary>
    public static void Holds(int cases, Action<int> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), law));

    /// <summary>FsCheck's runner is synchronous, and there is no synchronization context that a wait could block.</summary>
    public static void Holds(int cases, Func<int, Task> law) => Holds(cases, seed => law(seed).GetAwaiter().GetResult());
}
