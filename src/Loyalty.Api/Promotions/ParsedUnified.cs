using System.Text.Json;
using System.Text.Json.Nodes;
using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Customers;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>The parts of a promotion of v3 that have a code of their own.</summary>
internal enum UnifiedPart
{
    Body,
    Value,
    PromotionLimit,
    MetadataKey,
    MetadataValue,
    MetadataDuplicate,
    MetadataLongKey,
    MetadataLongValue,
    MetadataBrandDefined,
    AlwaysApply,
    StackableAndExclusive,
    OptInNotApplicable,
    OptInIncomplete,
    OptInReversed,
    OptInTooLate,
    OptInNotSupported,
}

/// <summary>What is wrong with a body of v3, and in which part.</summary>
internal sealed record UnifiedProblem(UnifiedPart Part, string Reason);

/// <summary>The body of create and update, parsed once: the content of the promotion, or the first problem.</summary>
internal sealed class ParsedUnified
{
    private const int LongestName = 200;

    private const int LongestIdentifier = 255;

    private static readonly string[] EnrolmentMethods = ["TRANSACTION", "IMPORT", "AUDIENCE_FILTER"];

    private static readonly string[] EligibilityTypes = ["LOYAL", "NON_LOYAL", "ALL"];

    private readonly UnifiedPromotionBody? _body;
    private readonly long _start;
    private readonly long _end;

    private ParsedUnified(UnifiedPromotionBody? body, bool isCreation)
    {
        _body = body;
        Problem = body?.Metadata is not { } metadata ? new(UnifiedPart.Body, "metadata accepts an object.")
            : FindValueProblem(metadata, isCreation, out _start, out _end)
            ?? FindMetadataProblem(metadata)
            ?? FindFlagProblem(metadata.LoyaltyConfigMetaData)
            ?? FindEnrolmentProblem(body.CustomerEnrolment)
            ?? UnifiedActivities.FindProblem(body.Activities)
            ?? UnifiedLists.FindProblem(body)
            ?? UnifiedWorkflow.FindProblem(body.WorkflowMetadata, metadata.PromotionType!, _end);
    }

    /// <summary>Null for a valid body.</summary>
    public UnifiedProblem? Problem { get; }

    public bool HasOptIn => UnifiedWorkflow.HasOptIn(_body?.WorkflowMetadata);

    public static ParsedUnified Creation(UnifiedPromotionBody? body) => new(body, isCreation: true);

    public static ParsedUnified Update(UnifiedPromotionBody? body) => new(body, isCreation: false);

    /// <summary>Only for a valid body.</summary>
    public UnifiedContent Content()
    {
        var metadata = _body!.Metadata!;
        var flags = metadata.LoyaltyConfigMetaData;
        return new(
            metadata.Name!,
            metadata.Description,
            metadata.ProgramId is { } id && CustomerIdentification.TryParseId(id.Text, out var programId) ? programId : null,
            _start,
            _end,
            metadata.TimezoneName,
            WireName<PointsOfferType>.Parse(metadata.PromotionType!),
            metadata.Status,
            _body.Version,
            string.IsNullOrEmpty(metadata.PromoIdentifier) ? null : metadata.PromoIdentifier,
            [.. (metadata.PromotionMetadata ?? []).Select(property => new PromotionMetadata(property!.Key!, property.Value!, IsTrue(property.IsBrandDefined) is true))],
            flags?.IsStackable is true,
            flags?.IsConsideredForRanking is true,
            flags?.IsExclusive is true,
            flags?.IsAlwaysApply is true,
            flags?.SkipEarnedDateCheckOnRedeem is true,
            _body.Comments,
            Definition());
    }

    private static UnifiedProblem? FindValueProblem(UnifiedMetadataBody metadata, bool isCreation, out long start, out long end)
    {
        (start, end) = (0, 0);
        return metadata.Name is not { Length: > 0 and <= LongestName } ? Value($"metadata.name accepts 1 to {LongestName} characters.")
            : metadata.OrgId is null ? Value("metadata.orgId accepts a whole number.")
            : metadata.StartDate is null || !IsoInstant.TryParse(metadata.StartDate, out start) ? Value($"metadata.startDate {IsoInstant.Accepts}.")
            : metadata.EndDate is null || !IsoInstant.TryParse(metadata.EndDate, out end) ? Value($"metadata.endDate {IsoInstant.Accepts}.")
            : end < start ? Value("metadata.endDate accepts an instant that is not before startDate.")
            : !WireName<PointsOfferType>.TryParse(metadata.PromotionType, out _) ? Value($"metadata.promotionType accepts {string.Join(", ", WireName<PointsOfferType>.All)}.")
            : isCreation && metadata.Status is not "DRAFT" ? Value("metadata.status accepts DRAFT.")
            : metadata.ProgramId is { } id && !CustomerIdentification.TryParseId(id.Text, out _) ? Value("metadata.programId accepts the id of a program, as text.")
            : metadata.PromoIdentifier is { Length: > LongestIdentifier } ? Value($"metadata.promoIdentifier accepts up to {LongestIdentifier} characters.")
            : metadata.TimezoneName is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? Value("metadata.timezoneName accepts an IANA name.")
            : metadata.PromotionCategory is not (null or "BROADCAST") ? Value("metadata.promotionCategory accepts BROADCAST.")
            : null;
    }

