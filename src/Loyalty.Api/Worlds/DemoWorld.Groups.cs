using Loyalty.Domain.Targets;
using Loyalty.Store.Targets;

namespace Loyalty.Api.Worlds;

/// <content>The target groups of the demo. Customer 1001 takes part in one of each kind.</content>
public sealed partial class DemoWorld
{
    /// <summary>A single target, five periods of 30 days. Every twentieth customer has left before the current period.</summary>
    private void AddMonthlySpend()
    {
        var periods = Periods("SPEND", -2, 2, days: 30, daysOver: 14);
        var target = Target("Spend 5000", "Net spend of 5000 in 30 days", TargetType.Sales, TargetEntity.Transaction, EnrolmentMethod.Transaction, 5000, periods);
        Add("Monthly spend", periods, [target], TrackingType.Default, 30);
        foreach (var number in Numbers(number => number % 4 != 0))
        {
            var hasLeft = number % 20 == 7;
            Enrol(number, target, periods[0], hasLeft ? periods[1] : null);
            Progress(number, target, hasLeft ? periods.Take(2) : periods, period => Stage(number + period));
        }
    }

    /// <summary>Two targets that must both be reached.</summary>
    private void AddWelcomeBundle()
    {
        var periods = Periods("BUNDLE", -1, 1, days: 30, daysOver: 20);
        var spend = Target("Bundle: spend 2000", "Net spend of 2000", TargetType.Sales, TargetEntity.Transaction, EnrolmentMethod.Transaction, 2000, periods);
        var bills = Target("Bundle: five bills", "Five bills", TargetType.Count, TargetEntity.Transaction, EnrolmentMethod.Transaction, 5, periods);
        Add("Welcome bundle", periods, [spend, bills], TrackingType.Unified, 30, group => group with { CombinationType = CombinationType.All });
        foreach (var number in Numbers(number => number % 3 == 1))
        {
            foreach (var target in new[] { spend, bills })
            {
                Enrol(number, target, periods[0]);
                Progress(number, target, periods, period => Stage((number / 3) + period + (target == bills ? 2 : 0)));
            }
        }
    }

    /// <summary>Weeks in a row: unbroken, broken two weeks ago, begun last week, and never reached.</summary>
    private void AddWeeklyStreak()
    {
        var periods = Periods("WEEK", -5, 4, days: 7, daysOver: 3);
        var target = Target("One visit a week", "A bill in every week", TargetType.Count, TargetEntity.Transaction, EnrolmentMethod.Transaction, 1, periods);
        Add("Weekly streak", periods, [target], TrackingType.Streaks, 7, group => group with
        {
            Streaks = [new(NextId(), "Bronze", 2), new(NextId(), "Silver", 4), new(NextId(), "Gold", 8)],
        });
        foreach (var number in Numbers(number => number % 2 == 1))
        {
            Enrol(number, target, periods[0]);
            Progress(number, target, periods, week => (number / 2 % 4) switch
            {
                0 => 1,
                1 => week == 3 ? 0 : 1,
                2 => week >= 4 ? 1 : 0,
                _ => 0,
            });
        }
    }

    private void AddBonusPointsCap()
    {
        var periods = Periods("CAP", -1, 1, days: 30, daysOver: 10);
        var target = Target("At most 500 bonus points", "Bonus points are capped at 500 in 30 days", TargetType.PromotionalPoints, TargetEntity.Points, EnrolmentMethod.Transaction, 500, periods) with { EmfRuleSetId = null };
        Add("Bonus points cap", periods, [target], TrackingType.Capping, 30);
        foreach (var number in Numbers(number => number % 5 == 1))
        {
            Enrol(number, target, periods[0]);
            Progress(number, target, periods, period => Math.Min(1, Stage((number / 5) + period)));
        }
    }

    /// <summary>Challenges that customers created in an app: half way, achieved, to come, over, and switched off.</summary>
    private void AddChallenges()
    {
        AddChallenge(1, "Ten runs", 10, firstDay: -10, days: 30, share: 0.5m);
        AddChallenge(2, "Fifty walks", 50, firstDay: -20, days: 30, share: 1);
        AddChallenge(3, "Twenty rides", 20, firstDay: 7, days: 30, share: 0);
        AddChallenge(4, "Five swims", 5, firstDay: -45, days: 30, share: 0.9m);
        AddChallenge(5, "Ten workouts", 10, firstDay: -5, days: 30, share: 0.2m, active: false);
    }

    private void AddChallenge(int number, string name, decimal value, int firstDay, int days, decimal share, bool active = true)
    {
        var start = _today.AddDays(firstDay);
        PeriodDocument[] periods = [new(NextId(), $"CHALLENGE_{number}", start, start.AddDays(days - 1))];
        var target = Target(name, "Created in the app", TargetType.Count, TargetEntity.Event, EnrolmentMethod.Import, value, periods) with { EventName = "workout", Active = active };
        Add($"Challenge: {name}", periods, [target], TrackingType.Default, days, group => group with { UserCreated = true });
        Enrol(number, target, periods[0]);
        Progress(number, target, periods, _ => share);
    }

    /// <summary>A group that begins in ten days, one that is over, and one that is switched off.</summary>
    private void AddOutsideTheirTime()
    {
        AddPlain("Season opening", "Three bills in the opening weeks", 10, active: true);
        AddPlain("Last season", "Three bills in the last weeks", -40, active: true);
        AddPlain("Cancelled campaign", "Never published", -5, active: false);
    }

    private void AddPlain(string name, string description, int firstDay, bool active)
    {
        var start = _today.AddDays(firstDay);
        PeriodDocument[] periods = [new(NextId(), name.ToUpperInvariant().Replace(' ', '_'), start, start.AddDays(29))];
        var target = Target($"{name}: three bills", description, TargetType.Count, TargetEntity.Transaction, EnrolmentMethod.AudienceFilter, 3, periods);
        Add(name, periods, [target], TrackingType.Default, 30, group => group with { Active = active });
        foreach (var number in Numbers(number => number % 10 == 1))
        {
            Enrol(number, target, periods[0]);
            Progress(number, target, periods, _ => Stage(number / 10));
        }
    }

    private void Add(string name, IReadOnlyList<PeriodDocument> periods, IReadOnlyList<TargetDocument> targets, TrackingType tracking, int days, Func<TargetGroupDocument, TargetGroupDocument>? change = null)
    {
        var group = new TargetGroupDocument(
            ++_lastGroupId,
            name,
            periods,
            targets,
            TrackingType: tracking,
            FromDate: periods[0].StartDate,
            ToDate: periods[^1].EndDate,
            TotalPeriods: periods.Count,
            Frequency: days,
            FrequencyType: FrequencyType.Daily);
        _groups.Add(change?.Invoke(group) ?? group);
    }
}
