using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.PromotionWorld;
using static Loyalty.Api.Tests.Behaviour.Promotions.UnifiedCalls;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>The errors of the promotions of v3.</summary>
[Trait("Evidence", "documented: docs/contract/promotions.md 4")]
public sealed class UnifiedErrorTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Validation = "Request validation failed.";

    private const string Window = "\"workflowMetadata\":{\"optin\":{\"optInStartDate\":\"2031-04-02T00:00:00Z\",\"optInEndDate\":\"2031-04-09T00:00:00Z\"}}";

    /// <summary>What to replace in the body, by what, and the error.</summary>
    [Theory]
    [InlineData("\"metadata\":", "\"data\":", 300004, "Invalid input. metadata accepts an object.")]
    [InlineData("\"name\":\"Early bird\",", "", 400, Validation)]
    [InlineData("\"orgId\":90001,", "", 400, Validation)]
    [InlineData("2031-04-01T00:00:00+05:30", "2031-04-01", 400, Validation)]
    [InlineData("2031-04-30T23:59:59+05:30", "2031-03-30T23:59:59+05:30", 400, Validation)]
    [InlineData("\"LOYALTY\"", "\"OTHER\"", 400, Validation)]
    [InlineData("\"status\":\"DRAFT\"", "\"status\":\"ACTIVE\"", 400, Validation)]
    [InlineData(",\"status\":\"DRAFT\"", "", 400, Validation)]
    [InlineData("\"programId\":\"415\"", "\"programId\":\"x\"", 400, Validation)]
    [InlineData("\"programId\":\"415\"", "\"programId\":\"1\"", 400, Validation)]
    [InlineData("Asia/Kolkata", "Nowhere", 400, Validation)]
    [InlineData("\"enrolmentMethod\":\"TRANSACTION\"", "\"enrolmentMethod\":\"OTHER\"", 400, Validation)]
    [InlineData("\"activities\":", "\"activity\":", 400, Validation)]
    [InlineData("\"type\":\"SINGLE\"", "\"type\":\"GROUP\"", 400, Validation)]
    [InlineData("\"type\":\"SINGLE\"", "\"type\":\"SINGLE\",\"milestones\":[{\"targetType\":\"COUNT\"}]", 400, Validation)]
    [InlineData("\"workflowMetadata\":{}", "\"workflowMetadata\":{\"enrolment\":{\"restrictions\":{\"enrolmentExpiryBasedOn\":{\"value\":1,\"type\":\"FIXED_DATE\"}}}}", 400, Validation)]
    [InlineData("\"workflowMetadata\":{}", "\"workflowMetadata\":{\"enrolment\":{\"restrictions\":{\"enrolmentLimitPerPromotion\":{\"value\":100001}}}}", 400, "`MAX_NUMBER_OF_EARN_PER_PROMOTION` exceeds limit.")]
    [InlineData("\"status\":\"DRAFT\"", "\"status\":\"DRAFT\",\"promotionMetadata\":[{\"value\":\"v\"}]", 310177, "Promotion metadata key is required.")]
    [InlineData("\"status\":\"DRAFT\"", "\"status\":\"DRAFT\",\"promotionMetadata\":[{\"key\":\"k\",\"value\":\"\"}]", 310178, "Promotion metadata value is required.")]
    [InlineData("\"status\":\"DRAFT\"", "\"status\":\"DRAFT\",\"promotionMetadata\":[{\"key\":\"k\",\"value\":\"v\"},{\"key\":\"k\",\"value\":\"w\"}]", 310179, "Duplicate promotion metadata key found.")]
    [InlineData("\"status\":\"DRAFT\"", "\"status\":\"DRAFT\",\"promotionMetadata\":[{\"key\":\"k\",\"value\":\"v\",\"isBrandDefined\":\"yes\"}]", 310182, "Promotion metadata isBrandDefined field must be 'true' or 'false'.")]
    [InlineData("\"status\":\"DRAFT\"", "\"status\":\"DRAFT\",\"loyaltyConfigMetaData\":{\"isAlwaysApply\":true,\"isStackable\":true}", 310184, "AlwaysApply cannot be combined with stackable or exclusive.")]
    [InlineData("\"status\":\"DRAFT\"", "\"status\":\"DRAFT\",\"loyaltyConfigMetaData\":{\"isAlwaysApply\":true,\"isExclusive\":true}", 310184, "AlwaysApply cannot be combined with stackable or exclusive.")]
    [InlineData("\"status\":\"DRAFT\"", "\"status\":\"DRAFT\",\"loyaltyConfigMetaData\":{\"isExclusive\":true,\"isStackable\":true}", 310185, "Promotion cannot be both stackable and exclusive.")]
    [InlineData("\"workflowMetadata\":{}", "\"workflowMetadata\":{\"optin\":{\"optInStartDate\":\"2031-04-02T00:00:00Z\"}}", 300006, "Both `optInStartDate` and `optInEndDate` are required for opt-in window.")]
    [InlineData("\"workflowMetadata\":{}", "\"workflowMetadata\":{\"optin\":{\"optInStartDate\":\"2031-04-09T00:00:00Z\",\"optInEndDate\":\"2031-04-02T00:00:00Z\"}}", 300006, "`OptInStartDate` must be before `optInEndDate`.")]
    [InlineData("\"workflowMetadata\":{}", "\"workflowMetadata\":{\"optin\":{\"optInStartDate\":\"2031-04-09T00:00:00Z\",\"optInEndDate\":\"2031-05-02T00:00:00Z\"}}", 300006, "`OptInEndDate` must be on or before promotion end date.")]
    [InlineData("\"workflowMetadata\":{}", "\"workflowMetadata\":{\"enrolment\":{\"basedOn\":\"ACTIVITY\"},\"optin\":{\"optInStartDate\":\"2031-04-02T00:00:00Z\",\"optInEndDate\":\"2031-04-09T00:00:00Z\"}}", 310228, "Opt-in window is not supported when a member is enrolled via an activity or an external API call.")]
    public async Task A_wrong_body_is_refused_and_creates_nothing(string replaced, string by, int code, string message)
    {
        var world = await NewAsync(app);
        Assert.Contains(replaced, Body(), StringComparison.Ordinal);

        RefusedInV3(code, message, await world.SendAsync(HttpMethod.Post, Unified, Body().Replace(replaced, by, StringComparison.Ordinal)));

        Assert.Equal(0, (await world.DataAsync(Unified)).GetProperty("totalElements").GetInt32());
    }

    [Theory]
    [InlineData("\"limits\":[]", "\"limits\":[{\"granularity\":\"SHOP\"}]", "limits[0].granularity accepts OVERALL, USER, PER_ACTIVITY.")]
    [InlineData("\"limits\":[]", "\"limits\":[{},{\"actionType\":\"AWARD_POINTS\"}]", "limits[1].actionType accepts AWARD_CURRENCY, AWARD_BADGE, ISSUE_COUPON, ISSUE_REWARD, UPGRADE_TIER, RENEW_TIER, DOWNGRADE_TIER.")]
    [InlineData("\"limits\":[]", "\"limits\":[{\"limitType\":1}]", "limits[0].limitType accepts SUM, COUNT.")]
    [InlineData("\"limits\":[]", "\"limits\":[{\"entityScope\":\"ORG\"}]", "limits[0].entityScope accepts PROMOTION, PROGRAM.")]
    [InlineData("\"limits\":[]", "\"limits\":[{\"limitValue\":0}]", "limits[0].limitValue accepts a whole number from 1.")]
    [InlineData("\"limits\":[]", "\"limits\":[{\"limitValue\":-1}]", "limits[0].limitValue accepts a whole number from 1.")]
    [InlineData("\"limits\":[]", "\"limits\":[{\"limitValue\":1.5}]", "limits[0].limitValue accepts a whole number from 1.")]
    [InlineData("\"limits\":[]", "\"limits\":[{\"limitValue\":\"5\"}]", "limits[0].limitValue accepts a whole number from 1.")]
    [InlineData("\"limits\":[]", "\"limits\":[{\"period\":[]}]", "limits[0].period accepts an object.")]
    [InlineData("\"limits\":[]", "\"limits\":[{\"period\":{\"periodType\":\"WINDOW\"}}]", "limits[0].period.periodType accepts NON_PERIOD_BASED, MOVING_WINDOW, FIXED_CALENDAR_WINDOW, FIXED_WINDOW.")]
    [InlineData("\"limits\":[]", "\"limits\":[{\"period\":{\"periodUnit\":\"DAILY\"}}]", "limits[0].period.periodUnit accepts DAYS, WEEKS, MONTHS.")]
    [InlineData("\"limits\":[]", "\"limits\":[{\"period\":{\"periodValue\":0}}]", "limits[0].period.periodValue accepts a whole number from 1.")]
    [InlineData("\"limits\":[]", "\"limits\":[1]", "limits accepts an array of objects.")]
    [InlineData("\"limits\":[]", "\"liabilityOwnerSplitInfo\":[{\"ratio\":60},{\"ratio\":30.5}]", "liabilityOwnerSplitInfo: the sum of all ratios is 100.")]
    [InlineData("\"limits\":[]", "\"liabilityOwnerSplitInfo\":[{\"ratio\":100},{}]", "liabilityOwnerSplitInfo: every ratio accepts a number from 0 to 100.")]
    [InlineData("\"limits\":[]", "\"liabilityOwnerSplitInfo\":[{\"ratio\":100,\"liabilityOwnerType\":\"SHOP\"}]", "liabilityOwnerSplitInfo[0].liabilityOwnerType accepts PROGRAM, PARTNER.")]
    [InlineData("\"limits\":[]", "\"liabilityOwnerSplitInfo\":[{\"ratio\":100,\"componentType\":\"SHOP\"}]", "liabilityOwnerSplitInfo[0].componentType accepts PROMOTION, PROGRAM.")]
    [InlineData("\"enrolmentMethod\":\"TRANSACTION\"", "\"audienceGroups\":[{\"audienceGroupName\":\"a\"}]", "customerEnrolment.audienceGroups[0].audienceGroupId is missing or empty.")]
    [InlineData("\"limits\":[]", "\"broadcastMetadata\":{\"source\":\"FILE\"}", "broadcastMetadata.source accepts AUDIENCE_FILTER.")]
    [InlineData("\"limits\":[]", "\"broadcastMetadata\":{}", "broadcastMetadata.source accepts AUDIENCE_FILTER.")]
    [InlineData("\"limits\":[]", "\"promotionSchedule\":{\"schedule\":{\"startType\":\"LATER\"}}", "promotionSchedule.schedule.startType accepts IMMEDIATE, PARTICULAR_DATE.")]
    [InlineData("\"limits\":[]", "\"promotionSchedule\":{\"schedule\":{\"frequency\":\"WEEKLY\"}}", "promotionSchedule.schedule.frequency accepts ONCE, DAILY.")]
    [InlineData("\"workflowMetadata\":{}", "\"workflowMetadata\":{\"enrolment\":{\"restrictions\":{\"enrolmentLimitPerCustomer\":{\"value\":101}}}}", "enrolmentLimitPerCustomer, optinLimitPerCustomer and maxRedemptionsPerEarnPerCustomer accept up to 100.")]
    [InlineData("\"workflowMetadata\":{}", "\"workflowMetadata\":{\"optin\":{\"restrictions\":{\"optinLimitPerCustomer\":{\"value\":101}}}}", "enrolmentLimitPerCustomer, optinLimitPerCustomer and maxRedemptionsPerEarnPerCustomer accept up to 100.")]
    [InlineData("\"workflowMetadata\":{}", "\"workflowMetadata\":{\"optin\":{\"restrictions\":{\"maxRedemptionsPerEarnPerCustomer\":{\"value\":101}}}}", "enrolmentLimitPerCustomer, optinLimitPerCustomer and maxRedemptionsPerEarnPerCustomer accept up to 100.")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.15")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    public async Task A_value_that_no_list_has_is_refused_by_create_and_update(string replaced, string by, string reason)
    {
        var world = await NewAsync(app);
        var id = await world.CreateUnifiedAsync();

        foreach (var reply in new[]
        {
            await world.SendAsync(HttpMethod.Post, Unified, Body().Replace("Early bird", "Late bird", StringComparison.Ordinal).Replace(replaced, by, StringComparison.Ordinal)),
            await world.UpdateAsync(id, Update(replaced, by)),
        })
        {
            RefusedInV3(400, Validation, reply);
            Assert.Equal(reason, reply.Headers["X-Emulator-Reason"]);
        }
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.15")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-39")]
    public async Task Every_documented_value_is_accepted()
    {
        const string lists = """
            "limits":[
              {"entityScope":"PROGRAM","entityId":415,"granularity":"PER_ACTIVITY","actionType":"ISSUE_COUPON","actionSubTypeId":null,"limitType":"COUNT","limitValue":1,"period":{"periodType":"FIXED_CALENDAR_WINDOW","periodUnit":"MONTHS","periodValue":2}},
              {"granularity":"USER","limitType":"SUM","limitValue":9000,"period":null},{}],
            "liabilityOwnerSplitInfo":[{"orgId":90001,"componentType":"PROMOTION","ratio":66.6,"liabilityOwnerType":"PROGRAM"},{"ratio":33.4,"liabilityOwnerType":"PARTNER"}],
            "broadcastMetadata":{"source":"AUDIENCE_FILTER","audienceFilter":{"audienceListIds":[1]}},
            "promotionSchedule":{"schedule":{"startType":"IMMEDIATE","frequency":"DAILY"}}
            """;
        var world = await NewAsync(app);

        await world.CreateUnifiedAsync(Body()
            .Replace("\"limits\":[]", lists, StringComparison.Ordinal)
            .Replace("\"enrolmentMethod\":\"TRANSACTION\"", "\"audienceGroups\":[{\"audienceGroupId\":7},{\"audienceGroupId\":\"8\"}]", StringComparison.Ordinal)
            .Replace("\"workflowMetadata\":{}", "\"workflowMetadata\":{\"enrolment\":{\"restrictions\":{\"enrolmentLimitPerCustomer\":{\"value\":100},\"enrolmentLimitPerPromotion\":{\"value\":100000},\"maxPointsPerEarnPerCustomer\":{\"value\":101}}}}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Long_names_keys_and_values_and_a_generic_opt_in_are_refused()
    {
        var world = await NewAsync(app);
        Task<Reply> CreateAsync(string replaced, string by) => world.SendAsync(HttpMethod.Post, Unified, Body().Replace(replaced, by, StringComparison.Ordinal));

        RefusedInV3(400, Validation, await CreateAsync("Early bird", new string('n', 201)));
        RefusedInV3(310180, "Promotion metadata key exceeds 100 characters.", await CreateAsync("\"status\":\"DRAFT\"", $"\"status\":\"DRAFT\",\"promotionMetadata\":[{{\"key\":\"{new string('k', 101)}\",\"value\":\"v\"}}]"));
        RefusedInV3(310181, "Promotion metadata value exceeds 1000 characters.", await CreateAsync("\"status\":\"DRAFT\"", $"\"status\":\"DRAFT\",\"promotionMetadata\":[{{\"key\":\"k\",\"value\":\"{new string('v', 1001)}\"}}]"));
        RefusedInV3(
            300006,
            "Opt-in duration is not applicable for this promotion configuration.",
            await world.SendAsync(HttpMethod.Post, Unified, Body().Replace("\"workflowMetadata\":{}", Window, StringComparison.Ordinal).Replace("\"LOYALTY\"", "\"GENERIC\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_the_setting_there_is_no_opt_in_window()
    {
        var world = await NewAsync(app, settings: "\"optInDuration\":false");

        RefusedInV3(
            300006,
            "Opt-in duration fields are passed but this feature is not enabled for your org.",
            await world.SendAsync(HttpMethod.Post, Unified, Body().Replace("\"workflowMetadata\":{}", Window, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_taken_identifier_has_one_text_for_create_and_another_for_update()
    {
        var world = await NewAsync(app);
        string With(string identifier, string name) => Body().Replace("Early bird", name, StringComparison.Ordinal).Replace("\"status\"", $"\"promoIdentifier\":\"{identifier}\",\"status\"", StringComparison.Ordinal);
        await world.CreateUnifiedAsync(With("one", "First"));
        var id = await world.CreateUnifiedAsync(With("two", "Second"));

        RefusedInV3(310159, "Promotion identifier already exists.", await world.SendAsync(HttpMethod.Post, Unified, With("one", "Third")));
        RefusedInV3(310159, "Promotion identifier exists.", await world.UpdateAsync(id, With("one", "Second")));
        RefusedInV3(310187, "Promotion name exists.", await world.UpdateAsync(id, With("two", "First")));
    }

    [Theory]
    [InlineData("Early bird", "Late bird", 310152, "Promotion name not editable.")]
    [InlineData("2031-04-01T00:00:00+05:30", "2031-04-02T00:00:00+05:30", 310153, "Start date not editable.")]
    [InlineData("\"LOYALTY\"", "\"LOYALTY_EARNING\"", 400, Validation)]
    [InlineData("\"programId\":\"415\"", "\"programId\":\"416\"", 310158, "Program field immutable.")]
    [InlineData("\"event\":\"TransactionAdd\"", "\"event\":\"CustomerUpdate\"", 310161, "Activity event immutable.")]
    [InlineData("\"targetType\":\"COUNT\"", "\"targetType\":\"SALES\"", 310162, "Milestone KPI immutable.")]
    [InlineData("\"promotionType\":", "\"status\":\"DRAFT\",\"promotionType\":", 310175, "Status immutable.")]
    [InlineData("{\"metadata\"", "{\"version\":2,\"metadata\"", 310186, "Version immutable.")]
    [InlineData("\"enrolmentMethod\":\"TRANSACTION\"", "\"enrolmentMethod\":\"TRANSACTION\",\"customerEligibilityType\":\"ALL\"", 310190, "Eligibility type not editable.")]
    [InlineData("2031-04-02T00:00:00Z", "2031-04-03T00:00:00Z", 310224, "Opt-in start date cannot be changed after the opt-in window has opened.")]
    [InlineData("2031-04-20T00:00:00Z", "2031-04-19T00:00:00Z", 310225, "Opt-in end date cannot be shortened, it can only be extended.")]
    public async Task A_live_promotion_keeps_what_may_not_change(string replaced, string by, int code, string message)
    {
        var world = await NewAsync(app);
        string WithParts(string body) => body
            .Replace("\"type\":\"SINGLE\"", "\"type\":\"SINGLE\",\"milestones\":[{\"targetType\":\"COUNT\",\"targetEntity\":\"EVENT\"}]", StringComparison.Ordinal)
            .Replace("\"workflowMetadata\":{}", Window.Replace("2031-04-09", "2031-04-20", StringComparison.Ordinal), StringComparison.Ordinal);
        var id = await world.CreateUnifiedAsync(WithParts(Body()));
        await world.PublishAsync(id);
        await world.World.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"2031-04-10T12:00:00Z"}""");
        Assert.Equal(200, (await world.SendAsync(HttpMethod.Put, $"{Unified}/{id}", WithParts(Update()), ("Prefer", "dry-run"))).Status);

        RefusedInV3(code, message, await world.UpdateAsync(id, WithParts(Update()).Replace(replaced, by, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_end_of_a_live_promotion_is_not_set_to_the_past()
    {
        var world = await NewAsync(app);
        var id = await world.CreateUnifiedAsync();
        await world.PublishAsync(id);
        await world.World.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"2031-04-10T12:00:00Z"}""");

        RefusedInV3(310155, "Invalid end date for live promotion.", await world.UpdateAsync(id, Update("2031-04-30T23:59:59+05:30", "2031-04-05T00:00:00+05:30")));
    }

    [Theory]
    [InlineData("2031-03-01T00:00:00Z", "2031-04-09T00:00:00Z", 310226, "Opt-in start date cannot be set to a past date during edit.")]
    [InlineData("2031-04-02T00:00:00Z", "2031-04-08T00:00:00Z", 310225, "Opt-in end date cannot be shortened, it can only be extended.")]
    public async Task An_opt_in_window_is_not_moved_into_the_past(string start, string end, int code, string message)
    {
        var world = await NewAsync(app);
        var id = await world.CreateUnifiedAsync(Body().Replace("\"workflowMetadata\":{}", Window, StringComparison.Ordinal));
        var body = Update("\"workflowMetadata\":{}", Window).Replace("2031-04-02T00:00:00Z", start, StringComparison.Ordinal).Replace("2031-04-09T00:00:00Z", end, StringComparison.Ordinal);

        RefusedInV3(code, message, await world.UpdateAsync(id, body));
    }

    [Fact]
    public async Task The_end_of_an_opt_in_window_is_not_set_to_the_past()
    {
        var world = await NewAsync(app);
        var id = await world.CreateUnifiedAsync(Body().Replace("\"workflowMetadata\":{}", Window, StringComparison.Ordinal));
        await world.World.DoAsync(HttpMethod.Put, "/clock", """{"mode":"frozen","at":"2031-04-12T12:00:00Z"}""");

        RefusedInV3(310227, "Opt-in end date cannot be set to a past date during edit.", await world.UpdateAsync(id, Update("\"workflowMetadata\":{}", Window.Replace("2031-04-09", "2031-04-10", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_promotion_that_waits_or_is_stopped_is_not_edited()
    {
        var world = await NewAsync(app);
        var id = await world.CreateUnifiedAsync();
        await world.StatusAsync(id, "DRAFT", "PENDING_APPROVAL");

        RefusedInV3(310174, "Edits blocked during approval.", await world.UpdateAsync(id, Update()));
        await world.ReviewAsync(id, "APPROVE");
        await world.StatusAsync(id, "ACTIVE", "STOP");
        RefusedInV3(310183, "No edits allowed when stopped.", await world.UpdateAsync(id, Update()));
        RefusedInV3(310174, "No edits allowed.", await world.ReviewAsync(id, "APPROVE"));
        RefusedInV3(9013, "Request not found.", await world.UpdateAsync("6a00000000000000000000ff", Update()));
        RefusedInV3(9013, "Request not found.", await world.UpdateAsync("7", Update()));
    }

    [Theory]
    [InlineData("6a0000000000000000000001", "DRAFT", """{"approvalStatus":"APPROVE"}""", 999999, "Invalid promotion status.")]
    [InlineData("6a00000000000000000000ff", "", """{"approvalStatus":"APPROVE"}""", 999999, "Promotion not found.")]
    [InlineData("abc", "", """{"approvalStatus":"APPROVE"}""", 999999, "Promotion not found.")]
    [InlineData("6a0000000000000000000001", "", """{"approvalStatus":"approve"}""", 310151, "Invalid approval status.")]
    [InlineData("6a0000000000000000000001", "", """{}""", 310151, "Invalid approval status.")]
    [InlineData("6a0000000000000000000001", "", """null""", 300004, "Invalid input. The body accepts an object with approvalStatus.")]
    public async Task Reviews_are_refused(string id, string state, string body, int code, string message)
    {
        var world = await NewAsync(app);
        await world.CreateUnifiedAsync();
        Assert.True(state.Length == 0 || string.Equals(await world.StatusOfAsync(id), state, StringComparison.Ordinal));

        RefusedInV3(code, message, await world.SendAsync(HttpMethod.Post, $"{Unified}/{id}/review", body));
    }

    [Fact]
    public async Task A_comment_has_at_most_150_characters()
    {
        var world = await NewAsync(app);
        var id = await world.CreateUnifiedAsync();

        RefusedInV3(999999, "Comment too long.", await world.SendAsync(HttpMethod.Post, $"{Unified}/{id}/review", $$"""{"approvalStatus":"APPROVE","comment":"{{new string('c', 151)}}"}"""));
    }

    [Theory]
    [InlineData("?existingStatus=LIVE", """{"promotionStatus":"STOP"}""", 400, 400, "Invalid `existingStatus` value.")]
    [InlineData("", """{"promotionStatus":"STOP"}""", 400, 400, "Invalid `existingStatus` value.")]
    [InlineData("?existingStatus=DRAFT", "{}", 400, 300009, "`promotionStatus` is required.")]
    [InlineData("?existingStatus=DRAFT", """{"promotionStatus":"stop"}""", 400, 300008, "Invalid `promotionStatus` value.")]
    [InlineData("?existingStatus=DRAFT", """{"promotionStatus":"STOP"}""", 400, 300008, "Invalid `promotionStatus` value.")]
    [InlineData("?existingStatus=ACTIVE", """{"promotionStatus":"STOP"}""", 200, 310191, "Promotion not found, or the promotion's actual status does not match the value passed in `existingStatus`.")]
    public async Task Changes_of_the_status_are_refused(string query, string body, int status, int code, string message)
    {
        var world = await NewAsync(app);
        var id = await world.CreateUnifiedAsync();

        RefusedInV3(code, message, await world.SendAsync(HttpMethod.Put, $"/v3/requests/PROMOTION/{id}/status{query}", body), status);
        Assert.Equal("DRAFT", await world.StatusOfAsync(id));
    }

    [Theory]
    [InlineData("?status=COMPLETED", 310151, "Invalid Status.")]
    [InlineData("?status=draft", 310151, "Invalid Status.")]
    [InlineData("?status=", 310151, "Invalid Status.")]
    [InlineData("?page=-1", 999999, "Generic Validation Error.")]
    [InlineData("?size=0", 999999, "Generic Validation Error.")]
    [InlineData("?size=101", 999999, "Generic Validation Error.")]
    [InlineData("?includeDraftDetails=yes", 300004, "Invalid input. includeDraftDetails accepts true or false.")]
    [InlineData("?page=1&page=2", 300004, "Invalid input. page must not be repeated.")]
    [InlineData("/6a00000000000000000000ff", 9013, "Request not found.")]
    [InlineData("/81234", 9013, "Request not found.")]
    [InlineData("/6b00000000000000000000ff", 9013, "Request not found.")]
    [InlineData("/6a00000000000000000000ff?includeParentDetails=1", 300004, "Invalid input. includeParentDetails accepts true or false.")]
    public async Task Reads_are_refused(string query, int code, string message) => RefusedInV3(code, message, await (await NewAsync(app)).GetAsync(Unified + query));

    [Theory]
    [InlineData("POST", "", 300006, 400, "Service operation failed.")]
    [InlineData("POST", "", 500, 500, "Internal server error.")]
    [InlineData("GET", "", 300005, 400, "Access denied.")]
    [InlineData("GET", "/6a00000000000000000000ff", 300003, 400, "Invalid Org Entity.")]
    [InlineData("GET", "/6a00000000000000000000ff", 310068, 400, "Target details not found.")]
    public async Task Codes_that_the_emulator_has_no_cause_for_are_answered_on_request(string method, string path, int code, int status, string message)
    {
        var world = await NewAsync(app);

        var reply = method is "GET"
            ? await world.World.AskAsync(Unified + path, ("Prefer", $"code={code}"))
            : await world.SendAsync(HttpMethod.Post, Unified + path, Body(), ("Prefer", $"code={code}"));

        RefusedInV3(code, message, reply, status);
    }
}
