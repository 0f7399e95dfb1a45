using Loyalty.Api.Operations;
using Loyalty.Api.Families;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class Enroll
{
    private const string InitialBalanceAccepts = "initialBalance accepts a number from 0 to 9223372036854 with at most six decimals.";

    /// <summary>Every spelling has a customer of its own, because the second enrolment of a customer is refused.</summary>
    private static OperationDoc Documentation(EnrolmentSpelling spelling)
    {
        var customer = 71000042 + spelling.Index;
        return new(
            "Targets",
            $"Enrol a customer ({spelling.Version})",
            "Enrols a customer in a period of a target and in all later periods, or enrols the customer again after the enrolment ended. The body is an array of one customer.\n\n"
            + "* `customerId`: the ID of the customer\n"
            + "* `periodName`: the reference code of the first period; without it, the current period, or else the next\n"
            + "* `initialBalance`: the achieved value that the first period starts with; without it, an earlier value is resumed\n"
            + "* `resetStreakStatus`: for streaks; `true` resets what was achieved before",
            [
                new("targetGroupId", "The ID of the target group.", ParameterType.WholeNumber, Required: true),
                new("targetId", "The ID of the target.", ParameterType.WholeNumber, Required: true),
                .. EnrolmentDocs.Headers(spelling),
            ],
            [
                Example.Answered("enrolled", "The customer is enrolled; the answer is the customer's id", $$"""{"data":{{customer}},"errors":null,"warnings":null}""", ("targetGroupId", "4102"), ("targetId", "5211")) with
                {
                    RequestBody = $$"""[{"customerId":{{customer}},"periodName":"WS_1","initialBalance":null}]""",
                },
                Example.RefusedBody(TargetErrors.InvalidInput, EnrolmentBody.Accepts, "[]", ("targetGroupId", "4102"), ("targetId", "5211")),
                Example.RefusedBody(TargetErrors.UnknownGroup, null, """[{"customerId":71000042}]""", ("targetGroupId", "1"), ("targetId", "5211")),
                Example.RefusedBody(TargetErrors.UnknownTarget, null, """[{"customerId":71000042}]""", ("targetGroupId", "4102"), ("targetId", "1")),
                Example.RefusedBody(TargetErrors.InvalidUserId, null, """[{"customerId":1}]""", ("targetGroupId", "4102"), ("targetId", "5211")),
                Example.RefusedBody(TargetErrors.UnknownPeriod, null, """[{"customerId":71000046,"periodName":"WS_99"}]""", ("targetGroupId", "4102"), ("targetId", "5211")),
                Example.RefusedBody(TargetErrors.AlreadyEnrolled, null, """[{"customerId":71000050,"periodName":"WS_1"}]""", ("targetGroupId", "4102"), ("targetId", "5211")),
                .. EnrolmentDocs.ScopeExamples(spelling),
                EnrolmentDocs.Anonymous,
            ])
        {
            BodyFields = ["customerId", "periodName", "initialBalance", "resetStreakStatus"],
        };
    }
}
