using FsCheck;
using FsCheck.Fluent;
using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

/// <summary>Laws of any sequence of steps of one customer.</summary>
[Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
public sealed class PromotionLifecyclePropertyTests
{
    private const int Times = 1000;

    private static readonly long Start = TestInstants.At("2026-03-01T00:00:00Z");

    private static Gen<Case> Cases =>
        from offer in Gen.Elements(PointsOfferType.Loyalty, PointsOfferType.LoyaltyEarning)
        from zone in Gen.Elements("UTC", "Europe/Berlin", "America/New_York")
        from enrolments in Gen.Choose(-1, 4)
        from issues in Gen.Choose(-1, 4)
        from enrolmentDays in Gen.Choose(-1, 12)
        from issueDays in Gen.Choose(-1, 12)
        from actions in Gen.Choose(0, 5).ListOf(20)
        from hours in Gen.Choose(0, 60).ListOf(20)
        select new Case(offer, zone, enrolments, issues, enrolmentDays, issueDays, [.. actions], [.. hours]);

    [Fact]
    public void Limits_order_expiries_and_ids_hold_after_every_step()
    {
        var (enrolled, issued, revoked) = (0, 0, 0);
        Law.Holds(
            Cases,
            given =>
            {
                var customer = given.NewCustomer();
                for (var index = 0; index < given.Actions.Count; index++)
                {
                    customer.Now += given.Hours[index] * (Instants.Day / 24);
                    var (before, entries) = (customer.Ids.Sequences, customer.Entries.Count);
                    var answer = Case.Take(customer, given.Actions[index]);
                    enrolled += answer is { Refusal: null, EnrolmentId: > 0, IssueId: 0, RevokedIssueIds: null } ? 1 : 0;
                    issued += answer.IssueId > 0 ? 1 : 0;
                    revoked += answer.RevokedIssueIds?.Count ?? 0;
                    if (answer.Refusal is not null)
                    {
                        Assert.Equal(entries, customer.Entries.Count);
                        Assert.Same(before, customer.Ids.Sequences);
                    }

                    AssertLaws(customer);
                }
            },
            Times);
        Assert.True(enrolled > 500 && issued > 500 && revoked > 200, $"{enrolled} enrolled, {issued} issued, {revoked} revoked");
    }

    [Fact]
    public void A_step_answers_the_same_after_the_state_was_loaded_again() => Law.Holds(
        Cases,
        given =>
        {
            var (one, other) = (given.NewCustomer(), given.NewCustomer());
            for (var index = 0; index < given.Actions.Count; index++)
            {
                one.Now = other.Now += given.Hours[index] * (Instants.Day / 24);
                other.Reload();
                var (expected, actual) = (Case.Take(one, given.Actions[index]), Case.Take(other, given.Actions[index]));
                Assert.Equal((expected.Refusal, expected.EnrolmentId, expected.IssueId), (actual.Refusal, actual.EnrolmentId, actual.IssueId));
                Assert.Equal(expected.RevokedIssueIds ?? [], actual.RevokedIssueIds ?? []);
            }
        },
        Times / 5);

    private static void AssertLaws(LifecycleCustomer customer)
    {
        var (promotion, timeline) = (customer.Promotion, customer.Timeline);
        if (promotion.PointsOfferType == PointsOfferType.LoyaltyEarning)
        {
            Assert.True(PromotionLimits.OnEnrolment(customer.Step) is not { } use || use.Used <= use.Limit, "more enrolments than the limit");
            Assert.True(timeline.Enrolments.Count(enrolment => enrolment.Issues.Count == 0) <= 1, "two enrolments without issues");
        }
        else
        {
            Assert.All(timeline.Enrolments, enrolment => Assert.Equal((enrolment.Entry.At, enrolment.Entry.EventId, enrolment.Entry.ExpiresAt), (enrolment.Issues.Single().Entry.At, enrolment.Issues.Single().Entry.EventId, enrolment.Issues.Single().Entry.ExpiresAt)));
        }

        Assert.DoesNotContain(PromotionLimits.OnIssue(customer.Step, UsageSums.Empty), use => use.Used > use.Limit);
        Assert.All(timeline.Enrolments, enrolment => Assert.All(enrolment.Issues, issue =>
            Assert.True(enrolment.Entry.Kind == UsageKind.Enrol && issue.Entry.ExpiresIn(promotion) <= enrolment.Entry.ExpiresIn(promotion), "an issue outlives its enrolment")));
        Assert.Equal(customer.Entries.Count, customer.Entries.Select(entry => entry.Id).Distinct().Count());
        Assert.Equal(NaiveUsage.Timeline(customer.Entries, promotion.Id, customer.Now).Count - 1, timeline.Enrolments.Count);
    }

    private sealed record Case(
        PointsOfferType Offer, string Zone, int Enrolments, int Issues, int EnrolmentDays, int IssueDays, IReadOnlyList<int> Actions, IReadOnlyList<int> Hours)
    {
        public LifecycleCustomer NewCustomer() => new(
            TestPromotions.Create(
                81400,
                offer: Offer,
                startsAt: Start,
                endsAt: Start + (30 * Instants.Day),
                restrictions: new(
                    [],
                    [new(RestrictionName.MaxNumberOfIssualsPerCustomer, Enrolments)],
                    [new(RestrictionName.MaxNumberOfEarnsPerCustomer, Issues)],
                    [new(RestrictionName.IssualPromotionExpiryBasedOn, EnrolmentDays, RestrictionType.Custom), new(RestrictionName.EarnPromotionExpiryBasedOn, IssueDays, RestrictionType.Custom)])),
            Start,
            TestInstants.Zone(Zone));

        public static LifecycleAnswer Take(LifecycleCustomer customer, int action) => action switch
        {
            0 => customer.Enrol(),
            1 or 2 => customer.Issue(),
            3 => customer.RevokeEnrolment(),
            4 => customer.RevokeIssues(customer.Timeline.Issues.Select(issue => issue.Entry.Id).Take(1).ToList() is [var first] ? [first] : null),
            _ => customer.Redeem(1500),
        };
    }
}
