using System.Text.Json;
using System.Text.Json.Nodes;

namespace Loyalty.Api.Promotions;

/// <summary>The activities of a promotion of v3: what is checked of them, and what every answer adds (docs/contract/promotions.md 2.15).</summary>
internal static class UnifiedActivities
{
    private static readonly string[] Texts = ["id", "name", "event", "expJSON"];

    private static readonly string[] TargetTypes =
        ["QUANTITY", "SALES", "COUNT", "VISIT", "GROSS_SALES", "REGULAR_POINTS", "PROMOTIONAL_POINTS", "ALL_POINTS", "EXTENDED_FIELD", "EVENT_ATTRIBUTE"];

    private static readonly string[] TargetEntities = ["TRANSACTION", "LINEITEM", "POINTS", "EVENT", "ALTERNATE_CURRENCIES"];

    private static readonly (string Name, string[] Values)[] OfMilestone =
    [
        ("trackingType", ["DEFAULT", "STREAKS", "NON_CONTINUOUS_STREAKS", "CAPPING", "UNIFIED"]),
        ("targetEvaluationType", ["FIXED_CALENDAR_WINDOW", "CYCLIC_WINDOW", "PERIOD_AGNOSTIC_WINDOW", "CALENDAR_CYCLIC_WINDOW"]),
        ("frequencyType", ["DAILY", "WEEKLY", "MONTHLY", "QUARTERLY", "HALF_YEARLY", "YEARLY", "CUSTOM"]),
    ];

    public static UnifiedProblem? FindProblem(JsonElement? activities)
    {
        if (activities is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            return new(UnifiedPart.Value, "activities accepts an array with one activity or more.");
        }

        return FindIn(list, "activities");
    }

    /// <summary>Every activity has an id, and every SINGLE activity has allCycles.</summary>
    public static JsonArray Complete(JsonElement activities)
    {
        var list = JsonArray.Create(activities)!;
        var number = 0;
        Complete(list, ref number);
        return list;
    }

    private static void Complete(JsonArray activities, ref int number)
    {
        foreach (var activity in activities.OfType<JsonObject>())
        {
            number++;
            if (activity["id"] is null)
            {
                activity["id"] = $"activity_{number}";
            }

            if (activity["children"] is JsonArray children)
            {
                Complete(children, ref number);
            }
            else if (activity["allCycles"] is null)
            {
                activity["allCycles"] = new JsonArray();
            }
        }
    }

    private static UnifiedProblem? FindIn(JsonElement activities, string path)
    {
        var index = 0;
        foreach (var activity in activities.EnumerateArray())
        {
            if (FindOf(activity, $"{path}[{index++}]") is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static UnifiedProblem? FindOf(JsonElement activity, string path)
    {
        if (activity.ValueKind != JsonValueKind.Object)
        {
            return new(UnifiedPart.Value, $"{path} accepts an object.");
        }

        if (Texts.FirstOrDefault(name => activity.TryGetProperty(name, out var text) && text.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) is { } wrong)
        {
            return new(UnifiedPart.Value, $"{path}.{wrong} accepts a text.");
        }

        switch (TextOf(activity, "type"))
        {
            case "SINGLE":
                return FindMilestoneProblem(activity, path);
            case "GROUP":
                return TextOf(activity, "combinationType") is not ("ANY" or "ALL") ? new(UnifiedPart.Value, $"{path}.combinationType accepts ANY, ALL.")
                    : activity.TryGetProperty("children", out var children) && children.ValueKind == JsonValueKind.Array && children.GetArrayLength() > 0 ? FindIn(children, path + ".children")
                    : new(UnifiedPart.Value, $"{path}.children accepts an array with one activity or more.");
            default:
                return new(UnifiedPart.Value, $"{path}.type accepts SINGLE, GROUP.");
        }
    }

    private static UnifiedProblem? FindMilestoneProblem(JsonElement activity, string path)
    {
        if (!activity.TryGetProperty("milestones", out var milestones) || milestones.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (milestones.ValueKind != JsonValueKind.Array || milestones.GetArrayLength() > 1 || milestones.EnumerateArray().Any(milestone => milestone.ValueKind != JsonValueKind.Object))
        {
            return new(UnifiedPart.Value, $"{path}.milestones accepts an array with one object at most.");
        }

        foreach (var milestone in milestones.EnumerateArray())
        {
            if (!TargetTypes.Contains(TextOf(milestone, "targetType"), StringComparer.Ordinal))
            {
                return new(UnifiedPart.Value, $"{path}.milestones[0].targetType accepts {string.Join(", ", TargetTypes)}.");
            }

            if (!TargetEntities.Contains(TextOf(milestone, "targetEntity"), StringComparer.Ordinal))
            {
                return new(UnifiedPart.Value, $"{path}.milestones[0].targetEntity accepts {string.Join(", ", TargetEntities)}.");
            }

            foreach (var (name, values) in OfMilestone)
            {
                if (milestone.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null && !values.Contains(TextOf(milestone, name), StringComparer.Ordinal))
                {
                    return new(UnifiedPart.Value, $"{path}.milestones[0].{name} accepts {string.Join(", ", values)}.");
                }
            }
        }

        return null;
    }

    private static string? TextOf(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
