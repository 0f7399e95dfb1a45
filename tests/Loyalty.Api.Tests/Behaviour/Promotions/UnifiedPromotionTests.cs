using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.PromotionWorld;
using static Loyalty.Api.Tests.Behaviour.Promotions.UnifiedCalls;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>What v3 answers: create, by id, list, update, review, status.</summary>
public sealed class UnifiedPromotionTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Metadata =
        """{"name":"Early bird","description":"morning bonus","programId":"415","orgId":90001,"startDate":"2031-04-01T00:00:00+05:30","endDate":"2031-04-30T23:59:59+05:30","timezoneName":"Asia/Kolkata","promotionType":"LOYALTY","status":"DRAFT","promoIdentifier":null,"promotionId":0,"createdOn":"2031-03-20T15:30:00+05:30","lastModifiedOn":"2031-03-20T15:30:00+05:30","createdBy":0,"lastModifiedBy":0,""";

    private const string Rest =
        """
        "customerEnrolment":{"enrolmentMethod":"TRANSACTION"},"activities":[{"type":"SINGLE","id":"activity_1","name":"Main","commonCycleActionMapping":[{"cycle":"Cycle_1","actions":[{"id":"a1","actionName":"AWARD_CURRENCY","mandatoryPropertiesValues":{"POINTS_TO_AWARD":"10"}}]}],"event":"TransactionAdd","allCycles":[]}],"comments":null,"parentId":null,
        """;

    private const string Workflow =
        "\"workflowMetadata\":{\"enrolment\":{\"basedOn\":null,\"activities\":null,\"audienceMapping\":null,\"restrictions\":null},\"optin\":{\"basedOn\":null,\"audienceMapping\":null,\"activities\":null,\"restrictions\":null}}";

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 2.15")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 3, row C-22")]
    public async Task A_created_promotion_is_answered_with_the_documented_body()
    {
        var world = await NewAsync(app, zone: "Asia/Kolkata");

        var reply = await world.SendAsync(HttpMethod.Post, Unified, Body());

        Assert.Equal(
            (200, $$$"""{"data":{"metadata":{{{Metadata}}}"version":null,"draftDetails":null,"promotionMetadata":null,"commonStrategies":null},{{{Rest.Trim()}}}"version":1,"limits":[],"liabilityOwnerSplitInfo":[],"id":"6a0000000000000000000001",{{{Workflow}}}},"errors":null,"warnings":null}"""),
            (reply.Status, reply.Body));
    }

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 2.14")]
    public async Task By_id_and_list_add_the_documented_keys()
    {
        var world = await NewAsync(app, zone: "Asia/Kolkata");
        await world.SendAsync(HttpMethod.Post, Unified, Body());
        var item = $$$"""{"metadata":{{{Metadata}}}"loyaltyEarningType":"DIRECT_EARN","version":null,"draftDetails":null,"loyaltyConfigMetaData":{"isStackable":false,"isConsideredForRanking":false,"isExclusive":false,"isAlwaysApply":false,"skipEarnedDateCheckOnRedeem":false},"promotionMetadata":null,"commonStrategies":null,"promotionMode":"UNIFIED"},{{{Rest.Trim()}}}"parentDetails":null,"version":1,"limits":[],"liabilityOwnerSplitInfo":[],"id":"6a0000000000000000000001",{{{Workflow}}},"communicationApprovalStatus":null}""";

        Assert.Equal($$"""{"data":{{item}},"errors":null,"warnings":null}""", (await world.GetAsync($"{Unified}/6a0000000000000000000001")).Body);
        Assert.Equal(
            $$$"""{"data":{"content":[{{{item}}}],"pageable":{"pageNumber":0,"pageSize":10,"sort":{"empty":true,"sorted":false,"unsorted":true},"offset":0,"unpaged":false,"paged":true},"totalElements":1,"totalPages":1,"last":true,"size":10,"number":0,"sort":{"empty":true,"sorted":false,"unsorted":true},"numberOfElements":1,"first":true,"empty":false},"errors":null,"warnings":null}""",
            (await world.GetAsync(Unified)).Body);
    }

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 2.16")]
    public async Task An_empty_list_is_the_documented_body() => Assert.Equal(
        """{"data":{"content":[],"pageable":{"pageNumber":0,"pageSize":10,"sort":{"empty":true,"sorted":false,"unsorted":true},"offset":0,"unpaged":false,"paged":true},"totalElements":0,"totalPages":0,"last":true,"size":10,"number":0,"sort":{"empty":true,"sorted":false,"unsorted":true},"numberOfElements":0,"first":true,"empty":true},"errors":null,"warnings":null}""",
        (await (await NewAsync(app)).GetAsync(Unified)).Body);

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 2.17")]
    public async Task A_change_of_the_status_is_answered_with_the_documented_body()
    {
        var world = await NewAsync(app);
        var id = await world.CreateUnifiedAsync();

        Assert.Equal(
            $$$"""{"data":{"unifiedPromotionId":"{{{id}}}","metadata":{"name":"Early bird","description":"morning bonus","programId":"415","orgId":90001,"startDate":"2031-03-31T18:30:00Z","endDate":"2031-04-30T18:29:59Z","promotionType":"LOYALTY","status":"PENDING_APPROVAL","promotionMode":"UNIFIED","promoIdentifier":null},"customerEnrolment":{"enrolmentMethod":"TRANSACTION"},"activities":[{"type":"SINGLE","id":"activity_1","name":"Main","commonCycleActionMapping":[{"cycle":"Cycle_1","actions":[{"id":"a1","actionName":"AWARD_CURRENCY","mandatoryPropertiesValues":{"POINTS_TO_AWARD":"10"}}]}],"event":"TransactionAdd","allCycles":[]}],"version":1,"limits":[]},"errors":null,"warnings":null}""",
            (await world.StatusAsync(id, "DRAFT", "PENDING_APPROVAL")).Body);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.14")]
    public async Task A_promotion_goes_through_its_states()
    {
        var world = await NewAsync(app);
        var id = await world.CreateUnifiedAsync();

        await world.MovedAsync(id, "DRAFT", "PENDING_APPROVAL", "PENDING_APPROVAL");
        await world.MovedAsync(id, "PENDING_APPROVAL", "REVOKE", "DRAFT");
        await world.MovedAsync(id, "DRAFT", "PENDING_APPROVAL", "PENDING_APPROVAL");
        Assert.Equal(200, (await world.ReviewAsync(id, "REJECT")).Status);
        Assert.Equal("DRAFT", await world.StatusOfAsync(id));
        await world.MovedAsync(id, "DRAFT", "PENDING_APPROVAL", "PENDING_APPROVAL");
        Assert.Equal(200, (await world.ReviewAsync(id, "APPROVE")).Status);
        Assert.Equal("UPCOMING", await world.StatusOfAsync(id));
        await world.MovedAsync(id, "ACTIVE", "PAUSE", "PAUSED");
        Assert.Equal("INACTIVE", await world.LegacyStatusAsync(1));
        await world.MovedAsync(id, "PAUSED", "RESUME", "UPCOMING");
        Assert.Equal("UPCOMING", await world.LegacyStatusAsync(1));
        await world.World.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"2031-04-10T12:00:00Z"}""");
        Assert.Equal("LIVE", await world.StatusOfAsync(id));
        await world.World.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"2031-05-10T12:00:00Z"}""");
        Assert.Equal("COMPLETED", await world.StatusOfAsync(id));
        await world.MovedAsync(id, "ACTIVE", "STOP", "STOPPED");
        Assert.Equal("INACTIVE", await world.LegacyStatusAsync(1));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.14")]
    public async Task An_approved_promotion_is_shown_by_the_older_operations()
    {
        var world = await NewAsync(app);
        var body = Body()
            .Replace("\"workflowMetadata\":{}", "\"workflowMetadata\":{\"enrolment\":{\"restrictions\":{\"enrolmentLimitPerCustomer\":{\"value\":3},\"enrolmentExpiryBasedOn\":{\"type\":\"PROMOTION\"}}},\"optin\":{\"restrictions\":{\"optinLimitPerCustomer\":{\"value\":2},\"maxRedemptionsPerEarnPerCustomer\":{\"value\":4,\"type\":\"NON_PERIOD_BASED\"},\"optinExpiryBasedOn\":{\"value\":7,\"type\":\"CUSTOM\"}}}}", StringComparison.Ordinal)
            .Replace("\"limits\":[]", "\"limits\":[{\"granularity\":\"USER\",\"actionType\":\"AWARD_CURRENCY\",\"limitType\":\"SUM\",\"limitValue\":200,\"period\":{\"periodType\":\"MOVING_WINDOW\",\"periodUnit\":\"DAYS\",\"periodValue\":1}}]", StringComparison.Ordinal);
        var id = await world.CreateUnifiedAsync(body);
        Assert.Empty(await world.ListedAsync());

        await world.PublishAsync(id);

        Assert.Equal([1], await world.ListedAsync());
        Assert.Contains(
            """
            "pointsOfferType":"LOYALTY","promotionRestrictions":{"restrictions":{"redemptionRestrictions":[{"name":"MAX_ALLOWED_POINTS_PER_CUSTOMER","value":200,"type":"PERIOD_BASED","periodType":"MOVING_WINDOW","periodUnit":"DAILY"},{"name":"MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER","value":4,"type":"NON_PERIOD_BASED","periodType":null,"periodUnit":null}],"issualRestrictions":[{"name":"MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER","value":3}],"earnRestrictions":[{"name":"MAX_NUMBER_OF_EARNS_PER_CUSTOMER","value":2}],"expiryRestrictions":[{"name":"EARN_PROMOTION_EXPIRY_BASED_ON","value":7,"type":"CUSTOM"},{"name":"ISSUAL_PROMOTION_EXPIRY_BASED_ON","value":0,"type":"PROMOTION"}]}
            """.Trim(),
            (await world.GetAsync($"{Gateway}/415/promotions/1/get")).Body,
            StringComparison.Ordinal);
        Assert.Contains("\"promotionId\":1,", (await world.GetAsync($"{Unified}/{id}")).Body, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"Early bird\"", (await world.GetAsync($"{Gateway}/415/promotionsV2?limit=5&offset=0&sourceType=UI")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"programId\":\"415\",", "")]
    [InlineData("\"event\":\"TransactionAdd\"", "\"expJSON\":\"{}\"")]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.14")]
    public async Task A_promotion_that_cannot_be_published_is_PUBLISH_FAILED(string replaced, string by)
    {
        var world = await NewAsync(app);
        var id = await world.CreateUnifiedAsync(Body().Replace(replaced, by, StringComparison.Ordinal));

        await world.PublishAsync(id);

        Assert.Equal("PUBLISH_FAILED", await world.StatusOfAsync(id));
        Assert.Empty(await world.ListedAsync());
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.14")]
    public async Task An_edit_of_a_published_promotion_is_a_draft_until_it_is_approved()
    {
        var world = await NewAsync(app);
        var id = await world.CreateUnifiedAsync();
        await world.PublishAsync(id);

        var draft = TestWorlds.ParseJson((await world.UpdateAsync(id, Update("morning bonus", "new text"))).Body).GetProperty("data");

        var draftId = draft.GetProperty("id").GetString()!;
        Assert.Equal(("DRAFT", 2, id), (draft.GetProperty("metadata").GetProperty("status").GetString(), draft.GetProperty("version").GetInt32(), draft.GetProperty("parentId").GetString()));
        Assert.Contains("\"description\":\"morning bonus\"", (await world.GetAsync($"{Unified}/{id}")).Body, StringComparison.Ordinal);
        Assert.Contains($"\"draftDetails\":{{\"id\":\"{draftId}\",\"status\":\"DRAFT\",\"version\":2,\"lastModifiedBy\":0}}", (await world.GetAsync($"{Unified}/{id}?includeDraftDetails=true")).Body, StringComparison.Ordinal);
        Assert.Contains($"\"parentDetails\":{{\"id\":\"{id}\",\"status\":\"UPCOMING\",\"version\":1,\"lastModifiedBy\":0}}", (await world.GetAsync($"{Unified}/{draftId}?includeParentDetails=true")).Body, StringComparison.Ordinal);
        Assert.Equal(1, (await world.DataAsync(Unified)).GetProperty("totalElements").GetInt32());

        await world.PublishAsync(id);

        Assert.Contains("\"description\":\"new text\"", (await world.GetAsync($"{Unified}/{id}")).Body, StringComparison.Ordinal);
        Assert.Contains("\"description\":\"new text\"", (await world.GetAsync($"{Gateway}/promotions/list?limit=1&offset=0")).Body, StringComparison.Ordinal);
        Assert.Equal("SNAPSHOT", await world.StatusOfAsync(draftId));
        Assert.Equal([1], await world.ListedAsync());
        Assert.Equal(1, (await world.DataAsync(Unified)).GetProperty("totalElements").GetInt32());
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.16")]
    public async Task A_promotion_of_another_origin_is_listed_paused_and_edited()
    {
        var world = await NewAsync(app, Promotion(7, "Older", """, "restrictions":{"redemption":[{"name":"MAX_ALLOWED_TIMES_PER_CUSTOMER","value":3}], "issual":[], "earn":[{"name":"MAX_NUMBER_OF_EARNS_PER_CUSTOMER","value":2}], "expiry":[]}""", type: "LOYALTY"));
        const string id = "6b0000000000000000000007";

        Assert.Equal(id, Assert.Single((await world.DataAsync(Unified)).GetProperty("content").EnumerateArray()).GetProperty("id").GetString());
        Assert.Contains("\"optinLimitPerCustomer\":{\"value\":2}", (await world.GetAsync($"{Unified}/{id}")).Body, StringComparison.Ordinal);
        await world.MovedAsync(id, "ACTIVE", "PAUSE", "PAUSED");
        Assert.Equal("INACTIVE", await world.LegacyStatusAsync(7));
        Assert.Equal(1, (await world.DataAsync(Unified)).GetProperty("totalElements").GetInt32());
        await world.MovedAsync(id, "PAUSED", "RESUME", "LIVE");
    }

    [Theory]
    [InlineData("", "3 2 1")]
    [InlineData("?searchText=SECOND", "2")]
    [InlineData("?status=DRAFT", "3 2")]
    [InlineData("?status=ACTIVE", "1")]
    [InlineData("?status=UPCOMING,DRAFT", "3 2 1")]
    [InlineData("?status=LIVE", "")]
    [InlineData("?size=2", "3 2")]
    [InlineData("?size=2&page=1", "1")]
    [InlineData("?page=9223372036854775807", "")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.16")]
    public async Task The_list_selects_and_pages(string query, string ids)
    {
        var world = await NewAsync(app);
        await world.PublishAsync(await world.CreateUnifiedAsync());
        await world.CreateUnifiedAsync(Body().Replace("Early bird", "The second", StringComparison.Ordinal));
        await world.CreateUnifiedAsync(Body().Replace("Early bird", "Third", StringComparison.Ordinal));

        Assert.Equal(ids, string.Join(' ', (await world.DataAsync(Unified + query)).GetProperty("content").EnumerateArray().Select(item => item.GetProperty("id").GetString()![^1])));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.15")]
    public async Task Of_parallel_requests_with_one_name_one_creates_a_promotion()
    {
        var world = await NewAsync(app);

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.SendAsync(HttpMethod.Post, Unified, Body())));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => RefusedInV3(310187, "Promotion name exists.", reply));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 3")]
    public async Task A_world_with_versions_is_exported_and_loaded_again()
    {
        var world = await NewAsync(app);
        var id = await world.CreateUnifiedAsync();
        await world.PublishAsync(id);
        await world.UpdateAsync(id, Update("morning bonus", "new text"));
        var document = await world.World.ExportAsync();

        await world.World.DoAsync(HttpMethod.Put, "/document", document);

        Assert.Equal(document, await world.World.ExportAsync());
        Assert.Equal("6a0000000000000000000003", await world.CreateUnifiedAsync(Body().Replace("Early bird", "Next", StringComparison.Ordinal)));
    }
}
