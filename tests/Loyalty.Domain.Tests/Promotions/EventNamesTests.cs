using FsCheck.Fluent;
using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

public sealed class EventNamesTests
{
    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.7")]
    [InlineData("TRANSACTIONADD", "TransactionAdd")]
    [InlineData("CUSTOMERUPDATE", "CustomerUpdate")]
    [InlineData("CUSTOMERREGISTRATION", "CustomerRegistration")]
    [InlineData("TARGETCOMPLETED", "TargetCompleted")]
    [InlineData("POINTSREDEMPTION", "PointsRedemption")]
    [InlineData("GENERICEVENT", "GenericEvent")]
    [InlineData("NewBill", "NewBill")]
    [InlineData("PointsContributionToGroup", "PointsContributionToGroup")]
    [InlineData("PointsTransfer", "PointsTransfer")]
    [InlineData("ReturnBill", "ReturnBill")]
    public void Every_documented_spelling_of_a_name_is_found(string spelling, string name)
    {
        Assert.Equal(name, EventNames.Find(spelling));
        Assert.Contains(name, EventNames.All);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.7")]
    public void A_name_is_found_regardless_of_case() => Law.Holds(
        from name in Gen.Elements(EventNames.All.AsEnumerable()) from upperCaseBits in Gen.Choose(0, int.MaxValue) select (name, upperCaseBits),
        example => Assert.Equal(example.name, EventNames.Find(WithCase(example.name, example.upperCaseBits))));

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 1.7")]
    public void No_two_names_differ_only_in_case()
    {
        Assert.NotEmpty(EventNames.All);
        Assert.Equal(EventNames.All, EventNames.All.DistinctBy(name => name.ToUpperInvariant(), StringComparer.Ordinal));
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.7")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("ALL")]
    [InlineData("Transaction")]
    [InlineData("TransactionAdd ")]
    [InlineData(" TransactionAdd")]
    [InlineData("Transaction Add")]
    [InlineData("TRANSACTION_ADD")]
    [InlineData("TransactionAdds")]
    [InlineData("TransactıonAdd")]
    public void Other_text_is_not_an_event_name(string? text)
    {
        Assert.Null(EventNames.Find(text));
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.7")]
    [InlineData("TransactionAdd", true)]
    [InlineData("TRANSACTIONADD", false)]
    [InlineData("Workout done", true)]
    [InlineData("", false)]
    [InlineData("ALL", false)]
    [InlineData("all", false)]
    public void A_promotion_has_a_documented_event_in_its_spelling_or_one_of_the_brands_own(string name, bool isStorable) =>
        Assert.Equal(isStorable, EventNames.IsWellSpelled(name));

    /// <summary>Changes letter n to upper case if bit n of <paramref name="upperCaseBits"/> is set, otherwise to lower case.</summary>
    private static string WithCase(string name, int upperCaseBits) =>
        string.Concat(name.Select((letter, index) => ((upperCaseBits >> index) & 1) == 1 ? char.ToUpperInvariant(letter) : char.ToLowerInvariant(letter)));
}
