using System.Collections.Immutable;

namespace Loyalty.Domain.Promotions;

/// <summary>A ruleset with its rules, ascending by id.</summary>
public sealed record RulesetEntry(Ruleset Ruleset, IReadOnlyList<Rule> Rules);

/// <summary>A promotion with its rulesets, ascending by id.</summary>
public sealed class PromotionEntry(Promotion promotion, IReadOnlyList<RulesetEntry> rulesets) : CatalogEntry
{
    public Promotion Promotion => promotion;

    public IReadOnlyList<RulesetEntry> Rulesets => rulesets;
}

/// <summary>The filters of promotionsV2 that every promotion answers by itself. Null for <paramref name="EventName"/> means all events.</summary>
public readonly record struct PromotionFilter(
    long ProgramId, PromotionSourceType SourceType, bool IncludeInactive, string? EventName, bool OnlyGeneric);

/// <summary>The filters of the list of promotions that an index answers. Null means any.</summary>
public readonly record struct PromotionListFilter(long? ProgramId, string? EventName, bool OnlyGeneric);

/// <summary>The programs and promotions of an organisation, with an index for each filter. A change costs about the same whatever the size.</summary>
public sealed class PromotionCatalog
{
    public static readonly PromotionCatalog Empty = new();

    private static readonly bool[] No = [false];

    private static readonly bool[] Either = [true, false];

    private static readonly ImmutableSortedDictionary<string, int> NoSpellings = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    public IdMap<LoyaltyProgram> Programs { get; private init; } = IdMap<LoyaltyProgram>.Empty;

    public IdMap<PromotionEntry> Promotions { get; private init; } = IdMap<PromotionEntry>.Empty;

    /// <summary>The versions of promotions that v3 configures.</summary>
    public UnifiedCatalog Unified { get; private init; } = UnifiedCatalog.Empty;

    /// <summary>The promotions without a version of v3.</summary>
    public IdMap<PromotionEntry> WithoutUnified { get; private init; } = IdMap<PromotionEntry>.Empty;

    /// <summary>The promotions that have a ruleset or a rule with this id: two if a ruleset and a rule have the same id.</summary>
    private IdMap<IReadOnlyList<long>> Owners { get; init; } = IdMap<IReadOnlyList<long>>.Empty;

    private ImmutableDictionary<PromotionFilter, IdMap<PromotionEntry>> Lists { get; init; } = ImmutableDictionary<PromotionFilter, IdMap<PromotionEntry>>.Empty;

    private ImmutableDictionary<CustomerPromotionFilter, IdMap<PromotionEntry>> ListsOfCustomers { get; init; } = ImmutableDictionary<CustomerPromotionFilter, IdMap<PromotionEntry>>.Empty;

    private ImmutableDictionary<PromotionListFilter, IdMap<PromotionEntry>> ListsOfOrg { get; init; } = ImmutableDictionary<PromotionListFilter, IdMap<PromotionEntry>>.Empty;

    private TextIndex Names { get; init; } = TextIndex.Empty;

    private TextIndex Identifiers { get; init; } = TextIndex.Empty;

    /// <summary>Every event name in any case, with its spellings and how many promotions have each.</summary>
    private ImmutableDictionary<string, ImmutableSortedDictionary<string, int>> Events { get; init; } =
        ImmutableDictionary.Create<string, ImmutableSortedDictionary<string, int>>(StringComparer.OrdinalIgnoreCase);

    public static PromotionCatalog Of(IEnumerable<LoyaltyProgram> programs, IEnumerable<Promotion> promotions, IEnumerable<Ruleset> rulesets, IEnumerable<Rule> rules, IEnumerable<UnifiedPromotion>? versions = null)
    {
        var entries = Entries(promotions, rulesets, rules);
        var events = new Dictionary<string, ImmutableSortedDictionary<string, int>>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            events[entry.Promotion.EventName] = Count(events.GetValueOrDefault(entry.Promotion.EventName, NoSpellings), entry.Promotion.EventName, 1);
        }

