using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Customers;
using Loyalty.Store.DocumentFormat;
using Loyalty.Store.Promotions;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.Generated;

/// <summary>A question about a customer and a promotion of a random world. Steps change its document.</summary>
internal sealed record ExplainedPromotionWorld(WorldDocument World, long CustomerId, long PromotionId, long At)
{
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(World.TimeZone);

    /// <summary>The org of the promotion; null if there is none.</summary>
    public OrgDocument? Org => World.Orgs.SingleOrDefault(org => (org.Promotions ?? []).Any(promotion => promotion.Id == PromotionId));

    public PromotionDocument Promotion => Org!.Promotions!.Single(promotion => promotion.Id == PromotionId);

    public bool IsAdvanced => World.Settings?.AdvancedPromotions ?? true;

    public bool HasCustomer => Org is { } org && Has(org);

    public PromotionStep Step => new(Row(Org!), CustomerId, UsageOf(Org!), new UsageWindows(At, Zone), Zone);

    public UsageSums Issues => Sums(Org!, UsageKind.Issue);

    public PromotionQuestion Question
    {
        get
        {
            var isOfAnother = Org is { } own && World.Orgs.Any(other => other.Id != own.Id && Has(other));
            return Org is { } org
                ? new(Row(org), CustomerId, Has(org), isOfAnother, UsageOf(org), Sums(org, UsageKind.Redeem), Issues, IsAdvanced, At, Zone)
                : new(null, CustomerId, false, false, null, UsageSums.Empty, UsageSums.Empty, IsAdvanced, At, Zone);
        }
    }

    public PromotionCatalog Catalog
    {
        get
        {
            List<object> rows = [.. (Org!.Promotions ?? []).SelectMany(promotion => promotion.ToRows(Org.Id, At))];
            return PromotionCatalog.Of([.. (Org.Programs ?? []).Select(program => program.ToRow(Org.Id))], rows.OfType<Promotion>(), rows.OfType<Ruleset>(), rows.OfType<Rule>());
        }
    }

    public long FreeId => 1 + World.Orgs.SelectMany(org => org.Usage ?? []).Select(entry => entry.Id).DefaultIfEmpty().Max();

    /// <summary>Does what a step says. Enrolments and issues are decided by the rules of the operations.</summary>
    public ExplainedPromotionWorld After(PromotionApplyStep step) => step switch
    {
        { Do: PromotionApplyAction.AddCustomer } => WithOrg(org => org with { Customers = [.. org.Customers ?? [], new CustomerDocument(step.Id!.Value)] }),
        { Do: PromotionApplyAction.Wait } => this with { At = step.Until!.Value },
        { Do: PromotionApplyAction.Activate, Switch: SwitchedPromotion.AdvancedPromotions } => this with { World = World with { Settings = (World.Settings ?? WorldSettings.Unset) with { AdvancedPromotions = true } } },
        { Do: PromotionApplyAction.Activate } => WithPromotion(promotion => promotion with { Active = true }),
        { Do: PromotionApplyAction.Extend } => WithPromotion(promotion => promotion with { EndDate = DocumentInstant.Of(step.Until!.Value) }),
        { Do: PromotionApplyAction.RaiseLimit } => WithPromotion(promotion => promotion with { Restrictions = Raised(promotion.Restrictions ?? Restrictions.None, step.Restriction!.Value, step.Limit!.Value) }),
        { Do: PromotionApplyAction.Enrol } => Taken(ids => PromotionLifecycle.Enrol(Step, ids)),
        _ => Taken(ids => PromotionLifecycle.Issue(Step, Issues, ids)),
    };

    /// <summary>Adds the entries of a decision to the document. It must not be refused.</summary>
    public ExplainedPromotionWorld Taken(Func<FreshIds, Decided<LifecycleAnswer>> decide)
    {
        var decided = decide(new FreshIds(Sequences.Of(_ => FreeId)));
        Assert.Null(decided.Answer.Refusal);
        return WithEntries(decided.Changes);
    }

    public ExplainedPromotionWorld WithEntries(IEnumerable<RowChange> changes) =>
        WithOrg(org => org with { Usage = [.. org.Usage ?? [], .. changes.Select(change => change.After).OfType<UsageEntry>().Select(UsageDocument.From)] });

    public ExplainedPromotionWorld WithPromotion(Func<PromotionDocument, PromotionDocument> change) =>
        WithOrg(org => org with { Promotions = [.. org.Promotions!.Select(promotion => promotion.Id == PromotionId ? change(promotion) : promotion)] });

    public ExplainedPromotionWorld WithOrg(Func<OrgDocument, OrgDocument> change)
    {
        var id = Org!.Id;
        return this with { World = World with { Orgs = [.. World.Orgs.Select(org => org.Id == id ? change(org) : org)] } };
    }

    public override string ToString() => $"Customer {CustomerId}, promotion {PromotionId}, at {At}\n{TestStore.Text(World)}";

    private static Restrictions Raised(Restrictions restrictions, RestrictionUse use, long limit)
    {
        IReadOnlyList<Restriction> Raise(IReadOnlyList<Restriction> list)
        {
            bool IsMeant(Restriction restriction) => restriction.Name == use.Name && restriction.Value != -1 && (use.List != RestrictionList.Redemption || restriction.Window() == use.Window);
            return list.Any(IsMeant) ? [.. list.Select(restriction => IsMeant(restriction) && restriction.Value < limit ? restriction with { Value = limit } : restriction)] : [.. list, new(use.Name, limit)];
        }

        return use.List switch
        {
            RestrictionList.Redemption => restrictions with { Redemption = Raise(restrictions.Redemption) },
            RestrictionList.Issual => restrictions with { Issual = Raise(restrictions.Issual) },
            RestrictionList.Earn => restrictions with { Earn = Raise(restrictions.Earn) },
            _ => throw new ArgumentException("An expiry is no limit.", nameof(use)),
        };
    }

    private Promotion Row(OrgDocument org) => Promotion.ToRows(org.Id, At).OfType<Promotion>().Single();

    /// <summary>As it is loaded at the instant.</summary>
    private CustomerPromotionUsage? UsageOf(OrgDocument org)
    {
        if (!Has(org))
        {
            return null;
        }

        var rows = org.Customers!.Single(customer => customer.Id == CustomerId).ToRows(org.Id, At).OfType<Domain.Customers.Customer>().Single();
        var entries = (org.Usage ?? []).Where(entry => entry.CustomerId == CustomerId).Select(entry => entry.ToRow(org.Id, At));
        return CustomerState.Of(rows, [], CustomerTargets.Of(org.Id, CustomerId, [], []), entries, At).UsageOf(PromotionId);
    }

    private UsageSums Sums(OrgDocument org, UsageKind kind) => UsageSums.Of((org.Usage ?? [])
        .Where(entry => entry.PromotionId == PromotionId && entry.Kind == kind)
        .Select(entry => entry.ToRow(org.Id, At))
        .GroupBy(entry => entry.At, Consumption.Of)
        .OrderBy(group => group.Key)
        .Select(group => (group.Key, group.Aggregate((sum, one) => sum + one))));

    private bool Has(OrgDocument org) => (org.Customers ?? []).Any(customer => customer.Id == CustomerId);
}
