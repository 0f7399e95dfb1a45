using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.CustomerWorld;
using static Loyalty.Api.Tests.Behaviour.Promotions.MemberWorld;
using static Loyalty.Api.Tests.Behaviour.Promotions.PromotionWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>POST /v3/promotions/revoke. Customer 5001 is enrolled in promotion 81400 (901) and opted in (911).</summary>
public sealed class RevokePromotionTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string SpringDouble = "\"promotionId\":81400,\"promotionIdentifier\":\"spring-double\"";

    private const string NoEnrolment = "[NO_ACTIVE_ENROLMENT] active/non expired issual not present for the customer (orgId=90001, customerId=5001)";

    private const string NoOptIn = "No active opt-in exists for this customer on the promotion — already revoked or never opted in.";

    private const string UnknownOptIn = "No active opt-in found for the provided `optInId`(s) — already revoked or invalid.";

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 2.18")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.3")]
    public async Task First_the_opt_in_then_the_enrolment_is_revoked_each_with_the_documented_body()
    {
        var world = (await CustomerWorld.NewAsync(app)).World;

        Assert.Equal(
            RevocationFailed("a", "REVOKE_ENROLL", SpringDouble, 400, "Revoke the opt-ins of the enrolment first."),
            await world.PostAsync(Revoke, RevokeBody(EnrolAndIssue, "REVOKE_ENROLL", "a", "\"enrollmentIds\":[901]")));
        Assert.Equal(
            Revoked("b", "REVOKE_OPTIN", SpringDouble, "", "911"),
            await world.PostAsync(Revoke, RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "b", "\"optInIds\":[911]")));
        Assert.Equal(
            Revoked("rev-1", "REVOKE_ENROLL", SpringDouble, "901", ""),
            await world.PostAsync(Revoke, RevokeBody(EnrolAndIssue, "REVOKE_ENROLL", "rev-1", "\"enrollmentIds\":[901]")));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 3, row C-23")]
    public async Task What_the_customer_does_not_have_fails_for_the_customer_inside_a_success()
    {
        var world = (await CustomerWorld.NewAsync(app)).World;
        string Failed(string requestId, string action, int code, string message) => RevocationFailed(requestId, action, SpringDouble, code, message);

        Assert.Equal(Failed("a", "REVOKE_ENROLL", 3901, NoEnrolment), await world.PostAsync(Revoke, RevokeBody(EnrolAndIssue, "REVOKE_ENROLL", "a", "\"enrollmentIds\":[911]")));
        Assert.Equal(Failed("b", "REVOKE_OPTIN", 8892, UnknownOptIn), await world.PostAsync(Revoke, RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "b", "\"optInIds\":[911,1]")));
        await world.PostAsync(Revoke, RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "c", "\"optInIds\":[911]"));
        Assert.Equal(Failed("d", "REVOKE_OPTIN", 8893, NoOptIn), await world.PostAsync(Revoke, RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "d", "\"optInIds\":[911]")));
        await world.PostAsync(Revoke, RevokeBody(EnrolAndIssue, "REVOKE_ENROLL", "e", "\"enrollmentIds\":[901]"));
        Assert.Equal(Failed("f", "REVOKE_ENROLL", 3901, NoEnrolment), await world.PostAsync(Revoke, RevokeBody(EnrolAndIssue, "REVOKE_ENROLL", "f", "\"enrollmentIds\":[901]")));
    }

    [Theory]
    [InlineData(3901, "[NO_ACTIVE_ENROLMENT] active/non expired issual not present for the customer (orgId=…, customerId=…)")]
    [InlineData(8892, UnknownOptIn)]
    [InlineData(8893, NoOptIn)]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    [Trait("Evidence", "inferred: docs/reading-the-documentation.md, row U-21")]
    public async Task An_error_of_the_customer_is_answered_on_request(int code, string message)
    {
        var world = (await CustomerWorld.NewAsync(app)).World;

        var reply = await world.TryAsync(Revoke, RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "a", "\"optInIds\":[911]"), ("Prefer", $"code={code}"));

        RefusedInV3(code, message, reply);
        Assert.Equal($"code={code}", reply.Headers["Preference-Applied"]);
        Assert.Contains("\"revokedOptInIds\":[911]", await world.PostAsync(Revoke, RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "a", "\"optInIds\":[911]")), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.18")]
    public async Task All_are_revoked_on_request_and_then_ids_do_not_count()
    {
        var world = (await CustomerWorld.NewAsync(app)).World;
        await world.PostAsync(Enrol, EnrolBody(EnrolAndIssue, "OPT_IN", "o"));

        Assert.Equal(
            Revoked("a", "REVOKE_OPTIN", SpringDouble, "", "911,912"),
            await world.PostAsync(Revoke + "?revokeAllOptIns=true", RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "a", "\"optInIds\":[1]")));
        Assert.Equal(Revoked("b", "REVOKE_ENROLL", SpringDouble, "901", ""), await world.PostAsync(Revoke + "?revokeAllEnrollments=true&revokeAllOptIns=false", RevokeBody(EnrolAndIssue, "REVOKE_ENROLL", "b")));
        Assert.Equal(
            RevocationFailed("c", "REVOKE_OPTIN", SpringDouble, 8893, NoOptIn),
            await world.PostAsync(Revoke + "?revokeAllOptIns=true", RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "c")));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.18")]
    public async Task The_promotion_is_named_by_its_identifier_and_the_customer_by_any_of_four_identifiers()
    {
        var world = (await CustomerWorld.NewAsync(app)).World;
        var body = RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "a", "\"optInIds\":[911],\"source\":\"INSTORE\"").Replace("\"promotionId\":81400", "\"promotionIdentifier\":\"spring-double\"", StringComparison.Ordinal);

        foreach (var (name, value) in new[] { ("mobile", "915001"), ("email", "anna@example.com"), ("externalId", "E-5001") })
        {
            var reply = await world.TryAsync(Revoke, body.Replace("\"id\",\"identifierValue\":\"5001\"", $"\"{name}\",\"identifierValue\":\"{value}\"", StringComparison.Ordinal), ("Prefer", "dry-run"));
            Assert.Equal((200, true), (reply.Status, reply.Body.Contains($"\"identifierName\":\"{name}\",\"identifierValue\":\"{value}\",\"customerId\":5001,\"revokedEnrollmentIds\":[],\"revokedOptInIds\":[911]", StringComparison.Ordinal)));
        }

        Assert.Empty(await world.ListAsync("requestKeys"));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.18")]
    public async Task The_other_documented_fields_are_accepted_and_the_date_is_that_of_the_revocation()
    {
        var world = (await CustomerWorld.NewAsync(app)).World;
        await world.PostAsync(Revoke, RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "a", "\"optInIds\":[911]").Replace(
            "\"programId\":415",
            """
            "programId":415,"optOutDate":"2031-03-08T05:30:00+05:30","storeUnitId":77,"sourceDetails":{"source":"CRM","sourceId":"1","sourceActivity":"x","sourceMetadata":{"revokedBy":"a","reason":"b","notes":"c","eventIdentifier":"d"}}
            """.Trim(),
            StringComparison.Ordinal));

        Assert.Equal("2031-03-08T00:00:00Z", (await world.ListAsync("usage"))[^1].GetProperty("at").GetString());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.18")]
    public async Task The_targets_of_the_member_stay()
    {
        const string enrolment = """, "enrolments":[{"id":71, "customerId":5001, "targetId":55, "firstPeriodId":72, "method":"IMPORT", "enrolledAt":"2031-03-01T00:00:00Z"}]""";
        var world = await PromotionWorld.NewAsync(app, Promotion(7, type: "LOYALTY", more: """, "linkedTargets":[{"targetGroupId":44, "targetRuleIds":[55]}]"""));
        var group = (await world.World.ListAsync("targetGroups"))[0].GetRawText().Replace("\"name\": \"Walkers\"", "\"name\": \"Walkers\", \"periods\": [{\"id\": 72, \"refCode\": \"March\", \"startDate\": \"2031-03-01\", \"endDate\": \"2031-03-31\"}]", StringComparison.Ordinal);
        await world.World.DoAsync(HttpMethod.Patch, "/document", $$"""{"orgs":[{"id":90001,"targetGroups":[{{group}}]{{enrolment}} }]}""");
        await world.World.PostAsync(Enrol, EnrolBody(7));

        Assert.Contains("\"revokedEnrollmentIds\":[1],\"revokedOptInIds\":[]", await world.World.PostAsync(Revoke, RevokeBody(7, "REVOKE_ENROLL", "a", "\"enrollmentIds\":[1]")), StringComparison.Ordinal);
        Assert.Single(await world.World.ListAsync("enrolments"));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.18")]
    public async Task A_paused_promotion_is_revoked_but_not_a_stopped_one()
    {
        var world = await PromotionWorld.NewAsync(app);
        var id = await world.CreateUnifiedAsync(UnifiedCalls.Body().Replace("2031-04-01T00:00:00+05:30", "2031-03-01T00:00:00+05:30", StringComparison.Ordinal));
        await world.PublishAsync(id);
        await world.World.PostAsync(Enrol, EnrolBody(1).Replace(UnifiedOf(1), id, StringComparison.Ordinal));
        await world.MovedAsync(id, "ACTIVE", "PAUSE", "PAUSED");

        var dryRun = await world.World.TryAsync(Revoke, RevokeBody(1, "REVOKE_OPTIN", "a", "\"optInIds\":[2]"), ("Prefer", "dry-run"));
        await world.MovedAsync(id, "PAUSED", "STOP", "STOPPED");

        Assert.Contains("\"revokedOptInIds\":[2],\"status\":\"SUCCESS\"", dryRun.Body, StringComparison.Ordinal);
        RefusedInV3(400, "Invalid request. The promotion is stopped.", await world.World.TryAsync(Revoke, RevokeBody(1, "REVOKE_OPTIN", "a", "\"optInIds\":[2]")));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    public async Task An_unknown_action_is_refused_with_the_documented_message()
    {
        var world = (await CustomerWorld.NewAsync(app)).World;
        foreach (var by in new[] { "\"revoke_optin\"", "\"\"", "null", "\"REVOKE\"" })
        {
            RefusedInV3(400, "[INVALID_ACTION] action must be REVOKE_ENROLL or REVOKE_OPTIN", await world.TryAsync(Revoke, RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "a", "\"optInIds\":[911]").Replace("\"REVOKE_OPTIN\"", by, StringComparison.Ordinal)));
        }

        RefusedInV3(400, "[INVALID_ACTION] action must be REVOKE_ENROLL or REVOKE_OPTIN", await world.TryAsync(Revoke, "{}"));
        RefusedInV3(400, "[INVALID_ACTION] action must be REVOKE_ENROLL or REVOKE_OPTIN", await world.TryAsync(Revoke, "null"));
    }

    [Theory]
    [InlineData("", "\"programId\":415,", "", "programId accepts a whole number.")]
    [InlineData("", "\"programId\":415", "\"programId\":1", "programId names no program of this organisation.")]
    [InlineData("", "\"promotionId\":81400", "\"promotionId\":1", "promotion names no promotion of the program.")]
    [InlineData("", "\"promotionId\":81400", "\"promotionIdentifier\":\"none\"", "promotion names no promotion of the program.")]
    [InlineData("", "\"programId\":415", "\"programId\":416", "promotion names no promotion of the program.")]
    [InlineData("", "\"promotionId\":81400", "\"promotionId\":81500", "promotion names no promotion of the program.")]
    [InlineData("", "\"promotionId\":81400", "\"promotionId\":81400,\"promotionIdentifier\":\"x\"", "promotion accepts either promotionId or promotionIdentifier.")]
    [InlineData("", "{\"promotionId\":81400}", "{}", "promotion accepts either promotionId or promotionIdentifier.")]
    [InlineData("", "{\"promotionId\":81400}", "null", "promotion accepts either promotionId or promotionIdentifier.")]
    [InlineData("", "\"customers\":[", "\"customers\":[null,", "customers accepts exactly one customer.")]
    [InlineData("", "\"customers\":[", "\"customers\":[],\"other\":[", "customers accepts exactly one customer.")]
    [InlineData("", "\"customers\":", "\"other\":", "customers accepts exactly one customer.")]
    [InlineData("", "\"identifierName\":\"id\"", "\"identifierName\":\"cuid\"", "identifierName accepts id, mobile, email, externalId.")]
    [InlineData("", "\"identifierValue\":\"5001\"", "\"identifierValue\":\"\"", "identifierValue is missing or empty.")]
    [InlineData("", "\"identifierValue\":\"5001\"", "\"identifierValue\":\"1\"", "customers names no customer of this organisation.")]
    [InlineData("", "\"identifierValue\":\"5001\"", "\"identifierValue\":\"5001\",\"source\":\"shop\"", "source accepts FACEBOOK, WEB_ENGAGE, INSTORE, MARTJACK, TMALL, TAOBAO, JD, ECOMMERCE, WEBSITE, LINE, ALL.")]
    [InlineData("", "\"optInIds\":[911]", "\"optInIds\":[1,2,3,4,5,6,7,8,9,10,11]", "There are at most 10 ids.")]
    [InlineData("", "\"optInIds\":[911]", "\"optInIds\":[911],\"enrollmentIds\":[901]", "enrollmentIds go with REVOKE_ENROLL, optInIds with REVOKE_OPTIN.")]
    [InlineData("", "\"optInIds\":[911]", "\"optInIds\":[]", "The ids of the action are missing; without them, revoke all.")]
    [InlineData("?revokeAllOptIns=false", ",\"optInIds\":[911]", "", "The ids of the action are missing; without them, revoke all.")]
    [InlineData("?revokeAllEnrollments=true", "415", "415", "revokeAllEnrollments goes with REVOKE_ENROLL, revokeAllOptIns with REVOKE_OPTIN.")]
    [InlineData("?revokeAllEnrollments=true&revokeAllOptIns=true", "415", "415", "revokeAllEnrollments goes with REVOKE_ENROLL, revokeAllOptIns with REVOKE_OPTIN.")]
    [InlineData("?revokeAllOptIns=yes", "415", "415", "revokeAllEnrollments and revokeAllOptIns accept true or false.")]
    [InlineData("", "\"requestId\":\"r\"", "\"requestId\":\"\"", "requestId accepts 1 to 50 characters.")]
    [InlineData("", "\"requestId\":\"r\"", "\"requestId\":\"012345678901234567890123456789012345678901234567890\"", "requestId accepts 1 to 50 characters.")]
    [InlineData("", "\"programId\":415", "\"programId\":415,\"optOutDate\":\"2031-03-10T12:00:01Z\"", "optOutDate accepts no instant after the time of the world.")]
    [InlineData("", "\"programId\":415", "\"programId\":415,\"optOutDate\":\"today\"", "optOutDate accepts an ISO 8601 instant with an offset, such as 2031-03-01T12:00:00+01:00 or 2031-03-01T00:00Z.")]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    public async Task A_revocation_is_refused_with_400_and_a_sentence(string query, string replaced, string by, string message)
    {
        var world = (await CustomerWorld.NewAsync(app)).World;
        var (before, body) = (await world.ExportAsync(), RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "r", "\"optInIds\":[911]"));
        Assert.Contains(replaced, body, StringComparison.Ordinal);

        RefusedInV3(400, "Invalid request. " + message, await world.TryAsync(Revoke + query, body.Replace(replaced, by, StringComparison.Ordinal)));
        Assert.Equal(before, await world.ExportAsync());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    public async Task A_generic_promotion_has_nothing_to_revoke()
    {
        var world = (await CustomerWorld.NewAsync(app)).World;

        RefusedInV3(
            400,
            "Invalid request. The action does not apply to a promotion of the type GENERIC.",
            await world.TryAsync(Revoke, RevokeBody(Generic, "REVOKE_OPTIN", "r", "\"optInIds\":[911]").Replace("\"programId\":415", "\"programId\":416", StringComparison.Ordinal)));
        RefusedInV3(300004, "Invalid input. The body is invalid at $.customers[0].optInIds[0].", await world.TryAsync(Revoke, RevokeBody(EnrolAndIssue, "REVOKE_OPTIN", "r", "\"optInIds\":[true]")));
    }
}
