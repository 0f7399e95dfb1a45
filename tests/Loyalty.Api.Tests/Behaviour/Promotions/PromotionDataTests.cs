using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Contract;
using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.CustomerWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>promotionData: bodies, filters, statuses and usage.</summary>
public sealed class PromotionDataTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Example = """
        {
          "pageDetails": { "pageNumber": 0, "pageSize": 10, "totalEntries": 1, "pageCount": 1 },
          "customerId": 5001,
          "promotions": [
            {
              "promotionId": 81400,
              "promotionName": "Spring double",
              "programId": 415,
              "startDate": "2031-03-01T00:00:00.000Z",
              "endDate": "2031-03-31T23:59:59.000Z",
              "identifier": "spring-double",
              "description": "enrol then shop",
              "active": true,
              "eventName": "TransactionAdd",
              "promotionMetadata": [ { "key": "colour", "value": "green", "brandDefined": true } ],
              "limits": {
                "maxPointsPerEvent": "50",
                "pointsPerCustomer": "0",
                "numberOFTimesPerCustomer": 0,
                "totalPointsInPromotion": "0"
              },
              "customerUsage": {
                "currentPointsPerCustomer": "0",
                "currentNumberOfTimesPerCustomer": 0,
                "currentTotalPointsInPromotion": "0"
              },
              "pointsOfferType": "LOYALTY_EARNING",
              "promotionRestriction": {
                "issualRestrictions": [
                  { "kpi": "NUMBER_OF_ISSUALS", "maxLimit": "3", "currentCustomerUsage": "1", "limitOn": "CUSTOMER" }
                ],
                "earnRestrictions": [
                  { "kpi": "NUMBER_OF_EARNS", "maxLimit": "3", "currentCustomerUsage": "1", "limitOn": "CUSTOMER" }
                ],
                "redemptionRestrictions": [
                  { "kpi": "NUMBER_OF_POINTS", "maxLimit": "50", "limitOn": "EVENT", "type": "NON_PERIOD_BASED" },
                  { "kpi": "NUMBER_OF_TIMES", "maxLimit": "4", "currentCustomerUsage": "0", "limitOn": "CUSTOMER", "type": "PERIOD_BASED", "periodType": "MOVING_WINDOW", "periodUnit": "MONTHLY" },
                  { "kpi": "NUMBER_OF_REDEMPTIONS_PER_EARN", "maxLimit": "2", "currentCustomerUsage": "0", "limitOn": "CUSTOMER", "type": "NON_PERIOD_BASED" }
                ]
              },
              "customerPromotionTimelines": [
                {
                  "enrollmentDate": "2031-03-05T08:00:00.000Z",
                  "enrollmentExpiryDate": "2031-03-15T08:00:00.000Z",
                  "enrollmentId": 901,
                  "enrollEventLogId": 77001,
                  "issuedDetails": [
                    {
                      "issualId": 911,
                      "issualDate": "2031-03-06T09:30:00.000Z",
                      "issualExpiryDate": "2031-03-15T08:00:00.000Z",
                      "issualEventLogId": 77015,
                      "redeemedCount": 0
                    }
                  ]
                }
              ]
            }
          ],
          "warnings": []
        }
        """;

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.3")]
    public async Task The_documented_body_is_returned()
    {
        var world = await NewAsync(app);

        var reply = await world.AskAsync($"{Lookup}{Customer5001}&promotionStatusForCustomer=AVAILABLE_TO_EARN&promotionType=ENROL_AND_ISSUE");

        Assert.Equal((200, "application/json"), (reply.Status, reply.ContentType));
        Assert.Equal(PrintedJson.Compact(Example), reply.Body);
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.3")]
    [InlineData("mobile", "915001")]
    [InlineData("email", "anna@example.com")]
    [InlineData("externalId", "E-5001")]
    [InlineData("cuid", "C-5001")]
    [InlineData("id", "5001")]
    public async Task Every_kind_of_identifier_finds_the_customer(string name, string value)
    {
        var world = await NewAsync(app);

        var reply = await world.AskAsync($"{Lookup}?identifierName={name}&identifierValue={value}&source=ALL");

        Assert.Equal(200, reply.Status);
        Assert.Equal(5001, TestWorlds.ParseJson(reply.Body).GetProperty("customerId").GetInt64());
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 2.3")]
    public async Task Promotions_that_are_switched_on_are_listed_with_the_highest_id_first_and_in_pages_of_ten()
    {
        var world = await NewAsync(app);

        Assert.Equal([Shared, Generic, 81406, 81405, EnrolAndIssue, Direct], await world.ListedAsync());
        Assert.Equal([Generic, 81406], await world.ListedAsync("&limit=2&offset=1"));
        Assert.Empty(await world.ListedAsync("&offset=9223372036854775807"));
        var reply = await world.AskAsync($"{Lookup}{Customer5001}&limit=4&offset=5");
        Assert.StartsWith("""{"pageDetails":{"pageNumber":1,"pageSize":4,"totalEntries":6,"pageCount":2},"customerId":5001,"promotions":[{"promotionId":81234,""", reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.3")]
    [InlineData("promotionType=GENERIC", new long[] { Generic })]
    [InlineData("promotionType=DIRECT_ISSUE", new[] { Shared, Direct })]
    [InlineData("promotionType=ENROL_AND_ISSUE", new[] { 81406, 81405, EnrolAndIssue })]
    [InlineData("sourceType=UI", new[] { 81406, 81405, EnrolAndIssue, Direct })]
    [InlineData("sourceType=CAMPAIGN", new long[] { Generic })]
    [InlineData("sourceType=API", new long[] { Shared })]
    [InlineData("programs=416", new long[] { Generic })]
    [InlineData("programs=416,415", new[] { Shared, Generic, 81406, 81405, EnrolAndIssue, Direct })]
    [InlineData("programs=415&promotionType=GENERIC", new long[] { })]
    [InlineData("promotionIdentifier=fifty", new long[] { Generic })]
    [InlineData("promotionIdentifier=switched-off", new long[] { })]
    public async Task Filters_select_promotions(string filter, long[] expected)
    {
        var world = await NewAsync(app);

        Assert.Equal(expected, await world.ListedAsync("&" + filter));
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.5")]
    [InlineData("AVAILABLE_TO_ENROL", 5001, new[] { EnrolAndIssue })]
    [InlineData("AVAILABLE_TO_EARN", 5001, new[] { Shared, EnrolAndIssue, Direct })]
    [InlineData("AVAILABLE_TO_EARN", 5002, new[] { Shared, Direct })]
    [InlineData("AVAILABLE_TO_REDEEM", 5001, new[] { Generic, EnrolAndIssue })]
    [InlineData("AVAILABLE_TO_REDEEM", 5002, new long[] { Generic })]
    [InlineData("EXPIRED", 5001, new long[] { 81405 })]
    public async Task A_status_selects_promotions_for_the_customer(string status, long customer, long[] expected)
    {
        var world = await NewAsync(app);

        Assert.Equal(expected, await world.ListedAsync($"&promotionStatusForCustomer={status}", customer));
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/contract/promotions.md 1.5")]
    public async Task A_promotion_is_not_available_any_more_when_its_limits_are_used_up()
    {
        var world = await NewAsync(app);
        await world.EnrolAsync(5001);
        await world.EnrolAsync(5001);
        Assert.DoesNotContain(EnrolAndIssue, await world.ListedAsync("&promotionStatusForCustomer=AVAILABLE_TO_ENROL"));

        Assert.Equal(201, (await world.RedeemAsync(5001, EnrolAndIssue)).Status);
        Assert.Contains(EnrolAndIssue, await world.ListedAsync("&promotionStatusForCustomer=AVAILABLE_TO_REDEEM"));
        Assert.Equal(201, (await world.RedeemAsync(5001, EnrolAndIssue)).Status);
        Assert.DoesNotContain(EnrolAndIssue, await world.ListedAsync("&promotionStatusForCustomer=AVAILABLE_TO_REDEEM"));

        Assert.Equal(201, (await world.RedeemAsync(5001, Generic, 99.999m)).Status);
        Assert.Contains(Generic, await world.ListedAsync("&promotionStatusForCustomer=AVAILABLE_TO_REDEEM"));
        Assert.Equal(201, (await world.RedeemAsync(5001, Generic, 0.001m)).Status);
        Assert.DoesNotContain(Generic, await world.ListedAsync("&promotionStatusForCustomer=AVAILABLE_TO_REDEEM"));
        Assert.Contains(Generic, await world.ListedAsync("&promotionStatusForCustomer=AVAILABLE_TO_REDEEM", customer: 5002));
        Assert.Equal(201, (await world.RedeemAsync(5003, Generic, 1)).Status);
        Assert.DoesNotContain(Generic, await world.ListedAsync("&promotionStatusForCustomer=AVAILABLE_TO_REDEEM", customer: 5002));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.3")]
    public async Task Timelines_are_shown_with_a_status_only_empty_for_enrolment_and_never_for_GENERIC()
    {
        var world = await NewAsync(app);

        Assert.False((await world.PromotionAsync(EnrolAndIssue)).TryGetProperty("customerPromotionTimelines", out _));
        Assert.Equal("[]", (await world.PromotionAsync(EnrolAndIssue, more: "&promotionStatusForCustomer=AVAILABLE_TO_ENROL")).GetProperty("customerPromotionTimelines").GetRawText());
        Assert.Equal("[]", (await world.PromotionAsync(Direct, more: "&promotionStatusForCustomer=AVAILABLE_TO_EARN")).GetProperty("customerPromotionTimelines").GetRawText());
        Assert.False((await world.PromotionAsync(Generic, more: "&promotionStatusForCustomer=AVAILABLE_TO_REDEEM")).TryGetProperty("customerPromotionTimelines", out _));
    }

    [Fact]
    [Trait("Evidence", "observed: docs/contract/promotions.md 1.3")]
    public async Task A_direct_issue_appears_as_an_enrolment_with_its_date_event_and_expiry_and_counts_as_an_issual()
    {
        var world = await NewAsync(app);
        await world.BulkAsync("directEarn", Bulk(null, Direct, Customer(5002)));

        var promotion = await world.PromotionAsync(Direct, 5002, "&promotionStatusForCustomer=AVAILABLE_TO_REDEEM");

        Assert.Equal(
            """[{"enrollmentDate":"2031-03-10T12:00:00.000Z","enrollmentExpiryDate":"2031-03-31T23:59:59.000Z","enrollmentId":912,"enrollEventLogId":77016,"issuedDetails":[{"issualId":913,"issualDate":"2031-03-10T12:00:00.000Z","issualExpiryDate":"2031-03-31T23:59:59.000Z","issualEventLogId":77016,"redeemedCount":0}]}]""",
            promotion.GetProperty("customerPromotionTimelines").GetRawText());
        Assert.Equal(
            """{"issualRestrictions":[{"kpi":"NUMBER_OF_ISSUALS","maxLimit":"2","currentCustomerUsage":"1","limitOn":"CUSTOMER"}],"earnRestrictions":[],"redemptionRestrictions":[]}""",
            promotion.GetProperty("promotionRestriction").GetRawText());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.4")]
    public async Task All_usage_shows_the_limits_of_a_customer_that_are_switched_off()
    {
        var world = await NewAsync(app);

        var promotion = await world.PromotionAsync(EnrolAndIssue, more: "&fetchAllUsage=true");

        Assert.Equal("""{"maxPointsPerEvent":"50","pointsPerCustomer":"-1","numberOFTimesPerCustomer":0,"totalPointsInPromotion":"0"}""", promotion.GetProperty("limits").GetRawText());
        Assert.Equal(
            ["NUMBER_OF_POINTS 50 EVENT", "NUMBER_OF_TIMES 4 CUSTOMER", "NUMBER_OF_POINTS -1 CUSTOMER", "NUMBER_OF_REDEMPTIONS_PER_EARN 2 CUSTOMER"],
            promotion.GetProperty("promotionRestriction").GetProperty("redemptionRestrictions").EnumerateArray()
                .Select(entry => $"{entry.GetProperty("kpi").GetString()} {entry.GetProperty("maxLimit").GetString()} {entry.GetProperty("limitOn").GetString()}"));
        Assert.Equal(
            """{"maxPointsPerEvent":"0","pointsPerCustomer":"-1","numberOFTimesPerCustomer":-1,"totalPointsInPromotion":"0"}""",
            (await world.PromotionAsync(Direct, more: "&fetchAllUsage=true")).GetProperty("limits").GetRawText());
        Assert.Equal(
            """{"maxPointsPerEvent":"0","pointsPerCustomer":"0","numberOFTimesPerCustomer":0,"totalPointsInPromotion":"0"}""", (await world.PromotionAsync(Direct)).GetProperty("limits").GetRawText());
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 1.1")]
    public async Task An_organisation_without_advanced_promotions_has_generic_ones_only()
    {
        var world = await NewAsync(app, "\"advancedPromotions\": false");

        Assert.Equal([Generic], await world.ListedAsync());
        Assert.Empty(await world.ListedAsync("&promotionType=DIRECT_ISSUE"));
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/promotions.md 2.4")]
    public async Task For_connected_organisations_every_promotion_ends_with_its_organisation()
    {
        var world = await NewAsync(app);
        const string customer = "/v2.1/customers/lookup/promotionData?identifierName=mobile&identifierValue=915001&source=INSTORE";

        var branch = await world.AskAsync(customer, ("DATA-SCOPE", "OTHER"), ("DATA-SCOPE-ORG", "90002"));

        Assert.Equal(
            """{"pageDetails":{"pageNumber":0,"pageSize":10,"totalEntries":1,"pageCount":1},"customerId":6001,"promotions":[{"promotionId":82500,"promotionName":"branch","programId":417,"startDate":"2031-03-01T00:00:00.000Z","endDate":"2031-03-31T23:59:59.000Z","identifier":"branch","description":"","active":true,"eventName":"TransactionAdd","limits":{"maxPointsPerEvent":"0","pointsPerCustomer":"0","numberOFTimesPerCustomer":0,"totalPointsInPromotion":"0"},"customerUsage":{"currentPointsPerCustomer":"50.000","currentNumberOfTimesPerCustomer":1,"currentTotalPointsInPromotion":"50.000"},"pointsOfferType":"GENERIC","promotionRestriction":{"issualRestrictions":[],"earnRestrictions":[],"redemptionRestrictions":[]},"orgId":90002}],"warnings":[]}""",
            branch.Body);
        Assert.Equal([(90001L, 6)], await OrgsAsync());
        Assert.Equal([(90001L, 6)], await OrgsAsync(("DATA-SCOPE", "SELF")));
        Assert.Equal([(90001L, 6), (90002, 1)], await OrgsAsync(("DATA-SCOPE", "ALL")));
        Assert.Equal([(90001L, 6), (90002, 1)], await OrgsAsync(("DATA-SCOPE", "ALL"), ("DATA-SCOPE-ORG", "90002,90003")));

        async Task<IEnumerable<(long Org, int Count)>> OrgsAsync(params (string, string)[] headers)
        {
            var reply = await world.AskAsync(customer + "&includeAlternateCurrencyUsage=true", headers);
            Assert.Equal(200, reply.Status);
            return TestWorlds.ParseJson(reply.Body).GetProperty("promotions").EnumerateArray().GroupBy(entry => entry.GetProperty("orgId").GetInt64()).Select(org => (org.Key, org.Count())).Order();
        }
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_read_and_a_read_with_a_preference_have_the_same_body()
    {
        var world = await NewAsync(app);
        foreach (var more in new[] { "", "&fetchAllUsage=true", "&promotionStatusForCustomer=AVAILABLE_TO_EARN", "&programs=415,416&limit=3&offset=1", "&promotionType=GENERIC&sourceType=CAMPAIGN" })
        {
            Assert.Equal((await world.AskAsync($"{Lookup}{Customer5001}{more}", ("Prefer", "delay=0"))).Body, (await world.AskAsync($"{Lookup}{Customer5001}{more}")).Body);
        }
    }
}
