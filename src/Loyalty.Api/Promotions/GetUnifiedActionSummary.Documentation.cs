using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class GetUnifiedActionSummary
{
    private const string ActivityAccepts = "activityId is not emulated: redemptions are not kept by activity.";

    private static readonly (string Name, string Value)[] Sample = [("customerId", "555380206"), ("programId", "469"), ("promotionId", "67245")];

    private static OperationDoc Documentation => new(
        "Promotions of v3",
        "Get the benefits that a promotion gave a customer",
        "The points of the customer's redemptions of the promotion, from 12 June 2025 on. Incentives and alternate currencies are always empty. Without a benefit, the answer is 8116.",
        [
            new("customerId", "The id of the customer.", ParameterType.WholeNumber, Required: true),
            new("programId", "The program.", ParameterType.WholeNumber, Required: true),
            new("promotionId", "The numeric id of the promotion.", ParameterType.WholeNumber, Required: true),
            new("activityId", "Refused: redemptions are not kept by activity."),
            new("Prefer", "`code=…` answers an error of the operation."),
        ],
        [
            Example.Answered(
                "points",
                "The promotion gave points",
                """{"orgId":100001,"programId":469,"entityId":555380206,"promotionId":67245,"incentives":[],"points":[{"pointsCategory":"REGULAR_POINTS","totalPointsIssued":"60.000","numberOfTimesIssued":2,"lastIssuedOn":"2031-03-22T17:36:21+00:00"}],"alternateCurrencies":[],"warnings":[]}""",
                Sample) with
            {
                Varies = true,
            },
            Example.Refused(UnifiedActionSummaryErrors.InvalidRequest, ProgramAccepts, Sample[0], ("programId", "1"), Sample[2]),
            Example.Refused(UnifiedActionSummaryErrors.NoSummary, null, Sample[0], Sample[1], ("promotionId", "1")),
            Example.Refused(UnifiedActionSummaryErrors.ServerError, null, [.. Sample, ("Prefer", "code=500")]),
            Example.Anonymous(ApiFamily.V3, Sample),
        ]);
}
