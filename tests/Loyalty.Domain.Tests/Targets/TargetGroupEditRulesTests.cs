using FsCheck.Fluent;
using Loyalty.Domain.Targets;

namespace Loyalty.Domain.Tests.Targets;

/// <summary>Target groups are renamed and deactivated.</summary>
[Trait("Evidence", "inferred: docs/contract/targets.md 2.3")]
public sealed class TargetGroupEditRulesTests
{
    private const long Now = 1_768_912_205_250;

    [Fact]
    public void A_change_keeps_everything_but_name_description_expressions_count_and_attribution() => Law.Holds(EnrolmentCase.Any, given =>
    {
        var before = given.Group;

        var after = Edit(given.Catalog, new("Renamed", "described", [new(51, "false", null)]), out var refusal).Groups.Find(EnrolmentCase.GroupId)!;

        Assert.Null(refusal);
        Assert.Equal(before.Periods.Select(period => period with { Attribution = before.Attribution }), after.Periods);
        Assert.Equal(("Renamed", "described", before.Periods.Count), (after.Group.Name, after.Group.Description, after.Group.TotalPeriods!.Value));
        Assert.Equal(before.Group, after.Group with { Name = before.Group.Name, Description = null, TotalPeriods = null, Attribution = null, Streaks = before.Group.Streaks });
        Assert.Same(before.Targets[1].Target, after.Targets[1].Target);
        Assert.Equal(("false", "[]"), (after.Targets[0].Target.Expression, after.Targets[0].Target.ExpressionJson));
        Assert.Equal((Now - 250, ChangedGroups.User, 1L), (after.Attribution.LastUpdatedOn, after.Attribution.LastUpdatedBy, after.Attribution.CreatedBy.Id));
    });

    [Theory]
    [InlineData("Walk", TargetGroupProblem.NameTaken)]
    [InlineData("WALK", TargetGroupProblem.NameTaken)]
    [InlineData("Off", TargetGroupProblem.NameTaken)]
    [InlineData("RUN", null)]
    [InlineData("Run", null)]
    [InlineData("Other", null)]
    [InlineData("", TargetGroupProblem.InvalidInput)]
    [InlineData(" Run", TargetGroupProblem.InvalidInput)]
    public void A_name_is_free_unless_another_group_has_it_in_any_case(string name, TargetGroupProblem? problem)
    {
        var catalog = TargetCatalog.Of(
            [ChangedGroups.NewGroup("Run"), ChangedGroups.NewGroup("Walk") with { Id = 32 }, ChangedGroups.NewGroup("Off") with { Id = 33, Active = false }], [], []);

        Edit(catalog, new(name, null, []), out var refusal);

        Assert.Equal(problem, refusal?.Problem);
    }

    [Theory]
    [InlineData(32, TargetGroupProblem.UnknownGroup)]
    [InlineData(33, TargetGroupProblem.UnknownGroup)]
    [InlineData(31, null)]
    public void A_group_that_does_not_exist_or_is_deactivated_is_not_found(long id, TargetGroupProblem? problem)
    {
        var catalog = TargetCatalog.Of([ChangedGroups.NewGroup("Run"), ChangedGroups.NewGroup("Off") with { Id = 33, Active = false }], [], []);
        var requests = new Func<TargetGroupChange, Decided<(ChangedTargetGroup? Value, TargetGroupRefusal? Refusal)>>[]
        {
            change => TargetGroupEditRules.Edit(id, new(null, null, []), change),
            change => TargetGroupEditRules.Deactivate(id, change),
            change => PeriodEditRules.Add(id, [ChangedGroups.NewPeriod(default, default)], change),
            change => TargetEditRules.Add(id, [ChangedGroups.NewTarget("New")], change),
        };

        Assert.All(requests, request =>
        {
            ChangedGroups.Apply(catalog, id, request, out var refusal);
            Assert.Equal(problem, refusal?.Problem);
        });
    }

    [Fact]
    public void A_deactivated_group_keeps_its_name()
    {
        var catalog = ChangedGroups.Apply(TargetCatalog.Of([ChangedGroups.NewGroup("Run")], [], []), 31, change => TargetGroupEditRules.Deactivate(31, change), out _);

        Assert.True(catalog.Names.IsUsed(TargetNameKind.TargetGroupName, "run"));
        Assert.False(catalog.Groups.Find(31)!.Group.Active);
    }

    private static TargetCatalog Edit(TargetCatalog catalog, TargetGroupEdit edit, out TargetGroupRefusal? refusal) =>
        ChangedGroups.Apply(catalog, EnrolmentCase.GroupId, change => TargetGroupEditRules.Edit(EnrolmentCase.GroupId, edit, change), out refusal, Now);
}
