using System.Text.Json;
using Loyalty.Api.Json;
using Loyalty.Domain;
using Loyalty.Domain.Promotions;

namespace Loyalty.Api.Promotions;

/// <summary>The parts of a promotion to create that have a code of their own.</summary>
internal enum CreationPart
{
    SourceType,
    StartDate,
    EndDate,
    RulesetCount,
    Ruleset,
    Rule,
    Action,
    Filter,
    Targets,
    Other,
}

/// <summary>What is wrong with a body, and in which part.</summary>
internal sealed record CreationProblem(CreationPart Part, string Reason);

/// <summary>The body of createPromotion, parsed once: the promotion to create without its program, or the first problem.</summary>
internal sealed class ParsedCreation
{
    private const int LongestName = 255;

    private static readonly string[] EventNames = ["TRANSACTIONADD", "CUSTOMERUPDATE", "CUSTOMERREGISTRATION", "TARGETCOMPLETED"];

    private static readonly PromotionSourceType[] SourceTypes =
        [PromotionSourceType.PromotionApi, PromotionSourceType.Campaign, PromotionSourceType.Badges, PromotionSourceType.UserCreated];

    private static readonly Dictionary<string, IReadOnlyList<string>?> NoValues = new(StringComparer.Ordinal);

    private readonly NewPromotionBody _promotion;
    private readonly long _startDate;
    private readonly long _endDate;
    private readonly PromotionSourceType _sourceType;

    private ParsedCreation(NewPromotionBody? promotion)
    {
        _promotion = promotion ?? new();
        Problem = promotion is null ? Other("promotion accepts an object.")
            : FindSourceTypeProblem(out _sourceType)
            ?? FindDateProblem(out _startDate, out _endDate)
            ?? FindRulesetProblem()
            ?? FindTargetProblem()
            ?? FindValueProblem()
            ?? ParsedRestrictions.FindProblem(_promotion.PromotionRestrictions?.Restrictions);
    }

    /// <summary>Null for a valid body.</summary>
    public CreationProblem? Problem { get; }

    public static ParsedCreation Of(CreatePromotionBody? body) => new(body?.Promotion);

    /// <summary>The promotion to create; only for a valid body.</summary>
    public NewPromotion For(long programId)
    {
        var restrictions = _promotion.PromotionRestrictions!;
        return new(
            programId,
            _promotion.Name!,
            _promotion.Identifier!,
            _sourceType,
            Domain.Promotions.EventNames.Find(_promotion.EventName)!,
            _startDate,
            _endDate,
            _promotion.PointsOfferType is { } offer ? WireName<PointsOfferType>.Parse(offer) : PointsOfferType.Loyalty,
            restrictions.LoyaltyEarningType is { } earning ? WireName<LoyaltyEarningType>.Parse(earning) : null,
            _promotion.AllocatePointsOn is { } allocate ? WireName<AllocatePointsOn>.Parse(allocate) : AllocatePointsOn.Bill,
            _promotion.PromotionType is { } type ? WireName<AllocatePointsOn>.Parse(type) : null,
            ParsedRestrictions.Of(restrictions.Restrictions!, _promotion.Limits),
            restrictions.IsStackable is true,
            restrictions.TargetGroupIds ?? [],
            restrictions.TargetRuleIds ?? [],
            RulesetOf(_promotion.RulesetInfos![0]!));
    }

    private CreationProblem? FindSourceTypeProblem(out PromotionSourceType sourceType)
    {
        sourceType = default;
        return string.IsNullOrEmpty(_promotion.PromotionSourceType) ? new(CreationPart.SourceType, "promotionSourceType is missing or empty.")
            : WireName<PromotionSourceType>.TryParse(_promotion.PromotionSourceType, out sourceType) && SourceTypes.Contains(sourceType) ? null
            : Other($"promotionSourceType accepts {string.Join(", ", SourceTypes.Select(WireName<PromotionSourceType>.Of))}.");
    }

