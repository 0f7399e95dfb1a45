using Loyalty.Api.Operations;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class UnEnroll
{
    /// <summary>Every spelling has a customer of its own, because an enrolment ends only once.</summary>
    private static OperationDoc Documentation(EnrolmentSpelling spelling)
    {
        var customer = 71000050 + spelling.Index;
        return new(
            "Targets",
            $"End an enrolment ({spelling.Version})",
            "Ends the enrolment of a customer in a target for the current period and all later periods. Earlier periods and the progress stay. The body is an array of one customer.",
            [
                new("targetGroupId", "The ID of the target group.", ParameterType.WholeNumber, Required: true),
                new("targetId", "The ID of the target.", ParameterType.WholeNumber, Required: true),
                .. EnrolmentDocs.Headers(spelling),
            ],
            [
                Example.Answered("unenrolled", "The enrolment has ended; the answer is the customer's id", $$"""{"data":{{customer}},"errors":null,"warnings":null}""", ("targetGroupId", "4102"), ("targetId", "5211")) with
                {
                    RequestBody = $$"""[{"customerId":{{customer}}}]""",
                },
                Example.RefusedBody(TargetErrors.InvalidInput, EnrolmentBody.Accepts, "[]", ("targetGroupId", "4102"), ("targetId", "5211")),
                Example.RefusedBody(TargetErrors.UnknownGroup, null, """[{"customerId":71000050}]""", ("targetGroupId", "1"), ("targetId", "5211")),
                Example.RefusedBody(TargetErrors.UnknownTarget, null, """[{"customerId":71000050}]""", ("targetGroupId", "4102"), ("targetId", "1")),
                Example.RefusedBody(TargetErrors.InvalidUserId, null, """[{"customerId":1}]""", ("targetGroupId", "4102"), ("targetId", "5211")),
                Example.RefusedBody(TargetErrors.NotEnrolled, null, """[{"customerId":71000046}]""", ("targetGroupId", "4102"), ("targetId", "5211")),
                Example.RefusedBody(TargetErrors.UnknownPeriod, null, """[{"customerId":71000046}]""", ("targetGroupId", "4102"), ("targetId", "5211"), ("Prefer", "code=310019")),
                Example.RefusedBody(TargetErrors.AlreadyEnrolled, null, """[{"customerId":71000046}]""", ("targetGroupId", "4102"), ("targetId", "5211"), ("Prefer", "code=310119")),
                .. EnrolmentDocs.ScopeExamples(spelling),
                EnrolmentDocs.Anonymous,
            ])
        {
            BodyFields = ["customerId"],
        };
    }
}
