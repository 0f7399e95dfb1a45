using System.Text.Json;

namespace Loyalty.Domain.Promotions;

/// <summary>When customers can opt in.</summary>
public sealed record OptInWindow(long StartsAt, long EndsAt);

/// <summary>A SINGLE activity: its event, and what its milestone counts.</summary>
public sealed record UnifiedActivity(string Id, string? Event, string? MilestoneKpi);

/// <summary>What the rules read of the JSON of a <see cref="UnifiedPromotion"/>.</summary>
public sealed record UnifiedDefinition(Restrictions Restrictions, OptInWindow? OptIn, IReadOnlyList<UnifiedActivity> Activities, string? EligibilityType)
{
    /// <summary>A definition without content.</summary>
    public static readonly UnifiedDefinition None = new(Restrictions.None, null, [], null);

    /// <summary>The event of the first activity that has one.</summary>
    public string? EventName => Activities.FirstOrDefault(activity => activity.Event is not null)?.Event;

    public static UnifiedDefinition Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new(
            RestrictionsOf(root),
            OptInOf(root),
            [.. Singles(ArrayOf(root, "activities")).Select(ActivityOf)],
            TextOf(ObjectOf(root, "customerEnrolment"), "customerEligibilityType"));
    }

    private static IEnumerable<JsonElement> Singles(IEnumerable<JsonElement> activities) =>
        activities.SelectMany(activity => TextOf(activity, "type") is "GROUP" ? Singles(ArrayOf(activity, "children")) : [activity]);

    private static UnifiedActivity ActivityOf(JsonElement activity)
    {
        var milestone = ArrayOf(activity, "milestones") is [var first, ..] ? first : default;
        return new(
            TextOf(activity, "id") ?? "",
            TextOf(activity, "event"),
            milestone.ValueKind == JsonValueKind.Object ? $"{TextOf(milestone, "targetType")} {TextOf(milestone, "targetEntity")}" : null);
    }

    private static OptInWindow? OptInOf(JsonElement root)
    {
        var optIn = ObjectOf(ObjectOf(root, "workflowMetadata"), "optin");
        return InstantOf(optIn, "optInStartDate") is { } start && InstantOf(optIn, "optInEndDate") is { } end ? new(start, end) : null;
    }

    /// <summary>The names of createPromotion for the restrictions of v3 (docs/contract/promotions.md 1.2).</summary>
    private static Restrictions RestrictionsOf(JsonElement root)
    {
        var workflow = ObjectOf(root, "workflowMetadata");
        JsonElement[] parts = [ObjectOf(ObjectOf(workflow, "enrolment"), "restrictions"), ObjectOf(ObjectOf(workflow, "optin"), "restrictions")];
        IEnumerable<Restriction> Find(string property, RestrictionName name) =>
            parts.Select(part => ObjectOf(part, property)).Where(entry => entry.ValueKind == JsonValueKind.Object).Take(1)
                .Select(entry => new Restriction(name, NumberOf(entry, "value") ?? 0, WireName<RestrictionType>.TryParse(TextOf(entry, "type"), out var type) ? type : null))
                .Where(restriction => restriction.Type is RestrictionType.Promotion || restriction.Value != 0);

        return new(
            RestrictionCreation.Complete([.. LimitsOf(root).OrderBy(restriction => restriction.Name), .. Find("maxRedemptionsPerEarnPerCustomer", RestrictionName.MaxRedemptionsPerEarnPerCustomer)], []),
            [.. Find("enrolmentLimitPerCustomer", RestrictionName.MaxNumberOfIssualsPerCustomer)],
            [
                .. Find("optinLimitPerCustomer", RestrictionName.MaxNumberOfEarnsPerCustomer),
                .. Find("maxPointsPerEarnPerCustomer", RestrictionName.MaxPointsPerEarnPerCustomer),
                .. Find("enrolmentLimitPerPromotion", RestrictionName.MaxNumberOfEarnPerPromotion),
            ],
            [
                .. Find("optinExpiryBasedOn", RestrictionName.EarnPromotionExpiryBasedOn),
                .. Find("enrolmentExpiryBasedOn", RestrictionName.IssualPromotionExpiryBasedOn),
            ]);
    }

    /// <summary>The limits that the older generation can express: of points and times, for a customer or the promotion, without a period or in a window of one unit.</summary>
    private static IEnumerable<Restriction> LimitsOf(JsonElement root) =>
        from limit in ArrayOf(root, "limits")
        where TextOf(limit, "entityScope") is null or "PROMOTION" && TextOf(limit, "actionType") is null or "AWARD_CURRENCY" && NumberOf(limit, "limitValue") is > 0
        let name = (TextOf(limit, "granularity"), TextOf(limit, "limitType")) switch
        {
            ("USER", "SUM") => RestrictionName.MaxAllowedPointsPerCustomer,
            ("USER", "COUNT") => RestrictionName.MaxAllowedTimesPerCustomer,
            ("OVERALL", "SUM") => RestrictionName.MaxAllowedPointsPerPromotion,
            ("OVERALL", "COUNT") => RestrictionName.MaxAllowedTimesPerPromotion,
            _ => default(RestrictionName?),
        }
        where name is not null
        let window = WindowOf(ObjectOf(limit, "period"))
        where window.IsKnown
        select new Restriction(
            name.Value,
            NumberOf(limit, "limitValue")!.Value,
            window.Unit is null ? RestrictionType.NonPeriodBased : RestrictionType.PeriodBased,
            window.Unit is null ? null : PeriodType.MovingWindow,
            window.Unit);

    private static (bool IsKnown, PeriodUnit? Unit) WindowOf(JsonElement period) => (TextOf(period, "periodType"), TextOf(period, "periodUnit"), NumberOf(period, "periodValue") ?? 1) switch
    {
        (null or "NON_PERIOD_BASED", _, _) => (true, null),
        ("MOVING_WINDOW", "DAYS", 1) => (true, PeriodUnit.Daily),
        ("MOVING_WINDOW", "WEEKS", 1) or ("MOVING_WINDOW", "DAYS", 7) => (true, PeriodUnit.Weekly),
        ("MOVING_WINDOW", "MONTHS", 1) => (true, PeriodUnit.Monthly),
        _ => (false, null),
    };

    private static JsonElement ObjectOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : default;

    private static IReadOnlyList<JsonElement> ArrayOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [];

    private static string? TextOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? NumberOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private static long? InstantOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var instant)
            ? instant.ToUnixTimeMilliseconds()
            : null;
}
