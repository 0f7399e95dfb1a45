using Loyalty.Domain.Promotions;
using Loyalty.Store.DocumentFormat;

namespace Loyalty.Store.Promotions;

/// <summary>A loyalty program in a world document.</summary>
public sealed record ProgramDocument(long Id, string Name)
{
    public LoyaltyProgram ToRow(long orgId) => new() { Id = Id, OrgId = orgId, Name = Name };

    public static ProgramDocument From(LoyaltyProgram program) => new(program.Id, program.Name);
}

/// <summary>A promotion with its rulesets in a world document.</summary>
public sealed record PromotionDocument(
    long Id,
    long ProgramId,
    string Name,
    string Identifier,
    PromotionSourceType SourceType,
    string EventName,
    DocumentInstant StartDate,
    DocumentInstant EndDate,
    PointsOfferType PointsOfferType,
    DocumentInstant LastUpdateDate,
    string Description = "",
    bool Active = true,
    long LastUpdatedBy = -1,
    AllocatePointsOn AllocatePointsOn = AllocatePointsOn.Bill,
    LoyaltyEarningType? LoyaltyEarningType = null,
    bool UseProportions = false,
    bool IsStackable = false,
    bool IsConsideredForRanking = false,
    bool IsExclusive = false,
    bool IsAlwaysApply = false,
    IReadOnlyList<PromotionMetadata>? Metadata = null,
    Restrictions? Restrictions = null,
    IReadOnlyList<long>? TargetGroupIds = null,
    IReadOnlyList<long>? TargetRuleIds = null,
    IReadOnlyList<RulesetDocument>? Rulesets = null,
    IReadOnlyList<LinkedTargets>? LinkedTargets = null,
    bool SkipEarnedDateCheckOnRedeem = false,
    AllocatePointsOn? PromotionType = null)
{
    public IEnumerable<object> ToRows(long orgId, long now) =>
    [
        new Promotion
        {
            Id = Id,
            OrgId = orgId,
            ProgramId = ProgramId,
            Name = Name,
            Identifier = Identifier,
            Description = Description,
            SourceType = SourceType,
            Active = Active,
            EventName = EventName,
            StartsAt = StartDate.Resolve(now),
            EndsAt = EndDate.Resolve(now),
            PointsOfferType = PointsOfferType,
            LoyaltyEarningType = LoyaltyEarningType,
            AllocatePointsOn = AllocatePointsOn,
            UseProportions = UseProportions,
            LastUpdatedAt = LastUpdateDate.Resolve(now),
            LastUpdatedBy = LastUpdatedBy,
            Metadata = Metadata ?? [],
            Restrictions = Restrictions ?? Restrictions.None,
            IsStackable = IsStackable,
            IsConsideredForRanking = IsConsideredForRanking,
            IsExclusive = IsExclusive,
            IsAlwaysApply = IsAlwaysApply,
            TargetGroupIds = TargetGroupIds ?? [],
            TargetRuleIds = TargetRuleIds ?? [],
            LinkedTargets = LinkedTargets ?? [],
            SkipEarnedDateCheckOnRedeem = SkipEarnedDateCheckOnRedeem,
            PromotionType = PromotionType,
        },
        .. (Rulesets ?? []).SelectMany(ruleset => ruleset.ToRows(orgId, Id, now)),
    ];

    public static PromotionDocument From(Promotion promotion, IEnumerable<Ruleset> rulesets, ILookup<long, Rule> rules)
    {
        IReadOnlyList<RulesetDocument> list = [.. rulesets.Select(ruleset => RulesetDocument.From(ruleset, rules[ruleset.Id]))];
        return new PromotionDocument(
            promotion.Id,
            promotion.ProgramId,
            promotion.Name,
            promotion.Identifier,
            promotion.SourceType,
            promotion.EventName,
            DocumentInstant.Of(promotion.StartsAt),
            DocumentInstant.Of(promotion.EndsAt),
            promotion.PointsOfferType,
            DocumentInstant.Of(promotion.LastUpdatedAt),
            promotion.Description,
            promotion.Active,
            promotion.LastUpdatedBy,
            promotion.AllocatePointsOn,
            promotion.LoyaltyEarningType,
            promotion.UseProportions,
            promotion.IsStackable,
            promotion.IsConsideredForRanking,
            promotion.IsExclusive,
            promotion.IsAlwaysApply,
            promotion.Metadata.Count == 0 ? null : promotion.Metadata,
            promotion.Restrictions,
            promotion.TargetGroupIds.Count == 0 ? null : promotion.TargetGroupIds,
            promotion.TargetRuleIds.Count == 0 ? null : promotion.TargetRuleIds,
            list.Count == 0 ? null : list,
            promotion.LinkedTargets.Count == 0 ? null : promotion.LinkedTargets,
            promotion.SkipEarnedDateCheckOnRedeem,
            promotion.PromotionType);
    }
}

/// <summary>When and by whom a ruleset or rule was created and last modified.</summary>
public sealed record RuleChangesDocument(DocumentInstant CreatedOn, DocumentInstant ModifiedOn, long CreatedBy = -1, long ModifiedBy = -1);

