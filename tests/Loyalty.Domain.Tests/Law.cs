using FsCheck;
using FsCheck.Fluent;

namespace Loyalty.Domain.Tests;

/// <summary>States a law over generated cases; a failure prints the case, and the seed that makes it again.</summary>
internal static class Law
{
    public static void Holds<T>(Gen<T> cases, Action<T> law, int times = 100) =>
        Check.One(LawConfig.Cases.WithMaxTest(times), Prop.ForAll(cases.ToArbitrary(), law));
}
