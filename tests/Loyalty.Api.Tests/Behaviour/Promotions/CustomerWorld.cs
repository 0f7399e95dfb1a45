using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>
/// A world of its own for a test of promotions of customers, frozen on 10 March 2031. Customer 5001 is enrolled in promotion 81400 and has an issue of it. The next ids are 912 and 77016.
/// </summary>
internal sealed class CustomerWorld(TestWorld world)
{
    /// <summary>LOYALTY_EARNING, with three enrolments and three issues for each customer. Enrolments last ten days.</summary>
    public const long EnrolAndIssue = 81400;

    /// <summary>LOYALTY, with two issues for each customer.</summary>
    public const long Direct = 81234;

    public const long Generic = 81500;

    /// <summary>LOYALTY, with three issues for each customer, and five for all of them.</summary>
    public const long Shared = 81600;

    public const string Lookup = "/v2/customers/lookup/promotionData";

    public const string Customer5001 = "?identifierName=id&identifierValue=5001&source=INSTORE";

    private static int _worlds;

    private static string ManyCustomers => string.Join(",", Enumerable.Range(5003, 110).Select(id => $$"""{"id": {{id}} }"""));

    private static IReadOnlyList<string> Promotions =>
    [
        Promotion(81234, "weekend-walker-1", "LOYALTY", Limits(2)),
        Promotion(
            EnrolAndIssue,
            "spring-double",
            "LOYALTY_EARNING",
            Limits(
                3,
                """{"name": "MAX_ALLOWED_POINTS_PER_EVENT", "value": 50, "type": "NON_PERIOD_BASED"}, {"name": "MAX_ALLOWED_TIMES_PER_CUSTOMER", "value": 4, "type": "PERIOD_BASED", "periodType": "MOVING_WINDOW", "periodUnit": "MONTHLY"}, {"name": "MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER", "value": 2, "type": "NON_PERIOD_BASED"}""",
                """{"name": "ISSUAL_PROMOTION_EXPIRY_BASED_ON", "value": 10, "type": "CUSTOM"}"""),
            """, "name": "Spring double", "description": "enrol then shop", "metadata": [{"key": "colour", "value": "green", "brandDefined": true}]"""),
        Promotion(81404, "switched-off", "LOYALTY_EARNING", Limits(3), """, "active": false"""),
        Promotion(81405, "ended", "LOYALTY_EARNING", Limits(3), "", "2031-02-01T00:00:00Z", "2031-02-28T23:59:59Z"),
        Promotion(81406, "upcoming", "LOYALTY_EARNING", Limits(3), "", "2031-04-01T00:00:00Z", "2031-04-30T23:59:59Z"),
        Promotion(
            Generic,
            "fifty",
            "GENERIC",
            """{"redemption": [{"name": "MAX_ALLOWED_POINTS_PER_CUSTOMER", "value": 100}, {"name": "MAX_ALLOWED_TIMES_PER_PROMOTION", "value": 3, "type": "PERIOD_BASED", "periodType": "MOVING_WINDOW", "periodUnit": "DAILY"}], "issual": [], "earn": [], "expiry": []}""",
            """, "sourceType": "CAMPAIGN", "programId": 416"""),
        Promotion(
            Shared,
            "shared",
            "LOYALTY",
            """{"redemption": [], "issual": [], "earn": [{"name": "MAX_NUMBER_OF_EARNS_PER_CUSTOMER", "value": 3}, {"name": "MAX_NUMBER_OF_EARN_PER_PROMOTION", "value": 5}], "expiry": []}""",
            """, "sourceType": "USER_CREATED" """),
    ];

    private static string BranchPromotion =>
        Promotion(82500, "branch", "GENERIC", """{"redemption": [], "issual": [], "earn": [], "expiry": []}""", """, "programId": 417""");

    public TestWorld World => world;

    public static async Task<CustomerWorld> NewAsync(EmulatorApp app, string settings = "") => new(await app.NewWorldAsync($$"""{"world":{{Document(settings)}}}"""));

