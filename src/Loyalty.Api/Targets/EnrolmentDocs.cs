using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Targets;

/// <summary>The OpenAPI documentation that enroll and unEnroll share.</summary>
internal static class EnrolmentDocs
{
    private const string Body = """[{"customerId":71000046}]""";

    private static readonly (string Name, string Value)[] Target = [("targetGroupId", "4102"), ("targetId", "5211")];

    private static ParameterDoc Prefer => new("Prefer", "`dry-run` answers as usual, but changes nothing (RFC 7240).");

    public static Example Anonymous => Example.Anonymous(ApiFamily.V3, Target) with { RequestBody = Body };

    public static IEnumerable<ParameterDoc> Headers(EnrolmentSpelling spelling) => spelling.IsConnected
        ?
        [
            Prefer,
            new("DATA-SCOPE", "SELF for the caller's own organisation, which is the default, or OTHER for a connected organisation."),
            new("DATA-SCOPE-ORG", "For OTHER: the IDs of one or two child organisations, separated by a comma."),
            new("DATA-SCOPE-ORGS", "Another documented name of DATA-SCOPE-ORG."),
        ]
        : [Prefer];

    public static IEnumerable<Example> ScopeExamples(EnrolmentSpelling spelling) => spelling.IsConnected
        ?
        [
            Example.RefusedBody(TargetErrors.DataScopeAll, null, Body, [.. Target, ("DATA-SCOPE", "ALL")]),
            Example.RefusedBody(TargetErrors.NotConnected, null, Body, [.. Target, ("DATA-SCOPE", "OTHER")]),
        ]
        : [];
}
