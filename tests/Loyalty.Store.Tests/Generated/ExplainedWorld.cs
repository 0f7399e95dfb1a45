using Loyalty.Domain;
using Loyalty.Domain.Targets;
using Loyalty.Store.Customers;
using Loyalty.Store.Targets;
using Loyalty.Store.WorldDocuments;

namespace Loyalty.Store.Tests.Generated;

/// <summary>A question about a customer and a target of a random world. Steps change its document.</summary>
internal sealed record ExplainedWorld(WorldDocument World, long CustomerId, long TargetId, long At)
{
    private const long Unknown = 4711;

    private const long AddedPeriodId = 4712;

    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(World.TimeZone);

    public DateOnly Day => Instants.DateIn(At, Zone);

    /// <summary>The org of the target; null if there is none.</summary>
    public OrgDocument? Org => World.Orgs.SingleOrDefault(org => Group(org) is not null);

    public TargetQuestion Question
    {
        get
        {
            var entry = Org is { } org ? CatalogOf(org).Targets.Find(TargetId) : null;
            var isOfAnother = Org is { } own && World.Orgs.Any(other => other.Id != own.Id && HasCustomer(other));
            return new(entry, CustomerId, Org is { } known ? CustomerOf(known) : null, isOfAnother, At, Zone);
        }
    }

    public static ExplainedWorld Of(RandomData random)
    {
        var world = RandomWorld.Of(random);
        IReadOnlyList<long> customers = [Unknown, .. world.Orgs.SelectMany(org => org.Customers ?? []).Select(customer => customer.Id)];
        var groups = world.Orgs.SelectMany(org => org.TargetGroups ?? []).ToList();
        IReadOnlyList<long> targets = [Unknown, .. groups.SelectMany(group => group.Targets ?? []).Select(target => target.Id)];
        IReadOnlyList<EnrolmentDocument> enrolments = [.. world.Orgs.SelectMany(org => org.Enrolments ?? [])];
        IReadOnlyList<DateOnly> borders = [.. groups.SelectMany(group => group.Periods ?? []).SelectMany(period => new[] { period.StartDate, period.EndDate })];
        var zone = TimeZoneInfo.FindSystemTimeZoneById(world.TimeZone);
        var day = borders.Count > 0 && random.Often() ? random.Of(borders) : random.Date();
        var at = Math.Clamp(Instants.StartOfDay(day, zone) + random.Around(1) + (random.Evenly() ? Instants.Day / 2 : 0), Instants.Earliest + (2 * Instants.Day), Instants.Latest - (2 * Instants.Day));
        var enrolled = enrolments.Count > 0 && random.Often() ? random.Of(enrolments) : null;
        var target = random.Seldom() ? random.Of(targets) : enrolled?.TargetId ?? random.Of(targets);
        return new(world, random.Seldom() ? random.Of(customers) : enrolled?.CustomerId ?? random.Of(customers), target, at);
    }

    public TargetCatalog CatalogOf(OrgDocument org)
    {
        List<object> rows = [.. (org.TargetGroups ?? []).SelectMany(group => group.ToRows(org.Id, At))];
        return TargetCatalog.Of(rows.OfType<TargetGroup>(), rows.OfType<Period>(), rows.OfType<Target>());
    }

    public CustomerTargets? CustomerOf(OrgDocument org) => HasCustomer(org)
        ? CustomerTargets.Of(org.Id, CustomerId, (org.Enrolments ?? []).Where(enrolment => enrolment.CustomerId == CustomerId).Select(enrolment => enrolment.ToRow(org.Id, At)), [])
        : null;

    /// <summary>Does what a step says. An enrolment is decided by the rule of the operation.</summary>
    public ExplainedWorld After(ApplyStep step) => step switch
    {
        { Do: ApplyAction.AddCustomer } => WithOrg(org => org with { Customers = [.. org.Customers ?? [], new CustomerDocument(step.Id!.Value)] }),
        { Do: ApplyAction.Wait } => this with { At = step.Until!.Value },
        { Do: ApplyAction.Activate, Row: SwitchedRow.TargetGroup } => WithGroup(group => group with { Active = true }),
        { Do: ApplyAction.Activate, Row: SwitchedRow.Target } => WithGroup(group => group with { Targets = [.. group.Targets!.Select(target => target.Id == step.Id ? target with { Active = true } : target)] }),
        { Do: ApplyAction.Activate } => WithGroup(group => group with { Periods = [.. group.Periods!.Select(period => period.Id == step.Id ? period with { Active = true } : period)] }),
        { Do: ApplyAction.AddPeriod } => WithGroup(group => group with { Periods = [.. group.Periods ?? [], new PeriodDocument(AddedPeriodId, step.PeriodName!, step.Day!.Value, step.Day.Value)] }),
        _ => Enrolled(step.PeriodName),
    };

    public override string ToString() => $"Customer {CustomerId}, target {TargetId}, at {At}\n{TestStore.Text(World)}";

    private ExplainedWorld Enrolled(string? periodName)
    {
        var request = new EnrolRequest(Group(Org!)!.Id, TargetId, CustomerId, periodName, null, false);
        var ids = new FreshIds(Sequences.First.Above((Org!.Enrolments ?? []).Select(enrolment => (IdKind.Enrolment, enrolment.Id))));
        var decided = EnrolmentRules.Enrol(CatalogOf(Org), CustomerOf(Org), request, At, Zone, ids);
        Assert.Null(decided.Answer);
        return WithOrg(org => org with
        {
            Enrolments =
            [
                .. (org.Enrolments ?? []).Where(enrolment => !decided.Changes.Any(change => change.Before is Enrolment before && before.Id == enrolment.Id)),
                .. decided.Changes.Select(change => change.After).OfType<Enrolment>().Select(EnrolmentDocument.From),
            ],
        });
    }

    private TargetGroupDocument? Group(OrgDocument org) => (org.TargetGroups ?? []).SingleOrDefault(group => (group.Targets ?? []).Any(target => target.Id == TargetId));

    private bool HasCustomer(OrgDocument org) => (org.Customers ?? []).Any(customer => customer.Id == CustomerId);

    private ExplainedWorld WithOrg(Func<OrgDocument, OrgDocument> change)
    {
        var id = Org!.Id;
        return this with { World = World with { Orgs = [.. World.Orgs.Select(org => org.Id == id ? change(org) : org)] } };
    }

    private ExplainedWorld WithGroup(Func<TargetGroupDocument, TargetGroupDocument> change)
    {
        var id = Group(Org!)!.Id;
        return WithOrg(org => org with { TargetGroups = [.. org.TargetGroups!.Select(group => group.Id == id ? change(group) : group)] });
    }
}
