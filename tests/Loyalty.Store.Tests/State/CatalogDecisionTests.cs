using Loyalty.Domain;
using Loyalty.Domain.Promotions;
using Loyalty.Domain.Targets;
using Loyalty.Domain.Worlds;
using Loyalty.Store.Database;
using Loyalty.Store.State;

namespace Loyalty.Store.Tests.State;

[Trait("Evidence", "inferred: docs/architecture.md 3")]
public sealed class CatalogDecisionTests : IAsyncLifetime
{
    private WrittenWorld? _world;

    private WrittenWorld World => _world!;

    public async ValueTask InitializeAsync() => _world = await WrittenWorld.OpenAsync();

    public ValueTask DisposeAsync() => World.DisposeAsync();

    [Fact]
    public async Task A_decision_adds_a_period_and_later_decisions_of_the_batch_see_it()
    {
        var release = World.Block();
        var first = DecideAsync(_ => [RowChange.Add(NewPeriod(44))]);
        var second = DecideAsync(catalog => catalog.Targets.Groups.Find(31)!.FindPeriod(44) is null ? [] : [RowChange.Add(NewPeriod(45))]);
        release();
        await Task.WhenAll(first, second);

        Assert.Equal([41L, 42, 44, 45], (await CatalogAsync()).Targets.Groups.Find(31)!.Periods.Select(period => period.Id).Order());
        await AssertStoredAsync();
    }

    [Fact]
    public async Task A_decision_removes_a_target()
    {
        await DecideAsync(catalog => [RowChange.Remove(catalog.Targets.Targets.Find(51)!.Target)]);

        var targets = (await CatalogAsync()).Targets;
        Assert.Null(targets.Targets.Find(51));
        Assert.Empty(targets.Groups.Find(31)!.Targets);
        Assert.Equal(2, targets.Groups.Find(31)!.Periods.Count);
        await AssertStoredAsync();
    }

    [Fact]
    public async Task A_decision_removes_a_target_group_with_its_rows()
    {
        await DecideAsync(catalog => [.. catalog.Targets.RowsOf(31).Select(RowChange.Remove)]);

        Assert.Equal([32L], (await CatalogAsync()).Targets.Groups.Values.Select(group => group.Group.Id));
        await AssertStoredAsync();
    }

    [Fact]
    public async Task A_decision_moves_rules_between_rulesets_and_adds_a_ruleset_with_a_rule()
    {
        await DecideAsync(catalog =>
        {
            var entry = catalog.Promotions.Promotions.Find(91)!;
            var rule = entry.Rulesets[0].Rules[0];
            return [RowChange.Remove(rule), RowChange.Add(entry.Rulesets[0].Ruleset with { Id = 103 }), RowChange.Add(rule with { Id = 123, RulesetId = 103 }), RowChange.Add(rule with { Id = 124, RulesetId = 102 })];
        });

        Assert.Equal(
            [(101L, "122"), (102, "124"), (103, "123")],
            (await CatalogAsync()).Promotions.Promotions.Find(91)!.Rulesets.Select(entry => (entry.Ruleset.Id, string.Join(",", entry.Rules.Select(rule => rule.Id)))));
        await AssertStoredAsync();
    }

    [Fact]
    public async Task A_change_counts_as_memory()
    {
        var before = (await World.State.ReadAsync(world => world.Root)).Weight;
        await DecideAsync(_ => [RowChange.Add(NewPeriod(44))]);

        var row = StoredTables.Of(typeof(Period)).WeightOf(NewPeriod(44));
        Assert.Equal(before + row, (await World.State.ReadAsync(world => world.Root)).Weight);
    }

    [Fact]
    public async Task A_failed_commit_leaves_the_catalog_as_it_was()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => DecideAsync(_ => [RowChange.Add(NewPeriod(44)), RowChange.Add(NewPeriod(41))]));

        Assert.Equal(2, (await CatalogAsync()).Targets.Groups.Find(31)!.Periods.Count);
        await AssertStoredAsync();
    }

    private Task<WriteResult<bool>> DecideAsync(Func<OrgCatalog, IReadOnlyList<RowChange>> changes) =>
        World.Writer.DecideAsync(() => (World.State, WrittenWorld.Now), turn => new Decided<bool>(true, changes(turn.Root.Orgs[1])));

    private async Task<OrgCatalog> CatalogAsync() => await World.State.ReadAsync(world => world.Catalog(1));

    /// <summary>The catalog in memory has the rows of the database, and their weight.</summary>
    private async Task AssertStoredAsync()
    {
        using var stored = World.Store.StateOf(WrittenWorld.WorldId);
        Assert.Equal(RowsOf(await stored.ReadAsync(world => world.Catalog(1))), RowsOf(await CatalogAsync()));
        Assert.Equal(await stored.ReadAsync(world => world.Root.Weight), await World.State.ReadAsync(world => world.Root.Weight));
    }

    private static IEnumerable<string> RowsOf(OrgCatalog catalog) =>
        catalog.Targets.Groups.Values.SelectMany(group => catalog.Targets.RowsOf(group.Group.Id))
            .Concat(catalog.Promotions.Promotions.Values.SelectMany(promotion => catalog.Promotions.RowsOf(promotion.Promotion.Id)))
            .Select(row => $"{row.GetType().Name} {string.Join(" | ", StoredTables.Of(row.GetType()).Columns.Select(column => column.ValueOf(row, 0)))}");

    private static Period NewPeriod(long id) => new()
    {
        Id = id,
        OrgId = 1,
        TargetGroupId = 31,
        RefCode = $"P{id}",
        StartDate = new DateOnly(2040, 1, 1),
        EndDate = new DateOnly(2040, 12, 31),
        Active = true,
    };
}
