using System.Reflection;
using System.Text.RegularExpressions;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Tests;

public sealed partial class WireNameTests
{
    private static readonly Type[] EnumTypes = [.. typeof(WireName<>).Assembly.GetExportedTypes().Where(type => type.IsEnum)];

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.3, row sourceType")]
    public void Source_types_have_the_documented_names_and_order()
    {
        Assert.Equal(
            "UI, IMPORT, GOODWILL, CAMPAIGN, POINTS_TRANSFER, IMPORT_API, PROMOTION_API, POINTS_CONTRIBUTION_TO_GROUP, MANUAL_POINTS_ADJUSTMENT, BADGES, USER_CREATED",
            All<PromotionSourceType>());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.1")]
    public void Offer_types_have_the_documented_names()
    {
        Assert.Equal("GENERIC, LOYALTY, LOYALTY_EARNING", All<PointsOfferType>());
        Assert.Equal("ISSUE_AND_EARN, DIRECT_EARN", All<LoyaltyEarningType>());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.4")]
    public void Types_and_periods_of_restrictions_have_the_documented_names()
    {
        Assert.Equal("NON_PERIOD_BASED, PERIOD_BASED, PROMOTION, CUSTOM", All<RestrictionType>());
        Assert.Equal("MOVING_WINDOW", All<PeriodType>());
        Assert.Equal("DAILY, WEEKLY, MONTHLY", All<PeriodUnit>());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.5")]
    public void Statuses_have_the_documented_names()
    {
        Assert.Equal("COMPLETED, INACTIVE, LIVE, UPCOMING", string.Join(", ", WireName<PromotionStatus>.All.Order(StringComparer.Ordinal)));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.2")]
    public void The_values_of_allocatePointsOn_have_the_documented_names()
    {
        Assert.Equal("BILL, LINEITEM, CUSTOMER", All<AllocatePointsOn>());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/targets.md 1.3")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 1.5, REWARDS")]
    public void The_enums_of_targets_have_the_documented_names()
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
    public void Every_value_is_parsed_from_its_wire_name_and_from_no_other_spelling() => ForEachEnumType(nameof(AssertRoundTrip));

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 1")]
    public void Other_text_is_not_a_wire_name() => ForEachEnumType(nameof(AssertOtherTextIsRejected));

    private static string All<TEnum>()
        where TEnum : struct, Enum => string.Join(", ", WireName<TEnum>.All);

    private static void ForEachEnumType(string check)
    {
        Assert.NotEmpty(EnumTypes);
        Assert.All(EnumTypes, enumType => typeof(WireNameTests)
            .GetMethod(check, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(enumType)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null));
    }

    private static void AssertRoundTrip<TEnum>()
        where TEnum : struct, Enum
    {
        Assert.NotEmpty(WireName<TEnum>.All);
        Assert.Equal(WireName<TEnum>.All, Enum.GetValues<TEnum>().Select(WireName<TEnum>.Of));
        Assert.Equal(WireName<TEnum>.All, WireName<TEnum>.All.Distinct(StringComparer.Ordinal));
        foreach (var value in Enum.GetValues<TEnum>())
        {
            var name = WireName<TEnum>.Of(value);

            Assert.Matches(WireNameFormat(), name);
            Assert.True(WireName<TEnum>.TryParse(name, out var read));
            Assert.Equal(value, read);
            Assert.Equal(value, WireName<TEnum>.Parse(name));
            Assert.All(
                [name.ToLowerInvariant(), name[..1] + name[1..].ToLowerInvariant(), $"{value}", name + " ", " " + name],
                spelling => Assert.False(WireName<TEnum>.TryParse(spelling, out _)));
        }
    }

    private static void AssertOtherTextIsRejected<TEnum>()
        where TEnum : struct, Enum =>
        Assert.All([null, "", " ", "0", "1", "-1", "NO_SUCH_NAME", string.Join(",", WireName<TEnum>.All) + ","], text =>
        {
            Assert.False(WireName<TEnum>.TryParse(text, out var value));
            Assert.Equal(default, value);
        });

    [GeneratedRegex("^[A-Z]+(_[A-Z]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WireNameFormat();
}
