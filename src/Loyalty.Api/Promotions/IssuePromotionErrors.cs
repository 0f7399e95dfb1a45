using Loyalty.Api.Families;

namespace Loyalty.Api.Promotions;

/// <summary>Codes of the single issue (docs/contract/promotions.md 2.9).</summary>
public static class IssuePromotionErrors
{
    public static readonly ApiError UnknownProgram = Entry(1101, "invalid programId passed", ErrorSource.Both, nameof(UnknownProgram));

    public static readonly ApiError UnknownPromotion = Entry(8874, "promotion id passed is invalid", ErrorSource.Both, nameof(UnknownPromotion));

    public static readonly ApiError EmptyIdentifier = Entry(11013, "identifierName, identifierValue, source can not be empty", ErrorSource.Request, nameof(EmptyIdentifier));

    public static readonly ApiError UnknownCustomer = Entry(8015, "Customer not found for the given identifiers", ErrorSource.Store, nameof(UnknownCustomer));

    public static readonly ApiError EntityType = Entry(1212, "Entity type invalid.", ErrorSource.Request, nameof(EntityType));

    public static readonly ApiError InvalidInput = GenericErrors.InvalidInput(ApiFamily.V2);

    private static ApiError Entry(int code, string message, ErrorSource source, string name) => new(ApiFamily.V2, StatusCodes.Status400BadRequest, code, message, source, name);
}
