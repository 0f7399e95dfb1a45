using System.Reflection;
using System.Text.RegularExpressions;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Api.Tests.Architecture;

/// <summary>The time limit of a regular expression runs also while the garbage collector or a busy machine stops the process.</summary>
[Trait("Evidence", "inferred: docs/architecture.md 1")]
public sealed class RegexTests
{
    private const BindingFlags Everything = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void No_regular_expression_gives_up_within_a_minute()
    {
        var limits = new[] { typeof(Program).Assembly, typeof(WorldDocument).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(Everything))
            .Select(method => method.GetCustomAttribute<GeneratedRegexAttribute>()?.MatchTimeoutMilliseconds)
            .OfType<int>()
            .ToList();

        Assert.InRange(limits.Count, 6, 100);
        Assert.All(limits, limit => Assert.InRange(limit, 60_000, int.MaxValue));
    }
}
