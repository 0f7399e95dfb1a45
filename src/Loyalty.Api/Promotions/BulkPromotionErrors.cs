using Loyalty.Api.Families;

namespace Loyalty.Api.Promotions;

/// <summary>
/// Codes of the bulk calls of v2/promotion (docs/contract/promotions.md 4). They are answered inside a 200, for one customer or, if they concern the whole request, as a single item.
/// </summary>
public static class BulkPromotionErrors
{
    public static readonly ApiError UnknownProgram = Entry(1101, "invalid programId passed", ErrorSource.Both, nameof(UnknownProgram));

    public static readonly ApiError UnknownPromotion = Entry(8874, "promotion id passed is invalid", ErrorSource.Both, nameof(UnknownPromotion));

    public static readonly ApiError MissingPromotion = Entry(
        8881, "insufficient parameters passed, program id and one of promotion id/identifier are required", ErrorSource.Request, nameof(MissingPromotion));

    public static readonly ApiError Inactive = Entry(8892, "promotion is inactive", ErrorSource.Store, nameof(Inactive));

    public static readonly ApiError UserGroup = Entry(8899, "Cannot enrol/issue to the user group", ErrorSource.Request, nameof(UserGroup));

    public static readonly ApiError UnknownCustomer = Entry(8015, "Customer not found for the given identifiers", ErrorSource.Store, nameof(UnknownCustomer));

    public static readonly ApiError EmptyIdentifier = Entry(11013, "identifierName, identifierValue, source can not be empty", ErrorSource.Both, nameof(EmptyIdentifier));

    /// <summary>A missing or null body is answered as an unreadable one: in the envelope of v2, not as a single item.</summary>
    public static readonly ApiError NoBody = GenericErrors.InvalidInput(ApiFamily.V2) with { Name = nameof(NoBody) };

    /// <summary>For input that has no documented code.</summary>
    public static readonly ApiError InvalidInput = GenericErrors.InvalidInput(ApiFamily.V2) with { Status = StatusCodes.Status200OK, Form = ErrorForm.BulkItem, Source = ErrorSource.Both };

    /// <summary>The documented bound of a bulk call (docs/contract/promotions.md 2.5), with the generic code for it (docs/contract/access.md 4).</summary>
    public static readonly ApiError BatchTooLarge = Entry(1060, "Batch limit size exceeded.", ErrorSource.Request, nameof(BatchTooLarge));

    internal static ApiError Entry(int code, string message, ErrorSource source, string name) =>
        new(ApiFamily.V2, StatusCodes.Status200OK, code, message, source, name) { Form = ErrorForm.BulkItem };
}

/// <summary>Codes of enrolAndEarn and of the revocation with it.</summary>
public static class EnrolAndEarnErrors
{
    public static readonly ApiError EntityType = BulkPromotionErrors.Entry(8901, "invalid entity type passed", ErrorSource.Request, nameof(EntityType));

    public static readonly ApiError Failed = BulkPromotionErrors.Entry(8896, "Error occurred while issuing promotion to the customer", ErrorSource.Store, nameof(Failed));

    public static readonly ApiError ActionNotSupported = BulkPromotionErrors.Entry(
        8902, "bulk action passed not supported for loyalty/generic promotion type", ErrorSource.Both, nameof(ActionNotSupported));
}

/// <summary>Codes of the calls that revoke.</summary>
public static class BulkRevocationErrors
{
    public static readonly ApiError ActionNotSupported = BulkPromotionErrors.Entry(
        8902, "revoke bulk action passed not supported for loyalty/generic promotion type", ErrorSource.Both, nameof(ActionNotSupported));

    public static readonly ApiError UnknownIssue = BulkPromotionErrors.Entry(8903, "Earn IDs passed are either invalid or already revoked", ErrorSource.Both, nameof(UnknownIssue));

    public static readonly ApiError NoOpenIssue = BulkPromotionErrors.Entry(2305, "Active issued promotion is not available for the customer.", ErrorSource.Store, nameof(NoOpenIssue));
}
