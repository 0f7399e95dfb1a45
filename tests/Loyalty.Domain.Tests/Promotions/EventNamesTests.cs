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
    public void Every_documented_spelling_finds_its_name(string spelling, string name)
    {
        Assert.Equal(name, EventNames.Find(spelling));
        Assert.Contains(name, EventNames.All);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.7")]
    public void A_name_is_found_in_any_case() => Law.Holds(
        from name in Gen.Elements(EventNames.All.AsEnumerable()) from upper in Gen.Choose(0, int.MaxValue) select (name, upper),
        given => Assert.Equal(given.name, EventNames.Find(Recased(given.name, given.upper))));

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 1.7")]
    public void No_two_names_differ_by_case_alone()
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
    public void Anything_else_is_no_event(string? text)
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

    /// <summary>The n-th letter in upper case where the n-th bit is set.</summary>
    private static string Recased(string name, int upper) =>
        string.Concat(name.Select((letter, place) => ((upper >> place) & 1) == 1 ? char.ToUpperInvariant(letter) : char.ToLowerInvariant(letter)));
}
