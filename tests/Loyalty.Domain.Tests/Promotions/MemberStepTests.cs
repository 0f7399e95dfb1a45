using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using static Loyalty.Domain.Tests.TestInstants;

namespace Loyalty.Domain.Tests.Promotions;

/// <summary>Enrolment, opt-in and revocation of members of v3.</summary>
public sealed class MemberStepTests
{
    private static readonly long Start = At("2031-03-01T00:00:00Z");
    private static readonly long End = At("2031-03-31T23:59:59Z");
    private static readonly long Now = At("2031-03-05T12:00:00Z");

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-17")]
    public void Enrol_and_opt_in_are_two_steps_for_enrol_and_issue_and_one_for_direct_issue()
    {
        var (member, direct) = (new Member(PointsOfferType.LoyaltyEarning), new Member(PointsOfferType.Loyalty));

        Assert.Equal(new MemberAnswer(null), member.OptIn());
        Assert.Equal(new MemberAnswer(null, 901), member.Enrol());
        Assert.Equal(new MemberAnswer(null, 901, 902), member.OptIn());
        Assert.Equal(new MemberAnswer(null, 901, 902), direct.Enrol());
        Assert.Equal(MemberRefusal.OptInNotSupported, direct.OptIn().Refusal);
        Assert.Equal(MemberRefusal.GenericNotEligible, new Member(PointsOfferType.Generic).Enrol().Refusal);
        Assert.Equal(MemberRefusal.GenericNotEligible, new Member(PointsOfferType.Generic).OptIn().Refusal);
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-18")]
    [InlineData(PointsOfferType.Loyalty)]
    [InlineData(PointsOfferType.LoyaltyEarning)]
    public void When_the_limits_are_used_up_the_answer_has_no_ids_and_no_id_is_taken(PointsOfferType offer)
    {
        var member = new Member(offer);
        member.Enrol();
        var entries = member.Entries.Count;

        Assert.Equal(new MemberAnswer(null), member.Enrol());
        Assert.Equal(entries, member.Entries.Count);
        Assert.Equal(901 + entries, member.Ids.Sequences.Next(IdKind.UsageEntry));
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    [InlineData("2031-02-28T23:59:59Z", true)]
    [InlineData("2031-04-01T00:00:00Z", true)]
    [InlineData("2031-03-05T12:00:00Z", false)]
    public void Nobody_takes_part_in_a_promotion_that_does_not_run(string now, bool active)
    {
        var member = new Member(PointsOfferType.LoyaltyEarning) { Now = At(now) };
        member.Promotion = member.Promotion with { Active = active };

        Assert.Equal(MemberRefusal.Inactive, member.Enrol().Refusal);
        Assert.Equal(MemberRefusal.Inactive, member.OptIn().Refusal);
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    [InlineData(-1, MemberRefusal.WindowNotOpen)]
    [InlineData(0, null)]
    [InlineData(10, null)]
    [InlineData(11, MemberRefusal.WindowClosed)]
    public void The_window_includes_both_its_ends(int seconds, MemberRefusal? expected)
    {
        var member = new Member(PointsOfferType.LoyaltyEarning);
        member.Enrol();
        member.Now += 100_000 + (seconds * 1000);

        Assert.Equal(expected, member.OptIn(new OptInWindow(Now + 100_000, Now + 110_000)).Refusal);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-17")]
    public void The_date_of_an_opt_in_counts_for_its_window_and_expiry_and_the_limits_are_those_of_now()
    {
        var member = new Member(PointsOfferType.LoyaltyEarning, [new(RestrictionName.EarnPromotionExpiryBasedOn, 3, RestrictionType.Custom)]);
        member.Enrol();
        member.Now += Instants.Day;
        member.DatedAt = Now + 1000;

        Assert.Equal(new MemberAnswer(null, 901, 902), member.OptIn(new OptInWindow(Now, Now + 1000)));
        var optIn = member.Entries[^1];
        Assert.Equal((Now + 1000, Now + Instants.Day, Now + 1000 + (3 * Instants.Day)), (optIn.At, optIn.ProcessedAt!.Value, optIn.ExpiresAt!.Value));
        Assert.Equal(new MemberAnswer(null), member.OptIn());
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-17")]
    public void An_opt_in_is_neither_dated_before_its_enrolment_nor_before_the_promotion()
    {
        var member = new Member(PointsOfferType.LoyaltyEarning);
        member.Enrol();
        member.DatedAt = Now - 1;
        Assert.Equal(new MemberAnswer(null), member.OptIn());
        member.DatedAt = Start - 1;
        Assert.Equal(MemberRefusal.Inactive, member.OptIn().Refusal);
        member.DatedAt = Now;

        Assert.Equal(new MemberAnswer(null, 901, 902), member.OptIn());
        Assert.Null(member.Entries[^1].ProcessedAt);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-17")]
    public void A_date_dates_a_direct_issue_but_not_an_enrolment()
    {
        var (member, direct) = (new Member(PointsOfferType.LoyaltyEarning) { DatedAt = Start }, new Member(PointsOfferType.Loyalty) { DatedAt = Start });
        member.Enrol();
        direct.Enrol();

        Assert.Equal([(Now, null)], member.Entries.Select(entry => (entry.At, entry.ProcessedAt)));
        Assert.Equal([(Start, (long?)Now), (Start, Now)], direct.Entries.Select(entry => (entry.At, entry.ProcessedAt)));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    public void Opt_ins_are_revoked_before_their_enrolment()
    {
        var member = new Member(PointsOfferType.LoyaltyEarning);
        Assert.Equal(RevocationRefusal.NoActiveEnrolment, member.Revoke(RevokeAction.RevokeEnroll).Refusal);
        Assert.Equal(RevocationRefusal.NoOptIn, member.Revoke(RevokeAction.RevokeOptin).Refusal);
        member.Enrol();
        member.OptIn();

        Assert.Equal(RevocationRefusal.OptInsFirst, member.Revoke(RevokeAction.RevokeEnroll, 901).Refusal);
        Assert.Equal(RevocationRefusal.UnknownOptIn, member.Revoke(RevokeAction.RevokeOptin, 901).Refusal);
        Assert.Equal([902L], member.Revoke(RevokeAction.RevokeOptin, 902, 902).OptInIds);
        Assert.Equal(RevocationRefusal.NoActiveEnrolment, member.Revoke(RevokeAction.RevokeEnroll, 901, 902).Refusal);
        Assert.Equal([901L], member.Revoke(RevokeAction.RevokeEnroll, 901, 901).EnrolmentIds);
        Assert.Empty(member.Timeline.Enrolments);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.3")]
    public void Of_a_direct_issue_either_id_revokes_both()
    {
        var member = new Member(PointsOfferType.Loyalty, limit: 3);
        member.Enrol();
        member.Enrol();
        member.Enrol();

        Assert.Equal(RevocationRefusal.NoActiveEnrolment, member.Revoke(RevokeAction.RevokeEnroll, 901, 902).Refusal);
        Assert.Equal([901L], member.Revoke(RevokeAction.RevokeEnroll, 901).EnrolmentIds);
        Assert.Equal([904L], member.Revoke(RevokeAction.RevokeOptin, 904).OptInIds);
        Assert.Equal([905L], member.Revoke(RevokeAction.RevokeEnroll).EnrolmentIds);
        Assert.Empty(member.Timeline.Enrolments);
        Assert.Equal(RevocationRefusal.NoActiveEnrolment, member.Revoke(RevokeAction.RevokeEnroll).Refusal);
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.18")]
    [InlineData(UnifiedStatus.Active, true, null)]
    [InlineData(UnifiedStatus.Paused, false, null)]
    [InlineData(null, false, null)]
    [InlineData(UnifiedStatus.Stopped, false, RevocationRefusal.Stopped)]
    public void A_paused_promotion_is_revoked_a_stopped_one_is_not(UnifiedStatus? status, bool active, RevocationRefusal? expected)
    {
        var member = new Member(PointsOfferType.LoyaltyEarning) { Status = status };
        member.Enrol();
        member.Promotion = member.Promotion with { Active = active };

        var answer = member.Revoke(RevokeAction.RevokeEnroll);

        Assert.Equal((expected, expected is not null), (answer.Refusal, answer.IsRequestRefused));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.18")]
    public void What_lasts_longer_than_the_promotion_is_revoked_after_its_end()
    {
        var member = new Member(PointsOfferType.LoyaltyEarning, [new(RestrictionName.IssualPromotionExpiryBasedOn, 40, RestrictionType.Custom)]);
        member.Enrol();
        member.Now = End + Instants.Day;

        Assert.Equal([901L], member.Revoke(RevokeAction.RevokeEnroll).EnrolmentIds);
        Assert.Equal(RevocationRefusal.NotApplicable, new Member(PointsOfferType.Generic).Revoke(RevokeAction.RevokeOptin).Refusal);
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-20")]
    [InlineData(5, 5)]
    [InlineData(-5, 0)]
    public void A_revocation_has_the_date_of_the_opt_out_but_is_never_before_the_enrolment(int minutes, int expected)
    {
        var member = new Member(PointsOfferType.LoyaltyEarning);
        member.Enrol();
        member.Now += Instants.Day;
        member.DatedAt = Now + (minutes * 60_000);
        member.Revoke(RevokeAction.RevokeEnroll);

        Assert.Equal(Now + (expected * 60_000), member.Entries[^1].At);
        Assert.Null(member.Timeline.Current);
    }

    /// <summary>A member who takes part in one promotion, with the ledger that this leaves.</summary>
    private sealed class Member(PointsOfferType offer, IReadOnlyList<Restriction>? expiry = null, int limit = 1)
    {
        public FreshIds Ids { get; private set; } = new(Sequences.Of(_ => 901));

        public long Now { get; set; } = MemberStepTests.Now;

        public long? DatedAt { get; set; }

        public UnifiedStatus? Status { get; init; }

        public Promotion Promotion { get; set; } = TestPromotions.Create(
            81400,
            offer: offer,
            startsAt: Start,
            endsAt: End,
            restrictions: new([], [new(RestrictionName.MaxNumberOfIssualsPerCustomer, limit)], [new(RestrictionName.MaxNumberOfEarnsPerCustomer, limit)], expiry ?? []));

        public List<UsageEntry> Entries { get; } = [];

        public PromotionTimeline Timeline => Step.Timeline;

        private PromotionStep Step => new(Promotion, 5001, Ledger.StateOf(Entries, Now).UsageOf(Promotion.Id), new UsageWindows(Now, TimeZoneInfo.Utc), TimeZoneInfo.Utc, DatedAt);

        public MemberAnswer Enrol() => Take(MemberEnrolment.Enrol(Step, UsageSums.Empty, TargetCatalog.Of([], [], []), CustomerTargets.Of(90001, 5001, [], []), Ids));

        public MemberAnswer OptIn(OptInWindow? window = null) => Take(MemberEnrolment.OptIn(Step, UsageSums.Empty, window, Ids));

        public RevocationAnswer Revoke(RevokeAction action, params IReadOnlyList<long> ids) => Take(MemberRevocation.Revoke(Step, Status, action, ids.Count == 0 ? null : ids, Ids));

        private T Take<T>(Decided<T> decided)
        {
            Entries.AddRange(decided.Changes.Select(change => Assert.IsType<UsageEntry>(change.After)));
            return decided.Answer;
        }
    }
}
