using System.Text.Json;
using Loyalty.Api.Tests.Behaviour.Controls;
using Loyalty.Api.Tests.Hosting;

namespace Loyalty.Api.Tests.Behaviour.Promotions;

/// <summary>The two JSON shapes of a stored restriction, for restrictions that the documented examples do not contain. Customer 1 redeemed 4.000 points 60 days ago.</summary>
[Trait("Evidence", "documented: docs/contract/promotions.md 1.4")]
[Trait("Evidence", "observed: docs/contract/promotions.md 3, row C-5")]
public sealed class RestrictionShapeTests(EmulatorApp app) : IClassFixture<EmulatorApp>
{
    private const string Redemption = "redemption";
    private const string Issual = "issual";

    [Theory]
    [InlineData(
        Redemption,
        """{"name":"MAX_ALLOWED_POINTS_PER_CUSTOMER","value":30}""",
        """{"name":"MAX_ALLOWED_POINTS_PER_CUSTOMER","value":30,"type":"NON_PERIOD_BASED","periodType":null,"periodUnit":null}""",
        """{"kpi":"NUMBER_OF_POINTS","maxLimit":"30","currentCustomerUsage":"4.000","limitOn":"CUSTOMER","type":"NON_PERIOD_BASED"}""",
        "30")]
    [InlineData(
        Redemption,
        """{"name":"MAX_ALLOWED_POINTS_PER_CUSTOMER","value":30,"type":"NON_PERIOD_BASED","periodType":"MOVING_WINDOW","periodUnit":"DAILY"}""",
        """{"name":"MAX_ALLOWED_POINTS_PER_CUSTOMER","value":30,"type":"NON_PERIOD_BASED","periodType":null,"periodUnit":null}""",
        """{"kpi":"NUMBER_OF_POINTS","maxLimit":"30","currentCustomerUsage":"4.000","limitOn":"CUSTOMER","type":"NON_PERIOD_BASED"}""",
        "30")]
    [InlineData(
        Redemption,
        """{"name":"MAX_ALLOWED_POINTS_PER_CUSTOMER","value":30,"periodType":"MOVING_WINDOW","periodUnit":"DAILY"}""",
        """{"name":"MAX_ALLOWED_POINTS_PER_CUSTOMER","value":30,"type":"PERIOD_BASED","periodType":"MOVING_WINDOW","periodUnit":"DAILY"}""",
        """{"kpi":"NUMBER_OF_POINTS","maxLimit":"30","currentCustomerUsage":"0","limitOn":"CUSTOMER","type":"PERIOD_BASED","periodType":"MOVING_WINDOW","periodUnit":"DAILY"}""",
        "0")]
    [InlineData(
        Redemption,
        """{"name":"MAX_ALLOWED_POINTS_PER_CUSTOMER","value":-1}""",
        """{"name":"MAX_ALLOWED_POINTS_PER_CUSTOMER","value":-1,"type":"NON_PERIOD_BASED","periodType":null,"periodUnit":null}""",
        "",
        "0")]
    [InlineData(
        Issual,
        """{"name":"MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER","value":3,"type":"PERIOD_BASED","periodType":"MOVING_WINDOW","periodUnit":"DAILY"}""",
        """{"name":"MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER","value":3}""",
        """{"kpi":"NUMBER_OF_ISSUALS","maxLimit":"3","currentCustomerUsage":"1","limitOn":"CUSTOMER"}""",
        "0")]
    public async Task A_stored_restriction_has_the_expected_gateway_and_customer_shapes(string list, string stored, string gatewayShape, string customerShape, string pointsPerCustomer)
    {
        var world = await app.NewWorldAsync(World(list, stored));

        var reply = await world.AskAsync("/api_gateway/loyalty/v1/programs/1/promotionsV2?limit=1&offset=0&sourceType=UI&identifierName=id&identifierValue=1&source=ALL");

        using var body = JsonDocument.Parse(reply.Body);
        var restrictions = body.RootElement.GetProperty("data")[0].GetProperty("promotionRestrictions").GetProperty("restrictions").GetProperty(list + "Restrictions");
        var promotion = body.RootElement.GetProperty("promotions")[0];
        Assert.Equal($"[{gatewayShape}]", restrictions.GetRawText());
        Assert.Equal($"[{customerShape}]", promotion.GetProperty("promotionRestriction").GetProperty(list + "Restrictions").GetRawText());
        Assert.Equal(pointsPerCustomer, promotion.GetProperty("limits").GetProperty("pointsPerCustomer").GetString());
    }

    private static string World(string list, string restriction)
    {
        string Of(string name) => $"\"{name}\":[{(name.Equals(list, StringComparison.Ordinal) ? restriction : "")}]";
        return $$$"""
            {"world":{"schemaVersion":1,"name":"w","timeZone":"UTC","orgs":[{"id":1,"name":"O","programs":[{"id":1,"name":"P"}],"customers":[{"id":1}],
            "promotions":[{"id":1,"programId":1,"name":"p","identifier":"p","sourceType":"UI","eventName":"TransactionAdd","startDate":"2020-01-01T00:00:00Z",
            "endDate":"2099-01-01T00:00:00Z","pointsOfferType":"LOYALTY_EARNING","lastUpdateDate":"2020-01-01T00:00:00Z",
            "restrictions":{{{{Of(Redemption)}}},{{{Of(Issual)}}},"earn":[],"expiry":[]}}],
            "usage":[{"id":1,"promotionId":1,"customerId":1,"kind":"ENROL","at":"-P61D"},{"id":2,"promotionId":1,"customerId":1,"kind":"REDEEM","at":"-P60D","points":4}]}]}}
            """;
    }
}
