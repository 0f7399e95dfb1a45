using System.Globalization;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Promotions;

/// <summary>A promotion to create (docs/contract/promotions.md 2.2).</summary>
public sealed record NewPromotion(
    long ProgramId,
    string Name,
    string Identifier,
    PromotionSourceType SourceType,
    string EventName,
    long StartDate,
    long EndDate,
    PointsOfferType PointsOfferType,
    LoyaltyEarningType? LoyaltyEarningType,
    AllocatePointsOn AllocatePointsOn,
    AllocatePointsOn? PromotionType,
    Restrictions Restrictions,
    bool IsStackable,
    IReadOnlyList<long> TargetGroupIds,
    IReadOnlyList<long> TargetRuleIds,
    NewRuleset Ruleset);

/// <summary>The ruleset of a promotion to create.</summary>
public sealed record NewRuleset(
    string Name, long ContextId, long StartsAt, long EndsAt, bool UpdatedViaNewUI, IReadOnlyList<NewFilter> Filters, IReadOnlyList<NewRule> Rules);

public sealed record NewFilter(string Name, bool IsInclude, IReadOnlyDictionary<string, IReadOnlyList<string>> PropertyToValues);

public sealed record NewRule(string? Name, string? Description, string Expression, string ExpressionJson, bool Active, bool UpdatedViaNewUI, IReadOnlyList<NewAction> Actions);

public sealed record NewAction(string Name, IReadOnlyDictionary<string, PropertyValue> MandatoryPropertiesValues);

/// <summary>Why a promotion is not created.</summary>
public enum CreationRefusal
{
    UnknownProgram,
    UnknownTargetGroup,
    UnknownTarget,
    NameTaken,
    IdentifierTaken,
}

/// <summary>The created promotion, or why it was refused.</summary>
public readonly record struct CreationOutcome(Promotion? Promotion, CreationRefusal? Refusal);

/// <summary>Creates promotions for user-created challenges.</summary>
public static class PromotionCreation
{
    private const long ByApi = -1;

    public static Decided<CreationOutcome> Create(PromotionCatalog catalog, TargetCatalog targets, long orgId, NewPromotion request, long now, TimeZoneInfo zone, FreshIds ids)
    {
        if (RefusalOf(catalog, targets, request) is { } refusal)
        {
            return Decided.Refused(new CreationOutcome(null, refusal));
        }

        var promotion = PromotionOf(targets, orgId, request, now, zone, ids);
        var ruleset = RulesetOf(promotion, request.Ruleset, now, ids);
        return new(
            new CreationOutcome(promotion, null),
            [RowChange.Add(promotion), RowChange.Add(ruleset), .. request.Ruleset.Rules.Select((rule, index) => RowChange.Add(RuleOf(ruleset, rule, index, now, ids)))]);
    }

    private static CreationRefusal? RefusalOf(PromotionCatalog catalog, TargetCatalog targets, NewPromotion request) =>
        catalog.Programs.Find(request.ProgramId) is null ? CreationRefusal.UnknownProgram
        : !request.TargetGroupIds.All(id => IsUsable(targets.Groups.Find(id)?.Group, request.SourceType)) ? CreationRefusal.UnknownTargetGroup
        : !request.TargetRuleIds.All(id => targets.Targets.Find(id) is { } target && request.TargetGroupIds.Contains(target.Group.Group.Id)) ? CreationRefusal.UnknownTarget
        : catalog.Named(request.Name).Any(entry => entry.Promotion.ProgramId == request.ProgramId) ? CreationRefusal.NameTaken
        : catalog.Identified(request.Identifier).Any(entry => entry.Promotion.ProgramId == request.ProgramId) ? CreationRefusal.IdentifierTaken
        : null;

    /// <summary>A user-created challenge needs a user-created target group (docs/contract/promotions.md 1.8).</summary>
    private static bool IsUsable(TargetGroup? group, PromotionSourceType sourceType) => group is not null && (group.UserCreated || sourceType != PromotionSourceType.UserCreated);