    private CreationProblem? FindDateProblem(out long start, out long end)
    {
        (start, end) = (0, 0);
        return string.IsNullOrEmpty(_promotion.StartDate) ? new(CreationPart.StartDate, "startDate is missing or empty.")
            : string.IsNullOrEmpty(_promotion.EndDate) ? new(CreationPart.EndDate, "endDate is missing or empty.")
            : !IsoInstant.TryParse(_promotion.StartDate, out start) ? Other($"startDate {IsoInstant.Accepts}.")
            : !IsoInstant.TryParse(_promotion.EndDate, out end) ? Other($"endDate {IsoInstant.Accepts}.")
            : end < start ? Other("endDate accepts an instant that is not before startDate.")
            : null;
    }

    private CreationProblem? FindRulesetProblem()
    {
        if (_promotion.RulesetInfos is not [{ } ruleset])
        {
            return new(CreationPart.RulesetCount, "rulesetInfos accepts exactly one ruleset.");
        }

        if (string.IsNullOrEmpty(ruleset.Name) || ruleset.ContextId is null || ruleset.OrgId is null || string.IsNullOrEmpty(ruleset.ContextType)
            || !IsDate(ruleset.StartDate) || !IsDate(ruleset.EndDate))
        {
            return new(CreationPart.Ruleset, "The ruleset needs name, contextID, orgID, contextType, startDate and endDate, the dates as epoch milliseconds.");
        }

        if (ruleset.Rules is not { Count: > 0 })
        {
            return new(CreationPart.Rule, "rules accepts one rule or more.");
        }

        return ruleset.Rules.Select(FindRuleProblem).FirstOrDefault(problem => problem is not null)
            ?? (ruleset.FilterInfo ?? []).Select(FindFilterProblem).FirstOrDefault(problem => problem is not null)
            ?? (!"program".Equals(ruleset.ContextType, StringComparison.Ordinal) ? Other("contextType accepts program.")
                : !"POINTSENGINE_ENDPOINT".Equals(ruleset.EndpointName, StringComparison.Ordinal) ? Other("endpointName accepts POINTSENGINE_ENDPOINT.")
                : !"USER_CREATED".Equals(ruleset.Type, StringComparison.Ordinal) ? Other("type of the ruleset accepts USER_CREATED.")
                : ruleset.Active is not true ? Other("active of the ruleset accepts true.")
                : null);
    }

    private static CreationProblem? FindRuleProblem(NewRuleBody? rule) =>
        rule is null || ExpressionOf(rule) is null || string.IsNullOrEmpty(rule.ExpJson) ? new(CreationPart.Rule, "Every rule needs exp and expJSON.")
        : rule.CaseToActions is not { Count: > 0 } cases || cases.Values.Any(actions => actions is not { Count: > 0 })
            ? new(CreationPart.Action, "caseToActions accepts an object with the key true and an array of actions.")
        : !cases.Keys.All(name => name.Equals("true", StringComparison.Ordinal)) ? Other("caseToActions accepts the key true.")
        : cases.Values.SelectMany(actions => actions!).Any(action => !IsAction(action)) ? new(CreationPart.Action, "Every action needs actionName and mandatoryPropertiesValues, an object of texts and whole numbers.")
        : rule.IsActive is null ? Other("isActive of a rule accepts true or false.")
        : null;

    private static bool IsAction(NewActionBody? action) =>
        !string.IsNullOrEmpty(action?.ActionName) && action.MandatoryPropertiesValues is { Count: > 0 } values && values.All(value => value.Key.Length > 0 && ValueOf(value.Value) is not null);

    private static CreationProblem? FindFilterProblem(NewFilterBody? filter) =>
        string.IsNullOrWhiteSpace(filter?.Name) || filter.Name.Length > LongestName ? new(CreationPart.Filter, $"name of a filter accepts 1 to {LongestName} characters.")
        : filter.PropertyToValues?.Values.Any(values => values is null || values.Any(value => value is null)) is true ? Other("propertyToValues accepts an object of arrays of texts.")
        : null;

    private CreationProblem? FindTargetProblem() =>
        _sourceType == PromotionSourceType.UserCreated && _promotion.PromotionRestrictions is not { TargetGroupIds.Count: > 0, TargetRuleIds.Count: > 0 }
            ? new(CreationPart.Targets, "targetGroupIds and targetRuleIds of promotionRestrictions accept one id or more.")
            : null;

