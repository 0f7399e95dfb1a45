using System.Reflection;
using System.Text.RegularExpressions;

namespace Loyalty.Store.Tests;

[Trait("Evidence", "inferred: DESIGN.md 1")]
public sealed partial class EvidenceTests
{
    private static readonly MethodInfo[] Tests =
    [
        .. typeof(EvidenceTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(FactAttribute), inherit: true)),
    ];

    [Fact]
    public void Every_test_names_its_evidence_once()
    {
        Assert.NotEmpty(Tests);
        Assert.All(Tests, test => Assert.Matches(KindAndPlace(), Assert.Single(EvidenceOf(test).Concat(EvidenceOf(test.DeclaringType!)))));
    }

    [Fact]
    public void Every_test_is_named_by_a_sentence()
    {
        Assert.NotEmpty(Tests);
        Assert.All(Tests, test => Assert.Matches(Sentence(), test.Name));
    }

    private static IEnumerable<string> EvidenceOf(MemberInfo member) =>
        member.GetCustomAttributes<TraitAttribute>().Where(trait => trait.Name is "Evidence").Select(trait => trait.Value);

    [GeneratedRegex(
        @"^(documented|observed|inferred): (seed (000|004), .+|(promotions|targets|events|access|DESIGN)\.md \d+(\.\d+)?( row \d+| C-\d+)?)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex KindAndPlace();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+){2,}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sentence();
}
