using System.Reflection;
using System.Text.RegularExpressions;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Tests;

public sealed partial class WireNameTests
{
    private static readonly Type[] Enumerations = [.. typeof(WireName<>).Assembly.GetExportedTypes().Where(type => type.IsEnum)];

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.3, row sourceType")]
    public void Source_types_are_spelled_and_listed_as_documented()
    {
        Assert.Equal(
            "UI, IMPORT, GOODWILL, CAMPAIGN, POINTS_TRANSFER, IMPORT_API, PROMOTION_API, POINTS_CONTRIBUTION_TO_GROUP, MANUAL_POINTS_ADJUSTMENT, BADGES, USER_CREATED",
            All<PromotionSourceType>());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.1")]
    public void Offer_types_are_spelled_as_documented()
    {
        Assert.Equal("GENERIC, LOYALTY, LOYALTY_EARNING", All<PointsOfferType>());
        Assert.Equal("ISSUE_AND_EARN, DIRECT_EARN", All<LoyaltyEarningType>());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.4")]
    public void Types_and_periods_of_restrictions_are_spelled_as_documented()
    {
        Assert.Equal("NON_PERIOD_BASED, PERIOD_BASED, PROMOTION, CUSTOM", All<RestrictionType>());
        Assert.Equal("MOVING_WINDOW", All<PeriodType>());
        Assert.Equal("DAILY, WEEKLY, MONTHLY", All<PeriodUnit>());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.5")]
    public void Statuses_are_spelled_as_documented()
    {
        Assert.Equal("COMPLETED, INACTIVE, LIVE, UPCOMING", string.Join(", ", WireName<PromotionStatus>.All.Order(StringComparer.Ordinal)));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.2")]
    public void What_points_are_allocated_on_is_spelled_as_documented()
    {
        Assert.Equal("BILL, LINEITEM, CUSTOMER", All<AllocatePointsOn>());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.3")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.5, REWARDS")]
    public void The_words_of_targets_are_spelled_as_documented()
    {
        Assert.Equal("DEFAULT, UNIFIED, STREAKS, CAPPING, NON_CONTINUOUS_STREAKS", All<TrackingType>());
        Assert.Equal("FIXED_CALENDAR_WINDOW, CYCLIC_WINDOW, PERIOD_AGNOSTIC_WINDOW", All<TargetEvaluationType>());
        Assert.Equal("TRANSACTION, IMPORT, AUDIENCE_FILTER", All<EnrolmentMethod>());
        Assert.Equal("TRANSACTION, LINEITEM, EVENT, POINTS, ALTERNATE_CURRENCIES, REWARDS", All<TargetEntity>());
        Assert.Equal(
            "QUANTITY, SALES, GROSS_SALES, COUNT, VISIT, REGULAR_POINTS, PROMOTIONAL_POINTS, ALL_POINTS, EXTENDED_FIELD, EVENT_ATTRIBUTE, ALL, REGULAR, PROMOTION, SUM",
            All<TargetType>());
        Assert.Equal("STORE, ZONE, CONCEPT", All<FilterEntityType>());
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public void Every_value_reads_back_from_its_word_and_from_no_other_spelling() => ForEachEnumeration(nameof(ReadBack));

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public void Junk_is_no_word() => ForEachEnumeration(nameof(RefuseJunk));

    private static string All<TEnum>()
        where TEnum : struct, Enum => string.Join(", ", WireName<TEnum>.All);

    private static void ForEachEnumeration(string check)
    {
        Assert.NotEmpty(Enumerations);
        Assert.All(Enumerations, enumeration => typeof(WireNameTests)
            .GetMethod(check, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(enumeration)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null));
    }

    private static void ReadBack<TEnum>()
        where TEnum : struct, Enum
    {
        Assert.NotEmpty(WireName<TEnum>.All);
        Assert.Equal(WireName<TEnum>.All, Enum.GetValues<TEnum>().Select(WireName<TEnum>.Of));
        Assert.Equal(WireName<TEnum>.All, WireName<TEnum>.All.Distinct(StringComparer.Ordinal));
        foreach (var value in Enum.GetValues<TEnum>())
        {
            var word = WireName<TEnum>.Of(value);

            Assert.Matches(UpperCaseWords(), word);
            Assert.True(WireName<TEnum>.TryParse(word, out var read));
            Assert.Equal(value, read);
            Assert.Equal(value, WireName<TEnum>.Parse(word));
            Assert.All(
                [word.ToLowerInvariant(), word[..1] + word[1..].ToLowerInvariant(), $"{value}", word + " ", " " + word],
                spelling => Assert.False(WireName<TEnum>.TryParse(spelling, out _)));
        }
    }

    private static void RefuseJunk<TEnum>()
        where TEnum : struct, Enum =>
        Assert.All([null, "", " ", "0", "1", "-1", "NO_SUCH_WORD", string.Join(",", WireName<TEnum>.All) + ","], text =>
        {
            Assert.False(WireName<TEnum>.TryParse(text, out var value));
            Assert.Equal(default, value);
        });

    [GeneratedRegex("^[A-Z]+(_[A-Z]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UpperCaseWords();
}
