using Loyalty.Api.Tests.Hosting;
using static Loyalty.Api.Tests.Behaviour.Promotions.CustomerWorld;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>The codes of promotionData.</summary>
public sealed class PromotionDataErrorTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private static readonly string[] Paths = [Lookup, "/v2.1/customers/lookup/promotionData"];

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    [InlineData("identifierValue=5001&source=INSTORE", 8013, "Lookup, Invalid identifier passed")]
    [InlineData("identifierName=&identifierValue=5001&source=INSTORE", 8013, "Lookup, Invalid identifier passed")]
    [InlineData("identifierName=Mobile&identifierValue=5001&source=INSTORE", 8013, "Lookup, Invalid identifier passed")]
    [InlineData("identifierName=id&source=INSTORE", 8015, "Customer not found for the given identifiers")]
    [InlineData("identifierName=id&identifierValue=&source=INSTORE", 8015, "Customer not found for the given identifiers")]
    [InlineData("identifierName=id&identifierValue=4711&source=INSTORE", 8015, "Customer not found for the given identifiers")]
    [InlineData("identifierName=id&identifierValue=-5001&source=INSTORE", 8015, "Customer not found for the given identifiers")]
    [InlineData("identifierName=mobile&identifierValue=1&source=INSTORE", 8015, "Customer not found for the given identifiers")]
    [InlineData("identifierName=id&identifierValue=5001", 8003, "Invalid source")]
    [InlineData("identifierName=id&identifierValue=5001&source=instore", 8003, "Invalid source")]
    [InlineData("identifierName=id&identifierValue=5001&source=INSTORE&promotionStatusForCustomer=expired", 8125, "Invalid promotionStatusForCustomer. It should be one of: AVAILABLE_TO_ENROL, AVAILABLE_TO_EARN, AVAILABLE_TO_REDEEM, EXPIRED")]
    [InlineData("identifierName=id&identifierValue=5001&source=INSTORE&limit=0", 8101, "Limit should be greater than 0")]
    [InlineData("identifierName=id&identifierValue=5001&source=INSTORE&limit=-99999999999999999999", 8101, "Limit should be greater than 0")]
    [InlineData("identifierName=id&identifierValue=5001&source=INSTORE&limit=101", 8102, "Limit cannot be greater than 100")]
    [InlineData("identifierName=id&identifierValue=5001&source=INSTORE&limit=99999999999999999999", 8102, "Limit cannot be greater than 100")]
    [InlineData("identifierName=id&identifierValue=5001&source=INSTORE&offset=-1", 8100, "Offset cannot have value less than 0")]
    [InlineData("identifierName=id&identifierValue=5001&source=INSTORE&sourceType=BADGES", 8103, "Invalid source type, please select values from (UI, API, CAMPAIGN)")]
    [InlineData("identifierName=id&identifierValue=5001&source=INSTORE&programs=415&promotionIdentifier=fifty", 8104, "Invalid input combination, programs and promotionIdentifier both cannot be passed in single request")]
    [InlineData("identifierName=id&identifierValue=5001&source=INSTORE&programs=415,1", 8105, "Error fetching promotion data. Verify programs/promotionIdentifier passed.")]
    [InlineData("identifierName=id&identifierValue=5001&source=INSTORE&programs=", 8105, "Error fetching promotion data. Verify programs/promotionIdentifier passed.")]
    [InlineData("identifierName=id&identifierValue=5001&source=INSTORE&programs=x", 8105, "Error fetching promotion data. Verify programs/promotionIdentifier passed.")]
    [InlineData("identifierName=id&identifierValue=5001&source=INSTORE&promotionIdentifier=unknown", 8105, "Error fetching promotion data. Verify programs/promotionIdentifier passed.")]
    [InlineData("identifierName=id&identifierValue=5001&source=INSTORE&promotionType=LOYALTY", 8110, "Error fetching promotion data. Verify the passed promotion Type LOYALTY")]
    public async Task Every_code_has_its_documented_message_in_an_envelope_without_warnings(string query, int code, string message)
    {
        var world = await NewAsync(app);

        foreach (var path in Paths)
        {
            var reply = await world.AskAsync($"{path}?{query}");

            Assert.Equal((400, $$"""{"errors":[{"status":false,"code":{{code}},"message":"{{message}}"}]}"""), (reply.Status, reply.Body));
        }
    }

    [Theory]
    [Trait("Evidence", "documented: docs/contract/promotions.md 4")]
    [InlineData("EVERY", null, 8111, "Error fetching promotion data. Verify the passed scope EVERY")]
    [InlineData("self", null, 8111, "Error fetching promotion data. Verify the passed scope self")]
    [InlineData("OTHER", null, 310144, "Connected Orgs not set properly in Headers")]
    [InlineData("OTHER", "90001", 310144, "Connected Orgs not set properly in Headers")]
    [InlineData("OTHER", "90002,4711", 310144, "Connected Orgs not set properly in Headers")]
    [InlineData("ALL", "4711", 310144, "Connected Orgs not set properly in Headers")]
    public async Task The_headers_of_connected_organisations_are_checked_in_v21_only(string scope, string? orgs, int code, string message)
    {
        var world = await NewAsync(app);
        (string, string)[] headers = orgs is null ? [("DATA-SCOPE", scope)] : [("DATA-SCOPE", scope), ("DATA-SCOPE-ORG", orgs)];

        var reply = await world.AskAsync(Paths[1] + Customer5001, headers);

        Assert.Equal((400, $$"""{"errors":[{"status":false,"code":{{code}},"message":"{{message}}"}]}"""), (reply.Status, reply.Body));
        Assert.Equal(200, (await world.AskAsync(Lookup + Customer5001, headers)).Status);
    }

    [Theory]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    [InlineData("limit=ten", "limit accepts a whole number from 1 to 100.")]
    [InlineData("limit=", "limit accepts a whole number from 1 to 100.")]
    [InlineData("offset=1.0", "offset accepts a whole number from 0 to 9223372036854775807.")]
    [InlineData("fetchAllUsage=yes", "fetchAllUsage accepts true or false.")]
    [InlineData("limit=1&limit=2", "limit must not be repeated.")]
    public async Task Input_without_a_documented_code_is_400_and_says_what_is_accepted(string query, string reason)
    {
        var world = await NewAsync(app);

        foreach (var path in Paths)
        {
            var reply = await world.AskAsync($"{path}{Customer5001}&{query}");

            Assert.Equal(
                (400, $$"""{"errors":[{"status":false,"code":400,"message":"Input is invalid, Please check request parameters or input xml/json. {{reason}}"}]}"""), (reply.Status, reply.Body));
        }
    }

    [Fact]
    [Trait("Evidence", "inferred: docs/architecture.md 4")]
    public async Task A_malformed_flag_of_alternate_currencies_is_400()
    {
        var world = await NewAsync(app);

        var reply = await world.AskAsync(Paths[1] + Customer5001 + "&includeAlternateCurrencyUsage=1");

        Assert.Equal(400, reply.Status);
        Assert.Contains("includeAlternateCurrencyUsage accepts true or false.", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Evidence", "documented: docs/contract/access.md 2.2")]
    public async Task Without_the_customer_resource_the_code_is_4000()
    {
        var reply = await app.SendAsync(HttpMethod.Get, Lookup + Customer5001, null, ("Authorization", Tills.Limited));

        Assert.Equal((403, """{"errors":[{"status":false,"code":4000,"message":"Not authorized. Access is denied!"}]}"""), (reply.Status, reply.Body));
    }
}
