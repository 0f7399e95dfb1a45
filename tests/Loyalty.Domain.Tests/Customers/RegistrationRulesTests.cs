using Loyalty.Domain.Customers;

namespace Loyalty.Domain.Tests.Customers;

[Trait("Evidence", "inferred: docs/contract/events.md 2.13")]
public sealed class RegistrationRulesTests
{
    private const long Now = 1_930_000_000_000;

    private static readonly IdentifierText Mobile = new("mobile", "911");

    private static readonly IdentifierText Email = new("email", "a@example.com");

    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public void An_unknown_customer_gets_the_next_id_and_the_identifiers_in_their_order_once()
    {
        var decided = Register(new FreshIds(Sequences.Of(_ => 7)), [], Profile(CustomerSource.Instore, Email, Mobile), Profile(CustomerSource.Line, Mobile));

        Assert.Equal((7, 0), (decided.Answer.CustomerId, decided.Answer.Warnings.Count));
        Assert.All(decided.Changes, change => Assert.Null(change.Before));
        var customer = Assert.Single(decided.Changes.Select(change => change.After).OfType<Customer>());
        Assert.Equal([CustomerSource.Instore, CustomerSource.Line], customer.Profiles.Select(profile => profile.Source));
        Assert.Equal(new LoyaltyInfo(LoyaltyType.Loyalty, 0, new CustomerAttribution(Now, Now, -1, -1)), customer.LoyaltyInfo);
        Assert.Equal(
            [("email", 0, 7L), ("mobile", 1, 7L)],
            decided.Changes.Select(change => change.After).OfType<CustomerIdentifier>().Select(row => (row.Name, row.Position, row.CustomerId)));
    }

    [Fact]
    public void A_known_customer_is_changed_uses_no_id_and_keeps_the_identifiers()
    {
        var ids = new FreshIds(Sequences.Of(_ => 7));

        var decided = Register(ids, new() { [Mobile] = 1 }, Profile(CustomerSource.Instore, Email, Mobile) with { FirstName = "Mira" });

        var change = Assert.Single(decided.Changes);
        Assert.Equal((1, 7, 0), (decided.Answer.CustomerId, ids.Sequences.Next(IdKind.Customer), decided.Answer.Warnings.Count));
        Assert.Equal("Mira", ((Customer)change.After!).Profiles.Single().FirstName);
        Assert.Null(((Customer)change.After).LoyaltyInfo!.Attribution);
    }

    [Fact]
    public void The_first_of_several_customers_is_changed_and_the_conflict_is_answered()
    {
        var decided = Register(new FreshIds(Sequences.First), new() { [Mobile] = 1, [Email] = 2 }, Profile(CustomerSource.Instore, Email, Mobile));

        Assert.Equal(2, decided.Answer.CustomerId);
        Assert.Equal([RegistrationWarning.Conflict], decided.Answer.Warnings);
    }

    [Theory]
    [InlineData(CustomerSource.Instore, "", false)]
    [InlineData(CustomerSource.Instore, "account", true)]
    [InlineData(CustomerSource.Website, "", true)]
    public void A_profile_of_another_source_or_account_is_added(CustomerSource source, string account, bool isNew)
    {
        var decided = Register(new FreshIds(Sequences.First), new() { [Mobile] = 1 }, Profile(source, Mobile) with { AccountId = account });

        Assert.Equal(isNew ? [RegistrationWarning.Combined] : [], decided.Answer.Warnings);
        Assert.Equal(isNew ? 2 : 1, ((Customer)decided.Changes.Single().After!).Profiles.Count);
    }

    [Theory]
    [InlineData("mobile", "919000000001", true)]
    [InlineData("mobile", "+919000000001", true)]
    [InlineData("mobile", "12345678901234567890", true)]
    [InlineData("mobile", "123456789012345678901", false)]
    [InlineData("mobile", "+", false)]
    [InlineData("mobile", "", false)]
    [InlineData("mobile", "91 1", false)]
    [InlineData("mobile", "٩١", false)]
    [InlineData("email", "a@b", true)]
    [InlineData("email", "a@", false)]
    [InlineData("email", "@b", false)]
    [InlineData("email", "a@b@c", false)]
    [InlineData("email", "a b@c", false)]
    [InlineData("externalId", "a b", true)]
    [InlineData("externalId", "", false)]
    public void Mobile_numbers_and_email_addresses_have_a_form(string name, string value, bool isValid) => Assert.Equal(isValid, new IdentifierText(name, value).IsValid);

    private static RegisteredProfile Profile(CustomerSource source, params IdentifierText[] identifiers) => new(source, "", null, null, identifiers, []);

    private static Decided<Registered> Register(FreshIds ids, Dictionary<IdentifierText, long> owners, params RegisteredProfile[] profiles) => RegistrationRules.Register(
        1,
        new Registration(profiles, null, None, None),
        false,
        identifier => owners.TryGetValue(identifier, out var owner) ? owner : null,
        id => new Customer { Id = id, OrgId = 1 },
        Now,
        ids);
}