    public static string Document(string settings = "") => $$"""
        {
          "schemaVersion": 1, "name": "customers", "timeZone": "UTC", "clock": {"mode": "FROZEN", "at": "2031-03-10T12:00:00Z"}, "settings": { {{settings}} },
          "orgs": [
            {
              "id": 90001, "name": "Sample Org",
              "accessGroups": [{"name": "Default", "default": true, "otherResources": "WRITE"}, {"name": "Readers", "default": false, "otherResources": "READ"}],
              "tills": [{"username": "reader.{{Interlocked.Increment(ref _worlds)}}", "accessGroup": "Readers", "password": "123"}],
              "programs": [{"id": 415, "name": "SampleProgram"}, {"id": 416, "name": "Second"}],
              "customers": [
                {"id": 5001, "identifiers": [{"name": "mobile", "value": "915001"}, {"name": "email", "value": "anna@example.com"}, {"name": "externalId", "value": "E-5001"}, {"name": "cuid", "value": "C-5001"}]},
                {"id": 5002, "identifiers": [{"name": "mobile", "value": "915002"}]},
                {{ManyCustomers}}
              ],
              "promotions": [
                {{string.Join(",", Promotions)}}
              ],
              "usage": [
                {"id": 901, "promotionId": 81400, "customerId": 5001, "kind": "ENROL", "at": "2031-03-05T08:00:00Z", "eventId": 77001, "expiresAt": "2031-03-15T08:00:00Z"},
                {"id": 911, "promotionId": 81400, "customerId": 5001, "kind": "ISSUE", "at": "2031-03-06T09:30:00Z", "enrolId": 901, "eventId": 77015, "expiresAt": "2031-03-15T08:00:00Z"}
              ]
            },
            {
              "id": 90002, "name": "Branch", "parentId": 90001, "programs": [{"id": 417, "name": "Branch program"}],
              "customers": [{"id": 6001, "identifiers": [{"name": "mobile", "value": "915001"}]}],
              "promotions": [{{BranchPromotion}}],
              "usage": [{"id": 801, "promotionId": 82500, "customerId": 6001, "kind": "REDEEM", "at": "2031-03-07T00:00:00Z", "points": 50}]
            },
            {"id": 90003, "name": "Empty branch", "parentId": 90001}
          ]
        }
        """;

    public static string Bulk(string? action, long promotion, string customers, string identifierName = "id") =>
        $$"""{"type":"CUSTOMER",{{(action is null ? "" : $"\"bulkAction\":\"{action}\",")}}"promotionDetails":{"programId":415,"promotionId":{{promotion}}},"identifierName":"{{identifierName}}","customers":[{{customers}}]}""";

    public static string Customer(long id, string more = "") => $$"""{"identifierValue":"{{id}}","source":"INSTORE"{{more}}}""";

    public static string Item(string result) => $$"""{"result":{{{result}}},"errors":[],"warnings":[]}""";

    public static string Failed(int code, string message) => $$"""{"errors":[{"status":false,"code":{{code}},"message":"{{message}}"}],"warnings":[]}""";

    public static string Warned(string result) =>
        $$"""{"result":{{{result}}},"errors":[],"warnings":[{"status":false,"code":8890,"message":"promotion not issued due to config issues or customer exhausted limits"}]}""";

    public static string Answer(int failures, params IReadOnlyList<string> items) => $$"""{"response":[{{string.Join(',', items)}}],"totalCount":{{items.Count}},"failureCount":{{failures}}}""";

    /// <summary>What a result begins with.</summary>
    public static string Result(long customer, long promotion) => $"\"entityType\":\"CUSTOMER\",\"entityId\":{customer},\"promotionId\":{promotion},\"programId\":415";

    public Task<Reply> AskAsync(string path, params (string Name, string Value)[] headers) => world.AskAsync(path, headers);

