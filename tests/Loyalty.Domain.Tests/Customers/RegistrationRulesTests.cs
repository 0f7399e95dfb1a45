using System.Diagnostics;
using System.Globalization;
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

    [Fact]
    public void Several_profiles_of_a_source_change_it_in_their_order_and_equal_profiles_of_a_document_stay()
    {
        var known = new Customer { Id = 1, OrgId = 1, Profiles = [Known("Asha", Channel("1")), Known("Other")] };

        var decided = Register(
            known,
            Profile(CustomerSource.Instore, Mobile) with { FirstName = "Mira", CommChannels = [Channel("1") with { Primary = true }, Channel("2")] },
            Profile(CustomerSource.Line, Mobile) with { LastName = "Walker" },
            Profile(CustomerSource.Instore) with { FirstName = "Noor", CommChannels = [Channel("2") with { Verified = true }, Channel("1") with { Primary = false }] },
            Profile(CustomerSource.Line) with { FirstName = "Mira" });

        var profiles = ((Customer)decided.Changes.Single().After!).Profiles;
        Assert.Equal(
            [(CustomerSource.Instore, "Noor", null), (CustomerSource.Instore, "Other", null), (CustomerSource.Line, "Mira", "Walker")],
            profiles.Select(profile => (profile.Source, profile.FirstName, profile.LastName)));
        Assert.Equal([Channel("1") with { Primary = false }, Channel("2") with { Verified = true }], profiles[0].CommChannels);
        Assert.Empty(profiles[1].CommChannels);
    }

    [Theory]
    [InlineData(CustomerBound.Profiles, CustomerBounds.MostProfiles)]
    [InlineData(CustomerBound.CommChannels, CustomerBounds.MostCommChannels)]
    [InlineData(CustomerBound.Fields, CustomerBounds.MostFields)]
    [InlineData(CustomerBound.ExtendedFields, CustomerBounds.MostFields)]
    public void A_customer_gets_as_much_as_the_bound_and_no_more(CustomerBound bound, int most)
    {
        var full = (Customer)Register(null, Parts(bound, 0, most)).Changes[0].After!;

        Assert.Equal((bound, 0), (Register(null, Parts(bound, 0, most + 1)).Answer.Exceeded, Register(null, Parts(bound, 0, most + 1)).Changes.Count));
        Assert.Single(Register(full, Parts(bound, 0, most)).Changes);
        Assert.Equal((bound, 0), (Register(full, Parts(bound, most, 1)).Answer.Exceeded, Register(full, Parts(bound, most, 1)).Changes.Count));
    }

    /// <summary>Every registration writes the whole row, so a customer must not grow with their number.</summary>
    [Fact]
    public void A_customer_grows_to_the_bound_of_the_size_and_no_further()
    {
        var customer = new Customer { Id = 1, OrgId = 1 };
        var text = new string('x', 100_000);
        var decided = Decided.Refused(new Registered(1, []));
        for (var number = 0; decided.Answer.Exceeded is null; number++)
        {
            Assert.InRange(customer.Weight, 0, CustomerBounds.LargestCustomer);
            decided = Register(customer, new Registration([Profile(CustomerSource.Instore, Mobile)], null, None, Fields(number, 1, text)));
            customer = decided.Changes.Select(change => change.After).OfType<Customer>().SingleOrDefault() ?? customer;
        }

        Assert.Equal((CustomerBound.Size, 0, 5), (decided.Answer.Exceeded, decided.Changes.Count, customer.ExtendedFields.Count));
        Assert.Single(Register(customer, new Registration([Profile(CustomerSource.Instore, Mobile)], null, None, Fields(0, 1, "shorter"))).Changes);
    }

    [Fact]
    public void A_larger_customer_of_a_document_is_changed_as_long_as_nothing_is_added()
    {
        var large = new Customer { Id = 1, OrgId = 1, Profiles = [CustomerProfile.Unknown], ExtendedFields = Fields(0, CustomerBounds.MostFields + 1, new string('x', 1000)) };

        Assert.Single(Register(large, new Registration([Profile(CustomerSource.Instore, Mobile)], null, None, Fields(7, 1, "short"))).Changes);
        Assert.Equal(CustomerBound.ExtendedFields, Register(large, Parts(CustomerBound.ExtendedFields, CustomerBounds.MostFields + 1, 1)).Answer.Exceeded);
        Assert.Equal(CustomerBound.Size, Register(large, Parts(CustomerBound.Fields, 0, 1)).Answer.Exceeded);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Ten_times_as_many_communication_channels_take_about_ten_times_as_long() => LinearTime.Assert(count => Time(Parts(CustomerBound.CommChannels, 0, count)));

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public void Ten_times_as_many_profiles_take_about_ten_times_as_long() => LinearTime.Assert(count => Time(Parts(CustomerBound.Profiles, 0, count)));

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

    private static CustomerProfile Known(string name, params CommChannel[] channels) => new(CustomerSource.Instore, "", name, null, channels);

    private static CommChannel Channel(string value) => new("line", value, null, null, null, null, null);

    /// <summary>A registration with a number of profiles, channels or fields.</summary>
    private static Registration Parts(CustomerBound bound, int first, int count)
    {
        IReadOnlyList<string> names = [.. Enumerable.Range(first, count).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        var profile = Profile(CustomerSource.Instore, Mobile);
        return new(
            bound == CustomerBound.Profiles ? [.. names.Select(name => profile with { AccountId = string.Equals(name, "0", StringComparison.Ordinal) ? "" : name })]
                : bound == CustomerBound.CommChannels ? [profile with { CommChannels = [.. names.Select(Channel)] }]
                : [profile],
            null,
            bound == CustomerBound.Fields ? Fields(first, count, "") : None,
            bound == CustomerBound.ExtendedFields ? Fields(first, count, "") : None);
    }

    private static Dictionary<string, string> Fields(int first, int count, string value) =>
        Enumerable.Range(first, count).ToDictionary(number => number.ToString(CultureInfo.InvariantCulture), _ => value, StringComparer.Ordinal);

    private static TimeSpan Time(Registration registration)
    {
        var known = new Customer { Id = 1, OrgId = 1 };
        var started = Stopwatch.GetTimestamp();
        Register(known, registration);
        return Stopwatch.GetElapsedTime(started);
    }

    private static Decided<Registered> Register(Customer known, params RegisteredProfile[] profiles) => Register(known, new Registration(profiles, null, None, None));

    /// <summary>Registers a customer who is known by any identifier, or a new one.</summary>
    private static Decided<Registered> Register(Customer? known, Registration registration) =>
        RegistrationRules.Register(1, registration, false, _ => known?.Id, _ => known!, Now, new FreshIds(Sequences.First));

    private static Decided<Registered> Register(FreshIds ids, Dictionary<IdentifierText, long> owners, params RegisteredProfile[] profiles) => RegistrationRules.Register(
        1,
        new Registration(profiles, null, None, None),
        false,
        identifier => owners.TryGetValue(identifier, out var owner) ? owner : null,
        id => new Customer { Id = id, OrgId = 1 },
        Now,
        ids);
}