    private static Promotion PromotionOf(TargetCatalog targets, long orgId, NewPromotion request, long now, TimeZoneInfo zone, FreshIds ids) => new()
    {
        Id = ids.Next(IdKind.Promotion),
        OrgId = orgId,
        ProgramId = request.ProgramId,
        Name = request.Name,
        Identifier = request.Identifier,
        Description = "",
        SourceType = request.SourceType,
        Active = true,
        EventName = request.EventName,
        StartsAt = Instants.StartOfDay(Instants.DateIn(request.StartDate, zone), zone),
        EndsAt = LastSecondOfDay(Instants.DateIn(request.EndDate, zone), zone),
        PointsOfferType = request.PointsOfferType,
        LoyaltyEarningType = request.LoyaltyEarningType,
        AllocatePointsOn = request.AllocatePointsOn,
        UseProportions = false,
        LastUpdatedAt = now,
        LastUpdatedBy = ByApi,
        Metadata = [],
        Restrictions = request.Restrictions,
        IsStackable = request.IsStackable,
        IsConsideredForRanking = false,
        IsExclusive = false,
        IsAlwaysApply = false,
        TargetGroupIds = request.TargetGroupIds,
        TargetRuleIds = request.TargetRuleIds,
        LinkedTargets =
        [
            .. request.TargetGroupIds.Distinct().Select(group => new LinkedTargets(
                group, [.. request.TargetRuleIds.Where(target => targets.Targets.Find(target)!.Group.Group.Id == group)])),
        ],
        PromotionType = request.PromotionType,
    };

    private static Ruleset RulesetOf(Promotion promotion, NewRuleset request, long now, FreshIds ids) => new()
    {
        Id = ids.Next(IdKind.Rule),
        OrgId = promotion.OrgId,
        PromotionId = promotion.Id,
        Name = request.Name,
        Description = "Promotional Rulesets",
        StartsAt = request.StartsAt,
        EndsAt = request.EndsAt,
        CreatedOn = now,
        CreatedBy = ByApi,
        ModifiedOn = now,
        ModifiedBy = ByApi,
        Label = promotion.SourceType == PromotionSourceType.UserCreated ? LabelAt(now) : null,
        Private = promotion.SourceType == PromotionSourceType.UserCreated,
        UpdatedViaNewUI = request.UpdatedViaNewUI,
        Filters = [.. request.Filters.Select(filter => new RulesetFilter(ids.Next(IdKind.Rule), filter.Name, ClassNames.OfFilter(filter.Name), filter.IsInclude, filter.PropertyToValues))],
        ContextId = request.ContextId == promotion.ProgramId ? null : request.ContextId,
    };

    private static Rule RuleOf(Ruleset ruleset, NewRule request, int index, long now, FreshIds ids)
    {
        var name = request.Name ?? string.Create(CultureInfo.InvariantCulture, $"Rule {index + 1}");
        return new()
        {
            Id = ids.Next(IdKind.Rule),
            OrgId = ruleset.OrgId,
            PromotionId = ruleset.PromotionId,
            RulesetId = ruleset.Id,
            Name = name,
            Description = request.Description ?? name,
            Expression = request.Expression,
            ExpressionJson = request.ExpressionJson,
            Active = request.Active,
            Priority = -1,
            StartsAt = ruleset.StartsAt,
            EndsAt = ruleset.EndsAt,
            CreatedOn = now,
            CreatedBy = ByApi,
            ModifiedOn = now,
            ModifiedBy = ByApi,
            UpdatedViaNewUI = request.UpdatedViaNewUI,
            Actions = [.. request.Actions.Select(action => new RuleAction(ids.Next(IdKind.Rule), action.Name, ClassNames.OfAction(action.Name), action.MandatoryPropertiesValues))],
        };
    }

    /// <summary>23:59:59, as the documented answers show it (docs/contract/promotions.md 1.9).</summary>
    private static long LastSecondOfDay(DateOnly date, TimeZoneInfo zone) =>
        date == DateOnly.MaxValue ? Instants.Latest - 999 : Instants.StartOfDay(date.AddDays(1), zone) - 1000;

    private static string LabelAt(long now) =>
        "userCreatedLabel_" + DateTimeOffset.FromUnixTimeMilliseconds(now).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