    private CreationProblem? FindValueProblem() =>
        _promotion.Id != -1 ? Other("id accepts -1: promotions are created here, not changed.")
        : !IsName(_promotion.Name) ? Other($"name accepts 1 to {LongestName} characters.")
        : !IsName(_promotion.Identifier) ? Other($"identifier accepts 1 to {LongestName} characters.")
        : _promotion.ProgramId is null ? Other("programId of the promotion accepts a whole number.")
        : !EventNames.Contains(_promotion.EventName, StringComparer.Ordinal) ? Other($"eventName accepts {string.Join(", ", EventNames)}.")
        : _promotion.PointsOfferType is not (null or "LOYALTY" or "LOYALTY_EARNING") ? Other("pointsOfferType accepts LOYALTY, LOYALTY_EARNING.")
        : !IsOneOf<AllocatePointsOn>(_promotion.AllocatePointsOn) ? Other($"allocatePointsOn accepts {string.Join(", ", WireName<AllocatePointsOn>.All)}.")
        : !IsOneOf<AllocatePointsOn>(_promotion.PromotionType) ? Other($"promotionType of the promotion accepts {string.Join(", ", WireName<AllocatePointsOn>.All)}.")
        : !IsOneOf<LoyaltyEarningType>(_promotion.PromotionRestrictions?.LoyaltyEarningType) ? Other($"loyaltyEarningType accepts {string.Join(", ", WireName<LoyaltyEarningType>.All)}.")
        : _promotion.PromotionRestrictions is { IsExclusive: true } or { IsConsideredForRanking: true } ? Other("isExclusive and isConsideredForRanking accept false.")
        : null;

    private static NewRuleset RulesetOf(NewRulesetBody body) => new(
        body.Name!,
        body.ContextId!.Value,
        body.StartDate!.Value,
        body.EndDate!.Value,
        body.UpdatedViaNewUI is true,
        [.. (body.FilterInfo ?? []).Select(filter => new NewFilter(filter!.Name!, filter.IsInclude is not false, ValuesOf(filter)))],
        [.. body.Rules!.Select(rule => new NewRule(
            NullIfEmpty(rule!.Name), rule.Description, ExpressionOf(rule)!, rule.ExpJson!, rule.IsActive is true, rule.UpdatedViaNewUI is true, [.. rule.CaseToActions!.Values.SelectMany(actions => actions!).Select(ActionOf)]))]);

    private static NewAction ActionOf(NewActionBody? action) =>
        new(action!.ActionName!, action.MandatoryPropertiesValues!.ToDictionary(value => value.Key, value => ValueOf(value.Value)!.Value, StringComparer.Ordinal));

    private static Dictionary<string, IReadOnlyList<string>> ValuesOf(NewFilterBody filter) =>
        (filter.PropertyToValues ?? NoValues).ToDictionary(values => values.Key, values => values.Value!, StringComparer.Ordinal);

    private static string? ExpressionOf(NewRuleBody rule) => rule.Exp switch
    {
        { ValueKind: JsonValueKind.String } text => NullIfEmpty(text.GetString()),
        { ValueKind: JsonValueKind.True } => "true",
        { ValueKind: JsonValueKind.False } => "false",
        _ => null,
    };

    /// <summary>Null for a value that is empty, or neither text nor a whole number.</summary>
    private static PropertyValue? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => NullIfEmpty(value.GetString()) is { } text ? PropertyValue.Of(text) : null,
        JsonValueKind.Number => value.TryGetInt64(out var number) ? PropertyValue.Of(number) : null,
        _ => null,
    };

    private static string? NullIfEmpty(string? text) => text is "" ? null : text;

    private static bool IsDate(long? milliseconds) => milliseconds is { } value && Instants.IsPrintable(value);

    private static bool IsName(string? text) => text is { Length: > 0 and <= LongestName };

    private static bool IsOneOf<TEnum>(string? text)
        where TEnum : struct, Enum => text is null || WireName<TEnum>.TryParse(text, out _);

    private static CreationProblem Other(string reason) => new(CreationPart.Other, reason);
}
