using Loyalty.Domain.Promotions;

namespace Loyalty.Domain.Tests.Promotions;

/// <summary>The promotions of an organisation, which v3 creates, edits and publishes.</summary>
internal sealed class UnifiedVersions(params IEnumerable<Promotion> promotions)
{
    public const long Start = 1_000_000;

    public const long End = 9_000_000;

    private Sequences _sequences = Sequences.First;

    public long Now { get; set; } = Start - 10;

    public PromotionCatalog Catalog { get; private set; } = PromotionCatalog.Of([new LoyaltyProgram { Id = 415, OrgId = 90001, Name = "SampleProgram" }], promotions, [], []);

    /// <summary>The content of a request of v3.</summary>
    public static UnifiedContent Content(string definition = """{"activities":[{"type":"SINGLE","id":"activity_1","event":"TransactionAdd"}]}""") => new(
        "Early bird", null, 415, Start, End, null, PointsOfferType.LoyaltyEarning, null, null, null, [], false, false, false, false, false, null, definition);

    /// <summary>What a client sends back that changes nothing.</summary>
    public static UnifiedContent ContentOf(UnifiedPromotion shown, UnifiedStatusWord? status = null) => new(
        shown.Name,
        shown.Description,
        shown.ProgramId,
        shown.StartsAt,
        shown.EndsAt,
        shown.TimezoneName,
        shown.PromotionType,
        status is { } word ? WireName<UnifiedStatusWord>.Of(word) : null,
        shown.Version,
        shown.Identifier,
        shown.Metadata,
        shown.IsStackable,
        shown.IsConsideredForRanking,
        shown.IsExclusive,
        shown.IsAlwaysApply,
        shown.SkipEarnedDateCheckOnRedeem,
        shown.Comments,
        shown.Definition);

    public UnifiedPromotion Find(long id) => UnifiedReading.Find(Catalog, id)!;

    public UnifiedOutcome Create(UnifiedContent content) => Apply(ids => UnifiedRules.Create(Catalog, 90001, content, Now, ids));

    public UnifiedOutcome Update(long id, UnifiedContent content) => Apply(ids => UnifiedRules.Update(Catalog, id, content, Now, ids));

    public UnifiedOutcome Change(long id, UnifiedStatus existing, UnifiedAction action) => Apply(_ => UnifiedLifecycle.Change(Catalog, id, existing, action, Now));

    public UnifiedOutcome Review(long id, bool isApproved = true) => Apply(ids => UnifiedLifecycle.Review(Catalog, id, isApproved, null, Now, ids));

    /// <summary>Sends a draft for approval and approves it.</summary>
    public UnifiedPromotion Publish(long id)
    {
        Assert.Null(Change(id, UnifiedStatus.Draft, UnifiedAction.PendingApproval).Refusal);
        return Review(id).Promotion!;
    }

    /// <summary>A published promotion.</summary>
    public UnifiedPromotion Published(UnifiedContent? content = null) => Publish(Create(content ?? Content()).Promotion!.Id);

    /// <summary>A draft of a published promotion.</summary>
    public UnifiedPromotion DraftOf(UnifiedPromotion published, Func<UnifiedContent, UnifiedContent>? change = null) =>
        Update(published.Id, change is null ? ContentOf(published) : change(ContentOf(published))).Promotion!;

    public Promotion OlderForm(UnifiedPromotion published) => Catalog.Promotions.Find(published.PromotionId!.Value)!.Promotion;

    private UnifiedOutcome Apply(Func<FreshIds, Decided<UnifiedOutcome>> decide)
    {
        var ids = new FreshIds(_sequences);
        var decided = decide(ids);
        Assert.Equal(decided.Answer.Refusal is null, decided.Changes.Count > 0);
        _sequences = ids.Sequences;
        foreach (var change in decided.Changes)
        {
            Catalog = change.After switch
            {
                UnifiedPromotion version => Catalog.With(version),
                Promotion promotion => Catalog.With(new PromotionEntry(promotion, [])),
                _ => throw new InvalidOperationException(),
            };
        }

        return decided.Answer;
    }
}
