using Loyalty.Api.Families;

namespace Loyalty.Api.Promotions;

/// <summary>Codes of the benefit summary of v2 (docs/contract/promotions.md 2.12). Its envelope has no warnings.</summary>
public static class ActionSummaryErrors
{
    public static readonly ApiError MissingPromotion = Entry(8883, "Insufficient parameters passed, program id and one of promotion id/identifier are required.", ErrorSource.Request, nameof(MissingPromotion));

    public static readonly ApiError UnknownPromotion = Entry(8874, "promotion id passed is invalid", ErrorSource.Both, nameof(UnknownPromotion));

    public static readonly ApiError UnknownCustomer = Entry(8015, "Customer not found for the given identifiers", ErrorSource.Both, nameof(UnknownCustomer));

    /// <summary>The program or the identifier of the promotion.</summary>
    public static readonly ApiError UnknownProgram = Entry(8105, "Error fetching promotion data. Verify programs/promotionIdentifier passed.", ErrorSource.Both, nameof(UnknownProgram));

    public static readonly ApiError InvalidInput = GenericErrors.InvalidInput(ApiFamily.Lookup);

    /// <summary>Not an error: the customer got nothing from the promotion.</summary>
    internal static readonly V2Error NoBenefits = new(false, 8116, "No benefits earned by customer for the given promotion.");

    private static ApiError Entry(int code, string message, ErrorSource source, string name) =>
        new(ApiFamily.Lookup, StatusCodes.Status400BadRequest, code, message, source, name);
}

/// <summary>Codes of the benefit summary of v3. No page says what 9001, 9002 and 3013 mean.</summary>
public static class UnifiedActionSummaryErrors
{
    /// <summary>The text of 400 is not documented, so the reason follows.</summary>
    public static readonly ApiError InvalidRequest = new(ApiFamily.V3, 400, 400, "Invalid request.", ErrorSource.Both, nameof(InvalidRequest)) { TakesReason = true };

    public static readonly ApiError NoSummary = new(ApiFamily.V3, 400, 8116, "No promotion action summary found for the given promotionId", ErrorSource.Store, nameof(NoSummary));

    public static readonly ApiError ServerError = new(ApiFamily.V3, 500, 500, "Internal server error.", ErrorSource.Store, nameof(ServerError));
}
