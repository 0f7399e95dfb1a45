using System.Text.Json.Serialization;
using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Targets;

namespace Loyalty.Api.Targets;

/// <summary>The target groups of a customer. <paramref name="Errors"/> and <paramref name="Warnings"/> are always null (docs/contract/targets.md 2.16).</summary>
public sealed record UserTargetGroupsResponse(UserTargetGroupsData Data, IReadOnlyList<V3Error>? Errors, IReadOnlyList<V3Warning>? Warnings);

public sealed record UserTargetGroupsData(long UserId, TargetCustomerJson Customer, IReadOnlyList<UserTargetGroupJson> TargetGroups);

/// <summary>A customer as the target family prints it. Null values are printed.</summary>
public sealed record TargetCustomerJson(
    long Id, IReadOnlyList<CustomerProfileJson> Profiles, LoyaltyInfoJson LoyaltyInfo, IReadOnlyDictionary<string, string> CustomFields)
{
    public static TargetCustomerJson From(Customer customer, TimeZoneInfo zone) => new(
        customer.Id,
        [.. customer.ShownProfiles.Select(profile => CustomerProfileJson.From(profile, customer.Id))],
        LoyaltyInfoJson.From(customer.ShownLoyaltyInfo, zone),
        customer.CustomFields);
}

public sealed record CustomerProfileJson(
    string? FirstName, string? LastName, IReadOnlyList<CommChannelJson> CommChannels, string Source, string AccountId, long UserId, long OrgSourceId)
{
    public static CustomerProfileJson From(CustomerProfile profile, long customerId) => new(
        profile.FirstName,
        profile.LastName,
        [.. profile.CommChannels.Select(channel => new CommChannelJson(channel.Type, channel.AccountId, channel.Value, channel.Primary, channel.Verified, channel.Subscribed, channel.Attributes))],
        WireName<CustomerSource>.Of(profile.Source).ToLowerInvariant(),
        profile.AccountId,
        customerId,
        profile.OrgSourceId);
}

public sealed record CommChannelJson(
    string Type, string? AccountId, string Value, bool? Primary, bool? Verified, bool? Subscribed, IReadOnlyDictionary<string, string>? Attributes);

public sealed record LoyaltyInfoJson(AttributionJson? Attribution, string LoyaltyType, decimal LifetimePurchases)
{
    public static LoyaltyInfoJson From(LoyaltyInfo info, TimeZoneInfo zone) => new(
        info.Attribution is { } known
            ? AttributionJson.From(new Attribution(known.CreatedOn, known.LastUpdatedOn, new(known.CreatedBy), new(known.LastUpdatedBy)), zone, includeIso: false)
            : null,
        WireName<LoyaltyType>.Of(info.LoyaltyType).ToLowerInvariant(),
        TargetNumber.OneDecimal(info.LifetimePurchasesThousandths * 1000));
}

/// <summary>A target group with a customer's progress.</summary>
public sealed record UserTargetGroupJson(
    long Id,
    AttributionJson Attribution,
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? OrgId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? PreferredTillId,
    IReadOnlyList<UserTargetJson> Targets,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<UserStreakJson>? Streaks,
    [property: ValuesOf<Domain.Targets.TargetEvaluationType>] string TargetEvaluationType,
    [property: ValuesOf<Domain.Targets.TrackingType>] string TrackingType)
{
    public static UserTargetGroupJson From(UserTargetGroup row, CustomerTargets customer, UserTargetsView view) => new(
        row.Group.Group.Id,
        AttributionJson.From(row.Group.Attribution, view.Zone, includeIso: false),
        row.Group.Group.Name,
        view.IsConnected ? row.Group.Group.OrgId : null,
        row.Group.Group.PreferredTillId,
        [.. row.Rows.Select(target => UserTargetJson.From(target, view))],
        row.Group.Group.IsStreak ? [.. StreakProgress.Of(row.Group, customer, view.Day).Select(streak => UserStreakJson.From(streak, view))] : null,
        WireName<TargetEvaluationType>.Of(row.Group.Group.TargetEvaluationType),
        WireName<TrackingType>.Of(row.Group.Group.TrackingType));
}

