using System.Text.Json.Nodes;
using Loyalty.Api.Emulator;
using Loyalty.Domain;
using Loyalty.Domain.Access;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Emulator;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Loyalty.Api.Docs;

/// <summary>The text of this property is one of a closed set of documented values.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValueSetAttribute(string name) : Attribute
{
    public string Name => name;
}

/// <summary>Closed sets of documented values; each is one schema component, referenced wherever its values occur.</summary>
internal static class ValueSets
{
    public const string CustomerIdentifierName = nameof(CustomerIdentifierName);

    public const string CustomerSource = nameof(CustomerSource);

    /// <summary>The controls' spelling of <see cref="Domain.Emulator.ClockMode"/>.</summary>
    public const string ClockMode = nameof(ClockMode);

    /// <summary>The world document's spelling of it.</summary>
    public const string DocumentClockMode = nameof(DocumentClockMode);

    public const string AnsweredBy = nameof(AnsweredBy);

    /// <summary>The worlds that a new one can be made from by name.</summary>
    public const string WorldTemplate = nameof(WorldTemplate);

    private static readonly Dictionary<string, IReadOnlyList<string>> Values = new(StringComparer.Ordinal)
    {
        [CustomerIdentifierName] = CustomerIdentification.Names,
        [CustomerSource] = CustomerIdentification.Sources,
        [nameof(AllocatePointsOn)] = Words<AllocatePointsOn>.All,
        [nameof(EnrolmentMethod)] = Words<EnrolmentMethod>.All,
        [nameof(FilterEntityType)] = Words<FilterEntityType>.All,
        [nameof(Kpi)] = Words<Kpi>.All,
        [nameof(LimitOn)] = Words<LimitOn>.All,
        [nameof(LoyaltyEarningType)] = Words<LoyaltyEarningType>.All,
        [nameof(PeriodType)] = Words<PeriodType>.All,
        [nameof(PeriodUnit)] = Words<PeriodUnit>.All,
        [nameof(Permission)] = Words<Permission>.All,
        [nameof(PointsOfferType)] = Words<PointsOfferType>.All,
        [nameof(PromotionRepresentation)] = Words<PromotionRepresentation>.All,
        [nameof(PromotionSourceType)] = Words<PromotionSourceType>.All,
        [nameof(PromotionStatus)] = Words<PromotionStatus>.All,
        [nameof(RestrictionName)] = Words<RestrictionName>.All,
        [nameof(RestrictionType)] = Words<RestrictionType>.All,
        [nameof(TargetEntity)] = Words<TargetEntity>.All,
        [nameof(TargetEvaluationType)] = Words<TargetEvaluationType>.All,
        [nameof(TargetType)] = Words<TargetType>.All,
        [nameof(TrackingDateReading)] = Words<TrackingDateReading>.All,
        [nameof(TrackingType)] = Words<TrackingType>.All,
        [nameof(UsageKind)] = Words<UsageKind>.All,
        [DocumentClockMode] = Words<ClockMode>.All,
        [ClockMode] = [.. Words<ClockMode>.All.Select(word => word.ToLowerInvariant())],
        [nameof(FaultConnection)] = FaultWords.All,
        [AnsweredBy] = Journaling.Answerers,
        [WorldTemplate] = ["sample", "empty"],
    };

    public static OpenApiSchema SchemaOf(string name) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. Values[name].Select(value => (JsonNode)JsonValue.Create(value))],
    };

    /// <summary>The component, made where it is first asked for.</summary>
    public static OpenApiSchemaReference ReferenceTo(string name, SchemaRepository components)
    {
        if (!components.Schemas.ContainsKey(name))
        {
            components.AddDefinition(name, SchemaOf(name));
        }

        return new OpenApiSchemaReference(name);
    }
}
