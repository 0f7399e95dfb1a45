using Loyalty.Domain.Promotions;
using static Loyalty.Domain.Tests.TestInstants;

namespace Loyalty.Domain.Tests.Promotions;

public sealed class PromotionLifecycleTests
{
    private static readonly long Start = At("2031-03-01T00:00:00Z");
    private static readonly long End = At("2031-03-31T23:59:59Z");
    private static readonly long Now = At("2031-03-05T12:41:55Z");

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    public void An_issue_needs_an_enrolment_for_enrol_and_issue()
    {
        var customer = Customer(PointsOfferType.LoyaltyEarning);

        Assert.Equal(LifecycleRefusal.NotEnrolled, customer.Issue().Refusal);
        Assert.Equal(new LifecycleAnswer(null, 901), customer.Enrol());
        Assert.Equal(new LifecycleAnswer(null, 901, 902), customer.Issue());
        Assert.Equal([(901L, 77001L, (long?)null), (902, 77002, 901)], customer.Entries.Select(entry => (entry.Id, entry.EventId!.Value, entry.EnrolId)));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    public void Enrolling_again_replaces_the_active_enrolment_and_starts_a_new_expiry()
    {
        var customer = Customer(PointsOfferType.LoyaltyEarning, enrolments: 2, issues: 2, expiry: [Days(RestrictionName.IssualPromotionExpiryBasedOn, 10)]);
        customer.Enrol();
        customer.Now += Instants.Day;
        customer.Enrol();

        var enrolment = Assert.Single(customer.Timeline.Enrolments).Entry;
        Assert.Equal((902L, Now + (11 * Instants.Day)), (enrolment.Id, enrolment.ExpiresAt!.Value));
        Assert.Equal(902, customer.Issue().EnrolmentId);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.3")]
    public void A_replaced_enrolment_keeps_its_issues()
    {
        var customer = Customer(PointsOfferType.LoyaltyEarning, enrolments: 2, issues: 2);
        customer.Enrol();
        customer.Issue();
        customer.Now++;
        customer.Enrol();

        Assert.Equal([(901L, 1), (903, 0)], customer.Timeline.Enrolments.Select(enrolment => (enrolment.Entry.Id, enrolment.Issues.Count)));
        Assert.Equal(903, customer.Timeline.Current!.Id);
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    [InlineData(null, 1)]
    [InlineData(1L, 1)]
    [InlineData(3L, 3)]
    [InlineData(-1L, 5)]
    public void A_customer_is_enrolled_and_issued_up_to_the_limits_which_are_one_by_default(long? limit, int expected)
    {
        var customer = Customer(PointsOfferType.LoyaltyEarning, enrolments: limit, issues: limit);

        Assert.Equal(expected, Enumerable.Range(0, 5).Count(_ => customer.Enrol().Refusal is null));
        Assert.Equal(expected, Enumerable.Range(0, 5).Count(_ => customer.Issue().Refusal is null));
        Assert.Equal(expected < 5 ? LifecycleRefusal.LimitReached : null, customer.Issue().Refusal);
    }

    [Theory]
    [Trait("Evidence", "observed: docs/contract/promotions.md 1.3")]
    [InlineData(2L, null, 2)]
    [InlineData(null, 2L, 2)]
    [InlineData(3L, 2L, 2)]
    [InlineData(2L, -1L, 2)]
    [InlineData(null, null, 1)]
    [InlineData(-1L, null, 4)]
    public void Direct_issues_count_toward_the_limits_of_enrolments_and_of_issues(long? enrolments, long? issues, int expected)
    {
        var customer = Customer(PointsOfferType.Loyalty, enrolments, issues);

        Assert.Equal(expected, Enumerable.Range(0, 4).Count(_ => customer.Issue().Refusal is null));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.4")]
    public void The_issues_of_all_customers_count_toward_the_limit_of_the_promotion()
    {
        var customer = Customer(PointsOfferType.Loyalty, issues: 5, more: [new(RestrictionName.MaxNumberOfEarnPerPromotion, 3)]);

        Assert.Null(customer.Issue(UsageSums.Empty.With(Now, new(2, 0)).With(Now + 1, new(1, 0))).Refusal);
        Assert.Equal(LifecycleRefusal.LimitReached, customer.Issue(UsageSums.Empty.With(Now, new(3, 0))).Refusal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.6")]
    public void What_was_revoked_does_not_count_toward_a_limit()
    {
        var customer = Customer(PointsOfferType.LoyaltyEarning);
        customer.Enrol();
        customer.Issue();
        Assert.Null(customer.RevokeIssues(null).Refusal);
        Assert.Null(customer.RevokeEnrolment().Refusal);

        Assert.Null(customer.Enrol().Refusal);
        Assert.Null(customer.Issue().Refusal);
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    [InlineData("2031-04-01T08:00:00Z", 10, "2031-04-11T08:00:00Z", "UTC")]
    [InlineData("2031-04-03T08:00:00Z", 10, "2031-04-13T08:00:00Z", "UTC")]
    [InlineData("2031-03-29T08:00:00+01:00", 1, "2031-03-30T08:00:00+02:00", "Europe/Berlin")]
    [InlineData("2031-03-29T23:30:00Z", 1, "2031-03-30T22:30:00Z", "Europe/Berlin")]
    public void An_expiry_in_days_keeps_the_local_time(string now, int days, string expected, string zone)
    {
        var promotion = TestPromotions.Create(81400, offer: PointsOfferType.LoyaltyEarning, endsAt: At("2032-01-01T00:00:00Z"), restrictions: Limits(1, 1, [Days(RestrictionName.IssualPromotionExpiryBasedOn, days)]));
        var customer = new LifecycleCustomer(promotion, At(now), Zone(zone));
        customer.Enrol();

        Assert.Equal(Print(At(expected)), Print(customer.Timeline.Current!.ExpiresAt!.Value));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    public void Without_a_number_of_days_an_enrolment_expires_with_the_promotion()
    {
        var customer = Customer(PointsOfferType.LoyaltyEarning, expiry: [new(RestrictionName.IssualPromotionExpiryBasedOn, 10, RestrictionType.Promotion)]);
        customer.Enrol();

        Assert.Equal(End, customer.Timeline.Current!.ExpiresIn(customer.Promotion));
        customer.Promotion = customer.Promotion with { EndsAt = End + Instants.Day };
        Assert.Equal(End + Instants.Day, customer.Timeline.Current!.ExpiresIn(customer.Promotion));
    }

    [Theory]
    [Trait("Evidence", "observed: docs/contract/promotions.md 1.3")]
    [InlineData(5, 5, 5)]
    [InlineData(5, 3, 3)]
    [InlineData(5, null, 5)]
    [InlineData(null, 3, 3)]
    public void An_issue_never_expires_after_its_enrolment(int? enrolmentDays, int? issueDays, int expected)
    {
        Restriction[] expiry =
        [
            .. enrolmentDays is { } days ? new[] { Days(RestrictionName.IssualPromotionExpiryBasedOn, days) } : [],
            .. issueDays is { } own ? new[] { Days(RestrictionName.EarnPromotionExpiryBasedOn, own) } : [],
        ];
        var customer = Customer(PointsOfferType.LoyaltyEarning, expiry: expiry);
        customer.Enrol();
        var issuedAt = customer.Now += 138_000;
        customer.Issue();

        var expiresAt = (expected == issueDays && issueDays != enrolmentDays ? issuedAt : Now) + (expected * Instants.Day);
        Assert.Equal(Print(expiresAt), Print(Assert.Single(customer.Timeline.Issues).Entry.ExpiresIn(customer.Promotion)));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    public void An_expired_enrolment_cannot_be_issued_and_is_replaced_by_a_new_one()
    {
        var customer = Customer(PointsOfferType.LoyaltyEarning, enrolments: 2, expiry: [Days(RestrictionName.IssualPromotionExpiryBasedOn, 1)]);
        customer.Enrol();
        customer.Now += Instants.Day;
        Assert.NotNull(customer.Timeline.Active(customer.Promotion, customer.Now));
        customer.Now++;

        Assert.Equal(LifecycleRefusal.NotEnrolled, customer.Issue().Refusal);
        Assert.Null(customer.Enrol().Refusal);
        Assert.Null(customer.Issue().Refusal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    public void Offer_types_have_only_their_own_steps()
    {
        var (direct, generic) = (Customer(PointsOfferType.Loyalty), Customer(PointsOfferType.Generic));

        Assert.Equal(LifecycleRefusal.NotSupported, direct.Enrol().Refusal);
        Assert.Equal(LifecycleRefusal.NotSupported, direct.RevokeEnrolment().Refusal);
        Assert.All(new[] { generic.Enrol(), generic.Issue(), generic.RevokeEnrolment(), generic.RevokeIssues(null) }, answer => Assert.Equal(LifecycleRefusal.NotSupported, answer.Refusal));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    public void A_direct_issue_has_an_enrolment_of_its_own_with_the_same_date_event_and_expiry()
    {
        var customer = Customer(PointsOfferType.Loyalty, expiry: [Days(RestrictionName.EarnPromotionExpiryBasedOn, 3)]);

        Assert.Equal(new LifecycleAnswer(null, 901, 902), customer.Issue());
        var enrolment = Assert.Single(customer.Timeline.Enrolments);
        var issue = Assert.Single(enrolment.Issues).Entry;
        Assert.Equal((Now, 77001L, Now + (3 * Instants.Day)), (enrolment.Entry.At, enrolment.Entry.EventId!.Value, enrolment.Entry.ExpiresAt!.Value));
        Assert.Equal((enrolment.Entry.At, enrolment.Entry.EventId, enrolment.Entry.ExpiresAt), (issue.At, issue.EventId, issue.ExpiresAt));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    public void Issues_are_revoked_before_their_enrolment()
    {
        var customer = Customer(PointsOfferType.LoyaltyEarning, issues: 2);
        Assert.Equal(LifecycleRefusal.NotEnrolled, customer.RevokeEnrolment().Refusal);
        Assert.Equal(LifecycleRefusal.NoOpenIssue, customer.RevokeIssues(null).Refusal);
        customer.Enrol();
        customer.Issue();
        customer.Issue();

        Assert.Equal(LifecycleRefusal.IssuesFirst, customer.RevokeEnrolment().Refusal);
        Assert.Equal([902L, 903], customer.RevokeIssues(null).RevokedIssueIds!);
        Assert.Equal(901, customer.RevokeEnrolment().EnrolmentId);
        Assert.Equal(PromotionTimeline.Empty.Enrolments, customer.Timeline.Enrolments);
        Assert.Equal(0, customer.Step.Count(UsageKind.Enrol) + customer.Step.Count(UsageKind.Issue));
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    [InlineData(904)]
    [InlineData(901)]
    [InlineData(902)]
    public void Unknown_and_revoked_issues_are_refused_and_then_none_is_revoked(long unknown)
    {
        var customer = Customer(PointsOfferType.LoyaltyEarning, issues: 2);
        customer.Enrol();
        customer.Issue();
        customer.Issue();
        Assert.Equal([902L], customer.RevokeIssues(902L).RevokedIssueIds!);

        Assert.Equal(LifecycleRefusal.UnknownIssue, customer.RevokeIssues(903L, unknown).Refusal);
        Assert.Equal(LifecycleRefusal.UnknownIssue, customer.RevokeIssues([]).Refusal);
        Assert.Equal([903L], customer.RevokeIssues(903L, 903L).RevokedIssueIds!);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.3")]
    public void A_revoked_direct_issue_takes_its_enrolment_with_it()
    {
        var customer = Customer(PointsOfferType.Loyalty, issues: 2);
        customer.Issue();
        customer.Issue();

        Assert.Equal([902L], customer.RevokeIssues(902L).RevokedIssueIds!);
        Assert.Equal([903L], customer.Timeline.Enrolments.Select(enrolment => enrolment.Entry.Id));
        Assert.Equal([902L, 901], customer.Entries.Skip(4).Select(entry => entry.ReversesId!.Value));
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    [InlineData(false, "2031-03-05T00:00:00Z", true)]
    [InlineData(true, "2031-02-28T23:59:59Z", false)]
    [InlineData(true, "2031-04-01T00:00:00Z", false)]
    public void A_promotion_that_is_off_or_does_not_run_gives_nothing_and_one_that_is_off_revokes_nothing(bool active, string now, bool refusesRevocations)
    {
        var customer = Customer(PointsOfferType.LoyaltyEarning);
        customer.Enrol();
        customer.Promotion = customer.Promotion with { Active = active };
        customer.Now = At(now);

        Assert.Equal(LifecycleRefusal.Inactive, customer.Enrol().Refusal);
        Assert.Equal(LifecycleRefusal.Inactive, customer.Issue().Refusal);
        Assert.Equal(refusesRevocations, customer.RevokeEnrolment().Refusal == LifecycleRefusal.Inactive);
        Assert.Equal(refusesRevocations, customer.RevokeIssues(null).Refusal == LifecycleRefusal.Inactive);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    public void A_redemption_belongs_to_the_latest_open_issue()
    {
        var customer = Customer(PointsOfferType.LoyaltyEarning, issues: 2);
        Assert.Equal(LifecycleRefusal.NoOpenIssue, customer.Redeem(500).Refusal);
        customer.Enrol();
        Assert.Equal(LifecycleRefusal.NoOpenIssue, customer.Redeem(500).Refusal);
        customer.Issue();
        customer.Now++;
        customer.Issue();

        Assert.Equal(903, customer.Redeem(500).IssueId);
        customer.RevokeIssues(903L);
        Assert.Equal(902, customer.Redeem(700).IssueId);
        Assert.Equal([(902L, 1L)], customer.Timeline.Issues.Select(issue => (issue.Entry.Id, issue.RedeemedCount)));
        Assert.Equal(new(2, 1200), customer.Step.Usage!.Sum(UsageKind.Redeem, null, customer.Step.Windows));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    public void A_redemption_of_the_past_belongs_to_the_issue_that_was_open_then()
    {
        var customer = Customer(PointsOfferType.Loyalty, issues: 2, expiry: [Days(RestrictionName.EarnPromotionExpiryBasedOn, 2)]);
        customer.Issue();
        customer.Now += 5 * Instants.Day;
        customer.Issue();

        Assert.Equal(902, customer.Redeem(500, Now + (2 * Instants.Day)).IssueId);
        Assert.Equal(LifecycleRefusal.NoOpenIssue, customer.Redeem(500, Now + (2 * Instants.Day) + 1).Refusal);
        Assert.Equal(LifecycleRefusal.NoOpenIssue, customer.Redeem(500, Now - 1).Refusal);
        Assert.Equal(904, customer.Redeem(500).IssueId);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    public void A_promotion_without_issue_is_redeemed_directly()
    {
        var customer = Customer(PointsOfferType.Generic);

        Assert.Equal(new LifecycleAnswer(null), customer.Redeem(500));
        Assert.Null(Assert.Single(customer.Entries).IssueId);
    }

    private static LifecycleCustomer Customer(
        PointsOfferType offer, long? enrolments = null, long? issues = null, IReadOnlyList<Restriction>? expiry = null, IReadOnlyList<Restriction>? more = null) =>
        new(TestPromotions.Create(81400, offer: offer, startsAt: Start, endsAt: End, restrictions: Limits(enrolments, issues, expiry, more)), Now);

    private static Restrictions Limits(long? enrolments, long? issues, IReadOnlyList<Restriction>? expiry, IReadOnlyList<Restriction>? more = null) => new(
        [],
        enrolments is { } limit ? [new(RestrictionName.MaxNumberOfIssualsPerCustomer, limit)] : [],
        [.. issues is { } count ? new Restriction[] { new(RestrictionName.MaxNumberOfEarnsPerCustomer, count) } : [], .. more ?? []],
        expiry ?? []);

    private static Restriction Days(RestrictionName name, int days) => new(name, days, RestrictionType.Custom);
}