/// <summary>A ruleset with its rules in a world document.</summary>
public sealed record RulesetDocument(
    long Id,
    string Name,
    DocumentInstant StartDate,
    DocumentInstant EndDate,
    RuleChangesDocument Changes,
    IReadOnlyList<RuleDocument>? Rules = null,
    string Description = "Promotional Rulesets",
    string? Label = null,
    bool Private = true,
    bool UpdatedViaNewUI = false,
    IReadOnlyList<RulesetFilter>? Filters = null,
    long? ContextId = null)
{
    public IEnumerable<object> ToRows(long orgId, long promotionId, long now) =>
    [
        new Ruleset
        {
            Id = Id,
            OrgId = orgId,
            PromotionId = promotionId,
            Name = Name,
            Description = Description,
            StartsAt = StartDate.Resolve(now),
            EndsAt = EndDate.Resolve(now),
            CreatedOn = Changes.CreatedOn.Resolve(now),
            CreatedBy = Changes.CreatedBy,
            ModifiedOn = Changes.ModifiedOn.Resolve(now),
            ModifiedBy = Changes.ModifiedBy,
            Label = Label,
            Private = Private,
            UpdatedViaNewUI = UpdatedViaNewUI,
            Filters = Filters ?? [],
            ContextId = ContextId,
        },
        .. (Rules ?? []).Select(rule => rule.ToRow(orgId, promotionId, Id, now)),
    ];

    public static RulesetDocument From(Ruleset ruleset, IEnumerable<Rule> rules)
    {
        IReadOnlyList<RuleDocument> list = [.. rules.Select(RuleDocument.From)];
        return new RulesetDocument(
            ruleset.Id,
            ruleset.Name,
            DocumentInstant.Of(ruleset.StartsAt),
            DocumentInstant.Of(ruleset.EndsAt),
            new RuleChangesDocument(
                DocumentInstant.Of(ruleset.CreatedOn), DocumentInstant.Of(ruleset.ModifiedOn), ruleset.CreatedBy, ruleset.ModifiedBy),
            list.Count == 0 ? null : list,
            ruleset.Description,
            ruleset.Label,
            ruleset.Private,
            ruleset.UpdatedViaNewUI,
            ruleset.Filters.Count == 0 ? null : ruleset.Filters,
            ruleset.ContextId);
    }
}

/// <summary>A rule in a world document.</summary>
public sealed record RuleDocument(
    long Id,
    string Name,
    DocumentInstant StartDate,
    DocumentInstant EndDate,
    RuleChangesDocument Changes,
    string Description,
    string Expression,
    string ExpressionJson,
    IReadOnlyList<RuleAction>? Actions = null,
    bool Active = true,
    int Priority = -1,
    bool UpdatedViaNewUI = false)
{
    public Rule ToRow(long orgId, long promotionId, long rulesetId, long now) => new()
    {
        Id = Id,
        OrgId = orgId,
        PromotionId = promotionId,
        RulesetId = rulesetId,
        Name = Name,
        Description = Description,
        Expression = Expression,
        ExpressionJson = ExpressionJson,
        Active = Active,
        Priority = Priority,
        StartsAt = StartDate.Resolve(now),
        EndsAt = EndDate.Resolve(now),
        CreatedOn = Changes.CreatedOn.Resolve(now),
        CreatedBy = Changes.CreatedBy,
        ModifiedOn = Changes.ModifiedOn.Resolve(now),
        ModifiedBy = Changes.ModifiedBy,
        UpdatedViaNewUI = UpdatedViaNewUI,
        Actions = Actions ?? [],
    };

    public static RuleDocument From(Rule rule) => new(
        rule.Id,
        rule.Name,
        DocumentInstant.Of(rule.StartsAt),
        DocumentInstant.Of(rule.EndsAt),
        new RuleChangesDocument(DocumentInstant.Of(rule.CreatedOn), DocumentInstant.Of(rule.ModifiedOn), rule.CreatedBy, rule.ModifiedBy),
        rule.Description,
        rule.Expression,
        rule.ExpressionJson,
        rule.Actions.Count == 0 ? null : rule.Actions,
        rule.Active,
        rule.Priority,
        rule.UpdatedViaNewUI);
}

/// <summary>An entry of the usage ledger in a world document. <paramref name="Points"/> has up to three decimals.</summary>
public sealed record UsageDocument(
    long Id,
    long PromotionId,
    long CustomerId,
    UsageKind Kind,
    DocumentInstant At,
    long Times = 1,
    decimal Points = 0,
    int Sign = 1,
    long? EnrolId = null,
    long? IssueId = null,
    long? EventId = null,
    long? ReversesId = null,
    DocumentInstant? ExpiresAt = null,
    DocumentInstant? ProcessedAt = null)
{
    public UsageEntry ToRow(long orgId, long now) => new()
    {
        Id = Id,
        OrgId = orgId,
        PromotionId = PromotionId,
        CustomerId = CustomerId,
        Kind = Kind,
        Sign = Sign,
        Times = Times,
        Points = DocumentNumber.Thousandths(Points),
        At = At.Resolve(now),
        ProcessedAt = ProcessedAt?.Resolve(now),
        ExpiresAt = ExpiresAt?.Resolve(now),
        EnrolId = EnrolId,
        IssueId = IssueId,
        EventId = EventId,
        ReversesId = ReversesId,
    };

    public static UsageDocument From(UsageEntry entry) => new(
        entry.Id,
        entry.PromotionId,
        entry.CustomerId,
        entry.Kind,
        DocumentInstant.Of(entry.At),
        entry.Times,
        DocumentNumber.FromThousandths(entry.Points),
        entry.Sign,
        entry.EnrolId,
        entry.IssueId,
        entry.EventId,
        entry.ReversesId,
        entry.ExpiresAt is { } expiresAt ? DocumentInstant.Of(expiresAt) : null,
        entry.ProcessedAt is { } processedAt ? DocumentInstant.Of(processedAt) : null);
}