    public Task<Reply> SendAsync(string path, string body, params (string Name, string Value)[] headers) =>
        world.App.ControlAsync(HttpMethod.Post, path, body, [("Authorization", world.Authorization), .. headers]);

    /// <summary>Sends a bulk call and returns the body of its answer.</summary>
    public async Task<string> BulkAsync(string call, string body)
    {
        var reply = await SendAsync($"/v2/promotion/bulk/{call}", body);
        Assert.Equal((200, "application/json"), (reply.Status, reply.ContentType));
        return reply.Body;
    }

    public Task<string> EnrolAsync(long customer, long promotion = EnrolAndIssue) => BulkAsync("enrolAndEarn", Bulk("ENROL", promotion, Customer(customer)));

    public Task<string> EarnAsync(long customer, long promotion = EnrolAndIssue) => BulkAsync("enrolAndEarn", Bulk("EARN", promotion, Customer(customer)));

    public Task<Reply> RedeemAsync(long customer, long promotion, decimal points = 0, string more = "") => world.ControlAsync(
        HttpMethod.Post, "/redemptions", $$"""{"customerId":{{customer}},"promotionId":{{promotion}},"points":{{points.ToString(System.Globalization.CultureInfo.InvariantCulture)}}{{more}}}""");

    public Task SetClockAsync(string at) => world.DoAsync(HttpMethod.Put, "/clock", $$"""{"mode":"frozen","at":"{{at}}"}""");

    /// <summary>A promotion as promotionData shows it to a customer.</summary>
    public async Task<JsonElement> PromotionAsync(long promotion, long customer = 5001, string more = "")
    {
        var reply = await AskAsync($"{Lookup}?identifierName=id&identifierValue={customer}&source=INSTORE&limit=100{more}");
        Assert.Equal(200, reply.Status);
        return TestWorlds.ParseJson(reply.Body).GetProperty("promotions").EnumerateArray().Single(entry => entry.GetProperty("promotionId").GetInt64() == promotion);
    }

    /// <summary>The ids of the promotions that promotionData lists.</summary>
    public async Task<IEnumerable<long>> ListedAsync(string more = "", long customer = 5001)
    {
        var reply = await AskAsync($"{Lookup}?identifierName=id&identifierValue={customer}&source=INSTORE{more}");
        Assert.Equal(200, reply.Status);
        return TestWorlds.ParseJson(reply.Body).GetProperty("promotions").EnumerateArray().Select(entry => entry.GetProperty("promotionId").GetInt64());
    }

    /// <summary>The usage ledger of the first organisation, as it is exported.</summary>
    public async Task<IReadOnlyList<JsonElement>> LedgerAsync() =>
        [.. TestWorlds.ParseJson(await world.ExportAsync()).GetProperty("orgs")[0].GetProperty("usage").EnumerateArray()];

    public static string Promotion(long id, string identifier, string offer, string restrictions, string more = "", string start = "2031-03-01T00:00:00Z", string end = "2031-03-31T23:59:59Z")
    {
        var own = $$"""{"id": {{id}}, "identifier": "{{identifier}}", "eventName": "TransactionAdd", "startDate": "{{start}}", "endDate": "{{end}}", "pointsOfferType": "{{offer}}", "lastUpdateDate": "2031-02-20T10:00:00Z", "restrictions": {{restrictions}}{{more}}""";
        string Default(string name, string value) => more.Contains($"\"{name}\"", StringComparison.Ordinal) ? "" : $", \"{name}\": {value}";
        return own + Default("name", $"\"{identifier}\"") + Default("programId", "415") + Default("sourceType", "\"UI\"") + "}";
    }

    private static string Limits(int count, string redemption = "", string expiry = "") =>
        $$"""{"redemption": [{{redemption}}], "issual": [{"name": "MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER", "value": {{count}}}], "earn": [{"name": "MAX_NUMBER_OF_EARNS_PER_CUSTOMER", "value": {{count}}}], "expiry": [{{expiry}}]}""";
}