    private static UnifiedProblem? FindMetadataProblem(UnifiedMetadataBody metadata)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in metadata.PromotionMetadata ?? [])
        {
            var problem = string.IsNullOrEmpty(property?.Key) ? new UnifiedProblem(UnifiedPart.MetadataKey, "key is missing or empty.")
                : string.IsNullOrEmpty(property.Value) ? new(UnifiedPart.MetadataValue, "value is missing or empty.")
                : property.Key.Length > 100 ? new(UnifiedPart.MetadataLongKey, "key accepts up to 100 characters.")
                : property.Value.Length > 1000 ? new(UnifiedPart.MetadataLongValue, "value accepts up to 1000 characters.")
                : IsTrue(property.IsBrandDefined) is null ? new(UnifiedPart.MetadataBrandDefined, "isBrandDefined accepts true or false.")
                : !keys.Add(property.Key) ? new(UnifiedPart.MetadataDuplicate, "Every key is unique.")
                : null;
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    private static UnifiedProblem? FindFlagProblem(LoyaltyConfigBody? flags) =>
        flags is { IsAlwaysApply: true, IsStackable: true } or { IsAlwaysApply: true, IsExclusive: true } ? new(UnifiedPart.AlwaysApply, "isAlwaysApply goes with neither isStackable nor isExclusive.")
        : flags is { IsStackable: true, IsExclusive: true } ? new(UnifiedPart.StackableAndExclusive, "isStackable and isExclusive exclude each other.")
        : null;

    private static UnifiedProblem? FindEnrolmentProblem(CustomerEnrolmentBody? enrolment) =>
        enrolment?.EnrolmentMethod is { } method && !EnrolmentMethods.Contains(method, StringComparer.Ordinal) ? Value($"customerEnrolment.enrolmentMethod accepts {string.Join(", ", EnrolmentMethods)}.")
        : enrolment?.CustomerEligibilityType is { } type && !EligibilityTypes.Contains(type, StringComparer.Ordinal) ? Value($"customerEnrolment.customerEligibilityType accepts {string.Join(", ", EligibilityTypes)}.")
        : null;

    /// <summary>False and true also as text; absent is false; null for anything else.</summary>
    private static bool? IsTrue(JsonElement? value) => value switch
    {
        null => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.String } text => text.GetString() switch { "true" => true, "false" => false, _ => null },
        _ => null,
    };

    private string Definition()
    {
        var enrolment = new JsonObject { ["enrolmentMethod"] = _body!.CustomerEnrolment?.EnrolmentMethod };
        Add(enrolment, "audienceGroups", _body.CustomerEnrolment?.AudienceGroups);
        if (_body.CustomerEnrolment?.CustomerEligibilityType is { } type)
        {
            enrolment["customerEligibilityType"] = type;
        }

        var definition = new JsonObject
        {
            ["customerEnrolment"] = enrolment,
            ["activities"] = UnifiedActivities.Complete(_body.Activities!.Value),
            ["limits"] = ListOf(_body.Limits),
            ["liabilityOwnerSplitInfo"] = ListOf(_body.LiabilityOwnerSplitInfo),
        };
        if (_body.WorkflowMetadata is not null)
        {
            definition["workflowMetadata"] = JsonSerializer.SerializeToNode(_body.WorkflowMetadata, PromotionJsonContext.Definitions.WorkflowBody);
        }

        if (_body.Metadata!.PromotionCategory is { } category)
        {
            definition["promotionCategory"] = category;
        }

        Add(definition, "broadcastMetadata", _body.BroadcastMetadata);
        Add(definition, "promotionSchedule", _body.PromotionSchedule);
        return definition.ToJsonString(PromotionJsonContext.Definitions.Options);
    }

    private static JsonArray ListOf(JsonElement? list) => list is { ValueKind: JsonValueKind.Array } array ? JsonArray.Create(array)! : [];

    private static void Add(JsonObject target, string name, JsonElement? value)
    {
        if (value is { ValueKind: JsonValueKind.Object } json)
        {
            target[name] = JsonObject.Create(json);
        }
        else if (value is { ValueKind: JsonValueKind.Array } list)
        {
            target[name] = JsonArray.Create(list);
        }
    }

    private static UnifiedProblem Value(string reason) => new(UnifiedPart.Value, reason);
}
