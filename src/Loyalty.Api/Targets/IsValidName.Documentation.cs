using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class IsValidName
{
    private const string ValueAccepts = "value accepts a text.";

    private const string Taken = """{"type":"targetGroupName","value":"weekend VISITS"}""";

    private static OperationDoc Documentation => new(
        "Targets",
        "Check whether a name is free",
        "Answers true if no item of this type in the organisation has the name, in any case. Inactive and user-created items count.\n\n"
        + "* `type`: targetGroupName, streakName, targetName, streakLevelName or periodName\n"
        + "* `value`: the name",
        [],
        [
            Example.Answered("free", "The name is free", """{"data":true,"errors":null,"warnings":null}""") with { RequestBody = """{"type":"targetName","value":"A name that nobody uses"}""" },
            Example.Answered("taken", "A target group has the name in another case", """{"data":false,"errors":null,"warnings":null}""") with { RequestBody = Taken },
            Example.RefusedBody(TargetErrors.InvalidNameKind, null, """{"type":"groupName","value":"Weekend visits"}"""),
            Example.RefusedBody(TargetErrors.InvalidInput, ValueAccepts, """{"type":"targetName"}"""),
            Example.Anonymous(ApiFamily.V3) with { RequestBody = Taken },
        ])
    {
        BodyFields = ["type", "value"],
    };
}
