using Loyalty.Domain.Promotions;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;

namespace Loyalty.Api.Worlds;

/// <content>The promotions of the demo world, and what customers have of them.</content>
public sealed partial class DemoWorld
{
    private const long ProgramId = 900;

    private const int EnrolmentsOfCustomer = 2;

    private const int IssuesOfCustomer = 3;

    private readonly List<PromotionDocument> _promotions = [];
    private readonly List<UsageDocument> _usage = [];
    private long _lastPromotionId = 800;

    /// <summary>Every fourth customer is enrolled, with none up to all of the issues, of which some are redeemed.</summary>
    private void AddSpringDouble()
    {
        var promotion = Promotion("Spring double", PointsOfferType.LoyaltyEarning, -30, 60, new Restrictions(
            [new(RestrictionName.MaxAllowedTimesPerCustomer, 4, RestrictionType.PeriodBased, PeriodType.MovingWindow, PeriodUnit.Monthly)],
            [new(RestrictionName.MaxNumberOfIssualsPerCustomer, EnrolmentsOfCustomer)],
            [new(RestrictionName.MaxNumberOfEarnsPerCustomer, IssuesOfCustomer)],
            []));
        foreach (var number in Numbers(number => number % 4 == 1))
        {
            var enrolment = Use(promotion, number, UsageKind.Enrol, -12);
            foreach (var issue in Enumerable.Range(1, number / 4 % (IssuesOfCustomer + 1)))
            {
                var issued = Use(promotion, number, UsageKind.Issue, -12 + issue, enrolId: enrolment);
                if (issue % 2 == 1)
                {
                    Use(promotion, number, UsageKind.Redeem, -11 + issue, points: 12.5m, issueId: issued);
                }
            }
        }
    }

    /// <summary>Every fifth customer has redeemed 20 to 100 of the 100 points.</summary>
    private void AddHundredPoints()
    {
        var promotion = Promotion("A hundred points", PointsOfferType.Generic, -60, 90, new Restrictions([new(RestrictionName.MaxAllowedPointsPerCustomer, 100)], [], [], []));
        foreach (var number in Numbers(number => number % 5 == 0))
        {
            foreach (var redemption in Enumerable.Range(1, 1 + (number / 5 % 5)))
            {
                Use(promotion, number, UsageKind.Redeem, -7 * redemption, points: 20);
            }
        }
    }

    /// <summary>Every third customer has the gift.</summary>
    private void AddWelcomeGift()
    {
        var promotion = Promotion("Welcome gift", PointsOfferType.Loyalty, -90, 180, new Restrictions([], [], [new(RestrictionName.MaxNumberOfEarnsPerCustomer, 1)], []));
        foreach (var number in Numbers(number => number % 3 == 0))
        {
            Use(promotion, number, UsageKind.Issue, -20);
        }
    }

    /// <summary>Promotions that customers cannot use today.</summary>
    private void AddPromotionsOutsideTheirTime()
    {
        Promotion("Summer opening", PointsOfferType.Generic, 10, 40, Restrictions.None);
        Promotion("Winter sale", PointsOfferType.Generic, -120, -30, Restrictions.None);
        Promotion("Paused", PointsOfferType.Generic, -10, 50, Restrictions.None, isActive: false);
    }

    private PromotionDocument Promotion(string name, PointsOfferType offer, int firstDay, int lastDay, Restrictions restrictions, bool isActive = true)
    {
        var promotion = new PromotionDocument(
            ++_lastPromotionId,
            ProgramId,
            name,
            name.ToLowerInvariant().Replace(' ', '-'),
            PromotionSourceType.Ui,
            "TransactionAdd",
            InstantOf(_today.AddDays(firstDay), 0),
            InstantOf(_today.AddDays(lastDay), 0),
            offer,
            InstantOf(Earlier(_today.AddDays(firstDay), _today).AddDays(-3), 9),
            Active: isActive,
            Restrictions: restrictions.IsEmpty() ? null : restrictions);
        _promotions.Add(promotion);
        return promotion;
    }

    private long Use(PromotionDocument promotion, int number, UsageKind kind, int day, decimal points = 0, long? enrolId = null, long? issueId = null)
    {
        var entry = new UsageDocument(NextId(), promotion.Id, CustomerOf(number), kind, InstantOf(_today.AddDays(day), 11), Points: points, EnrolId: enrolId, IssueId: issueId);
        _usage.Add(entry);
        return entry.Id;
    }
}
