using Loyalty.Domain.Targets;
using static Loyalty.Domain.Tests.Targets.EnrolmentCase;

namespace Loyalty.Domain.Tests.Targets;

public sealed class EnrolmentRulesTests
{
    private static readonly CustomerTargets Nobody = CustomerTargets.Of(OrgId, CustomerId, [], []);

    /// <summary>The quarters of 2031 without the second one's May; the last one is switched off.</summary>
    private static readonly Period[] Quarters =
    [
        Period(41, new(2031, 1, 1), new(2031, 3, 31)), Period(42, new(2031, 4, 1), new(2031, 4, 30)), Period(43, new(2031, 7, 1), new(2031, 9, 30)),
        Period(44, new(2031, 10, 1), new(2031, 12, 31), active: false),
    ];

    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 44")]
    [InlineData("2030-12-31", 41)]
    [InlineData("2031-01-01", 41)]
    [InlineData("2031-03-31", 41)]
    [InlineData("2031-04-01", 42)]
    [InlineData("2031-05-01", 43)]
    [InlineData("2031-09-30", 43)]
    public void Without_a_name_the_current_period_is_the_first_or_else_the_next(string day, long first)
    {
        var (refusal, after, _) = On(day).Enrol();

        Assert.Null(refusal);
        var enrolment = Assert.Single(after.Enrolments);
        Assert.Equal((first, (long?)null), (enrolment.FirstPeriodId, enrolment.LastPeriodId));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 44")]
    public void Without_a_current_or_next_period_the_request_is_refused()
    {
        Assert.Equal(EnrolmentRefusal.UnknownPeriod, On("2031-10-01").Enrol().Refusal);
        Assert.Equal(EnrolmentRefusal.UnknownPeriod, On("2031-10-01", Nobody, TrackingType.Streaks).Enrol().Refusal);
        Assert.Equal(EnrolmentRefusal.UnknownPeriod, On("2031-10-01", Enrolled(Enrolment(71, 43))).Unenrol().Refusal);
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.18")]
    [InlineData("P41", 41)]
    [InlineData("P43", 43)]
    public void A_named_period_is_the_first_also_if_it_is_past_or_later(string name, long first) =>
        Assert.Equal(first, Assert.Single((On("2031-04-10") with { Request = Request(name) }).Enrol().After.Enrolments).FirstPeriodId);

    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.18, 310019")]
    [InlineData("P44")]
    [InlineData("P45")]
    [InlineData("p41")]
    [InlineData("")]
    public void A_name_that_no_active_period_has_is_refused(string name) =>
        Assert.Equal(EnrolmentRefusal.UnknownPeriod, (On("2031-04-10") with { Request = Request(name) }).Enrol().Refusal);

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 45")]
    public void One_enrolment_includes_all_later_periods()
    {
        var given = On("2031-04-10");
        var (_, after, _) = given.Enrol();

        Assert.Equal([42L, 43L, 44L], given.Covered(after, 51));
        Assert.Empty(given.Covered(after, 52));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 3, row 45")]
    public void An_enrolment_replaces_enrolments_that_begin_later()
    {
        var given = On("2031-02-01", Enrolled(Enrolment(71, 42, 42), Enrolment(72, 43), Enrolment(73, 42, target: 52)));
        var (refusal, after, _) = given.Enrol();

        Assert.Null(refusal);
        Assert.Equal([FirstEnrolmentId, 73L], after.Enrolments.Select(enrolment => enrolment.Id));
        Assert.Equal([41L, 42L, 43L, 44L], given.Covered(after, 51));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.18")]
    public void A_new_enrolment_belongs_to_the_customer_and_is_an_import_of_now()
    {
        var given = On("2031-02-01");
        var enrolment = Assert.Single(given.Enrol().After.Enrolments);

        Assert.Equal(
            (FirstEnrolmentId, OrgId, CustomerId, 51L, EnrolmentMethod.Import, given.Now),
            (enrolment.Id, enrolment.OrgId, enrolment.CustomerId, enrolment.TargetId, enrolment.Method, enrolment.EnrolledAt));
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.18, 310119")]
    [InlineData(41, null)]
    [InlineData(42, null)]
    [InlineData(41, 42L)]
    [InlineData(42, 43L)]
    public void A_customer_who_is_enrolled_in_the_period_is_refused(long first, long? last) =>
        Assert.Equal(EnrolmentRefusal.AlreadyEnrolled, On("2031-04-10", Enrolled(Enrolment(71, first, last))).Enrol().Refusal);

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 1.8")]
    public void A_customer_whose_enrolment_ended_before_the_period_is_enrolled_again_and_the_earlier_enrolment_stays()
    {
        var earlier = Enrolment(71, 41, 41);
        var (refusal, after, _) = On("2031-04-10", Enrolled(earlier)).Enrol();

        Assert.Null(refusal);
        Assert.Contains(earlier, after.Enrolments);
        Assert.Equal(2, after.Enrolments.Count);
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.8")]
    [InlineData(null, 2_500_000L)]
    [InlineData(0L, 0L)]
    [InlineData(7_250_000L, 7_250_000L)]
    public void A_repeated_enrolment_resumes_resets_or_replaces_the_achieved_value_of_its_first_period(long? initial, long achieved)
    {
        var customer = CustomerTargets.Of(OrgId, CustomerId, [Enrolment(71, 41, 41)], [Progress(81, 42, 2_500_000), Progress(82, 43, 3_500_000)]);
        var (_, after, ids) = (On("2031-04-10", customer) with { Request = Request(initial: initial) }).Enrol();

        Assert.Equal([(81L, achieved), (82L, 3_500_000L)], after.Progress.Select(row => (row.Id, row.AchievedMillionths)));
        Assert.Equal(9, after.Progress[0].ValueMillionths);
        Assert.Equal(FirstProgressId, ids.Sequences.Next(IdKind.UserTarget));
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.8")]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(7_250_000L)]
    public void A_first_enrolment_starts_with_the_given_value_in_its_first_period(long? initial)
    {
        var (_, after, ids) = (On("2031-04-10") with { Request = Request(initial: initial) }).Enrol();

        Assert.Equal(
            initial is { } value ? [(FirstProgressId, 42L, value)] : [], after.Progress.Select(row => (row.Id, row.PeriodId, row.AchievedMillionths)));
        Assert.Equal(FirstProgressId + (initial is null ? 0 : 1), ids.Sequences.Next(IdKind.UserTarget));
        Assert.Equal(FirstEnrolmentId + 1, ids.Sequences.Next(IdKind.Enrolment));
    }

    /// <summary>The progress has a target value of its own, 9 millionths. A value of 0 is not reached.</summary>
    [Theory]
    [Trait("Evidence", "inferred: docs/contract/targets.md 1.8")]
    [InlineData(null, 9, 6L)]
    [InlineData(0L, 9, null)]
    [InlineData(8L, 9, null)]
    [InlineData(9L, 9, 1000L)]
    [InlineData(10L, 9, 1000L)]
    [InlineData(5L, 0, null)]
    public void A_start_value_that_reaches_the_target_is_achieved_at_the_enrolment(long? initial, long value, long? achievedAt)
    {
        var customer = CustomerTargets.Of(OrgId, CustomerId, [Enrolment(71, 41, 41)], [Progress(81, 42, 2_500_000) with { ValueMillionths = value }]);
        var given = On("2031-04-10", customer) with { Request = Request(initial: initial) };

        Assert.Equal(achievedAt is 1000 ? given.Now : achievedAt, given.Enrol().After.Progress[0].AchievedAt);
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.8")]
    [InlineData(TrackingType.Streaks)]
    [InlineData(TrackingType.NonContinuousStreaks)]
    public void A_customer_who_left_a_streak_enrols_again_without_a_name_in_the_periods_that_were_left(TrackingType tracking)
    {
        var given = On("2031-04-10", Enrolled(Enrolment(71, 41, 41)), tracking);
        var (refusal, after, _) = given.Enrol();

        Assert.Null(refusal);
        Assert.Equal([(71L, 41L, 41L), (FirstEnrolmentId, 42L, (long?)null)], after.Enrolments.Select(enrolment => (enrolment.Id, enrolment.FirstPeriodId, enrolment.LastPeriodId)));
        Assert.Equal(EnrolmentRefusal.AlreadyEnrolled, given.Enrol(after).Refusal);
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.8")]
    [InlineData(TrackingType.Streaks)]
    [InlineData(TrackingType.NonContinuousStreaks)]
    public void A_streak_includes_all_periods_and_ignores_the_initial_value(TrackingType tracking)
    {
        var given = On("2031-04-10", Nobody, tracking) with { Request = Request(initial: 5) };
        var (refusal, after, _) = given.Enrol();

        Assert.Null(refusal);
        Assert.Equal([41L, 42L, 43L, 44L], given.Covered(after, 51));
        Assert.Empty(after.Progress);
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.8")]
    [InlineData(TrackingType.Streaks, false, 2_500_000L)]
    [InlineData(TrackingType.Streaks, true, 0L)]
    [InlineData(TrackingType.NonContinuousStreaks, true, 0L)]
    [InlineData(TrackingType.Default, true, 2_500_000L)]
    [InlineData(TrackingType.Unified, true, 2_500_000L)]
    [InlineData(TrackingType.Capping, true, 2_500_000L)]
    public void Only_a_streak_loses_what_was_reached_if_the_request_says_so(TrackingType tracking, bool resets, long achieved)
    {
        var customer = CustomerTargets.Of(OrgId, CustomerId, [], [Progress(81, 41, 2_500_000), Progress(82, 42, 2_500_000), Progress(83, 42, 1, target: 52)]);
        var (refusal, after, _) = (On("2031-04-10", customer, tracking) with { Request = Request(resets: resets) }).Enrol();

        Assert.Null(refusal);
        Assert.Equal([achieved, achieved, 1], after.Progress.Select(row => row.AchievedMillionths));
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.8")]
    [InlineData("2031-04-10", new long[] { 41 })]
    [InlineData("2031-05-10", new long[] { 41, 42 })]
    [InlineData("2031-07-10", new long[] { 41, 42 })]
    [InlineData("2031-01-10", new long[0])]
    public void The_end_of_an_enrolment_keeps_earlier_periods_and_progress(string day, long[] kept)
    {
        var given = On(day, CustomerTargets.Of(OrgId, CustomerId, [Enrolment(71, 41)], [Progress(81, 41, 5), Progress(82, 42, 6)]));
        var (refusal, after) = given.Unenrol();

        Assert.Null(refusal);
        Assert.Equal(kept, given.Covered(after, 51));
        Assert.Equal(kept.Length == 0 ? [] : [71L], after.Enrolments.Select(enrolment => enrolment.Id));
        Assert.Equal(given.Customer.Progress, after.Progress);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 3, row 39")]
    public void A_customer_who_is_not_enrolled_in_the_current_or_a_later_period_cannot_leave()
    {
        Assert.Equal(EnrolmentRefusal.NotEnrolled, On("2031-04-10").Unenrol().Refusal);
        Assert.Equal(EnrolmentRefusal.NotEnrolled, On("2031-04-10", Enrolled(Enrolment(71, 41, 41))).Unenrol().Refusal);
        Assert.Equal(EnrolmentRefusal.NotEnrolled, On("2031-04-10", Enrolled(Enrolment(71, 41, target: 52))).Unenrol().Refusal);
        Assert.Null(On("2031-04-10", Enrolled(Enrolment(71, 43))).Unenrol().Refusal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.18, 310017")]
    public void Group_target_and_customer_must_exist_and_the_first_two_must_be_active()
    {
        var given = On("2031-04-10");

        Assert.Equal(EnrolmentRefusal.UnknownGroup, Both(given.Catalog, Nobody, group: 32));
        Assert.Equal(EnrolmentRefusal.UnknownGroup, Both(CatalogOf(active: false), Nobody));
        Assert.Equal(EnrolmentRefusal.UnknownTarget, Both(given.Catalog, Nobody, target: 53));
        Assert.Equal(EnrolmentRefusal.UnknownTarget, Both(CatalogOf(targetActive: false), Nobody));
        Assert.Equal(EnrolmentRefusal.UnknownCustomer, Both(given.Catalog, null));
        Assert.Equal(EnrolmentRefusal.UnknownGroup, Both(given.Catalog, null, group: 32, target: 53));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 2.18, 310018")]
    public void A_target_of_another_group_is_unknown()
    {
        var other = new TargetGroup
        {
            Id = 32, OrgId = OrgId, Name = "Other", Active = true, UserCreated = false, TrackingType = TrackingType.Default, TargetEvaluationType = TargetEvaluationType.CyclicWindow,
        };

        Assert.Equal(EnrolmentRefusal.UnknownTarget, Both(On("2031-04-10").Catalog.With(new TargetGroupEntry(other, [], [])), Nobody, group: 32));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/targets.md 5.2")]
    public void The_day_is_the_one_in_the_servers_zone()
    {
        var midnight = Instants.StartOfDay(new DateOnly(2031, 4, 1), TestInstants.Zone("Asia/Kolkata"));
        long First(long now) => ((Enrolment)EnrolmentRules.Enrol(
            On("2031-04-10").Catalog, Nobody, Request(), now, TestInstants.Zone("Asia/Kolkata"), NewIds()).Changes.Single().Row).FirstPeriodId;

        Assert.Equal((41L, 42L), (First(midnight - 1), First(midnight)));
    }

    private static EnrolmentRefusal? Both(TargetCatalog catalog, CustomerTargets? customer, long group = GroupId, long target = 51)
    {
        var now = On("2031-04-10").Now;
        var enrolled = EnrolmentRules.Enrol(catalog, customer, new EnrolRequest(group, target, CustomerId, null, 1, false), now, TimeZoneInfo.Utc, NewIds());
        var left = EnrolmentRules.Unenrol(catalog, customer, group, target, now, TimeZoneInfo.Utc);
        Assert.Equal(enrolled.Answer, left.Answer);
        Assert.Empty(enrolled.Changes);
        Assert.Empty(left.Changes);
        return enrolled.Answer;
    }

    private static TargetCatalog CatalogOf(bool active = true, bool targetActive = true) =>
        new EnrolmentCase(Create(TrackingType.Default, Quarters, active, targetActive), Nobody, default, Request()).Catalog;

    private static EnrolmentCase On(string day, CustomerTargets? customer = null, TrackingType tracking = TrackingType.Default) =>
        new(Create(tracking, Quarters), customer ?? Nobody, DateOnly.Parse(day, null), Request());

    private static CustomerTargets Enrolled(params Enrolment[] enrolments) => CustomerTargets.Of(OrgId, CustomerId, enrolments, []);

    private static EnrolRequest Request(string? name = null, long? initial = null, bool resets = false) => new(GroupId, 51, CustomerId, name, initial, resets);
}
