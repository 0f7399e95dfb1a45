namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>Every filter of promotionsV2. Program 1000 has promotions 68001 to 68012, whose rulesets are 700736, 700740, …, rules two above; 68005 and 68008 are inactive.</summary>
public sealed class FilterTests(SamplePromotions app) : IClassFixture<SamplePromotions>
{
    [Theory]
    [InlineData("UI", 67301)]
    [InlineData("IMPORT", 67303)]
    [InlineData("GOODWILL", 67305)]
    [InlineData("CAMPAIGN", 67307)]
    [InlineData("POINTS_TRANSFER", 67309)]
    [InlineData("IMPORT_API", 67311)]
    [InlineData("PROMOTION_API", 67313)]
    [InlineData("POINTS_CONTRIBUTION_TO_GROUP", 67315)]
    [InlineData("MANUAL_POINTS_ADJUSTMENT", 67317)]
    [InlineData("BADGES", 67319)]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.3, row sourceType")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.3, row includeInactivePromotions")]
    public async Task SourceType_selects_active_promotions_and_inactive_ones_only_on_request(string sourceType, long active)
    {
        Assert.Equal([active], (await app.PageAsync("469", ("sourceType", sourceType))).Ids);
        Assert.Equal([active], (await app.PageAsync("469", ("sourceType", sourceType), ("includeInactivePromotions", "false"))).Ids);
        Assert.Equal([active + 1, active], (await app.PageAsync("469", ("sourceType", sourceType), ("includeInactivePromotions", "true"))).Ids);
        Assert.Equal("0 100 2 1", (await app.PageAsync("469", ("sourceType", sourceType), ("includeInactivePromotions", "TRUE"))).Details);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.3, row includeInactivePromotions")]
    public async Task Inactive_promotions_of_the_documented_program_are_listed_only_when_asked()
    {
        var without = (await app.PageAsync("1000", ("limit", "100"))).Ids;
        var with = (await app.PageAsync("1000", ("limit", "100"), ("includeInactivePromotions", "true"))).Ids;

        Assert.Equal([68012, 68011, 68010, 68009, 68007, 68006, 68004, 68003, 68002, 68001], without);
        Assert.Equal(Enumerable.Range(0, 12).Select(step => 68012L - step), with);
    }

    [Theory]
    [InlineData("469", "0 1 169 169")]
    [InlineData("1000", "0 1 10 10")]
    [InlineData("2822", "0 1 12 12")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.2, row programId")]
    public async Task Every_program_has_its_own_user_created_promotions(string program, string details) =>
        Assert.Equal(details, (await app.PageAsync(program, ("limit", "1"))).Details);

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.3, row promotionId")]
    public async Task PromotionId_selects_that_promotion() =>
        Assert.Equal([68004], (await app.PageAsync("1000", ("promotionId", "68004"))).Ids);

    [Theory]
    [InlineData("700736", new long[] { 68001 })]
    [InlineData("700738", new long[] { 68001 })]
    [InlineData("700780", new long[] { 68012 })]
    [InlineData("700782", new long[] { 68012 })]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.3, row startRuleIdentifier")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.1")]
    public async Task StartRuleIdentifier_selects_the_promotion_with_that_ruleset_or_rule(string id, long[] expected) =>
        Assert.Equal(expected, (await app.PageAsync("1000", ("startRuleIdentifier", id))).Ids);

    [Theory]
    [InlineData("TransactionAdd", new long[] { 68003 })]
    [InlineData("TRANSACTIONADD", new long[] { 68003 })]
    [InlineData("transactionadd", new long[] { 68003 })]
    [InlineData("customerRegistration", new long[] { 68009 })]
    [InlineData("TARGETCOMPLETED", new long[] { 68012, 68011, 68010, 68007, 68006, 68004, 68002, 68001 })]
    [InlineData("NewBill", new long[0])]
    [InlineData("ReturnBill", new long[0])]
    [InlineData("PointsContributionToGroup", new long[0])]
    [InlineData("PointsTransfer", new long[0])]
    [InlineData("GenericEvent", new long[0])]
    [InlineData("PointsRedemption", new long[0])]
    [InlineData("CustomerUpdate", new long[0])]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.3, row eventName")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.7")]
    public async Task EventName_in_any_case_selects_promotions_of_that_event(string name, long[] expected) =>
        Assert.Equal(expected, (await app.PageAsync("1000", ("eventName", name))).Ids);

    [Theory]
    [InlineData("ALL")]
    [InlineData("all")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.7")]
    public async Task EventName_ALL_selects_promotions_of_every_event(string name)
    {
        var ids = (await app.PageAsync("1000", ("limit", "100"))).Ids;

        Assert.NotEmpty(ids);
        Assert.Equal(ids, (await app.PageAsync("1000", ("limit", "100"), ("eventName", name))).Ids);
    }

    [Theory]
    [InlineData("469", "UI", "67302", null, null)]
    [InlineData("1000", "UI", "68004", null, null)]
    [InlineData("1000", "UI", null, "700736", null)]
    [InlineData("1000", "USER_CREATED", "68004", null, "TransactionAdd")]
    [InlineData("1000", "USER_CREATED", "68004", "700736", null)]
    [InlineData("1000", "USER_CREATED", null, "700738", "TransactionAdd")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6, 4027 promotionId or startRuleIdentifier passed doesn't exist")]
    public async Task A_known_promotion_that_another_filter_excludes_gives_an_empty_page(string program, string sourceType, string? promotion, string? rule, string? eventName)
    {
        var page = await app.PageAsync(program, ("sourceType", sourceType), ("promotionId", promotion), ("startRuleIdentifier", rule), ("eventName", eventName));

        Assert.Empty(page.Ids);
        Assert.Equal("0 100 0 0", page.Details);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.1")]
    public async Task Several_filters_select_promotions_that_pass_all_of_them() => Assert.Equal(
        [68003],
        (await app.PageAsync("1000", ("promotionId", "68003"), ("startRuleIdentifier", "700746"), ("eventName", "transactionAdd"), ("includeInactivePromotions", "true"))).Ids);

    [Theory]
    [InlineData("promotionId", "1")]
    [InlineData("promotionId", "0")]
    [InlineData("promotionId", "-68001")]
    [InlineData("promotionId", "67248")]
    [InlineData("promotionId", "700736")]
    [InlineData("promotionId", "99999999999999999999999")]
    [InlineData("startRuleIdentifier", "1")]
    [InlineData("startRuleIdentifier", "0")]
    [InlineData("startRuleIdentifier", "700000")]
    [InlineData("startRuleIdentifier", "700002")]
    [InlineData("startRuleIdentifier", "68001")]
    [InlineData("startRuleIdentifier", "99999999999999999999999")]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.6, 4027 promotionId or startRuleIdentifier passed doesn't exist")]
    public async Task A_promotion_or_rule_that_the_program_does_not_have_is_error_4027(string name, string value)
    {
        var reply = await app.AskAsync("1000", (name, value));

        Assert.Equal(SamplePromotions.Error(4027, "promotionId or startRuleIdentifier passed doesn't exist"), reply.Body);
        Assert.Equal(400, reply.Status);
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.1")]
    public async Task Unknown_parameters_are_ignored() =>
        Assert.Equal([68004], (await app.PageAsync("1000", ("promotionId", "68004"), ("status", "LIVE"), ("sort", "id"))).Ids);

    [Fact]
    [Trait("Evidence", "documented: docs/contract/seeds.md 2.1, programs/2822/userCreatedPromotions?limit=10&offset=0&sourceType=USER_CREATED")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 3, row C-3")]
    public async Task The_alias_userCreatedPromotions_gives_the_same_response()
    {
        foreach (var query in new[] { "limit=10&offset=0&sourceType=USER_CREATED", "limit=10&offset=2&sourceType=UI", "limit=101&offset=0&sourceType=UI" })
        {
            var original = await app.GetAsync($"/api_gateway/loyalty/v1/programs/2822/promotionsV2?{query}");
            var alias = await app.GetAsync($"/api_gateway/loyalty/v1/programs/2822/userCreatedPromotions?{query}");

            Assert.Equal((original.Status, original.Body), (alias.Status, alias.Body));
        }
    }
}
