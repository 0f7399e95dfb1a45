using Loyalty.Api.Families;
using Loyalty.Api.Json;
using Loyalty.Api.Operations;
using Loyalty.Domain.Targets;

namespace Loyalty.Api.Targets;

/// <content>The OpenAPI documentation.</content>
public static partial class GetMilestones
{
    private const string StatusAccepts = "status accepts LIVE, UPCOMING, ENDED, STOPPED.";

    private static OperationDoc Documentation => new(
        "Targets",
        "List milestones",
        "Lists the target groups that match all conditions, page by page, the newest first. Dates are days of the server's zone.",
        [
            new("start-date", "Only groups that are active on or after this day."),
            new("end-date", "Only groups that are active on or before this day."),
            new("status", "Only groups with this status. STOPPED groups are switched off; for the others, the dates of the periods decide.", Values: ValueSet.Of<MilestoneStatus>()),
            new("type", "Only groups with this tracking type. STREAKS includes streaks with gaps.", Values: ValueSet.Of<TrackingType>()),
            new("target-on", "Only groups with a target of this type.", Values: ValueSet.Of<TargetType>()),
            new("name", "Only groups whose name contains this text, in any case."),
            new("require-periods", "Adds the periods of each group.", ParameterType.Flag),
            new("limit", "The size of a page, from 1 to 1000. Default: 10.", ParameterType.WholeNumber),
            new("offset", "The number of the page, from 0. Default: 0.", ParameterType.WholeNumber),
            new("includeUserCreatedTargetGroups", "Also lists groups that end customers created.", ParameterType.Flag),
        ],
        [
            Example.Documented("named", "Milestones whose name contains a text", "milestones.json", ("name", "weekend v")),
            Example.Refused(TargetErrors.InvalidInput, StatusAccepts, ("status", "RUNNING")),
            Example.Anonymous(ApiFamily.V3),
        ]);
}
