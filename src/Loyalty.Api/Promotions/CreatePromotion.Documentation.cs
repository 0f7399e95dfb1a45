using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class CreatePromotion
{
    private static readonly (string Name, string Value)[] Path = [("programId", "2822"), ("promotionType", "SIMPLE")];

    private static OperationDoc Documentation => new(
        "Promotions",
        "Create a promotion",
        "Creates a promotion for a user-created challenge, with one ruleset. `promotion` has, among others:\n\n"
        + "* `id`: -1\n"
        + "* `name`, `identifier`: unique in the program, up to 255 characters\n"
        + "* `promotionSourceType`: USER_CREATED, PROMOTION_API, CAMPAIGN, BADGES\n"
        + "* `startDate`, `endDate`: ISO 8601 with an offset; the promotion runs from the start of the first day to 23:59:59 of the last day in the server's zone\n"
        + "* `promotionRestrictions`: the target group and target of the challenge, and `restrictions`, of which `expiryRestrictions` is required\n"
        + "* `rulesetInfos`: exactly one ruleset",
        [
            new("programId", "Unique ID of the program.", ParameterType.WholeNumber, Required: true),
            new("promotionType", "SIMPLE, RANGE or KEYWORD, in any case.", Required: true),
            new("Prefer", "`dry-run` answers as usual, but changes nothing (RFC 7240)."),
        ],
        [
            Example.Answered(
                "created",
                "The promotion",
                """{"status":{"code":200,"message":"success"},"validationErrors":null,"data":[{"id":69102,"name":"Hydration hero","promotionStatus":"UPCOMING","programId":2822,"startDate":"2099-03-01T00:00:00.000Z","endDate":"2099-03-31T23:59:59.000Z","identifier":"hydration-hero","isActive":true,"eventName":"TARGETCOMPLETED","allocatePointsOn":"BILL","limits":{"pointsPerCustomer":-1,"numberOfTimesPerCustomer":-1,"totalPointsInPromotion":-1,"totalPointsPerEventLimit":-1},"pointsOfferType":"LOYALTY","promotionRestrictions":{"restrictions":{"redemptionRestrictions":[{"name":"MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER","value":100,"type":"NON_PERIOD_BASED","periodType":null,"periodUnit":null}],"issualRestrictions":[{"name":"MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER","value":1}],"earnRestrictions":[],"expiryRestrictions":[{"name":"ISSUAL_PROMOTION_EXPIRY_BASED_ON","value":10,"type":"CUSTOM"}]},"scope":null,"isStackable":false,"isConsideredForRanking":false,"loyaltyEarningType":"DIRECT_EARN","expiryReminder":null,"isExclusive":false,"isAlwaysApply":false,"targetGroupIds":[3100],"targetRuleIds":[3200]}}]}""",
                Path) with
            {
                RequestBody = Body(),
                Varies = true,
            },
            Refused(PromotionErrors.NameTaken, Body("\"Hydration hero\"", "\"Drink 15 glasses of water in ten days\"")),
            Refused(PromotionErrors.IdentifierTaken, Body("\"hydration-hero\"", "\"drink-15-glasses-of-water-in-ten-days\"").Replace("\"Hydration hero\"", "\"Another hero\"", StringComparison.Ordinal)),
            Refused(PromotionErrors.MissingStartDate, Body("\"startDate\":\"2099-03-01T12:00:00+01:00\",", "")),
            Refused(PromotionErrors.MissingEndDate, Body("\"endDate\":\"2099-03-31T12:00:00+01:00\",", "")),
            Refused(PromotionErrors.MissingTargets, Body("\"targetGroupIds\":[3100],", "")),
            Refused(PromotionErrors.MissingPromotionSourceType, Body("\"promotionSourceType\":\"USER_CREATED\",", "")),
            Refused(PromotionErrors.NotOneRuleset, """{"promotion":{"promotionSourceType":"USER_CREATED","startDate":"2099-03-01T12:00:00+01:00","endDate":"2099-03-31T12:00:00+01:00","rulesetInfos":[]}}"""),
            Refused(PromotionErrors.InvalidRuleset, Body("\"contextID\":2822,", "")),
            Refused(PromotionErrors.InvalidRule, Body("\"exp\":\"true\",", "")) with { Name = "error-4076-rule" },
            Refused(PromotionErrors.InvalidAction, Body("\"TargetGroupId\":\"3100\"", "\"TargetGroupId\":null")),
            Refused(PromotionErrors.InvalidFilterName, Body("\"name\":\"LoyaltyType\",", "")),
            Refused(PromotionErrors.UnknownProgram, Body(), ("programId", "1"), ("promotionType", "SIMPLE")),
            Example.RefusedBody(PromotionErrors.InvalidInput, "id accepts -1: promotions are created here, not changed.", Body("\"promotion\":{\"id\":-1,", "\"promotion\":{"), Path),
            Example.Anonymous(ApiFamily.Gateway, Path) with { RequestBody = Body() },
        ])
    {
        BodyFields = BodyFieldNames.Of(PromotionJsonContext.Default.CreatePromotionBody),
    };

    private static Example Refused(ApiError error, string body, params (string Name, string Value)[] path) => Example.RefusedBody(error, null, body, path is [] ? Path : path);

    /// <summary>The body of the example, with a text replaced.</summary>
    private static string Body(string replaced = " ", string by = " ") =>
        """{"promotion":{"id":-1,"name":"Hydration hero","programId":2822,"startDate":"2099-03-01T12:00:00+01:00","endDate":"2099-03-31T12:00:00+01:00","allocatePointsOn":"BILL","identifier":"hydration-hero","eventName":"TARGETCOMPLETED","pointsOfferType":"LOYALTY","promotionType":"BILL","promotionSourceType":"USER_CREATED","limits":{"pointsPerCustomer":-1,"numberOfTimesPerCustomer":-1,"totalPointsInPromotion":-1},"promotionRestrictions":{"loyaltyEarningType":"DIRECT_EARN","isStackable":false,"isExclusive":false,"isConsideredForRanking":false,"targetGroupIds":[3100],"targetRuleIds":[3200],"restrictions":{"redemptionRestrictions":[],"issualRestrictions":[{"name":"MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER","value":1}],"earnRestrictions":[],"expiryRestrictions":[{"name":"ISSUAL_PROMOTION_EXPIRY_BASED_ON","type":"CUSTOM","value":10}]}},"rulesetInfos":[{"id":-1,"contextID":2822,"orgID":100001,"contextType":"program","endpointName":"POINTSENGINE_ENDPOINT","name":"rs_hydration","type":"USER_CREATED","startDate":4076006400000,"endDate":4078684799000,"active":true,"rules":[{"id":-1,"exp":"true","expJSON":"{}","isActive":true,"caseToActions":{"true":[{"id":-1,"actionName":"AWARD_TARGET_POINTS_ACTION","mandatoryPropertiesValues":{"TargetGroupId":"3100","TargetRuleName":"Work out twice a week"}}]}}],"filterInfo":[{"id":-1,"contextType":"RULESET","name":"LoyaltyType","isInclude":true,"propertyToValues":{"loyaltyType":["loyalty"]}}],"cappingInfo":[]}]}}"""
            .Replace(replaced, by, StringComparison.Ordinal);
}
