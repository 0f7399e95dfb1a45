using Loyalty.Api.Families;
using Loyalty.Api.Operations;

namespace Loyalty.Api.Promotions;

/// <content>The OpenAPI documentation.</content>
public static partial class ListUnifiedPromotions
{
    private const string StatusAccepts = "status accepts DRAFT, ACTIVE, PAUSED, PENDING_APPROVAL, LIVE, UPCOMING, separated by commas.";

    private const string PageAccepts = "page accepts a whole number from 0.";

    private const string SizeAccepts = "size accepts a whole number from 1 to 100.";

    private static OperationDoc Documentation => new(
        "Promotions of v3",
        "List promotions",
        "A page of the promotions of the organisation, the newest first. Promotions that v3 did not create come last; their unified id is 6b and the promotion's id in hex digits.",
        [
            new("searchText", "Only promotions whose name contains this text, in any case."),
            new("status", "Only promotions with one of these statuses, separated by commas: DRAFT, ACTIVE, PAUSED, PENDING_APPROVAL, LIVE, UPCOMING. LIVE and UPCOMING are ACTIVE, too."),
            new("page", "Number of the page, from 0; 0 by default.", ParameterType.WholeNumber),
            new("size", "Size of a page, 1 to 100; 10 by default.", ParameterType.WholeNumber),
            new("includeDraftDetails", "Show the draft of a published promotion; false by default.", ParameterType.Flag),
            new("Prefer", "`code=…` answers an error of the operation."),
        ],
        [
            Example.Documented("listed", "The promotion with this name", "unifiedList.json", ("searchText", "evening bonus"), ("status", "LIVE,PAUSED")),
            Example.Refused(UnifiedErrors.InvalidStatusFilter, null, ("status", "COMPLETED")),
            Example.Refused(UnifiedErrors.GenericValidation, null, ("size", "101")),
            Example.Refused(UnifiedErrors.InvalidInput, "includeDraftDetails accepts true or false.", ("includeDraftDetails", "yes")),
            UnifiedExamples.Forced(UnifiedErrors.AccessDenied, null),
            UnifiedExamples.Forced(UnifiedErrors.OperationFailed, null),
            Example.Anonymous(ApiFamily.V3),
        ]);
}