        var unified = UnifiedCatalog.Of(versions ?? []);
        return new PromotionCatalog
        {
            Unified = unified,
            WithoutUnified = MapOf(entries.Where(entry => unified.OfPromotions.Find(IdOf(entry)) is null)),
            Programs = IdMap<LoyaltyProgram>.Of(programs.Select(program => (program.Id, program))),
            Promotions = MapOf(entries),
            Owners = IdMap<IReadOnlyList<long>>.Of(entries
                .SelectMany(entry => RuleIdsOf(entry).Select(ruleId => (RuleId: ruleId, entry.Promotion.Id)))
                .GroupBy(owner => owner.RuleId, owner => owner.Id)
                .Select(owners => (owners.Key, (IReadOnlyList<long>)[.. owners]))),
            Lists = ListsOf(entries, FiltersOf),
            ListsOfCustomers = ListsOf(entries, CustomerPromotionFilter.Of),
            ListsOfOrg = ListsOf(entries, ListFiltersOf),
            Names = TextIndex.Of(entries.Select(entry => (entry.Promotion.Name, IdOf(entry)))),
            Identifiers = TextIndex.Of(entries.Select(entry => (entry.Promotion.Identifier, IdOf(entry)))),
            Events = events.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase),
        };
    }

    /// <summary>Promotions with their rulesets and rules.</summary>
    public static IReadOnlyList<PromotionEntry> Entries(IEnumerable<Promotion> promotions, IEnumerable<Ruleset> rulesets, IEnumerable<Rule> rules)
    {
        var rulesByRuleset = rules.OrderBy(rule => rule.Id).ToLookup(rule => rule.RulesetId);
        var rulesetsByPromotion = rulesets.OrderBy(ruleset => ruleset.Id)
            .Select(ruleset => new RulesetEntry(ruleset, [.. rulesByRuleset[ruleset.Id]]))
            .ToLookup(entry => entry.Ruleset.PromotionId);
        return [.. promotions.Select(promotion => new PromotionEntry(promotion, [.. rulesetsByPromotion[promotion.Id]]))];
    }

    /// <summary>The promotions that match a filter.</summary>
    public IdMap<PromotionEntry> Matching(PromotionFilter filter) => Lists.GetValueOrDefault(filter, IdMap<PromotionEntry>.Empty);

    /// <inheritdoc cref="Matching(PromotionFilter)"/>
    public IdMap<PromotionEntry> Matching(CustomerPromotionFilter filter) => ListsOfCustomers.GetValueOrDefault(filter, IdMap<PromotionEntry>.Empty);

    /// <inheritdoc cref="Matching(PromotionFilter)"/>
    public IdMap<PromotionEntry> Matching(PromotionListFilter filter) => ListsOfOrg.GetValueOrDefault(filter, IdMap<PromotionEntry>.Empty);

    /// <summary>The promotion with this id; null if the organisation has none, or none of its type.</summary>
    public Promotion? Find(long id, bool isAdvanced) => Promotions.Find(id)?.Promotion is { } promotion && PromotionChecks.IsKnown(promotion.PointsOfferType, isAdvanced) ? promotion : null;

    /// <summary>The promotions with this name, ascending by id.</summary>
    public IEnumerable<PromotionEntry> Named(string name) => Names.Find(name).Select(id => Promotions.Find(id)!);

    /// <summary>The promotions with this identifier, ascending by id.</summary>
    public IEnumerable<PromotionEntry> Identified(string identifier) => Identifiers.Find(identifier).Select(id => Promotions.Find(id)!);

    /// <summary>The promotions with this identifier whose type the organisation has.</summary>
    public IEnumerable<Promotion> Identified(string identifier, bool isAdvanced) =>
        Identified(identifier).Select(entry => entry.Promotion).Where(promotion => PromotionChecks.IsKnown(promotion.PointsOfferType, isAdvanced));

    /// <summary>The promotions of a program with a ruleset or a rule of this id.</summary>
    public IEnumerable<long> PromotionsOfRule(long programId, long ruleId) =>
        (Owners.Find(ruleId) ?? []).Where(id => Promotions.Find(id)?.Promotion.ProgramId == programId);

    /// <summary>The id of the promotion that a row belongs to; null for rows of other catalogs.</summary>
    public static long? PromotionOf(object row) => row switch
    {
        Promotion promotion => promotion.Id,
        Ruleset ruleset => ruleset.PromotionId,
        Rule rule => rule.PromotionId,
        _ => null,
    };

    /// <summary>The rows of a promotion; none if it does not exist.</summary>
    public IEnumerable<object> RowsOf(long promotionId) => Promotions.Find(promotionId) is { } entry
        ? [entry.Promotion, .. entry.Rulesets.SelectMany(ruleset => ruleset.Rules.Prepend<object>(ruleset.Ruleset))]
        : [];

    /// <summary>The event that this text names in any case, as a promotion spells it; null if no promotion has it.</summary>
    public string? EventName(string text) => Events.TryGetValue(text, out var spellings) ? spellings.Keys.First() : null;

    public PromotionCatalog With(LoyaltyProgram program) => Copy(programs: Programs.With(program.Id, program));

    public PromotionCatalog WithoutProgram(long id) => Copy(programs: Programs.Without(id));

    /// <summary>Adds a version of v3, or replaces the one with the same id.</summary>
    public PromotionCatalog With(UnifiedPromotion row)
    {
        var rest = WithoutVersion(row.Id);
        return rest.Copy(unified: rest.Unified.With(row), changed: row.PromotionId);
    }

    public PromotionCatalog WithoutVersion(long id) => Unified.All.Find(id) is { } row ? Copy(unified: Unified.Without(id), changed: row.PromotionId) : this;

    /// <summary>Adds a promotion, or replaces the one with the same id.</summary>
    public PromotionCatalog With(PromotionEntry entry) => WithoutPromotion(entry.Promotion.Id).Change(entry, isAdded: true);

    public PromotionCatalog WithoutPromotion(long id) => Promotions.Find(id) is { } entry ? Change(entry, isAdded: false) : this;

    private PromotionCatalog Change(PromotionEntry entry, bool isAdded)
    {
        var id = IdOf(entry);
        IdMap<PromotionEntry> Changed(IdMap<PromotionEntry> map) => isAdded ? map.With(id, entry) : map.Without(id);

        ImmutableDictionary<T, IdMap<PromotionEntry>> ChangedLists<T>(ImmutableDictionary<T, IdMap<PromotionEntry>> lists, IEnumerable<T> filters)
            where T : notnull
        {
            foreach (var filter in filters)
            {
                var list = Changed(lists.GetValueOrDefault(filter, IdMap<PromotionEntry>.Empty));
                lists = list.Count == 0 ? lists.Remove(filter) : lists.SetItem(filter, list);
            }

            return lists;
        }

        TextIndex ChangedTexts(TextIndex index, string text) => isAdded ? index.With(text, id) : index.Without(text, id);

        var owners = Owners;
        foreach (var ruleId in RuleIdsOf(entry))
        {
            IReadOnlyList<long> others = [.. (owners.Find(ruleId) ?? []).Where(owner => owner != id)];
            IReadOnlyList<long> changed = isAdded ? [.. others, id] : others;
            owners = changed.Count == 0 ? owners.Without(ruleId) : owners.With(ruleId, changed);
        }

        var name = entry.Promotion.EventName;
        var spellings = Count(Events.GetValueOrDefault(name, NoSpellings), name, isAdded ? 1 : -1);
        return new PromotionCatalog
        {
            Unified = Unified,
            WithoutUnified = Unified.OfPromotions.Find(id) is null ? Changed(WithoutUnified) : WithoutUnified,
            Programs = Programs,
            Promotions = Changed(Promotions),
            Owners = owners,
            Lists = ChangedLists(Lists, FiltersOf(entry.Promotion)),
            ListsOfCustomers = ChangedLists(ListsOfCustomers, CustomerPromotionFilter.Of(entry.Promotion)),
            ListsOfOrg = ChangedLists(ListsOfOrg, ListFiltersOf(entry.Promotion)),
            Names = ChangedTexts(Names, entry.Promotion.Name),
            Identifiers = ChangedTexts(Identifiers, entry.Promotion.Identifier),
            Events = spellings.Count == 0 ? Events.Remove(name) : Events.SetItem(name, spellings),
        };
    }

    private PromotionCatalog Copy(IdMap<LoyaltyProgram>? programs = null, UnifiedCatalog? unified = null, long? changed = null) => new()
    {
        Programs = programs ?? Programs,
        Unified = unified ?? Unified,
        WithoutUnified = unified is null || changed is null ? WithoutUnified
            : unified.OfPromotions.Find(changed.Value) is null && Promotions.Find(changed.Value) is { } entry ? WithoutUnified.With(changed.Value, entry)
            : WithoutUnified.Without(changed.Value),
        Promotions = Promotions,
        Owners = Owners,
        Lists = Lists,
        ListsOfCustomers = ListsOfCustomers,
        ListsOfOrg = ListsOfOrg,
        Names = Names,
        Identifiers = Identifiers,
        Events = Events,
    };

    private static long IdOf(PromotionEntry entry) => entry.Promotion.Id;

    private static IdMap<PromotionEntry> MapOf(IEnumerable<PromotionEntry> entries) => IdMap<PromotionEntry>.Of(entries.Select(entry => (IdOf(entry), entry)));

    private static IEnumerable<long> RuleIdsOf(PromotionEntry entry) =>
        entry.Rulesets.SelectMany(ruleset => ruleset.Rules.Select(rule => rule.Id).Prepend(ruleset.Ruleset.Id)).Distinct();

    private static ImmutableSortedDictionary<string, int> Count(ImmutableSortedDictionary<string, int> counts, string spelling, int by) =>
        counts.GetValueOrDefault(spelling) + by is not 0 and var count ? counts.SetItem(spelling, count) : counts.Remove(spelling);

    private static ImmutableDictionary<T, IdMap<PromotionEntry>> ListsOf<T>(IEnumerable<PromotionEntry> entries, Func<Promotion, IEnumerable<T>> filtersOf)
        where T : notnull
    {
        var lists = new Dictionary<T, List<PromotionEntry>>();
        foreach (var entry in entries)
        {
            foreach (var filter in filtersOf(entry.Promotion))
            {
                if (!lists.TryGetValue(filter, out var list))
                {
                    lists.Add(filter, list = []);
                }

                list.Add(entry);
            }
        }

        return lists.ToImmutableDictionary(list => list.Key, list => MapOf(list.Value));
    }

    private static IEnumerable<PromotionListFilter> ListFiltersOf(Promotion promotion) =>
        from programId in new long?[] { null, promotion.ProgramId }
        from eventName in new[] { null, promotion.EventName }
        from onlyGeneric in promotion.PointsOfferType == PointsOfferType.Generic ? Either : No
        select new PromotionListFilter(programId, eventName, onlyGeneric);

    /// <summary>Every filter that the promotion matches.</summary>
    private static IEnumerable<PromotionFilter> FiltersOf(Promotion promotion) =>
        from includeInactive in Either
        from onlyGeneric in Either
        where PromotionChecks.Listed(promotion, includeInactive, isAdvanced: !onlyGeneric).Passed
        from eventName in new[] { null, promotion.EventName }
        select new PromotionFilter(promotion.ProgramId, promotion.SourceType, includeInactive, eventName, onlyGeneric);
}