/// <summary>When and how the target groups of a customer are printed. The newer spellings print the organisation, and instants in UTC.</summary>
public sealed record UserTargetsView(TimeZoneInfo Zone, long Now, DateOnly Day, bool IsConnected)
{
    /// <summary>Null stays null (docs/contract/targets.md 3, row 61).</summary>
    public string? AchievedAt(long? instant) =>
        instant is not { } known ? null : IsConnected ? InstantText.UtcWholeSeconds(known) : InstantText.LegacyWholeSeconds(known, Zone);
}

/// <summary>A target in one period. Null values are printed.</summary>
public sealed record UserTargetJson(
    long? TargetId,
    long PeriodId,
    string PeriodRefCode,
    string PeriodStartDate,
    string PeriodEndDate,
    decimal TargetValue,
    decimal TargetAchievedValue,
    string TargetName,
    [property: ValuesOf<Domain.Targets.TargetType>] string TargetType,
    [property: ValuesOf<Domain.Targets.TargetEntity>] string TargetEntity,
    long TargetRuleId,
    string EnrolledOn,
    string EventName,
    string PeriodStartDateWithTimeStamp,
    string PeriodEndDateWithTimeStamp,
    string? TargetAchievedDateTime,
    bool CurrentPeriod,
    IReadOnlyList<UserMilestoneJson>? Milestones)
{
    public static UserTargetJson From(UserTargetRow row, UserTargetsView view) => new(
        row.Id,
        row.Period.Id,
        row.Period.RefCode,
        InstantText.Day(row.Period.StartDate),
        InstantText.Day(row.Period.EndDate),
        TargetNumber.OneDecimal(row.ValueMillionths),
        row.AchievedMillionths == 0 ? 0 : TargetNumber.OneDecimal(row.AchievedMillionths),
        row.Target.Name,
        WireName<TargetType>.Of(row.Target.TargetType),
        WireName<TargetEntity>.Of(row.Target.TargetEntity),
        row.Target.Id,
        row.Enrolment is { } enrolment ? InstantText.LegacyWholeSeconds(enrolment.EnrolledAt, view.Zone) : InstantText.Legacy(view.Now, view.Zone),
        row.Target.EventName ?? TargetRules.DefaultEvent,
        InstantText.DayWithZ(row.Period.StartDate, isEnd: false),
        InstantText.DayWithZ(row.Period.EndDate, isEnd: true),
        row.Enrolment is null ? null : view.AchievedAt(row.Progress?.AchievedAt),
        row.Period.Active && row.Period.Includes(view.Day),
        row.Target.MilestoneTriggers?.Select(trigger => new UserMilestoneJson(trigger.Id, trigger.TriggerName, TargetNumber.SixDecimals(row.ValueOf(trigger)), row.Reaches(trigger))).ToList());
}

public sealed record UserMilestoneJson(long Id, string TriggerName, decimal TriggerValue, bool IsAchieved);

/// <summary>A customer's progress in one level of a streak.</summary>
public sealed record UserStreakJson(
    long? UserStreakId,
    long StreakId,
    string StreakName,
    [property: ValuesOf<StreakStatus>] string Status,
    int CurrentCount,
    int TotalTargetCountOfSequence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? StreakAchievedUserTargetId,
    string? StreakAchievedDateTime)
{
    public static UserStreakJson From(StreakProgress streak, UserTargetsView view) => new(
        streak.Enrolment?.Id,
        streak.Level.Id,
        streak.Level.Name,
        WireName<StreakStatus>.Of(streak.Status),
        streak.CurrentCount,
        streak.Level.TargetCountOfSequence,
        streak.ReachedBy?.Id,
        streak.ReachedBy?.Progress?.AchievedAt is { } at ? InstantText.LegacyWholeSeconds(at, view.Zone) : null);
}
