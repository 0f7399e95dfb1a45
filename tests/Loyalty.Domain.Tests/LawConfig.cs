using System.Globalization;
using FsCheck;
using Microsoft.FSharp.Core;

namespace Loyalty.Domain.Tests;

/// <summary>
/// How laws are run. The environment variable FSCHECK_REPLAY draws the same cases again: set it to the <c>(seed,gamma)</c> or <c>(seed,gamma,size)</c> that a failure printed.
/// </summary>
internal static class LawConfig
{
    private const string Variable = "FSCHECK_REPLAY";

    public static readonly Config Cases = Config.QuickThrowOnFailure.WithReplay(Replay(Environment.GetEnvironmentVariable(Variable)));

    private static FSharpOption<Replay>? Replay(string? printed)
    {
        if (string.IsNullOrEmpty(printed))
        {
            return null;
        }

        var numbers = printed.Trim('(', ')').Split(',').Select(number => ulong.Parse(number, CultureInfo.InvariantCulture)).ToList();
        return numbers.Count is 2 or 3
            ? new Replay(new Rnd(numbers[0], numbers[1]), numbers.Count == 3 ? (int)numbers[2] : FSharpOption<int>.None)
            : throw new FormatException($"{Variable} is '(seed,gamma)' or '(seed,gamma,size)', not '{printed}'.");
    }
}
