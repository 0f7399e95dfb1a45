using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Loyalty.Domain.Promotions;

/// <summary>A promotion that v3 did not create, in the JSON of v3.</summary>
internal static class VersionOfPromotion
{
    /// <summary>Inverse to what <see cref="UnifiedDefinition"/> reads, except for what v3 cannot express; an edit keeps that (<see cref="EditedRestrictions"/>).</summary>
    public static string DefinitionOf(Promotion promotion)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("customerEnrolment");
            json.WriteNull("enrolmentMethod");
            json.WriteEndObject();
            WriteActivity(json, promotion);
            WriteLimits(json, promotion.Restrictions.Redemption);
            json.WriteStartArray("liabilityOwnerSplitInfo");
            json.WriteEndArray();
            WriteWorkflow(json, promotion.Restrictions);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteActivity(Utf8JsonWriter json, Promotion promotion)
    {
        json.WriteStartArray("activities");
        json.WriteStartObject();
        json.WriteString("type", "SINGLE");
        json.WriteString("id", "activity_1");
        json.WriteString("name", promotion.Name);
        json.WriteString("event", promotion.EventName);
        json.WriteStartArray("allCycles");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteLimits(Utf8JsonWriter json, IReadOnlyList<Restriction> redemption)
    {
        json.WriteStartArray("limits");
        foreach (var restriction in redemption)
        {
            var (granularity, limitType) = restriction.Name switch
            {
                RestrictionName.MaxAllowedPointsPerCustomer => ("USER", "SUM"),
                RestrictionName.MaxAllowedTimesPerCustomer => ("USER", "COUNT"),
                RestrictionName.MaxAllowedPointsPerPromotion => ("OVERALL", "SUM"),
                RestrictionName.MaxAllowedTimesPerPromotion => ("OVERALL", "COUNT"),
                _ => (null, null),
            };
            if (granularity is null || restriction.Value == Restrictions.NoLimit)
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteString("entityScope", "PROMOTION");
            json.WriteString("granularity", granularity);
            json.WriteString("actionType", "AWARD_CURRENCY");
            json.WriteString("limitType", limitType);
            json.WriteNumber("limitValue", restriction.Value);
            json.WriteStartObject("period");
            json.WriteString("periodType", restriction.Window() is null ? "NON_PERIOD_BASED" : "MOVING_WINDOW");
            if (restriction.Window() is { } unit)
            {
                json.WriteString("periodUnit", unit == PeriodUnit.Daily ? "DAYS" : unit == PeriodUnit.Weekly ? "WEEKS" : "MONTHS");
                json.WriteNumber("periodValue", 1);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteWorkflow(Utf8JsonWriter json, Restrictions restrictions)
    {
        json.WriteStartObject("workflowMetadata");
        WritePart(json, "enrolment", restrictions,
        [
            ("enrolmentLimitPerCustomer", RestrictionName.MaxNumberOfIssualsPerCustomer), ("enrolmentExpiryBasedOn", RestrictionName.IssualPromotionExpiryBasedOn),
            ("enrolmentLimitPerPromotion", RestrictionName.MaxNumberOfEarnPerPromotion),
        ]);
        WritePart(json, "optin", restrictions,
        [
            ("optinLimitPerCustomer", RestrictionName.MaxNumberOfEarnsPerCustomer), ("optinExpiryBasedOn", RestrictionName.EarnPromotionExpiryBasedOn),
            ("maxRedemptionsPerEarnPerCustomer", RestrictionName.MaxRedemptionsPerEarnPerCustomer), ("maxPointsPerEarnPerCustomer", RestrictionName.MaxPointsPerEarnPerCustomer),
        ]);
        json.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter json, string part, Restrictions restrictions, IReadOnlyList<(string Property, RestrictionName Name)> entries)
    {
        IReadOnlyList<Restriction> all = [.. restrictions.Redemption, .. restrictions.Issual, .. restrictions.Earn, .. restrictions.Expiry];
        json.WriteStartObject(part);
        json.WriteStartObject("restrictions");
        foreach (var (property, name) in entries)
        {
            if (all.FirstOrDefault(restriction => restriction.Name == name) is { } restriction)
            {
                json.WriteStartObject(property);
                json.WriteNumber("value", restriction.Value);
                if (restriction.Type is { } type)
                {
                    json.WriteString("type", WireName<RestrictionType>.Of(type));
                }

                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
