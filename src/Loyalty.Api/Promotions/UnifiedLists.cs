using System.Text.Json;

namespace Loyalty.Api.Promotions;

/// <summary>The values of limits, owners of the liability, audiences and broadcasts of a promotion of v3 (docs/contract/promotions.md 2.15). What is missing is not checked, unless it is mandatory.</summary>
internal static class UnifiedLists
{
    private static readonly Words[] OfLimit =
    [
        new("entityScope", "PROMOTION", "PROGRAM"),
        new("granularity", "OVERALL", "USER", "PER_ACTIVITY"),
        new("actionType", "AWARD_CURRENCY", "AWARD_BADGE", "ISSUE_COUPON", "ISSUE_REWARD", "UPGRADE_TIER", "RENEW_TIER", "DOWNGRADE_TIER"),
        new("limitType", "SUM", "COUNT"),
    ];

    private static readonly Words[] OfPeriod =
    [
        new("periodType", "NON_PERIOD_BASED", "MOVING_WINDOW", "FIXED_CALENDAR_WINDOW", "FIXED_WINDOW"),
        new("periodUnit", "DAYS", "WEEKS", "MONTHS"),
    ];

    private static readonly Words[] OfOwner = [new("componentType", "PROMOTION", "PROGRAM"), new("liabilityOwnerType", "PROGRAM", "PARTNER")];

    private static readonly Words[] OfSchedule = [new("startType", "IMMEDIATE", "PARTICULAR_DATE"), new("frequency", "ONCE", "DAILY")];

    private const string BroadcastSource = "AUDIENCE_FILTER";

    public static UnifiedProblem? FindProblem(UnifiedPromotionBody body) =>
        FindIn(body.CustomerEnrolment?.AudienceGroups, "customerEnrolment.audienceGroups", FindAudienceProblem)
        ?? FindIn(body.Limits, "limits", FindLimitProblem)
        ?? FindIn(body.LiabilityOwnerSplitInfo, "liabilityOwnerSplitInfo", (owner, path) => FindWordProblem(owner, path, OfOwner))
        ?? FindRatioProblem(body.LiabilityOwnerSplitInfo)
        ?? FindBroadcastProblem(body.BroadcastMetadata)
        ?? FindScheduleProblem(body.PromotionSchedule);

    private static UnifiedProblem? FindIn(JsonElement? list, string path, Func<JsonElement, string, UnifiedProblem?> find)
    {
        if (list is null or { ValueKind: JsonValueKind.Null })
        {
            return null;
        }

        if (list is not { ValueKind: JsonValueKind.Array } array || array.EnumerateArray().Any(entry => entry.ValueKind != JsonValueKind.Object))
        {
            return Value($"{path} accepts an array of objects.");
        }

        return array.EnumerateArray().Select((entry, index) => find(entry, $"{path}[{index}]")).FirstOrDefault(problem => problem is not null);
    }

    private static UnifiedProblem? FindAudienceProblem(JsonElement group, string path) =>
        Find(group, "audienceGroupId") is { ValueKind: JsonValueKind.Number } || (Find(group, "audienceGroupId") is { ValueKind: JsonValueKind.String } text && text.GetString()!.Length > 0)
            ? null
            : Value($"{path}.audienceGroupId is missing or empty.");

    private static UnifiedProblem? FindLimitProblem(JsonElement limit, string path) =>
        FindWordProblem(limit, path, OfLimit)
        ?? FindNumberProblem(limit, path, "limitValue")
        ?? FindPartProblem(Find(limit, "period"), $"{path}.period", (period, at) => FindWordProblem(period, at, OfPeriod) ?? FindNumberProblem(period, at, "periodValue"));

    private static UnifiedProblem? FindRatioProblem(JsonElement? owners)
    {
        if (owners is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            return null;
        }

        var sum = 0m;
        foreach (var owner in list.EnumerateArray())
        {
            if (Find(owner, "ratio") is not { ValueKind: JsonValueKind.Number } ratio || !ratio.TryGetDecimal(out var part) || part is < 0 or > 100)
            {
                return Value("liabilityOwnerSplitInfo: every ratio accepts a number from 0 to 100.");
            }

            sum += part;
        }

        return sum == 100 ? null : Value("liabilityOwnerSplitInfo: the sum of all ratios is 100.");
    }

    private static UnifiedProblem? FindBroadcastProblem(JsonElement? broadcast) => FindPartProblem(
        broadcast,
        "broadcastMetadata",
        (json, path) => Find(json, "source") is { ValueKind: JsonValueKind.String } source && source.ValueEquals(BroadcastSource) ? null : Value($"{path}.source accepts {BroadcastSource}."));

    private static UnifiedProblem? FindScheduleProblem(JsonElement? schedule) => FindPartProblem(
        schedule, "promotionSchedule", (json, path) => FindPartProblem(Find(json, "schedule"), $"{path}.schedule", (part, at) => FindWordProblem(part, at, OfSchedule)));

    private static UnifiedProblem? FindPartProblem(JsonElement? part, string path, Func<JsonElement, string, UnifiedProblem?> find) => part switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Object } json => find(json, path),
        _ => Value($"{path} accepts an object."),
    };

    private static UnifiedProblem? FindWordProblem(JsonElement json, string path, Words[] all) => all
        .Where(words => Find(json, words.Name) is { ValueKind: not JsonValueKind.Null } value && !(value.ValueKind == JsonValueKind.String && words.Values.Contains(value.GetString(), StringComparer.Ordinal)))
        .Select(words => Value($"{path}.{words.Name} accepts {string.Join(", ", words.Values)}."))
        .FirstOrDefault();

    private static UnifiedProblem? FindNumberProblem(JsonElement json, string path, string name) =>
        Find(json, name) is { ValueKind: not JsonValueKind.Null } value && !(value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number > 0)
            ? Value($"{path}.{name} accepts a whole number from 1.")
            : null;

    private static JsonElement? Find(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value : null;

    private static UnifiedProblem Value(string reason) => new(UnifiedPart.Value, reason);

    /// <summary>A property and the values that it accepts.</summary>
    private sealed record Words(string Name, params string[] Values);
}
